/** A list of expenses as it is read: by day, the newest first; inside a day what was entered last comes first. */
import type { Day, Expense } from '../../crdt/domain/bill.ts'

export function byDay(expenses: readonly Expense[]): ReadonlyMap<Day, readonly Expense[]> {
  const days = new Map<Day, Expense[]>()
  for (const expense of expenses) {
    const day = days.get(expense.date)
    if (day) day.push(expense)
    else days.set(expense.date, [expense])
  }
  for (const of of days.values()) of.reverse()
  return new Map([...days].sort(([one], [other]) => (one < other ? 1 : -1)))
}

/** The first rows of that list, by day. */
export function firstRows(
  days: ReadonlyMap<Day, readonly Expense[]>,
  count: number,
): ReadonlyMap<Day, readonly Expense[]> {
  const rows = new Map<Day, readonly Expense[]>()
  let left = count
  for (const [day, of] of days) {
    if (left <= 0) break
    rows.set(day, of.slice(0, left))
    left -= of.length
  }
  return rows
}
