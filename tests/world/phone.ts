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
import type { Tidying } from '../../crdt/sync/tidying.ts'
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

/** An outbox in memory; each operation is done after a turn, as a real one's, or after `delayMs`. */
export class MemoryOutbox implements OutboxStore {
  readonly rooms = new Map<RoomId, Map<string, StoredEntry>>()
  /** Set: every put fails. */
  broken = false
  private dead = false

  constructor(private readonly delayMs: () => number = () => 0) {}

  async put(room: RoomId, entry: StoredEntry): Promise<void> {
    await this.pass()
    if (this.broken || this.dead) throw new Error('the store is broken')
    const entries = this.rooms.get(room) ?? new Map<string, StoredEntry>()
    entries.set(entry.key, entry)
    this.rooms.set(room, entries)
  }

  async list(room: RoomId): Promise<readonly StoredEntry[]> {
    await Promise.resolve()
    return this.entries(room)
  }

  async remove(room: RoomId, key: string): Promise<void> {
    await this.pass()
    if (!this.dead) this.rooms.get(room)?.delete(key)
  }

  entries(room: RoomId): StoredEntry[] {
    return [...(this.rooms.get(room)?.values() ?? [])]
  }

  /** What is on disk when the tab is killed; nothing of the old run reaches it any more. */
  survive(): MemoryOutbox {
    this.dead = true
    const next = new MemoryOutbox(this.delayMs)
    for (const [room, entries] of this.rooms) next.rooms.set(room, new Map(entries))
    return next
  }

  private pass(): Promise<void> {
    const delayMs = this.delayMs()
    return delayMs > 0 ? new Promise(done => setTimeout(done, delayMs)) : Promise.resolve()
  }
}

/** A socket to a model relay: frames arrive in order, each after `delayMs`; what is on its way when it is cut is lost. */
class ModelSocket implements WireSocket {
  binaryType = ''
  readonly bufferedAmount = 0
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  onerror: ((event: never) => void) | null = null
  /** Set: nothing arrives any more, either way, and nobody is told. */
  stalled = false
  /** Frames on their way. */
  inFlight = 0
  private link: RelayLink | null = null
  private ended = false
  private readonly lastAtMs = { up: 0, down: 0 }

  constructor(
    relay: ModelRelay,
    private readonly delayMs: () => number,
    private readonly onFrame: (frame: Uint8Array) => void,
    tamper: (frame: Uint8Array) => readonly Uint8Array[],
  ) {
    this.later('down', () => {
      this.onopen?.({} as never)
      this.link = relay.connect(
        frame => {
          const passed = tamper(frame).map(each => each.slice().buffer)
          this.later('down', () => {
            for (const data of passed) if (!this.ended) this.onmessage?.({ data } as never)
          })
        },
        () => this.cut(),
      )
    })
  }

  private later(way: 'up' | 'down', run: () => void): void {
    const atMs = Math.max(this.lastAtMs[way], Date.now() + this.delayMs())
    this.lastAtMs[way] = atMs
    this.inFlight += 1
    setTimeout(() => {
      this.inFlight -= 1
      if (!this.ended && !this.stalled) run()
    }, atMs - Date.now())
  }

  send(data: Uint8Array): void {
    if (this.ended) return
    const frame = data.slice()
    this.onFrame(frame)
    this.later('up', () => this.link?.receive(frame))
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
  /** The socket dies and nobody is told. */
  stall(): void
  /** Frames that a cut would lose. */
  readonly inFlight: number
  /** Set: the relay's frames go through it, each becomes these. */
  tamper: ((frame: Uint8Array) => readonly Uint8Array[]) | null
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
  /** How long a frame takes; 1 ms. */
  readonly delayMs?: () => number
  readonly tidying?: Tidying
  /** Another tab of a device on which tabs cannot choose a leader: they hear of each other through y-websocket. */
  readonly betweenTabs?: boolean
  /** Sees each frame that the phone sends. */
  readonly onFrame?: (frame: Uint8Array) => void
}

/** A phone that has opened the room of these keys. */
export async function openPhone(options: PhoneOptions): Promise<Phone> {
  const random = seededRandom(options.seed)
  const timers = globalTimers(random.next)
  const doc = options.doc ?? new Y.Doc()
  const outbox = options.outbox ?? new MemoryOutbox()
  let plugged = true
  let current: ModelSocket | null = null
  const wire: Pick<Phone, 'tamper'> = { tamper: null }
  const connection = new RelayConnection({
    url: 'ws://relay.test/v1/sync',
    aud: 'relay.test',
    timers,
    makeSocket: () => {
      if (!plugged) throw new Error('unplugged')
      current = new ModelSocket(
        options.relay,
        options.delayMs ?? (() => 1),
        frame => options.onFrame?.(frame),
        frame => wire.tamper?.(frame) ?? [frame],
      )
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
    betweenTabs: options.betweenTabs ?? false,
    ...(options.tidying && { tidying: options.tidying }),
  })
  return {
    doc,
    connection,
    joined,
    outbox,
    get tamper() {
      return wire.tamper
    },
    set tamper(by) {
      wire.tamper = by
    },
    cut: () => current?.cut(),
    stall() {
      if (current) current.stalled = true
    },
    get inFlight() {
      return current?.inFlight ?? 0
    },
    unplug() {
      plugged = false
      current?.cut()
    },
    plugIn() {
      plugged = true
      connection.resume()
    },
    close() {
      void joined.leave()
      connection.suspend()
    },
  }
}
