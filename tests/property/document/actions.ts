/**
 * Random use of a bill: abstract actions that fast-check can make and shrink, and their meaning on a phone.
 *
 * Numbers choose among what the phone has at that moment, so that every action means something in every state.
 */
import fc from 'fast-check'
import { type ActivityRecord, readActivity } from '../../../crdt/document/activity.ts'
import { Conflict } from '../../../crdt/document/conflict.ts'
import type { CategoryId, ExpenseId, ItemId, PersonId } from '../../../crdt/ids.ts'
import type { Phone } from '../../unit/document/phones.ts'

export interface Action {
  readonly kind: (typeof kinds)[number]
  readonly a: number
  readonly b: number
  readonly n: number
}

const kinds = [
  'setParts',
  'setParts',
  'setParts',
  'addItem',
  'setItem',
  'deleteItem',
  'restoreItem',
  'moveItem',
  'splitRest',
  'addPerson',
  'renamePerson',
  'removePerson',
  'restorePerson',
  'leave',
  'setWeight',
  'addExpense',
  'setExpense',
  'setMode',
  'setPayer',
  'setPaid',
  'setAmong',
  'setSplitValue',
  'setExempt',
  'changeExpense',
  'copyExpense',
  'deleteExpense',
  'restoreExpense',
  'addCharge',
  'setCharge',
  'deleteCharge',
  'addPayment',
  'setPayment',
  'deletePayment',
  'setTitle',
  'changeCurrency',
  'addCategory',
  'removeCategory',
  'takeBack',
  'setAgain',
  'restore',
  'setDefaultSplit',
  'mergePerson',
  'close',
  'undo',
  'undo',
  'redo',
  'undo',
  'redo',
] as const

export const anyAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(5),
  b: fc.nat(5),
  n: fc.nat(9),
})

const sides = ['from', 'to'] as const
const modes = ['equal', 'parts', 'percent', 'exact', 'adjust', 'items'] as const
const currencies = ['EUR', 'JPY', 'KWD'] as const

/** Ids of a root map and of the maps in expenses, deleted ones too, in one order. */
function idsOf(phone: Phone, root: 'people' | 'expenses' | 'payments'): string[] {
  return [...phone.doc.getMap(root).keys()].sort()
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)]
}

/** Does the action on the phone; nothing when there is nothing it could mean, or others made it impossible. */
export function act(phone: Phone, action: Action): void {
  plan(phone, action)()
}

