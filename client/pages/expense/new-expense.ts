/** What a new expense begins with. */
import type { DefaultSplit, Expense, Person, SplitMode } from '../../../crdt/domain/bill.ts'
import { whoCounts } from '../../../crdt/domain/identity.ts'
import { type ExpenseId, newId, type PersonId } from '../../../crdt/ids.ts'
import { dayOf } from '../../i18n/format.ts'
import { fillRandom } from '../../state/clock.ts'
import type { OpenBill } from '../../state/open-bill.ts'

export const isPresent = (person: Person) => person.leftAt === null && person.mergedInto === null

/** A new expense as the bill's own ways have it: paid by oneself today, divided by default. */
export function newExpense(open: Pick<OpenBill, 'bill' | 'me'>): Expense {
  const { bill } = open
  const present = bill.people.filter(isPresent)
  const here = new Set(present.map(({ id }) => id))
  const own = bill.defaultSplit
  const chosen = Object.entries(chosenNow(own, bill.people)).filter(([id]) => here.has(id as PersonId))
  const weighted = present.some(({ weight }) => weight !== 1)
  const mode: SplitMode = chosen.length > 0 && own ? own.mode : weighted ? 'parts' : 'equal'
  const values = (which: SplitMode) => (own?.mode === which ? Object.fromEntries(chosen) : {})
  const me = open.me()
  return {
    id: newId<ExpenseId>(fillRandom),
    title: '',
    date: dayOf(new Date()),
    category: '',
    note: '',
    amountMinor: 0,
    currency: bill.currency,
    rate: null,
    payer: me !== null && here.has(me) ? me : null,
    paid: {},
    split: {
      mode,
      among: mode === 'equal' && chosen.length > 0 ? chosen.map(([id]) => id as PersonId) : [...here],
      parts: chosen.length > 0 && own?.mode === 'parts' ? values('parts') : weightsOf(present, mode),
      percent: values('percent'),
      exact: {},
      adjust: {},
      items: [],
      charges: [],
    },
    exempt: [],
    printedTotalMinor: null,
    order: '',
    written: { by: me, at: 0 },
  }
}

/** What was chosen for each, with those who turned out to be somebody else counted as that one. */
function chosenNow(split: DefaultSplit | null, people: readonly Person[]): Record<PersonId, number> {
  const stands = whoCounts(people)
  const now: Record<PersonId, number> = {}
  for (const [id, value] of Object.entries(split?.values ?? {})) {
    const person = stands.get(id as PersonId)
    if (person !== undefined) now[person] = (now[person] ?? 0) + value
  }
  return now
}

function weightsOf(people: readonly Person[], mode: SplitMode): Record<PersonId, number> {
  return mode === 'parts' ? Object.fromEntries(people.map(({ id, weight }) => [id, weight])) : {}
}
