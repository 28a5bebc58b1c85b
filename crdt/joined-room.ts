/**
 * A bill's document joined to its room: keys and device make the cipher, the cipher makes the room, the room makes the socket
 * that y-websocket's unmodified provider talks to. Everything that needs libsodium hangs below this module, so a client
 * imports it lazily and a bill that was never shared opens without any of it.
 */
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { DeviceKeys, RoomKeys } from './encryption/keys.ts'
import { signOpen } from './encryption/open-claim.ts'
import { createRoomCipher } from './encryption/room-cipher.ts'
import type { FillRandom } from './ids.ts'
import type { StoredEntry } from './sync/outbox.ts'
import type { RelayConnection } from './sync/relay-connection.ts'
import { type OutboxStore, Room } from './sync/room.ts'
import type { SessionState } from './sync/session-events.ts'
import type { Tidying } from './sync/tidying.ts'
import type { Timers } from './sync/timers.ts'

export interface JoinOptions {
  readonly doc: Y.Doc
  readonly keys: RoomKeys
  readonly device: DeviceKeys
  readonly connection: RelayConnection
  readonly outbox: OutboxStore
  readonly timers: Timers
  readonly fillRandom: FillRandom
  /** The room's state, or whether it is settled, changed. */
  readonly onChange: () => void
  /** An entry could not be stored on this device; it is tried again. */
  readonly onStoreFailure: () => void
  /** Tabs of one device tell each other through BroadcastChannel (plain text, within the origin). */
  readonly betweenTabs: boolean
  /** When logs are tidied; the usual where it is not said. */
  readonly tidying?: Tidying
}

export interface JoinedRoom {
  readonly state: SessionState
  /** The relay has acknowledged all that the document has. */
  readonly settled: boolean
  readonly keeps: boolean
  /** Something that others' changes build on has not come. */
  readonly missing: boolean
  /** Entries of the log that were skipped because they were not valid: no honest client or relay makes them. */
  readonly invalidCount: number
  /** How far this device has read which log. */
  readonly progress: Room['progress']
  /** Own entries that the relay does not take, being too large or without room for them: others do not get them. */
  readonly refusedCount: number
  readonly provider: WebsocketProvider
  /** Resolves when what was not sent is on this device's disk. */
  leave(): Promise<void>
}

/**
 * Joins the document to its room. The durable outbox is read first: what an earlier run left there is sent by this one. An
 * outbox that can't be read is told of and passed over, the document has the same changes.
 */
export async function joinRoom(options: JoinOptions): Promise<JoinedRoom> {
  const { doc, keys, device, fillRandom } = options
  let stored: readonly StoredEntry[] = []
  try {
    stored = await options.outbox.list(keys.room)
  } catch {
    options.onStoreFailure()
  }
  const room = new Room({
    room: keys.room,
    connection: options.connection,
    cipher: createRoomCipher(keys, device, fillRandom),
    claim: hello => signOpen(keys, hello.frame, hello.aud),
    outbox: options.outbox,
    stored,
    clientId: () => doc.clientID,
    timers: options.timers,
    fillRandom,
    onChange: options.onChange,
    onStoreFailure: options.onStoreFailure,
    ...(options.tidying && { tidying: options.tidying }),
  })
  // The address is never dialled: the socket class is the room. Its name is the room id, which the relay knows anyway.
  const provider = new WebsocketProvider('ws://room.invalid', keys.room, doc, {
    WebSocketPolyfill: room.socketClass,
    disableBc: !options.betweenTabs,
    maxBackoffTime: 2_500,
  })
  provider.awareness.setLocalState(null)
  // Yjs takes a new client id when somebody writes under ours; awareness would not notice, and the provider trip over it.
  const follow = () => followClientId(provider.awareness, doc)
  doc.on('update', follow)
  const overhear = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider) room.noteProvided()
  }
  if (options.betweenTabs) doc.on('update', overhear)
  return {
    get state() {
      return room.state
    },
    get settled() {
      return room.settled
    },
    get keeps() {
      return room.keeps
    },
    get invalidCount() {
      return room.invalidCount
    },
    get progress() {
      return room.progress
    },
    get missing() {
      return room.missing
    },
    get refusedCount() {
      return room.refusedCount
    },
    provider,
    leave() {
      doc.off('update', follow)
      doc.off('update', overhear)
      try {
        provider.destroy()
      } catch {
        // A listener's own fault: the room is left all the same.
      }
      return room.leave()
    },
  }
}

/** Presence goes on under the document's new id. Never throws: it runs inside the document's own event. */
function followClientId(awareness: WebsocketProvider['awareness'], doc: Y.Doc): void {
  if (awareness.clientID === doc.clientID) return
  try {
    const state = awareness.getLocalState()
    awareness.setLocalState(null)
    awareness.clientID = doc.clientID
    awareness.setLocalState(state)
  } catch {
    // A listener's own fault.
  }
}
