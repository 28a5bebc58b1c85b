/**
 * One physical socket to a relay for all rooms of this device (PROTOCOL.md §7): says hello, opens rooms at a pace that the
 * relay allows, hands each message to its room, keeps the link alive and comes back with jittered back-off. It knows
 * frames and channels; what is in them is the rooms' business.
 */
import { decode, encode } from './codec.ts'
import type { Timers } from './timers.ts'
import {
  type ClientMessage,
  type ErrorMessage,
  helloFlags,
  type Open,
  type RelayMessage,
  subprotocol,
  wireVersion,
} from './wire.ts'

/** What is used of a WebSocket; the browser's and ws's both fit. */
export interface WireSocket {
  binaryType: string
  readonly bufferedAmount: number
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(data: Uint8Array): void
  close(code?: number): void
}

export interface RelayConnectionOptions {
  /** wss://host/v1/sync */
  readonly url: string
  /** The host as dialled: lower case, with its port unless it is the default. */
  readonly aud: string
  readonly makeSocket: (url: string, subprotocol: string) => WireSocket
  readonly timers: Timers
}

/** A room on this connection. None of it throws. */
export interface ConnectedRoom {
  /** The relay said hello: the room may open itself by `send`ing what `open` gives. */
  connected(hello: HelloInfo): void
  received(message: RelayMessage): void
  disconnected(): void
}

export interface HelloInfo {
  /** The whole HELLO frame, which OPEN's signature binds. */
  readonly frame: Uint8Array
  readonly aud: string
  /** The relay keeps entries for those who are away. */
  readonly keeps: boolean
}

export type ConnectionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly attempts: number }
  | { readonly kind: 'suspended' }

/** A message of a room; the connection adds the channel. */
export type RoomMessage =
  | Omit<Open, 'chan'>
  | { readonly type: 'append'; readonly req: number; readonly entry: Uint8Array }
  | { readonly type: 'ephemeral'; readonly sealed: Uint8Array }

const firstBackoffMs = 500
const maxBackoffMs = 30_000
const longestAdviceMs = 600_000
const helloWithinMs = 10_000
const openBurst = 32
const openEveryMs = 25
const lingerMs = 5_000
/** A socket that does not answer so long after the device woke is dead. */
const probeMs = 5_000
/** A socket that lasted so long was of use: the next one is dialled soon. */
const usefulAfterMs = 30_000
/** Presence is dropped above this; entries never are. */
const crowdedBytes = 1024 * 1024

export class RelayConnection {
  private current: ConnectionState = { kind: 'idle' }
  private socket: WireSocket | null = null
  private hello: HelloInfo | null = null
  private readonly rooms = new Map<ConnectedRoom, number>()
  private readonly channels = new Map<number, ConnectedRoom>()
  private readonly opening: ConnectedRoom[] = []
  private readonly listeners = new Set<(state: ConnectionState) => void>()
  private nextChan = 1
  private attempts = 0
  private retry: unknown = null
  private pace: unknown = null
  /** True while a room was opened less than `openEveryMs` ago. */
  private isPacing = false
  private watch: unknown = null
  private linger: unknown = null
  private probing: unknown = null
  private lastHeardMs = 0
  private openedAtMs = 0
  private keepaliveMs = 25_000

  constructor(private readonly options: RelayConnectionOptions) {}

