/** What stands in the open bill and is not as it should be: in the document itself, and in the splits of its expenses. */
import { type Accessor, createMemo } from 'solid-js'
import type { Bill, Issue } from '../../crdt/domain/bill.ts'
import type { SplitResult } from '../../crdt/domain/split.ts'
import type { ExpenseId } from '../../crdt/ids.ts'
import type { ExpenseGroups } from './expense-groups.ts'

/** Call it under an owner. */
export function createIssues(
  bill: Bill,
  groups: ExpenseGroups,
  split: (expense: ExpenseId) => SplitResult | undefined,
): Accessor<readonly Issue[]> {
  const ofSplits = groups(
    ids => ids.flatMap(id => split(id)?.issues ?? []),
    (one, other) => one.length + other.length === 0,
  )
  return createMemo(() => [...bill.issues, ...ofSplits().flat()])
}
