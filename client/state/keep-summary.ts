/**
 * Keeps the bill's summary row in step with the bill: home reads only these rows and opens no document. Written a
 * moment after the last change; what is not on disk when the page is left is handed on (unwritten.ts). What changes while
 * nobody sees the page is news on home.
 */
import { type Accessor, createEffect, onCleanup, untrack } from 'solid-js'
import type { Balances } from '../../crdt/domain/balance.ts'
import type { Bill } from '../../crdt/domain/bill.ts'
import type { SplitResult } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId, PersonId } from '../../crdt/ids.ts'
import { type SummaryContent, summaries } from '../storage/summaries.ts'
import { unwrittenRows } from '../storage/unwritten.ts'
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
  let due: SummaryContent | null = null
  let last: SummaryContent | null = null
  /** Given to the database, which has not said that it has it. */
  let unconfirmed: SummaryContent | null = null
  let written = ''
  const isSeen = () => document.visibilityState === 'visible'
  const keep = (content: SummaryContent) => {
    last = content
    unconfirmed = content
    written = JSON.stringify(content)
    summaries.keep(content, isSeen()).then(
      () => {
        if (unconfirmed !== content) return
        unconfirmed = null
        unwrittenRows.forget(of.id)
      },
      () => {
        // Home then shows the older row; the bill itself is safe in its own database.
        written = ''
      },
    )
  }
  const write = () => {
    later = null
    const content = due
    due = null
    if (content !== null && JSON.stringify(content) !== written) keep(content)
  }
  const leave = () => {
    const content = due ?? unconfirmed
    if (content !== null) unwrittenRows.leave({ content, isLooking: isSeen() })
    write()
  }
  /** A page that comes back into sight, or that is left while in sight, has been looked at. */
  const look = () => {
    write()
    if (last !== null && isSeen()) keep(last)
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
  window.addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', look)
  onCleanup(() => {
    window.removeEventListener('pagehide', leave)
    document.removeEventListener('visibilitychange', look)
    browserTimers.clearTimeout(later)
    look()
  })
}

function summaryOf({ id, bill, me, split, balances }: Summarised): SummaryContent {
  const person = me()
  const shares = bill.expenses.map(expense => {
    const result = split(expense.id)
    return person !== null && expense.currency === bill.currency ? (result?.shares.get(person) ?? 0) : 0
  })
  // Below 0 it is what nobody took of what the user paid: that they do get back, from whoever takes it.
  const unpaid = person === null ? 0 : Math.max(0, balances().leftWith.get(person) ?? 0)
  const days = bill.expenses.map(expense => expense.date).sort()
  return {
    id,
    title: bill.title,
    currency: bill.currency,
    day: days[days.length - 1] ?? new Date(bill.createdAt).toISOString().slice(0, 10),
    people: bill.people
      .filter(({ leftAt, mergedInto }) => leftAt === null && mergedInto === null)
      .slice(0, shownPeople)
      .map(({ id, name, ink }) => (id === person ? { name, ink, me: true as const } : { name, ink })),
    myBalanceMinor: person === null ? 0 : (balances().byPerson.get(person) ?? 0) + unpaid,
    myShareMinor: shares.reduce((sum, share) => sum + share, 0),
    myUnpaidMinor: unpaid,
    hasMe: person !== null,
    createdAt: bill.createdAt,
    createdBy: bill.createdBy,
  }
}
