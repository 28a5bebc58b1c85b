/**
 * An expense being edited: what the bill has, and what was changed here on top of it. Only the changes are written when it
 * is saved, so what others change meanwhile shows at once and is never written over. Nothing is stored before that.
 */
import { batch, createMemo, createSignal } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { ExpenseChange, PeopleOfExpense } from '../../../crdt/document/commands.ts'
import type { CurrencyCode, Expense, Minor, Rate, SplitMode } from '../../../crdt/domain/bill.ts'
import { relabelExpense, relabelMinor } from '../../../crdt/domain/relabel.ts'
import { type SplitResult, split as splitOf } from '../../../crdt/domain/split.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { categoryFor } from './category-for.ts'
import { isPresent, newExpense } from './new-expense.ts'

/** The maps of an expense that people have values in. */
export type Which = keyof PeopleOfExpense

type Fields = Omit<ExpenseChange, 'people'>
type People = { [Key in Which]?: Record<PersonId, number | boolean> }

/** What was entered in a draft, for another one to go on with. */
export interface Entered {
  readonly fields: Fields
  readonly people: PeopleOfExpense
  /** The new expense that it began with; null: one of the bill. */
  readonly blank: Expense | null
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

  const present = () => open.bill.people.filter(isPresent)
  const set = (changed: Fields) => setFields(changed)
  const setPerson: ExpenseDraft['setPerson'] = (which, person, value) =>
    setPeople(which, before => ({ ...before, [person]: value }))

  return {
    expense,
    result,
    isNew,
    entered: () =>
      structuredClone({ fields: unwrap(fields), people: unwrap(people) as PeopleOfExpense, blank }),
    isRefund,
    isChanged: () => Object.keys(fields).length + Object.keys(people).length > 0,
    setAmount(minor) {
      const signed = isRefund() ? -Math.abs(minor) || 0 : minor
      batch(() => {
        if (signed !== 0) chooseRefund(signed < 0)
        set({ amountMinor: signed })
      })
    },
    setRefund(refund) {
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
    },
    set,
    setCurrency(currency, rate) {
      const before = expense().currency
      const amount = (minor: Minor) => relabelMinor(minor, before, currency)
      batch(() => {
        if (fields.amountMinor !== undefined) set({ amountMinor: amount(fields.amountMinor) })
        for (const which of amountMaps) {
          for (const [person, minor] of Object.entries(people[which] ?? {}))
            setPerson(which, person as PersonId, amount(Number(minor)))
        }
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

function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never
}

function merged(
  before: Readonly<Record<PersonId, Minor>>,
  changes: Readonly<Record<PersonId, number | boolean>> | undefined,
): Record<PersonId, number> {
  const now: Record<PersonId, number> = { ...before }
  for (const [id, value] of Object.entries(changes ?? {})) {
    if (value === 0 || typeof value === 'boolean') delete now[id as PersonId]
    else now[id as PersonId] = value
  }
  return now
}

function members(
  before: readonly PersonId[],
  changes: Readonly<Record<PersonId, number | boolean>> | undefined,
): PersonId[] {
  const now = new Set(before)
  for (const [id, value] of Object.entries(changes ?? {})) {
    if (value === true) now.add(id as PersonId)
    else now.delete(id as PersonId)
  }
  return [...now]
}

function flags(ids: readonly PersonId[]): Record<PersonId, boolean> {
  return Object.fromEntries(ids.map(id => [id, true]))
}
