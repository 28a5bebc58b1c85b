/**
 * The bill on screen: one Solid store per open document, patched where the document changed and nowhere else.
 *
 * Promises: after every Yjs transaction the store deeply equals `readBill(doc, 'counted')`. A tap on one dish reads that dish
 * again and touches its parts in the store, nothing more; only a change of who is on the bill, or of its currency,
 * reads all expenses again. Whatever goes wrong in here or in an effect that follows, nothing is thrown into the
 * Yjs transaction, where it would silence the document for good: the store is then read anew as a whole.
 */
import { batch } from 'solid-js'
import { $RAW, createStore, reconcile, unwrap } from 'solid-js/store'
import type * as Y from 'yjs'
import { IssueList, joinIssues } from '../../crdt/document/issues.ts'
import { composeBill, readHead, readParts } from '../../crdt/document/read.ts'
import { readEntries, readEntry } from '../../crdt/document/read-entries.ts'
import { readExpense } from '../../crdt/document/read-expenses.ts'
import { readItem } from '../../crdt/document/read-items.ts'
import { readDevices, readPayments } from '../../crdt/document/read-payments.ts'
import { readPeople } from '../../crdt/document/read-people.ts'
import { type AnyMap, asMap, rootMap } from '../../crdt/document/schema.ts'
import type { Seats } from '../../crdt/document/seats.ts'
import {
  type Bill,
  type CurrencyCode,
  type Expense,
  type Issue,
  limits,
  type Payment,
  type Person,
} from '../../crdt/domain/bill.ts'
import type { ExpenseId } from '../../crdt/ids.ts'
import { BillChanges, note, roots } from './bill-changes.ts'
import { createMarks } from './marks.ts'

export interface BillStore {
  /** A Solid store: read it inside JSX, memos or effects. */
  readonly bill: Bill
  /** The same values without the store around them. */
  readonly plain: PlainBill
  dispose(): void
}

/**
 * For what reckons over all of it: the store's own values, not its proxies, which cost a signal for each of twenty thousand
 * prices. Read inside a memo, each of these is read again when what it gives has changed anywhere within. Never written to.
 */
export interface PlainBill {
  all(): Bill
  /** The expenses, in the bill's order. */
  ids(): readonly ExpenseId[]
  expense(id: ExpenseId): Expense | undefined
  people(): readonly Person[]
  payments(): readonly Payment[]
  currency(): CurrencyCode
}

const byId = { key: 'id' }

/**
 * A store that follows the document until it is disposed.
 * @param onError hears what an update of the store or an effect behind it threw.
 */
