/** What is in the document but not in the sums (money rule 11). */
import type { Bill, Issue } from '../../../crdt/domain/bill.ts'
import type { SplitResult } from '../../../crdt/domain/split.ts'
import type { ExpenseId } from '../../../crdt/ids.ts'

/**
 * No reasons: percentages that don't reach 100, and nobody chosen to share. The expense counts, and what is missing stands with
 * nobody (rule 5), where it is seen.
 */
const counted: ReadonlySet<Issue['reason']> = new Set(['percentNot100', 'weightsSumToZero'])

export function notCounted(
  bill: Bill,
  splitOf: (expense: ExpenseId) => SplitResult | undefined,
): readonly Issue[] {
  const ofSplits = bill.expenses.flatMap(({ id }) => splitOf(id)?.issues ?? [])
  return [...bill.issues, ...ofSplits].filter(({ reason }) => !counted.has(reason))
}
