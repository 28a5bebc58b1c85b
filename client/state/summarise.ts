/**
 * A bill becomes its summary row: all that home, search and Insights read of it. Pure, so that a bill that is open and one that
 * is only read from the disk give the same row.
 */
import type { Balances } from '../../crdt/domain/balance.ts'
import type { Bill } from '../../crdt/domain/bill.ts'
import { whoCounts } from '../../crdt/domain/identity.ts'
import { billLedger } from '../../crdt/domain/ledger.ts'
import { type SplitResult, split as splitOf } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId, PersonId } from '../../crdt/ids.ts'
import type { SummaryContent } from '../storage/summaries.ts'
import { isLong, shownExpenses } from './kind.ts'
import { searchTextOf } from './search-text.ts'
import { spendingOf } from './spending.ts'
import { topLines } from './top-lines.ts'

export interface ToSummarise {
  readonly id: BillId
  readonly bill: Bill
  readonly me: PersonId | null
  /** The split of an expense, as far as it is known already. */
  readonly split: (expense: ExpenseId) => SplitResult | undefined
  readonly balances: Balances
}

export function summarise({ id, bill, me, split, balances }: ToSummarise): SummaryContent {
  const ledger = billLedger(bill, (expense, people) => split(expense.id) ?? splitOf(expense, people))
  const person = me === null ? null : (whoCounts(bill.people).get(me) ?? me)
  // Below 0 it is what nobody took of what the user paid: that they do get back, from whoever takes it.
  const unpaid = person === null ? 0 : Math.max(0, balances.leftWith.get(person) ?? 0)
  const shares = ledger.entries.map(entry => (person === null ? 0 : (entry.shares.get(person) ?? 0)))
  const created = new Date(bill.createdAt).toISOString().slice(0, 10)
  const shown = shownExpenses(bill)
  const days = shown.map(expense => expense.date).sort()
  return {
    id,
    title: bill.title,
    currency: bill.currency,
    day: days.at(-1) ?? created,
    firstDay: days[0] ?? created,
    people: bill.people
      .filter(({ leftAt, mergedInto }) => leftAt === null && mergedInto === null)
      .map(({ id, name, ink }) => (id === person ? { name, ink, me: true as const } : { name, ink })),
    myBalanceMinor: person === null ? 0 : (balances.byPerson.get(person) ?? 0) + unpaid,
    myShareMinor: shares.reduce((sum, share) => sum + share, 0),
    myUnpaidMinor: unpaid,
    hasMe: person !== null,
    createdAt: bill.createdAt,
    createdBy: bill.createdBy,
    spending: person === null ? { months: [], companions: [] } : spendingOf(bill, ledger, person),
    searched: searchTextOf(bill, ledger, split),
    ...(isLong(shown.length) && { top: topLines(shown, ledger, person) }),
  }
}
