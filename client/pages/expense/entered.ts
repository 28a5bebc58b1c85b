/**
 * What was entered in an editor that one left without saving, for as long as its message offers to go on with it. Never stored:
 * it is nothing that anybody meant yet.
 */
import type { ExpenseId } from '../../../crdt/ids.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { Entered } from './draft.ts'

interface Kept {
  readonly expense: ExpenseId | null
  readonly entered: Entered
}

const kept = new WeakMap<OpenBill, Kept>()

/** @param expense null: a new one. */
export function keepEntered(open: OpenBill, expense: ExpenseId | null, entered: Entered): void {
  kept.set(open, { expense, entered })
}

/** What the next editor of this expense goes on with; once. */
export function takeKept(open: OpenBill, expense: ExpenseId | null): Entered | null {
  const found = kept.get(open)
  kept.delete(open)
  return found !== undefined && found.expense === expense ? found.entered : null
}
