/**
 * Keeps the bill's summary row in step with the bill: home reads only these rows and opens no document. Made and written a
 * moment after the last change, so that a tap on a bill of a thousand expenses does not pay for it; what is not on disk when
 * the page is left is handed on (unwritten.ts). What changes while nobody sees the page is news on home.
 */
import { type Accessor, createEffect, onCleanup, untrack } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { Balances } from '../../crdt/domain/balance.ts'
import type { Bill } from '../../crdt/domain/bill.ts'
import type { SplitResult } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId, PersonId } from '../../crdt/ids.ts'
import { type SummaryContent, summaries } from '../storage/summaries.ts'
import { unwrittenRows } from '../storage/unwritten.ts'
import { browserTimers } from './clock.ts'
import { summarise } from './summarise.ts'

const calmMs = 1_000

export interface Summarised {
  readonly id: BillId
  readonly bill: Bill
  /** Another number whenever something in the bill changed, once the store has it. */
  readonly revision: Accessor<number>
  readonly me: Accessor<PersonId | null>
  readonly split: (expense: ExpenseId) => SplitResult | undefined
  readonly balances: Accessor<Balances>
  /** False while the bill is only looked at: it is hidden from home. */
  readonly joined: Accessor<boolean>
  /** The bill is there, with its balances. */
  readonly loaded: Accessor<boolean>
  /** Home has a row of it already. */
  readonly known: Accessor<boolean>
}

export function keepSummary(of: Summarised): void {
  let later: unknown = null
  /** Something changed that the row does not say yet. */
  let isDue = false
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
  const contentNow = (): SummaryContent =>
    untrack(() => summarise({ ...of, bill: unwrap(of.bill), me: of.me(), balances: of.balances() }))
  /** What is due, made now. */
  const takeDue = (): SummaryContent | null => {
    if (!isDue) return null
    isDue = false
    return contentNow()
  }
  const writeContent = (content: SummaryContent | null) => {
    browserTimers.clearTimeout(later)
    if (content !== null && JSON.stringify(content) !== written) keep(content)
  }
  const write = () => writeContent(takeDue())
  const leave = () => {
    const due = takeDue()
    const content = due ?? unconfirmed
    if (content !== null) unwrittenRows.leave({ content, isLooking: isSeen() })
    writeContent(due)
  }
  /** A page that comes back into sight, or that is left while in sight, has been looked at. */
  const look = () => {
    write()
    if (last !== null && isSeen()) keep(last)
  }
  createEffect(() => {
    of.revision()
    of.me()
    if (!of.loaded() || !of.joined() || of.bill.createdAt === 0) return
    isDue = true
    untrack(() => {
      browserTimers.clearTimeout(later)
      // The first row ever at once: a bill that was just joined must not be missing from home because its tab was killed.
      if (written === '' && !of.known()) write()
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
