/**
 * A bill's expenses and payments in one currency, ready to be added up: what each expense costs and brought each
 * person, and which payments went where. Balances and direct debts both read it, so they cannot disagree.
 *
 * What has no place in it (another currency without a rate, a payment by someone unknown) is left out and reported;
 * an entry that would bring the sum of everything beyond exact integers is left out as too big.
 */
import type { ExpenseId, PersonId } from '../ids.ts'
import type { Bill, CurrencyCode, Expense, Issue, IssueReason, Minor, Payment, Person } from './bill.ts'
import { exchangeCells, makeExchange } from './exchange.ts'
import { whoCounts } from './identity.ts'
import { isMinor } from './money.ts'
import type { Cells, Share } from './share.ts'
import type { SplitResult } from './split.ts'

/** `split`, or one that remembers: the balances of a long bill stay cheap when one expense changed. */
export type Splitter = (expense: Expense, people: readonly Person[]) => SplitResult

/** An expense in the ledger's currency; `shares` and `paid` have the same sum. */
export interface Entry {
  readonly id: ExpenseId
  readonly shares: Cells
  readonly paid: Cells
}

/** A payment between two different people who count. */
export interface Flow {
  readonly from: PersonId
  readonly to: PersonId
  readonly amountMinor: Minor
}

export interface Ledger {
  readonly currency: CurrencyCode
  /** The people who count (merged ones count for the other; removed ones only where money moved), in the bill's order. */
  readonly people: readonly PersonId[]
  readonly entries: readonly Entry[]
  readonly flows: readonly Flow[]
  readonly issues: readonly Issue[]
}

/** The absolute cells of a ledger stay below this together, so that every sum of some of them is exact. */
const maxMovedMinor = 8e15

/** Everything in the bill's currency, foreign expenses at their rates. */
export function billLedger(bill: Bill, splitter: Splitter): Ledger {
  return makeLedger(bill, bill.currency, bill.expenses, bill.payments, splitter)
}

/** One ledger per currency that occurs, nothing exchanged; the bill's own comes first, even when empty. */
export function ledgersByCurrency(bill: Bill, splitter: Splitter): Ledger[] {
  const codes = new Set([bill.currency])
  for (const { currency } of [...bill.expenses, ...bill.payments]) codes.add(currency)
  return Array.from(codes, code =>
    makeLedger(
      bill,
      code,
      bill.expenses.filter(expense => expense.currency === code),
      bill.payments.filter(payment => payment.currency === code),
      splitter,
    ),
  )
}

function makeLedger(
  bill: Bill,
  currency: CurrencyCode,
  expenses: readonly Expense[],
  payments: readonly Payment[],
  splitter: Splitter,
): Ledger {
  const stands = whoCounts(bill.people)
  const issues: Issue[] = []
  const entries: Entry[] = []
  const flows: Flow[] = []
  let movedMinor = 0
  const fits = (minor: Minor) => {
    if (movedMinor + minor > maxMovedMinor) return false
    movedMinor += minor
    return true
  }
  for (const expense of expenses) {
    const result = splitter(expense, bill.people)
    issues.push(...result.issues)
    const entry = entryOf(expense, result, currency)
    const reason = 'reason' in entry ? entry.reason : fits(size(entry)) ? null : 'amountTooBig'
    if (reason !== null) issues.push({ reason, path: ['expenses', expense.id], written: expense.written })
    else if (!('reason' in entry)) entries.push(entry)
  }
  for (const payment of payments) {
    const flow = toFlow(payment, stands, currency)
    const reason = 'reason' in flow ? flow.reason : fits(flow.amountMinor) ? null : 'amountTooBig'
    if (reason !== null) issues.push({ reason, path: ['payments', payment.id], written: payment.written })
    else if (!('reason' in flow) && flow.from !== flow.to) flows.push(flow)
  }
  const moved = whoMoved(entries, flows)
  const people = bill.people
    .filter(({ id, removedAt }) => stands.get(id) === id && (removedAt === null || moved.has(id)))
    .map(({ id }) => id)
  return { currency, people, entries, flows, issues }
}

/** Everybody with a cell or a payment. */
function whoMoved(entries: readonly Entry[], flows: readonly Flow[]): ReadonlySet<Share> {
  const moved = new Set<Share>()
  for (const { shares, paid } of entries) {
    for (const share of shares.keys()) moved.add(share)
    for (const share of paid.keys()) moved.add(share)
  }
  for (const { from, to } of flows) moved.add(from).add(to)
  return moved
}

/** Why an expense has no place among the entries of a currency. */
export interface NotCounted {
  readonly reason: IssueReason
}

/** The expense in another currency, at its rate. */
export function entryOf(expense: Expense, result: SplitResult, currency: CurrencyCode): Entry | NotCounted {
  const { id } = expense
  if (expense.currency === currency) return { id, shares: result.shares, paid: result.paid }
  const rated = makeExchange(expense.currency, currency, expense.rate)
  if (!rated.ok) return rated
  const shares = exchangeCells(result.shares, rated.exchange, [id])
  const paid = exchangeCells(result.paid, rated.exchange, [id])
  return shares === null || paid === null ? { reason: 'amountTooBig' } : { id, shares, paid }
}

function toFlow(
  payment: Payment,
  stands: ReadonlyMap<PersonId, PersonId>,
  currency: CurrencyCode,
): Flow | NotCounted {
  const from = stands.get(payment.from)
  const to = stands.get(payment.to)
  if (from === undefined || to === undefined) return { reason: 'unknownPerson' }
  if (!isMinor(payment.amountMinor) || payment.amountMinor <= 0) return { reason: 'badAmount' }
  // A payment carries no rate.
  if (payment.currency !== currency) return { reason: 'badRate' }
  return { from, to, amountMinor: payment.amountMinor }
}

function size(entry: Entry): Minor {
  return absoluteSum(entry.shares) + absoluteSum(entry.paid)
}

/** Without a list of the cells in between: this runs for every expense at every change. */
function absoluteSum(cells: Cells): Minor {
  let sum = 0
  for (const minor of cells.values()) sum += Math.abs(minor)
  return sum
}
