/** The first lines of a bill's list, for its summary row. */
import type { Expense } from '../../crdt/domain/bill.ts'
import type { Ledger } from '../../crdt/domain/ledger.ts'
import type { ExpenseId, PersonId } from '../../crdt/ids.ts'
import { mostTopLines, type TopLine } from '../storage/top-lines.ts'
import { byDay, firstRows } from './days.ts'

/** @param me who the user counts as; null: nobody */
export function topLines(shown: readonly Expense[], ledger: Ledger, me: PersonId | null): TopLine[] {
  const rows = [...firstRows(byDay(shown), mostTopLines).values()].flat()
  const wanted = new Set<ExpenseId>(rows.map(({ id }) => id))
  const entries = new Map(ledger.entries.flatMap(entry => (wanted.has(entry.id) ? [[entry.id, entry]] : [])))
  return rows.map(({ id, date, title, category, split }) => {
    const shares = entries.get(id)?.shares
    let totalMinor = 0
    for (const minor of shares?.values() ?? []) totalMinor += minor
    return {
      day: date,
      title,
      isReceipt: split.mode === 'items',
      category,
      totalMinor: shares ? totalMinor : null,
      mineMinor: shares && me !== null ? (shares.get(me) ?? 0) : null,
    }
  })
}
