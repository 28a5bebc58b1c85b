/**
 * Between the pages of a bill and the editor of an expense, which stands outside them: whether one came from a page, so that
 * closing the editor is one step back, and which row the focus returns to.
 */
import type { ExpenseId } from '../../../crdt/ids.ts'
import type { OpenBill } from '../../state/open-bill.ts'

const left = new WeakSet<OpenBill>()
let edited: ExpenseId | null = null

/** The pages of the bill go away. */
export function notePagesLeft(open: OpenBill): void {
  left.add(open)
}

/** True once after they went. */
export function takeLeft(open: OpenBill): boolean {
  return left.delete(open)
}

export function noteEdited(expense: ExpenseId): void {
  edited = expense
}

/** The expense that was just in the editor; once. */
export function takeEdited(): ExpenseId | null {
  const id = edited
  edited = null
  return id
}