/** What the action means on the phone as it is now, to be done at once or when others have changed something. */
export function plan(phone: Phone, { kind, a, b, n }: Action): () => void {
  const { write } = phone
  const person = pick(idsOf(phone, 'people'), a) as PersonId
  const other = pick(idsOf(phone, 'people'), b) as PersonId
  const expense = pick(idsOf(phone, 'expenses'), n % 2 === 0 ? 0 : b) as ExpenseId
  const inExpense = phone.doc.getMap('expenses').get(expense) as { get(key: string): Map<string, unknown> }
  const items = [...inExpense.get('items').keys()].sort() as ItemId[]
  const charges = [...inExpense.get('charges').keys()].sort()
  const item = pick(items, b)
  const charge = pick(charges, b) as never
  const payment = pick(idsOf(phone, 'payments'), b) as never
  const category = pick(phone.bill().categories, b)?.id as CategoryId
  const records = readActivity(phone.doc)
  const needs = (thing: unknown, then: () => void) => (thing === undefined ? undefined : then())
  const meanings: Record<Action['kind'], () => void> = {
    setParts: () => needs(item, () => write.setParts(expense, item as ItemId, person, n % 3)),
    addItem: () => void write.addItem(expense, { name: `dish ${n}`, quantity: 1 + b, priceMinor: 100 * n }),
    setItem: () =>
      needs(item, () =>
        write.setItem(expense, item as ItemId, { name: `dish ${a}`, priceMinor: n, byPortion: n > 5 }),
      ),
    deleteItem: () => needs(item, () => write.deleteItem(expense, item as ItemId)),
    restoreItem: () => needs(item, () => write.restoreItem(expense, item as ItemId)),
    moveItem: () =>
      needs(item, () => write.moveItem(expense, item as ItemId, n < 2 ? null : (pick(items, a) as ItemId))),
    splitRest: () => write.splitRest(expense, [person, other]),
    addPerson: () => void write.addPerson({ name: `person ${n}` }),
    renamePerson: () => write.renamePerson(person, `person ${n}`),
    removePerson: () => void write.removePerson(person),
    restorePerson: () => write.restorePerson(person),
    leave: () => (n < 5 ? write.leave(person) : write.comeBack(person)),
    setWeight: () => write.setWeight(person, 1 + n),
    addExpense: () =>
      void write.addExpense({
        title: `trip ${n}`,
        mode: pick(modes, n) ?? 'equal',
        amountMinor: 1000 * n,
        payer: person,
      }),
    setExpense: () =>
      write.setExpense(expense, {
        note: `note ${n}`,
        amountMinor: n * 77,
        rate: n < 3 ? null : { value: n, exponent: a },
        currency: pick(currencies, a) ?? 'EUR',
      }),
    setMode: () => write.setMode(expense, pick(modes, n) ?? 'equal'),
    setPayer: () => write.setPayer(expense, n < 3 ? null : person),
    setPaid: () => write.setPaid(expense, person, n * 50),
    setAmong: () => write.setAmong(expense, person, n < 5),
    setSplitValue: () =>
      write.setSplitValue(
        expense,
        (['parts', 'percent', 'exact', 'adjust'] as const)[b % 4] ?? 'parts',
        person,
        n * 10,
      ),
    setExempt: () => write.setExempt(expense, person, n < 5),
    changeExpense: () =>
      write.changeExpense(expense, {
        title: `trip ${n}`,
        mode: pick(modes, a) ?? 'equal',
        payer: n < 5 ? null : person,
        people: {
          among: { [person]: n < 8, [other]: n > 3 },
          exact: { [person]: n * 10 },
          paid: { [other]: n },
        },
      }),
    // Each copy holds what its source holds, so that copies of copies would grow without end.
    copyExpense: () =>
      needs(idsOf(phone, 'expenses').length > 6 ? undefined : expense, () => void write.copyExpense(expense)),
    deleteExpense: () => write.deleteExpense(expense),
    restoreExpense: () => write.restoreExpense(expense),
    addCharge: () =>
      void write.addCharge(expense, {
        kind: 'tip',
        value: { type: 'percent', thousandths: n * 1000 },
        items: item === undefined ? [] : [item],
      }),
    setCharge: () =>
      needs(charge, () =>
        write.setCharge(expense, charge, {
          value: { type: 'amount', minor: n },
          items: n < 4 ? [] : items.slice(0, 2),
        }),
      ),
    deleteCharge: () =>
      needs(charge, () =>
        n < 6 ? write.deleteCharge(expense, charge) : write.restoreCharge(expense, charge),
      ),
    addPayment: () =>
      person === other ? undefined : void write.addPayment({ from: person, to: other, amountMinor: 1 + n }),
    setPayment: () =>
      needs(payment, () =>
        write.setPayment(payment, n < 4 ? { amountMinor: 1 + n } : { [sides[n % 2] ?? 'from']: person }),
      ),
    deletePayment: () =>
      needs(payment, () => (n < 6 ? write.deletePayment(payment) : write.restorePayment(payment))),
    setTitle: () => write.setTitle(`bill ${n}`),
    changeCurrency: () => void write.changeCurrency(pick(currencies, n) ?? 'EUR'),
    addCategory: () => void write.addCategory(`kind ${n}`, 'mug'),
    removeCategory: () => needs(category, () => write.removeCategory(category, n < 6)),
    takeBack: () => void write.takeBack(records.slice(a, a + 1 + b)),
    setAgain: () => needs(records[n], () => void write.setAgain(records[n] as ActivityRecord)),
    restore: () => void write.restore(item ?? expense),
    setDefaultSplit: () =>
      write.setDefaultSplit(n < 3 ? null : { mode: 'parts', values: { [person]: 1 + n, [other]: 2 } }),
    mergePerson: () => (person === other ? undefined : write.mergePerson(person, n < 4 ? null : other)),
    close: () => (n < 5 ? write.close() : write.reopen()),
    undo: () => void phone.undo.undo(),
    redo: () => void phone.undo.redo(),
  }
  return () => {
    try {
      meanings[kind]()
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
  }
}
