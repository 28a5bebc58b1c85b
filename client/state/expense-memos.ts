/** What is worked out of one expense, once for each until that expense changes: a memo is made when it is first asked for. */
import { createMemo, getOwner, runWithOwner } from 'solid-js'
import type { Expense } from '../../crdt/domain/bill.ts'
import type { ExpenseId } from '../../crdt/ids.ts'
import type { PlainBill } from './bill-store.ts'

/** Call it under the owner that the memos are to live under. The result gives undefined for an unknown id. */
export function createExpenseMemos(plain: PlainBill) {
  const owner = getOwner()
  return <Result>(make: (expense: Expense) => Result) => {
    const made = new Map<ExpenseId, () => Result | undefined>()
    return (id: ExpenseId): Result | undefined => {
      let memo = made.get(id)
      if (!memo) {
        memo = runWithOwner(owner, () =>
          createMemo(() => {
            const expense = plain.expense(id)
            return expense && make(expense)
          }),
        )
        if (!memo) throw new Error('the bill has no owner to work under')
        made.set(id, memo)
      }
      return memo()
    }
  }
}
