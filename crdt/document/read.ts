/**
 * A Yjs document -> the bill, as plain values.
 *
 * Promises: total. Whatever stands in the document (anybody with the edit link can write anything), `readBill` gives
 * a bill within `limits`, in time that grows with the document's size, and never throws; what cannot be counted is an
 * issue and the rest adds up (money rule 11). Two replicas with the same content read deeply equal bills.
 *
 * A bill is read in parts, because the store on screen reads again only the part that changed: each part has its own
 * issues, and `composeBill` joins them in one fixed order.
 */
import type * as Y from 'yjs'
import {
  type Bill,
  type CurrencyCode,
  type Device,
  type Issue,
  limits,
  noCurrency,
  type Payment,
} from '../domain/bill.ts'
import { readDefaults } from './defaults.ts'
import { Fields } from './fields.ts'
import { IssueList, joinIssues } from './issues.ts'
import { readSchemaVersion } from './migrate.ts'
import { readEntries } from './read-entries.ts'
import { type ExpenseRead, readExpense } from './read-expenses.ts'
import { readDevices, readPayments } from './read-payments.ts'
import { type PeopleRead, readPeople, type Whose } from './read-people.ts'
import { type AnyMap, isSafeId, rootMap } from './schema.ts'

type HeadKey =
  | 'schema'
  | 'title'
  | 'currency'
  | 'note'
  | 'createdAt'
  | 'createdBy'
  | 'closedAt'
  | 'categories'
  | 'defaultSplit'

export interface HeadRead {
  readonly head: Pick<Bill, HeadKey>
  readonly issues: readonly Issue[]
}

/** The parts of a bill with their issues. */
export interface BillParts {
  readonly head: HeadRead
  readonly people: PeopleRead
  readonly expenses: readonly ExpenseRead[]
  /** Issues of the map of expenses itself: bad keys, too many. */
  readonly expenseIssues: readonly Issue[]
  readonly payments: { readonly payments: readonly Payment[]; readonly issues: readonly Issue[] }
  readonly devices: readonly Device[]
}

/**
 * The bill in this document. An empty document is an empty bill without issues.
 * @param whose as in `readPeople`; it comes to the same sums for everybody
 */
export function readBill(doc: Y.Doc, whose?: Whose): Bill {
  return composeBill(readParts(doc, whose))
}

/** All parts of the bill in this document. */
export function readParts(doc: Y.Doc, whose?: Whose): BillParts {
  const head = readHead(rootMap(doc, 'bill'))
  const people = readPeople(rootMap(doc, 'people'), whose)
  const { currency } = head.head
  return {
    head,
    people,
    ...readExpenses(rootMap(doc, 'expenses'), people, currency),
    payments: readPayments(rootMap(doc, 'payments'), people.seats, currency),
    devices: readDevices(rootMap(doc, 'devices'), people.seats),
  }
}

/** The parts as one bill. */
export function composeBill(parts: BillParts): Bill {
  return {
    ...parts.head.head,
    people: parts.people.people,
    expenses: parts.expenses.flatMap(({ expense }) => (expense === null ? [] : [expense])),
    payments: parts.payments.payments,
    devices: parts.devices,
    issues: composeIssues(parts),
  }
}

/** The issues of all parts, in the order of the bill. */
export function composeIssues(parts: BillParts): readonly Issue[] {
  return joinIssues([
    parts.head.issues,
    parts.people.issues,
    parts.expenseIssues,
    ...parts.expenses.map(({ issues }) => issues),
    parts.payments.issues,
  ])
}

/** Reads the root map `bill`. */
export function readHead(root: AnyMap | null): HeadRead {
  const issues = new IssueList()
  if (root === null) {
    issues.add('badShape', ['bill'], null)
    return { head: emptyHead, issues: issues.all }
  }
  const fields = new Fields(root, ['bill'], issues)
  const { schema, isNewer } = readSchemaVersion(root.get('schema'))
  if (isNewer) issues.add('newerSchema', ['bill', 'schema'], null)
  const createdBy = root.get('createdBy')
  const head = {
    schema,
    title: fields.text('title'),
    currency: fields.currency('currency', noCurrency) ?? noCurrency,
    note: fields.text('note', 'many'),
    createdAt: fields.time('createdAt') ?? 0,
    createdBy: isSafeId(createdBy) ? (createdBy as Bill['createdBy']) : null,
    closedAt: fields.time('closedAt'),
    ...readDefaults(fields),
  }
  return { head, issues: issues.all }
}

const emptyHead: HeadRead['head'] = {
  schema: 1,
  title: '',
  currency: noCurrency,
  note: '',
  createdAt: 0,
  createdBy: null,
  closedAt: null,
  categories: [],
  defaultSplit: null,
}

/** Reads the root map `expenses`. */
export function readExpenses(
  root: AnyMap | null,
  people: PeopleRead,
  billCurrency: CurrencyCode,
): Pick<BillParts, 'expenses' | 'expenseIssues'> {
  const issues = new IssueList()
  if (root === null) {
    issues.add('badShape', ['expenses'], null)
    return { expenses: [], expenseIssues: issues.all }
  }
  const entries = readEntries(root, ['expenses'], limits.expenses, issues)
  return {
    expenses: entries.map(entry => readExpense(entry, people.seats, billCurrency)),
    expenseIssues: issues.all,
  }
}
