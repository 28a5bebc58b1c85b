/**
 * A device in a test: a document, a durable outbox that survives its runs, and a connection to a model relay whose wires a test
 * can cut. Uses the real session, cipher, room and y-websocket provider.
 */
import * as Y from 'yjs'
import { deviceKeys, type RoomKeys } from '../../crdt/encryption/keys.ts'
import type { RoomId } from '../../crdt/ids.ts'
import { type JoinedRoom, joinRoom } from '../../crdt/joined-room.ts'
import type { StoredEntry } from '../../crdt/sync/outbox.ts'
import { RelayConnection, type WireSocket } from '../../crdt/sync/relay-connection.ts'
import type { OutboxStore } from '../../crdt/sync/room.ts'
import type { Timers } from '../../crdt/sync/timers.ts'
import type { ModelRelay, RelayLink } from './model-relay.ts'
import { seededRandom } from './random.ts'

/** The globals as they are at the time of each call, so that a test may fake them. */
export function globalTimers(random: () => number): Timers {
  return {
    nowMs: () => Date.now(),
    setTimeout: (run, delayMs) => setTimeout(run, delayMs),
    clearTimeout: handle => clearTimeout(handle as NodeJS.Timeout),
    random,
  }
}

/** An outbox in memory; each operation is done after a turn, as a real one's. */
export class MemoryOutbox implements OutboxStore {
  readonly rooms = new Map<RoomId, Map<string, StoredEntry>>()
  /** Set: every put fails. */
  broken = false

  async put(room: RoomId, entry: StoredEntry): Promise<void> {
    await Promise.resolve()
    if (this.broken) throw new Error('the store is broken')
    const entries = this.rooms.get(room) ?? new Map<string, StoredEntry>()
    entries.set(entry.key, entry)
    this.rooms.set(room, entries)
  }

  async list(room: RoomId): Promise<readonly StoredEntry[]> {
    await Promise.resolve()
    return [...(this.rooms.get(room)?.values() ?? [])]
  }

  async remove(room: RoomId, key: string): Promise<void> {
    await Promise.resolve()
    this.rooms.get(room)?.delete(key)
  }
}

/** A socket to a model relay: frames arrive in order, each after `delayMs`. */
class ModelSocket implements WireSocket {
  binaryType = ''
  readonly bufferedAmount = 0
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  onerror: ((event: never) => void) | null = null
  private link: RelayLink | null = null
  private ended = false

  constructor(relay: ModelRelay, delayMs: () => number) {
    const later = (run: () => void) => setTimeout(run, delayMs())
    later(() => {
      if (this.ended) return
      this.onopen?.({} as never)
      this.link = relay.connect(
        frame => {
          const data = frame.slice().buffer
          later(() => {
            if (!this.ended) this.onmessage?.({ data } as never)
          })
        },
        () => this.cut(),
      )
    })
  }

  send(data: Uint8Array): void {
    const frame = data.slice()
    if (!this.ended) setTimeout(() => !this.ended && this.link?.receive(frame), 1)
  }

  close(): void {
    this.cut()
  }

  cut(): void {
    if (this.ended) return
    this.ended = true
    this.link?.closed()
    setTimeout(() => this.onclose?.({} as never), 0)
  }
}

export interface Phone {
  readonly doc: Y.Doc
  readonly connection: RelayConnection
  readonly joined: JoinedRoom
  readonly outbox: MemoryOutbox
  /** Cuts the socket without a word; it comes back by its own back-off. */
  cut(): void
  /** No way to the relay until `plugIn`. */
  unplug(): void
  plugIn(): void
  /** Ends this run of the app, keeping what is on disk. */
  close(): void
}

export interface PhoneOptions {
  readonly relay: ModelRelay
  readonly keys: RoomKeys
  readonly seed: number
  readonly doc?: Y.Doc
  readonly outbox?: MemoryOutbox
  readonly onChange?: () => void
}

/** A phone that has opened the room of these keys. */
export async function openPhone(options: PhoneOptions): Promise<Phone> {
  const random = seededRandom(options.seed)
  const timers = globalTimers(random.next)
  const doc = options.doc ?? new Y.Doc()
  const outbox = options.outbox ?? new MemoryOutbox()
  let plugged = true
  let current: ModelSocket | null = null
  const connection = new RelayConnection({
    url: 'ws://relay.test/v1/sync',
    aud: 'relay.test',
    timers,
    makeSocket: () => {
      if (!plugged) throw new Error('unplugged')
      current = new ModelSocket(options.relay, () => 1)
      return current
    },
  })
  const joined = await joinRoom({
    doc,
    keys: options.keys,
    device: deviceKeys(random.fill(new Uint8Array(32))),
    connection,
    outbox,
    timers,
    fillRandom: random.fill,
    onChange: () => options.onChange?.(),
    onStoreFailure: () => {},
    betweenTabs: false,
  })
  return {
    doc,
    connection,
    joined,
    outbox,
    cut: () => current?.cut(),
    unplug() {
      plugged = false
      current?.cut()
    },
    plugIn() {
      plugged = true
      connection.resume()
    },
    close() {
      joined.leave()
      connection.suspend()
    },
  }
}
