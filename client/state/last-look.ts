/**
 * What happened since the user last looked: whether others changed their share, and which records are new to them.
 *
 * A look is the bill in sight, with all that is known of it. When it comes into sight (opened, or the page comes back), what was
 * last on screen is compared once, as soon as what others did meanwhile has arrived; from then on whatever comes is seen as it
 * comes. What is new stays marked until Activity was shown.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'
import * as Y from 'yjs'
import { readActivity, recordsBeyond } from '../../crdt/document/activity.ts'
import { whenWritten } from '../../crdt/document/written.ts'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import type { BillId, PersonId } from '../../crdt/ids.ts'
import { type LookRow, looks } from '../storage/looks.ts'
import { browserTimers } from './clock.ts'

/** What comes together counts as one: the bill has arrived when nothing came for so long. */
const quietMs = 700

/** One's share as it was last on screen, and as it is. */
export interface ShareChange {
  readonly beforeMinor: Minor
  readonly nowMinor: Minor
  readonly currency: CurrencyCode
}

export interface LastLook {
  /** Others changed one's share since; a new object each time. */
  readonly shareChange: Accessor<ShareChange | null>
  /** The keys of what others did since. */
  readonly news: Accessor<ReadonlySet<string>>
  /** Activity was shown: the next news begin anew. */
  view(): void
}

export interface LastLookOptions {
  readonly id: BillId
  readonly doc: Y.Doc
  readonly me: Accessor<PersonId | null>
  /** The user's share as it is; null while they are nobody on the bill. */
  readonly share: Accessor<{ readonly minor: Minor; readonly currency: CurrencyCode } | null>
  /** All that others did has come, as far as it can. */
  readonly isHere: Accessor<boolean>
  /** Asking for the share costs nothing. */
  readonly reckoned: Accessor<boolean>
}

/** Call it under an owner. */
export function createLastLook({ id, doc, me, share, isHere, reckoned }: LastLookOptions): LastLook {
  const [shareChange, setShareChange] = createSignal<ShareChange | null>(null)
  const [news, setNews] = createSignal<ReadonlySet<string>>(new Set())
  const isSeen = () => document.visibilityState === 'visible'
  let last: LookRow | undefined
  let isRead = false
  /** Compared since it came into sight. */
  let isCompared = false
  let isViewed = true
  let later: unknown = null

  const keep = () => {
    const now = untrack(share)
    if (now === null) return
    last = { shareMinor: now.minor, currency: now.currency, seen: Y.encodeStateVector(doc) }
    // Without it the next look tells nothing.
    looks.put(id, last).catch(() => undefined)
  }
  const compare = () => {
    isCompared = true
    const now = untrack(share)
    if (last === undefined || now === null) return
    const beyond = recordsBeyond(doc, last.seen)
    if (beyond.size === 0) return
    const fresh = readActivity(doc).flatMap(({ key, by }) =>
      beyond.has(key) && by !== untrack(me) ? [key] : [],
    )
    if (fresh.length === 0) return
    const wasViewed = isViewed
    isViewed = false
    setNews(before => new Set(wasViewed ? fresh : [...before, ...fresh]))
    if (last.currency === now.currency && last.shareMinor !== now.minor) {
      setShareChange({ beforeMinor: last.shareMinor, nowMinor: now.minor, currency: now.currency })
    }
  }
  const settle = () => {
    later = null
    if (!isRead || !isSeen() || !untrack(isHere) || untrack(share) === null) return
    if (!isCompared) compare()
    keep()
  }
  const wait = () => {
    browserTimers.clearTimeout(later)
    later = browserTimers.setTimeout(settle, quietMs)
  }
  looks.get(id).then(
    row => {
      last = row
      isRead = true
      wait()
    },
    () => {
      isRead = true
    },
  )
  const look = () => {
    if (isSeen()) wait()
    else leave()
  }
  /** What is in sight now is what was last on screen, however quickly the page goes. */
  const leave = () => {
    browserTimers.clearTimeout(later)
    if (isCompared) keep()
    isCompared = false
  }
  createEffect(on(() => reckoned() && isHere() && share(), wait))
  // Before one's own change the bill is as the others left it: what one does is no news.
  const beforeOwn = (transaction: Y.Transaction) => {
    if (!transaction.local || isCompared) return
    try {
      settle()
    } catch {
      // A throw in a listener of a Y.Doc would wedge it; the look is then a moment later.
    }
  }
  const stopWaiting = whenWritten(doc, wait)
  doc.on('beforeTransaction', beforeOwn)
  document.addEventListener('visibilitychange', look)
  window.addEventListener('pagehide', leave)
  onCleanup(() => {
    stopWaiting()
    doc.off('beforeTransaction', beforeOwn)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('pagehide', leave)
    if (isSeen()) leave()
    browserTimers.clearTimeout(later)
  })
  return {
    shareChange,
    news,
    view() {
      isViewed = true
    },
  }
}
