/**
 * The tabs of one bill on one device: one leads, which holds the socket, sends for all and tidies the stored rows; the others
 * follow it. When the leader is closed or crashes the next one leads; what the dead one had not sent is in the documents of
 * the others and on disk, and the new leader's room finds out what the relay lacks.
 *
 * The tab on screen leads: browsers slow down or freeze what is in the background. A leader that is hidden, or that does not
 * answer, loses the lead to a tab that is visible.
 *
 * Without Web Locks (plain http) each tab does everything itself: safe, at twice the traffic. The tabs of a bill in a room then
 * hear of each other through y-websocket.
 */
import type * as Y from 'yjs'
import { toHex } from '../../crdt/bytes.ts'
import { nothingWaits, type Waiting } from '../../crdt/replica.ts'
import { browserTimers, fillRandom } from './clock.ts'
import { type Leadership, seekLeadership } from './leader.ts'
import { type Followed, TabLink } from './tab-link.ts'
import type { Standing, TabNews } from './tab-messages.ts'

/** A leader that has not answered for so long is taken for dead, though its lock is held. */
const firstPatienceMs = 6_000
/** Each time that turns out so the tab waits twice as long: on a device that is merely slow the lead must come to rest. */
const longestPatienceMs = 60_000

export interface TabsOptions {
  /** The bill's local id. */
  readonly id: string
  readonly doc: Y.Doc
  /** The bill is in a room. */
  readonly shared: () => boolean
  /** How the room of this tab stands; null while the bill is in none. Asked only while this tab leads. */
  readonly standing: () => Standing | null
  /** This tab leads from now on, or no longer. */
  readonly onLead: (leads: boolean) => void
  /** As the leader: these edits were made by others, or here before this tab led. */
  readonly onEdits: (edits: Waiting) => void
  /** What the leader says has changed. */
  readonly onReport: () => void
  /** What this device keeps of the bill may have changed. */
  readonly onKeys: () => void
  /** Another tab wants the relay tried now. */
  readonly onRetry: () => void
  /** The leader has something for whoever looks at this tab. */
  readonly onNews: (news: TabNews) => void
}

export interface Tabs {
  readonly leads: boolean
  /** What the leader says; null when this tab leads or nothing was said yet. */
  readonly followed: Followed | null
  /** Own edits that no leader has confirmed; none while this tab leads. */
  readonly unheard: Waiting
  /** The room's standing changed. */
  tell(): void
  tellKeys(): void
  /** Has the leader try the relay now. */
  retry(): void
  /** The person looks at this tab rather than at another one of the bill. */
  readonly isLookedAt: boolean
  /** Has it told in the tab that the person looks at. */
  pass(news: TabNews): void
  /** To be called last: the next tab leads from here on. */
  close(): void
}

/** Can tabs choose a leader here? */
export const canChooseLeader = (): boolean =>
  navigator.locks !== undefined && 'BroadcastChannel' in globalThis

/** Call it when the stored document has been read: whoever leads answers at once. */
export function openTabs(options: TabsOptions): Tabs {
  return canChooseLeader() ? withLeader(options) : withoutLeader(options)
}

function withLeader(options: TabsOptions): Tabs {
  let watch: unknown = null
  let patienceMs = firstPatienceMs
  const isVisible = () => document.visibilityState === 'visible'
  const stopWatching = () => {
    browserTimers.clearTimeout(watch)
    watch = null
  }
  const tell = () => {
    if (leadership.leads) link.tell(options.standing(), isVisible())
  }
  /** A tab on screen does not wait for one that is not. */
  const claim = () => {
    if (!leadership.leads && isVisible() && link.leaderIsVisible === false) leadership.takeOver()
  }
  const expectReport = () => {
    if (leadership.leads || !isVisible()) return
    watch ??= browserTimers.setTimeout(() => {
      watch = null
      if (!isVisible()) return
      patienceMs = Math.min(2 * patienceMs, longestPatienceMs)
      leadership.takeOver()
    }, patienceMs)
  }
  const onVisibility = () => {
    tell()
    if (!isVisible()) return
    // A frozen tab may have missed something; the leader answers with a report.
    link.hello()
    claim()
    expectReport()
  }
  const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    // The leader reports each edit that it hears of.
    if (transaction.local) expectReport()
  }
  const link: TabLink = new TabLink({
    ...linkParts(options),
    isOn: () => true,
    isLeading: () => leadership.leads,
    onReport() {
      stopWatching()
      claim()
      options.onReport()
    },
    onEdits(edits) {
      options.onEdits(edits)
      tell()
    },
    onAsk(retry) {
      if (leadership.leads && retry) options.onRetry()
      tell()
    },
    onKeys: options.onKeys,
    onNews: options.onNews,
  })
  const stopLooking = followLook(link)
  const leadership: Leadership = seekLeadership(navigator.locks, `billington-bill-${options.id}`, leads => {
    stopWatching()
    if (leads) {
      // What no leader before this one has confirmed counts from here on.
      options.onEdits(link.unheard)
      link.hello()
    }
    options.onLead(leads)
    tell()
  })
  document.addEventListener('visibilitychange', onVisibility)
  options.doc.on('update', onUpdate)
  link.hello()
  if (isLooking()) link.look()
  expectReport()

  return {
    get leads() {
      return leadership.leads
    },
    get followed() {
      return leadership.leads ? null : link.followed
    },
    get unheard() {
      return leadership.leads ? nothingWaits : link.unheard
    },
    tell,
    tellKeys: () => link.tellKeys(),
    retry: () => link.ask(true),
    get isLookedAt() {
      return link.isLookedAt
    },
    pass: news => link.pass(news),
    close() {
      stopWatching()
      stopLooking()
      document.removeEventListener('visibilitychange', onVisibility)
      options.doc.off('update', onUpdate)
      link.close()
      leadership.resign()
    },
  }
}

function withoutLeader(options: TabsOptions): Tabs {
  const link =
    'BroadcastChannel' in globalThis
      ? new TabLink({
          ...linkParts(options),
          isOn: () => !options.shared(),
          onReport: () => undefined,
          isLeading: () => true,
          onEdits: () => undefined,
          onAsk: () => undefined,
          onKeys: options.onKeys,
          onNews: () => undefined,
        })
      : null
  const stopLooking = link ? followLook(link) : () => undefined
  link?.hello()
  if (isLooking()) link?.look()
  void Promise.resolve().then(() => options.onLead(true))
  return {
    leads: true,
    followed: null,
    unheard: nothingWaits,
    tell: () => undefined,
    tellKeys: () => link?.tellKeys(),
    retry: () => undefined,
    get isLookedAt() {
      return link?.isLookedAt ?? true
    },
    // Each tab has a room of its own, and hears of it there.
    pass: () => undefined,
    close() {
      stopLooking()
      link?.close()
    },
  }
}

const isLooking = () => document.hasFocus()

function followLook(link: TabLink): () => void {
  const look = () => link.look()
  window.addEventListener('focus', look)
  return () => window.removeEventListener('focus', look)
}

function linkParts({ id, doc }: TabsOptions) {
  return {
    isLooking,
    doc,
    channel: new BroadcastChannel(`billington-tabs-${id}`),
    tab: toHex(fillRandom(new Uint8Array(8))),
  }
}
