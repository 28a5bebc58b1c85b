/**
 * The WebSocket that y-websocket's unmodified provider is given: a y-websocket server to it, a session inside. Each room
 * makes a class of its own, so no secret is in a URL, a parameter or a channel name; the URL is never looked at.
 *
 * What the provider needs (read in its source, y-websocket 3.1): on* properties only, assigned right after construction, so
 * nothing fires in the constructor; OPEN on the instance; one y-protocol message a frame; close() idempotent and silent;
 * onclose with {code, reason}, 4400 to 4499 being final; some message at least every 30 s.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { WebsocketProvider } from 'y-websocket'
import type { Timers } from './timers.ts'

const connecting = 0
const open = 1
const closed = 3

const messageSync = 0
const messageAwareness = 1
const syncStep1 = 0
const syncStep2 = 1
const syncUpdate = 2

/** An awareness message that tells of nobody: keeps the provider's watchdog (30 s) calm while the link is proven alive. */
const aliveMessage = Uint8Array.of(messageAwareness, 1, 0)
const aliveEveryMs = 12_000

/** What a socket asks of its room. None of it throws: the provider calls it from inside the document's own events. */
export interface RoomSocketHost {
  attach(socket: RoomSocket): void
  detach(socket: RoomSocket): void
  /** What a document with this state vector lacks. */
  answer(stateVector: Uint8Array): Uint8Array
  local(update: Uint8Array, isAnswer: boolean): void
  presence(update: Uint8Array): void
  /** Runs what tells the document something: until it returns, what changes there came from this room. */
  tell(run: () => void): void
  readonly timers: Timers
}

/** The room's side of a socket. */
export interface RoomSocket {
  open(): void
  /** A Yjs V1 update for the document. */
  deliver(update: Uint8Array): void
  /** Asks the document for what this state vector lacks. */
  ask(stateVector: Uint8Array): void
  /** An awareness update for the provider. */
  showPresence(update: Uint8Array): void
  fail(code: number, reason: string): void
}

interface MessageLike {
  readonly data: Uint8Array
}

function syncMessage(kind: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageSync)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

/**
 * After the caller is done: the provider must never be called from inside its own call. What it throws is the fault of a
 * listener in the app, and must reach neither the relay connection nor (the provider being one) a listener of the document,
 * where it would wedge the document for good.
 */
function soon(run: () => void): void {
  Promise.resolve()
    .then(run)
    .catch(() => {})
}

/** What y-websocket takes as its WebSocket. */
export type SocketClass = NonNullable<
  NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>['WebSocketPolyfill']
>

/** A WebSocket class whose every instance is a socket into this room. */
export function roomSocketClass(host: RoomSocketHost): SocketClass {
  class VirtualSocket implements RoomSocket {
    readonly CONNECTING = connecting
    readonly OPEN = open
    readonly CLOSED = closed
    binaryType = 'arraybuffer'
    readyState: number = connecting
    onopen: ((event: object) => void) | null = null
    onmessage: ((event: MessageLike) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: ((event: object) => void) | null = null
    private alive: unknown = null

    constructor() {
      soon(() => {
        if (this.readyState === connecting) host.attach(this)
      })
    }

    open(): void {
      if (this.readyState !== connecting) return
      this.readyState = open
      this.keepAlive()
      soon(() => this.readyState === open && this.onopen?.({}))
    }

    private keepAlive(): void {
      this.alive = host.timers.setTimeout(() => {
        this.push(aliveMessage)
        if (this.readyState === open) this.keepAlive()
      }, aliveEveryMs)
    }

    private push(data: Uint8Array): void {
      soon(() => this.readyState === open && host.tell(() => this.onmessage?.({ data })))
    }

    deliver(update: Uint8Array): void {
      this.push(syncMessage(syncUpdate, update))
    }

    ask(stateVector: Uint8Array): void {
      this.push(syncMessage(syncStep1, stateVector))
    }

    showPresence(update: Uint8Array): void {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, messageAwareness)
      encoding.writeVarUint8Array(encoder, update)
      this.push(encoding.toUint8Array(encoder))
    }

    send(data: Uint8Array): void {
      if (this.readyState !== open) return
      const decoder = decoding.createDecoder(data)
      const type = decoding.readVarUint(decoder)
      if (type === messageAwareness) return host.presence(decoding.readVarUint8Array(decoder))
      if (type !== messageSync) return
      const kind = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (kind === syncStep1) soon(() => this.push(syncMessage(syncStep2, host.answer(payload))))
      else host.local(payload, kind === syncStep2)
    }

    /** From the provider: silent, and as often as it likes. */
    close(): void {
      this.end()
    }

    fail(code: number, reason: string): void {
      if (this.readyState === closed) return
      this.end()
      soon(() => this.onclose?.({ code, reason }))
    }

    private end(): void {
      if (this.readyState === closed) return
      this.readyState = closed
      host.timers.clearTimeout(this.alive)
      host.detach(this)
    }
  }
  // The provider uses the handful of members above; the DOM's type asks for all of them.
  return VirtualSocket as unknown as SocketClass
}
