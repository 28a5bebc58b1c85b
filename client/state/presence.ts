/**
 * Who is here and which row they touch. Sent through y-websocket's awareness, sealed, never stored; at most one message a second
 * while moving; nothing at all before the user has a seat, while the page is hidden, or with a link that only views. Whoever
 * tells nothing is told all the same: others say again every 15 s that they are here.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { type ItemId, isId, type PersonId } from '../../crdt/ids.ts'
import type { JoinedRoom } from '../../crdt/joined-room.ts'
import { browserTimers } from './clock.ts'

/** A message a second while moving. */
const paceMs = 1_000
/** A frame stays this long after its row was let go. */
const lingerMs = 2_000
/** Frames shown at once. */
const maxTouches = 3

type Awareness = JoinedRoom['provider']['awareness']

/** What a device tells of its user. Short names: this is sent again and again. */
interface Told {
  readonly p: PersonId
  /** The row; absent when none is touched. */
  readonly r?: ItemId
}

export interface Presence {
  /** The others who have this bill on their screen, each once. */
  readonly here: Accessor<readonly PersonId[]>
  /** Which row whom of the others touches, three at most. */
  readonly touched: Accessor<ReadonlyMap<ItemId, PersonId>>
  /** The user touches a row; null: lets go of it. */
  touch(item: ItemId | null): void
}

export interface PresenceOptions {
  readonly room: Accessor<JoinedRoom | null>
  readonly me: Accessor<PersonId | null>
  /** False where nothing may be told: looking, or a link that only views. */
  readonly mayTell: Accessor<boolean>
}

export function createPresence({ room, me, mayTell }: PresenceOptions): Presence {
  const [told, setTold] = createSignal<readonly Told[]>([])
  const [row, setRow] = createSignal<ItemId | null>(null)
  const [visible, setVisible] = createSignal(document.visibilityState === 'visible')
  let letGo: unknown = null

  const onVisibility = () => setVisible(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', onVisibility)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    browserTimers.clearTimeout(letGo)
  })

  createEffect(() => {
    const awareness = room()?.provider.awareness
    if (!awareness) return
    const listen = () => setTold(readOthers(awareness))
    awareness.on('change', listen)
    listen()
    const pace = createPace(awareness)
    createEffect(() => {
      const person = me()
      const item = row()
      const speaks = person !== null && mayTell() && visible()
      pace.tell(speaks ? { p: person, ...(item !== null && { r: item }) } : null)
    })
    onCleanup(() => {
      pace.stop()
      awareness.off('change', listen)
      setTold([])
    })
  })

  return {
    here: () => [...new Set(told().map(({ p }) => p))].filter(person => person !== me()),
    touched() {
      const rows = told().flatMap(({ p, r }) => (r !== undefined && p !== me() ? [[r, p] as const] : []))
      return new Map(rows.slice(-maxTouches))
    },
    touch(item) {
      browserTimers.clearTimeout(letGo)
      if (item !== null) setRow(item)
      else letGo = browserTimers.setTimeout(() => setRow(null), lingerMs)
    },
  }
}

/** What the other devices tell, as far as it makes sense. */
function readOthers(awareness: Awareness): Told[] {
  return [...awareness.getStates()].flatMap(([client, state]) => {
    if (client === awareness.clientID || typeof state !== 'object' || state === null) return []
    const { p, r } = state as Record<string, unknown>
    if (!isId(p)) return []
    return [{ p: p as PersonId, ...(isId(r) && { r: r as ItemId }) }]
  })
}

/** Tells the latest state, at most once a second; what comes in between is told with the next. */
function createPace(awareness: Awareness) {
  let later: unknown = null
  let latest: Told | null = null
  let lastMs = Number.NEGATIVE_INFINITY
  const send = () => {
    later = null
    lastMs = browserTimers.nowMs()
    if (JSON.stringify(awareness.getLocalState()) !== JSON.stringify(latest)) {
      awareness.setLocalState(latest === null ? null : { ...latest })
    }
  }
  return {
    tell(next: Told | null) {
      latest = next
      const waitMs = lastMs + paceMs - browserTimers.nowMs()
      if (waitMs <= 0) send()
      else later ??= browserTimers.setTimeout(send, waitMs)
    },
    /** Leaves: the others need not wait for half a minute of silence. */
    stop() {
      browserTimers.clearTimeout(later)
      if (awareness.getLocalState() !== null) awareness.setLocalState(null)
    },
  }
}