export function createBillStore(doc: Y.Doc, onError: (error: unknown) => void = () => undefined): BillStore {
  let changes = new BillChanges()
  let seats: Seats
  /** Issues by part; the parts of `expenses` by id. */
  const issues = {
    head: [] as readonly Issue[],
    people: [] as readonly Issue[],
    list: [] as readonly Issue[],
    expenses: new Map<string, readonly Issue[]>(),
    payments: [] as readonly Issue[],
  }
  /** The expenses by id, made anew when there are others: one that changes stays the object it is. */
  let found: ReadonlyMap<string, Expense> | null = null
  const [bill, setStore] = createStore<Bill>(readAll())
  // Solid's types refuse paths through readonly properties; the types of a bill are readonly for everybody else.
  const setBill = setStore as (...pathAndValue: readonly unknown[]) => void

  function readAll(): Bill {
    const parts = readParts(doc, 'counted')
    seats = parts.people.seats
    issues.head = parts.head.issues
    issues.people = parts.people.issues
    issues.list = parts.expenseIssues
    issues.expenses = new Map(parts.expenses.map(read => [read.id, read.issues]))
    issues.payments = parts.payments.issues
    return composeBill(parts)
  }

  function patch(changed: BillChanges): void {
    if (changed.head) patchHead(changed)
    if (changed.people) patchPeople(changed)
    const areInPlace = !changed.allExpenses && !changed.list && [...changed.expenses].every(patchExpense)
    if (!areInPlace) patchExpenses(changed)
    else
      for (const [expense, items] of changed.items)
        if (!changed.expenses.has(expense)) patchItems(expense, items)
    if (changed.payments) {
      const read = readPayments(rootMap(doc, 'payments'), seats, bill.currency)
      issues.payments = read.issues
      setBill('payments', reconcile(read.payments, byId))
    }
    if (changed.devices) setBill('devices', reconcile(readDevices(rootMap(doc, 'devices'), seats), byId))
    const { head, people, list, expenses, payments } = issues
    const all = joinIssues([head, people, list, ...expenses.values(), payments])
    if (all.length > 0 || bill.issues.length > 0) setBill('issues', reconcile(all))
  }

  function patchHead(changed: BillChanges): void {
    const read = readHead(rootMap(doc, 'bill'))
    issues.head = read.issues
    if (read.head.currency !== bill.currency) changed.allExpenses = changed.payments = true
    setBill(read.head)
  }

  function patchPeople(changed: BillChanges): void {
    const read = readPeople(rootMap(doc, 'people'), 'counted')
    issues.people = read.issues
    if (!read.seats.equals(seats)) changed.allExpenses = changed.payments = changed.devices = true
    seats = read.seats
    setBill('people', reconcile(read.people, byId))
  }

  /** Reads the expenses that changed; the others stay the very objects they are. */
  function patchExpenses(changed: BillChanges): void {
    const root = rootMap(doc, 'expenses')
    const listIssues = new IssueList()
    const known = new Map(unwrap(bill).expenses.map(expense => [expense.id as string, expense]))
    const before = issues.expenses
    const after = new Map<string, readonly Issue[]>()
    const expenses: Expense[] = []
    const entries = root === null ? [] : readEntries(root, ['expenses'], limits.expenses, listIssues)
    for (const entry of entries) {
      const { id } = entry
      const same = before.get(id)
      const isChanged = changed.allExpenses || changed.expenses.has(id) || changed.items.has(id)
      const read =
        isChanged || same === undefined
          ? readExpense(entry, seats, bill.currency)
          : { id, expense: known.get(id) ?? null, issues: same }
      after.set(id, read.issues)
      if (read.expense !== null) expenses.push(read.expense)
    }
    if (root !== null) issues.list = listIssues.all
    issues.expenses = after
    setBill('expenses', reconcile(asRaw(expenses), byId))
    found = null
  }

  /** False when the list is another one by it, so that all must be looked through. */
  function patchExpense(id: string): boolean {
    const at = unwrap(bill).expenses.findIndex(expense => expense.id === id)
    const entry = readEntry(id, rootMap(doc, 'expenses')?.get(id), 'here')
    if (at < 0 || entry === null || entry.order === '') return false
    if (entry.order !== unwrap(bill).expenses[at]?.order) return false
    const read = readExpense(entry, seats, bill.currency)
    if (read.expense === null) return false
    issues.expenses.set(id, read.issues)
    setBill('expenses', at, reconcile(read.expense, byId))
    return true
  }

  function patchItems(expense: string, items: ReadonlySet<string>): void {
    const at = unwrap(bill).expenses.findIndex(({ id }) => id === expense)
    const entry = readEntry(expense, rootMap(doc, 'expenses')?.get(expense), 'here')
    const map = asMap(entry?.map.get('items'))
    if (at < 0 || map === null) return rereadExpense(expense)
    for (const item of items) if (!patchItem(at, expense, map, item)) return rereadExpense(expense)
  }

  function rereadExpense(expense: string): void {
    const changed = new BillChanges()
    changed.expenses.add(expense)
    patchExpenses(changed)
  }

  /** False when more than the inside of this item changed, so that the expense must be read again. */
  function patchItem(expenseAt: number, expense: string, map: AnyMap, id: string): boolean {
    const items = unwrap(bill.expenses)[expenseAt]?.split.items ?? []
    const at = items.findIndex(item => item.id === id)
    const entry = readEntry(id, map.get(id), 'here')
    if (at < 0 || entry === null || entry.order !== items[at]?.order) return false
    if (issues.expenses.get(expense)?.length !== 0) return false
    const list = new IssueList()
    const item = readItem(entry, ['expenses', expense, 'items'], seats, list)
    if (list.all.length > 0) return false
    setBill('expenses', expenseAt, 'split', 'items', at, reconcile(item, byId))
    return true
  }

  const marks = createMarks()
  const expensesById = (): ReadonlyMap<string, Expense> => {
    found ??= new Map(unwrap(bill).expenses.map(expense => [expense.id, expense]))
    return found
  }
  /** Tells those who read plain values what has changed, once the store says so too. */
  const mark = (changed: BillChanges): void => {
    marks.touch('all')
    if (changed.people) marks.touch('people')
    if (changed.payments) marks.touch('payments')
    if (found === null) marks.touch('list')
    if (changed.allExpenses) marks.touchEvery()
    for (const id of [...changed.expenses, ...changed.items.keys()]) marks.touch(id)
  }
  const readAnew = (): void => {
    setBill(reconcile(asRaw(readAll()), byId))
    found = null
    marks.touchEvery()
  }

  const guarded = (act: () => void): boolean => {
    try {
      act()
      return true
    } catch (error) {
      try {
        onError(error)
      } catch {
        // A broken reporter must not do what the broken effect was kept from doing.
      }
      return false
    }
  }

  const apply = () => {
    if (!changes.any) return
    const changed = changes
    changes = new BillChanges()
    const update = () => {
      patch(changed)
      mark(changed)
    }
    if (!guarded(() => batch(update))) guarded(() => batch(readAnew))
  }

  const observers = roots.flatMap(name => {
    const root = rootMap(doc, name)
    if (root === null) return []
    const observe = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
      guarded(() => {
        for (const event of events) note(changes, name, event)
      })
    }
    root.observeDeep(observe)
    return [() => root.unobserveDeep(observe)]
  })
  doc.on('afterTransaction', apply)

  return {
    bill,
    plain: {
      all() {
        marks.track('all')
        return unwrap(bill)
      },
      expense(id) {
        marks.track(id)
        return expensesById().get(id)
      },
      ids() {
        marks.track('list')
        return [...expensesById().keys()] as ExpenseId[]
      },
      people() {
        marks.track('people')
        return unwrap(bill).people
      },
      payments() {
        marks.track('payments')
        return unwrap(bill).payments
      },
      currency: () => bill.currency,
    },
    dispose() {
      doc.off('afterTransaction', apply)
      for (const stop of observers) stop()
    },
  }
}

/**
 * Says of plain values, as a store says of its own, that there are no proxies in them: Solid would look through every price of a
 * long bill for some before it took it.
 */
function asRaw<Value extends object>(value: Value): Value {
  return Object.defineProperty(value, $RAW, { value })
}
