/** What is in the document but not in the sums (money rule 11). */
import type { Issue } from '../../../crdt/domain/bill.ts'

/**
 * No reasons: percentages that don't reach 100, and nobody chosen to share. The expense counts, and what is missing stands with
 * nobody (rule 5), where it is seen.
 */
const counted: ReadonlySet<Issue['reason']> = new Set(['percentNot100', 'weightsSumToZero'])

export function notCounted(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ reason }) => !counted.has(reason))
}
