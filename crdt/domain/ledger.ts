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
  readonly entries: readonly Entry[]
  readonly flows: readonly Flow[]
  readonly issues: readonly Issue[]
  /** The absolute cells of all that came in; above `maxMovedMinor` some of it was left out. */
  readonly movedMinor: Minor
}

/** What a ledger is made of: a bill, or some of its expenses and payments. */
export type Booked = Pick<Bill, 'people' | 'currency' | 'expenses' | 'payments'>

/** The absolute cells of a ledger stay below this together, so that every sum of some of them is exact. */
export const maxMovedMinor = 8e15

/** Everything in the bill's currency, foreign expenses at their rates. */
export function billLedger(bill: Booked, splitter: Splitter): Ledger {
  return makeLedger(bill, bill.currency, bill.expenses, bill.payments, splitter)
}

/** The people who count (merged ones count for the other; removed ones only where money moved), in the bill's order. */
export function whoIsIn(
  people: readonly Person[],
  moved: { readonly has: (share: Share) => boolean },
): readonly PersonId[] {
  const stands = whoCounts(people)
  return people
    .filter(({ id, removedAt }) => stands.get(id) === id && (removedAt === null || moved.has(id)))
    .map(({ id }) => id)
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
  bill: Booked,
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
  let countedMinor = 0
  const fits = (minor: Minor) => {
    movedMinor += minor
    if (countedMinor + minor > maxMovedMinor) return false
    countedMinor += minor
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
  return { currency, entries, flows, issues, movedMinor }
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