  get state(): ConnectionState {
    return this.current
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Adds a room; the first one dials. */
  join(room: ConnectedRoom): void {
    if (this.rooms.has(room)) return
    this.options.timers.clearTimeout(this.linger)
    this.rooms.set(room, 0)
    if (this.hello) this.queue(room)
    else if (this.current.kind === 'idle') this.dial()
  }

  /** Who came last is opened first: a bill that was tapped before those that are only listened for. */
  private queue(room: ConnectedRoom): void {
    this.opening.unshift(room)
    if (!this.isPacing) this.openNext(1)
  }

  /** Removes a room; the socket stays a little longer for the next one. */
  leave(room: ConnectedRoom): void {
    if (!this.rooms.has(room)) return
    this.closeChannel(room)
    this.rooms.delete(room)
    if (this.rooms.size > 0) return
    this.options.timers.clearTimeout(this.linger)
    this.linger = this.options.timers.setTimeout(() => this.rest('idle'), lingerMs)
  }

  /** Closes a room's channel; what still comes on it is not heard any more. The room stays. */
  closeChannel(room: ConnectedRoom): void {
    const chan = this.rooms.get(room)
    if (chan === undefined) return
    const at = this.opening.indexOf(room)
    if (at >= 0) this.opening.splice(at, 1)
    if (!this.channels.delete(chan)) return
    this.rooms.set(room, 0)
    this.transmit({ type: 'leave', chan })
  }

  /** Opens a room again on the same socket, on a fresh channel; when there is no socket the next one opens it. */
  reopen(room: ConnectedRoom): void {
    if (!this.rooms.has(room)) return
    this.closeChannel(room)
    if (this.hello) this.queue(room)
  }

  /** The device lost its network: cut at once instead of waiting for time-outs. */
  suspend(): void {
    this.rest('suspended')
  }

  /** The network is back, the user is, or wants it now. */
  resume(): void {
    if (this.current.kind === 'connecting') return
    if (this.current.kind === 'open') return this.probe()
    this.attempts = 0
    if (this.rooms.size > 0) this.dial()
    else this.become({ kind: 'idle' })
  }

  send(room: ConnectedRoom, message: RoomMessage): void {
    const chan = this.rooms.get(room)
    if (!chan || !this.socket || !this.hello) return
    if (message.type === 'ephemeral' && this.socket.bufferedAmount > crowdedBytes) return
    this.transmit({ ...message, chan })
  }

  private transmit(message: ClientMessage): void {
    try {
      this.socket?.send(encode(message))
    } catch {
      // A socket that is closing throws; its close event comes and everything is sent again.
    }
  }

  private become(state: ConnectionState): void {
    this.current = state
    for (const listener of this.listeners) {
      try {
        listener(state)
      } catch {
        // A listener's own fault must stop neither the others nor the connection.
      }
    }
  }

  private dial(): void {
    const { timers, url, makeSocket } = this.options
    timers.clearTimeout(this.retry)
    this.become({ kind: 'connecting' })
    let socket: WireSocket
    try {
      socket = makeSocket(url, subprotocol)
    } catch {
      this.lost()
      return
    }
    socket.binaryType = 'arraybuffer'
    this.socket = socket
    this.lastHeardMs = timers.nowMs()
    this.watch = timers.setTimeout(() => this.drop(socket), helloWithinMs)
    socket.onopen = () => {
      if (this.socket !== socket) return
      this.transmit({ type: 'clientHello', version: wireVersion, aud: this.options.aud })
    }
    socket.onmessage = (event: { data: unknown }) => {
      // A text frame is a string here, which `new Uint8Array` would take for a length.
      if (this.socket === socket && event.data instanceof ArrayBuffer)
        this.receive(new Uint8Array(event.data))
    }
    socket.onerror = () => {}
    socket.onclose = () => {
      if (this.socket === socket) this.lost()
    }
  }

  private receive(frame: Uint8Array): void {
    this.lastHeardMs = this.options.timers.nowMs()
    const message = decode(frame)
    if (!message) return
    switch (message.type) {
      case 'hello':
        this.greet(frame, (message.flags & helloFlags.keeps) !== 0, message.keepaliveS)
        return
      case 'ping':
        this.transmit({ type: 'pong', value: message.value })
        return
      case 'caughtUp':
        // Only now is the relay of use: one that greets and then closes is backed off like one that is away.
        if (this.channels.has(message.chan)) this.attempts = 0
        this.channels.get(message.chan)?.received(message)
        return
      case 'begin':
      case 'entry':
      case 'ack':
      case 'ephemeral':
      case 'doorbell':
      case 'tombstone':
        this.channels.get(message.chan)?.received(message)
        return
      case 'error':
        return this.refused(message)
      default:
        return
    }
  }

  /** An error without a request ends its channel, on channel 0 the socket (PROTOCOL.md 7.10). */
  private refused(error: ErrorMessage): void {
    if (error.chan === 0) {
      const { socket } = this
      this.lost(Math.min(error.retryMs, longestAdviceMs))
      socket?.close()
      return
    }
    const room = this.channels.get(error.chan)
    if (room && error.req === 0) {
      this.channels.delete(error.chan)
      this.rooms.set(room, 0)
    }
    room?.received(error)
  }

  private greet(frame: Uint8Array, keeps: boolean, keepaliveS: number): void {
    if (this.hello) return
    this.options.timers.clearTimeout(this.watch)
    this.openedAtMs = this.options.timers.nowMs()
    this.hello = { frame: frame.slice(), aud: this.options.aud, keeps }
    if (keepaliveS > 0) this.keepaliveMs = keepaliveS * 1_000
    this.become({ kind: 'open' })
    this.keepAlive()
    // A listener may have let one in already.
    for (const [room, chan] of this.rooms)
      if (chan === 0 && !this.opening.includes(room)) this.opening.push(room)
    this.openNext(openBurst)
  }

  /** Opens rooms in a burst and then one by one, so that a device with many bills stays within the relay's budget. */
  private openNext(burst: number): void {
    this.options.timers.clearTimeout(this.pace)
    this.isPacing = false
    for (let i = 0; i < burst; i++) {
      const room = this.opening.shift()
      if (!room) return
      this.admit(room)
    }
    this.isPacing = true
    this.pace = this.options.timers.setTimeout(() => this.openNext(1), openEveryMs)
  }

  private admit(room: ConnectedRoom): void {
    if (!this.hello) return
    while (this.channels.has(this.nextChan) || this.nextChan === 0)
      this.nextChan = (this.nextChan + 1) % 65_536
    const chan = this.nextChan
    this.nextChan = (chan + 1) % 65_536
    this.rooms.set(room, chan)
    this.channels.set(chan, room)
    room.connected(this.hello)
  }

  private keepAlive(): void {
    const { timers } = this.options
    const socket = this.socket
    this.watch = timers.setTimeout(() => {
      if (!socket || this.socket !== socket) return
      // Silent since before the last ping: dead within two intervals.
      if (timers.nowMs() - this.lastHeardMs > 1.5 * this.keepaliveMs) return this.drop(socket)
      this.transmit({ type: 'ping', value: 0 })
      this.keepAlive()
    }, this.keepaliveMs)
  }

  /** Where a device slept, or changed networks, its socket may only look open: keep-alive would find out within a minute. */
  private probe(): void {
    const { timers } = this.options
    const { socket } = this
    if (!socket || this.probing !== null) return
    const askedMs = timers.nowMs()
    this.transmit({ type: 'ping', value: 0 })
    this.probing = timers.setTimeout(() => {
      this.probing = null
      if (this.lastHeardMs < askedMs) this.drop(socket)
    }, probeMs)
  }

  /** Gives a socket up that does not answer; its own close event may take minutes. */
  private drop(socket: WireSocket): void {
    if (this.socket !== socket) return
    this.lost()
    socket.close()
  }

  /** `adviceMs`: the relay asked not to be dialled before. */
  private lost(adviceMs = 0): void {
    const { timers } = this.options
    if (this.hello && timers.nowMs() - this.openedAtMs > usefulAfterMs) this.attempts = 0
    this.detach()
    const ceiling = Math.min(maxBackoffMs, firstBackoffMs * 2 ** this.attempts)
    const delayMs = adviceMs + ceiling * (0.5 + timers.random() / 2)
    this.attempts += 1
    this.become({ kind: 'waiting', retryAtMs: timers.nowMs() + delayMs, attempts: this.attempts })
    timers.clearTimeout(this.retry)
    this.retry = timers.setTimeout(() => {
      if (this.rooms.size > 0) this.dial()
      else this.become({ kind: 'idle' })
    }, delayMs)
  }

  private rest(kind: 'idle' | 'suspended'): void {
    const socket = this.socket
    this.detach()
    this.options.timers.clearTimeout(this.retry)
    this.options.timers.clearTimeout(this.linger)
    this.become({ kind })
    socket?.close(1000)
  }

  /** Forgets the socket and tells every room that was open on it. */
  private detach(): void {
    const { timers } = this.options
    const wasOpen = this.hello !== null
    this.socket = null
    this.hello = null
    this.opening.length = 0
    timers.clearTimeout(this.watch)
    timers.clearTimeout(this.pace)
    timers.clearTimeout(this.probing)
    this.probing = null
    this.isPacing = false
    this.channels.clear()
    for (const room of this.rooms.keys()) this.rooms.set(room, 0)
    if (wasOpen) for (const room of [...this.rooms.keys()]) room.disconnected()
  }
}
