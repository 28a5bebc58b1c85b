/**
 * An expense being edited: what the bill has, and what was changed here on top of it. Only the changes are written when it
 * is saved, so what others change meanwhile shows at once and is never written over. Nothing is stored before that.
 */
import { batch, createMemo, createSignal } from 'solid-js'
import { createStore, produce, unwrap } from 'solid-js/store'
import type { ExpenseChange, PeopleOfExpense } from '../../../crdt/document/commands.ts'
import type { CurrencyCode, Expense, Minor, Rate, SplitMode } from '../../../crdt/domain/bill.ts'
import { relabelExpense, relabelMinor } from '../../../crdt/domain/relabel.ts'
import { type SplitResult, split as splitOf } from '../../../crdt/domain/split.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { flags, members, merged } from './by-person.ts'
import { categoryFor } from './category-for.ts'
import { isPresent, newExpense } from './new-expense.ts'
import { allSpots, isChangedAt, isSetMeanwhile, type Seen, type Spot, spots, type Which } from './spots.ts'

type Fields = Omit<ExpenseChange, 'people'>
type People = { [Key in Which]?: Record<PersonId, number | boolean> }

/** What was entered in a draft, for another one to go on with. */
export interface Entered {
  readonly fields: Fields
  readonly people: PeopleOfExpense
  /** The new expense that it began with; null: one of the bill. */
  readonly blank: Expense | null
  /** What was on the bill where something was changed. */
  readonly seen?: Seen
}

export interface ExpenseDraft {
  /** As it will be. */
  readonly expense: () => Expense
  readonly result: () => SplitResult
  /** Something was entered that is not in the bill. */
  readonly isChanged: () => boolean
  readonly isNew: boolean
  entered(): Entered
  /** Money that comes back: its amounts are below 0 and are typed without the sign. */
  readonly isRefund: () => boolean
  /** As it is typed: of a refund without its sign. */
  setAmount(minor: Minor): void
  setRefund(isRefund: boolean): void
  set(fields: Fields): void
  /** The same numbers in another currency, at this rate. */
  setCurrency(currency: CurrencyCode, rate: Rate | null): void
  setMode(mode: SplitMode): void
  setPerson(which: Which, person: PersonId, value: number | boolean): void
  /** A field is being typed into: what one sees now is what one changes, once the field is left. */
  look(): void
  lookAway(): void
  /** The expense on the bill, where somebody else changed meanwhile what was changed here; null: nobody did. */
  meanwhile(spot: Spot): Expense | null
  /** Drops what was changed here, so that what is on the bill stands. */
  take(spot: Spot): void
  /** Writes what was changed, or the new expense; gives its id. */
  save(): ExpenseId
}

const amountMaps = ['exact', 'adjust', 'paid'] as const

/** What a draft needs of the open bill. */
type Open = Pick<OpenBill, 'bill' | 'me' | 'write'>

