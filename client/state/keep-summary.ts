/**
 * Keeps the bill's summary row in step with the bill: home reads only these rows and opens no document. Written a moment after
 * the last change, and when the page is left.
 */
import { type Accessor, createEffect, onCleanup, untrack } from 'solid-js'
import type { Balances } from '../../crdt/domain/balance.ts'
import type { Bill } from '../../crdt/domain/bill.ts'
import type { SplitResult } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId, PersonId } from '../../crdt/ids.ts'
import { type SummaryRow, summaries } from '../storage/summaries.ts'
import { browserTimers } from './clock.ts'

const calmMs = 300
const shownPeople = 12

export interface Summarised {
  readonly id: BillId
  readonly bill: Bill
  readonly me: Accessor<PersonId | null>
  readonly split: (expense: ExpenseId) => SplitResult | undefined
  readonly balances: Accessor<Balances>
  /** False while the bill is only looked at: it is hidden from home. */
  readonly joined: Accessor<boolean>
  readonly loaded: Accessor<boolean>
}

export function keepSummary(of: Summarised): void {
  let later: unknown = null
  let due: Omit<SummaryRow, 'changedAtMs'> | null = null
  let written = ''
  const write = () => {
    later = null
    if (!due) return
    const row = due
    due = null
    const text = JSON.stringify(row)
    if (text === written) return
    written = text
    void summaries.put({ ...row, changedAtMs: Date.now() }).catch(() => {
      // Home then shows the older row; the bill itself is safe in its own database.
      written = ''
    })
  }
  createEffect(() => {
    if (!of.loaded() || !of.joined() || of.bill.createdAt === 0) return
    due = summaryOf(of)
    untrack(() => {
      browserTimers.clearTimeout(later)
      // The first row at once: a bill that was just joined must not be missing from home because the page was left quickly.
      if (written === '') write()
      else later = browserTimers.setTimeout(write, calmMs)
    })
  })
  window.addEventListener('pagehide', write)
  onCleanup(() => {
    window.removeEventListener('pagehide', write)
    browserTimers.clearTimeout(later)
    write()
  })
}

function summaryOf({ id, bill, me, split, balances }: Summarised): Omit<SummaryRow, 'changedAtMs'> {
  const person = me()
  const shares = bill.expenses.map(expense => {
    const result = split(expense.id)
    return person !== null && expense.currency === bill.currency ? (result?.shares.get(person) ?? 0) : 0
  })
  const days = bill.expenses.map(expense => expense.date).sort()
  return {
    id,
    title: bill.title,
    currency: bill.currency,
    day: days[days.length - 1] ?? new Date(bill.createdAt).toISOString().slice(0, 10),
    people: bill.people
      .filter(({ leftAt, mergedInto }) => leftAt === null && mergedInto === null)
      .slice(0, shownPeople)
      .map(({ name, ink }) => ({ name, ink })),
    myBalanceMinor: person === null ? 0 : (balances().byPerson.get(person) ?? 0),
    myShareMinor: shares.reduce((sum, share) => sum + share, 0),
    hasMe: person !== null,
  }
}
