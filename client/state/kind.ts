/**
 * Whether a bill is one receipt or many expenses. Every bill starts with an empty receipt; once there are other expenses
 * and it is still empty, it is not one of them.
 */
import type { Bill, Expense } from '../../crdt/domain/bill.ts'

/** An itemised expense in which nobody has entered anything. */
export function isBlank(expense: Expense): boolean {
  const { split, title, note, category, payer, paid, printedTotalMinor } = expense
  return (
    split.mode === 'items' &&
    split.items.length + split.charges.length === 0 &&
    title + note + category === '' &&
    payer === null &&
    Object.keys(paid).length === 0 &&
    printedTotalMinor === null
  )
}

/** The expenses that are something, or the blank receipt where it is all there is. */
export function shownExpenses(bill: Bill): readonly Expense[] {
  const filled = bill.expenses.filter(expense => !isBlank(expense))
  return filled.length > 0 ? filled : bill.expenses.slice(0, 1)
}

/** True for a trip or a flat: a list of expenses. False for one receipt. */
export function isTrip(shown: readonly Expense[]): boolean {
  const [first] = shown
  return shown.length > 1 || first === undefined || first.split.mode !== 'items'
}

/** True for so many expenses that reading and dividing them takes longer than a frame. */
export function isLong(count: number): boolean {
  return count > 100
}