/** @param source the expense, while it is on the bill; null for a new one. */
export function createDraft(
  open: Open,
  source: () => Expense | null,
  kept: Entered | null = null,
): ExpenseDraft {
  const isNew = source() === null
  const blank = isNew ? (kept?.blank ?? newExpense(open)) : null
  const [fields, setFields] = createStore<{ -readonly [Key in keyof Fields]: Fields[Key] }>({
    ...kept?.fields,
  })
  const [people, setPeople] = createStore<People>({ ...kept?.people })

  /** A new expense has the category that its title speaks of, until one is chosen. */
  const guessed = createMemo(() =>
    isNew ? categoryFor(fields.title ?? '', open.bill.expenses, open.bill.categories) : '',
  )
  const base = createMemo<Expense>(before => source() ?? blank ?? before ?? newExpense(open))
  const expense = createMemo((): Expense => {
    const from = relabelExpense(base(), fields.currency ?? base().currency)
    const { mode = from.split.mode, payer = from.payer, rate = from.rate, ...plain } = fields
    return {
      ...from,
      ...defined(plain),
      category: plain.category ?? (from.category || guessed()),
      payer,
      rate: (plain.currency ?? from.currency) === open.bill.currency ? null : rate,
      paid: merged(from.paid, people.paid),
      exempt: members(from.exempt, people.exempt),
      split: {
        ...from.split,
        mode,
        among: members(from.split.among, people.among),
        parts: merged(from.split.parts, people.parts),
        percent: merged(from.split.percent, people.percent),
        exact: merged(from.split.exact, people.exact),
        adjust: merged(from.split.adjust, people.adjust),
      },
    }
  })
  const result = createMemo(() => splitOf(expense(), open.bill.people))
  /** What was chosen, for an amount of 0 does not say it: "0.50" begins with one. */
  const [chosenRefund, chooseRefund] = createSignal<boolean | null>(null)
  const isRefund = createMemo<boolean>(before => {
    const { amountMinor } = expense()
    return amountMinor === 0 ? (chosenRefund() ?? before) : amountMinor < 0
  }, false)

  const [seen, setSeen] = createStore<{ -readonly [Key in Spot]?: Expense | undefined }>({ ...kept?.seen })
  let looked: Expense | null = null
  /** Changes something, and notes what was there where nothing was changed so far. */
  const change = (act: () => void) =>
    batch(() => {
      const fresh = allSpots.filter(spot => !isChangedAt(spot, { fields, people }))
      act()
      for (const spot of isNew ? [] : fresh) {
        if (isChangedAt(spot, { fields, people })) setSeen(spot, looked ?? shownOf(base()))
      }
    })

  const present = () => open.bill.people.filter(isPresent)
  const set = (changed: Fields) => change(() => setFields(changed))
  const setPerson: ExpenseDraft['setPerson'] = (which, person, value) =>
    change(() => setPeople(which, before => ({ ...before, [person]: value })))
  const setRefund = (refund: boolean) => {
    if (refund === isRefund()) return
    const now = expense()
    batch(() => {
      chooseRefund(refund)
      set({ amountMinor: -now.amountMinor || 0 })
      for (const which of amountMaps) {
        const values = which === 'paid' ? now.paid : now.split[which]
        for (const [person, minor] of Object.entries(values)) setPerson(which, person as PersonId, -minor)
      }
    })
  }
  /** The amounts that were entered, under the sign of another currency. */
  const relabel = (from: CurrencyCode, to: CurrencyCode) => {
    const amount = (minor: Minor) => relabelMinor(minor, from, to)
    if (fields.amountMinor !== undefined) set({ amountMinor: amount(fields.amountMinor) })
    for (const which of amountMaps) {
      for (const [person, minor] of Object.entries(people[which] ?? {}))
        setPerson(which, person as PersonId, amount(Number(minor)))
    }
  }

  return {
    expense,
    result,
    isNew,
    entered: () =>
      structuredClone({
        fields: unwrap(fields),
        people: unwrap(people) as PeopleOfExpense,
        blank,
        seen: unwrap(seen),
      }),
    isRefund,
    isChanged: () => Object.keys(fields).length + Object.keys(people).length > 0,
    setAmount(minor) {
      const signed = isRefund() ? -Math.abs(minor) || 0 : minor
      batch(() => {
        if (signed !== 0) chooseRefund(signed < 0)
        set({ amountMinor: signed })
      })
    },
    setRefund,
    set,
    setCurrency(currency, rate) {
      batch(() => {
        relabel(expense().currency, currency)
        set({ currency, rate })
      })
    },
    setMode(mode) {
      const { split } = expense()
      batch(() => {
        set({ mode })
        if ((mode === 'equal' || mode === 'adjust') && split.among.length === 0) {
          for (const { id } of present()) setPerson('among', id, true)
        }
        if (mode === 'parts' && Object.keys(split.parts).length === 0) {
          const among = present().filter(({ id }) => split.among.length === 0 || split.among.includes(id))
          for (const { id, weight } of among) setPerson('parts', id, weight)
        }
      })
    },
    setPerson,
    look() {
      looked = shownOf(base())
    },
    lookAway() {
      looked = null
    },
    meanwhile(spot) {
      const before = seen[spot]
      const changes = { fields, people }
      if (before === undefined || !isChangedAt(spot, changes)) return null
      // A rate says something of one currency only.
      if (spot === 'rate' && base().currency !== expense().currency) return null
      return isSetMeanwhile(spot, before, base(), expense(), changes) ? base() : null
    },
    take(spot) {
      looked = null
      batch(() => {
        // Whoever took money back for money spent, or the other way round, turned all amounts with it.
        if (spot === 'amount' && base().amountMinor !== 0) setRefund(base().amountMinor < 0)
        if (spot === 'currency') relabel(expense().currency, base().currency)
        const dropped: readonly (keyof Fields)[] =
          spot === 'currency' ? ['currency', 'rate'] : spots[spot].fields
        setFields(
          produce(now => {
            for (const field of dropped) delete now[field]
          }),
        )
        setPeople(
          produce(now => {
            for (const which of spots[spot].maps) delete now[which]
          }),
        )
        setSeen(spot, undefined)
      })
    },
    save() {
      const entered = people as PeopleOfExpense
      if (!isNew) {
        const { id } = base()
        // Somebody may have deleted it meanwhile, and whoever saves wants it.
        open.write.restoreExpense(id)
        open.write.changeExpense(id, { ...fields, people: entered })
        return id
      }
      const { id, title, split, amountMinor, currency, rate, date, category, note, payer, paid, exempt } =
        expense()
      return open.write.addExpense({
        id,
        title,
        mode: split.mode,
        amountMinor,
        currency,
        rate,
        date,
        category,
        note,
        payer,
        among: [],
        people: {
          among: flags(split.among),
          exempt: flags(exempt),
          parts: split.parts,
          percent: split.percent,
          exact: split.exact,
          adjust: split.adjust,
          paid,
        },
      })
    },
  }
}

/** The rate that an expense in this currency had last on this bill; null where there was none. */
export function lastRate(expenses: readonly Expense[], currency: string): Rate | null {
  let last: Expense | null = null
  for (const expense of expenses) {
    if (expense.currency !== currency || expense.rate === null) continue
    if (last === null || expense.written.at >= last.written.at) last = expense
  }
  return last?.rate ?? null
}

/** What an editor shows of an expense, as it is at this moment. */
function shownOf(expense: Expense): Expense {
  const now = unwrap(expense)
  return structuredClone({ ...now, split: { ...now.split, items: [], charges: [] } })
}

function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never
}
