/**
 * One room on this device: carries out what its session decides. Joins the session to the relay connection on one side, to
 * the provider's socket on the other and to the durable outbox below; holds no logic of its own beyond that.
 */
import { toHex } from '../bytes.ts'
import type { FillRandom, RoomId } from '../ids.ts'
import type { RoomCipher } from './cipher.ts'
import type { StoredEntry } from './outbox.ts'
import { PresenceGate } from './presence-gate.ts'
import type { ConnectedRoom, HelloInfo, RelayConnection, RoomMessage } from './relay-connection.ts'
import { type RoomSocket, type RoomSocketHost, roomSocketClass, type SocketClass } from './room-socket.ts'
import { Session, type SessionEffect, type SessionEvent, type SessionState } from './session.ts'
import type { Timers } from './timers.ts'
import type { Open, RelayMessage } from './wire.ts'

/** A room that the relay refuses is tried again after this long, unless it said when. */
const refusedRetryMs = 60_000

/** The durable side of the outbox. `put` resolves when the entry is on disk. */
export interface OutboxStore {
  put(room: RoomId, entry: StoredEntry): Promise<void>
  list(room: RoomId): Promise<readonly StoredEntry[]>
  remove(room: RoomId, key: string): Promise<void>
}

export interface RoomOptions {
  readonly room: RoomId
  readonly connection: RelayConnection
  readonly cipher: RoomCipher
  /** The signed claim that opens the room on this connection (PROTOCOL.md 7.4). */
  readonly claim: (
    hello: HelloInfo,
  ) => Pick<Open, 'role' | 'roomId' | 'commitments' | 'publicKey' | 'signature'>
  readonly outbox: OutboxStore
  readonly stored: readonly StoredEntry[]
  /** The document's Yjs client id. */
  readonly clientId: number
  readonly timers: Timers
  readonly fillRandom: FillRandom
  /** The state or a count changed. */
  readonly onChange: () => void
  /** The durable outbox refused an entry: it stays in memory and is tried again. */
  readonly onStoreFailure: () => void
}

const storeRetryMs = 2_000

export class Room implements ConnectedRoom, RoomSocketHost {
  /** Give this to y-websocket's provider as its WebSocketPolyfill. */
  readonly socketClass: SocketClass
  readonly timers: Timers
  private readonly session: Session
  private readonly presenceGate: PresenceGate
  private socket: RoomSocket | null = null
  private socketIsOpen = false
  private hello: HelloInfo | null = null
  private wake: unknown = null
  private retry: unknown = null
  private left = false

  constructor(private readonly options: RoomOptions) {
    const { cipher, stored, timers } = options
    this.timers = timers
    this.session = new Session({
      cipher,
      stored,
      nowMs: () => timers.nowMs(),
      random: () => timers.random(),
    })
    this.presenceGate = new PresenceGate(options.clientId, cipher.canWrite, () =>
      toHex(options.fillRandom(new Uint8Array(8))),
    )
    this.socketClass = roomSocketClass(this)
    options.connection.join(this)
  }

  get state(): SessionState {
    return this.session.state
  }

  /** The relay has acknowledged all that the document has. */
  get settled(): boolean {
    return this.session.settled
  }

  /** The relay keeps entries for those who are away. */
  get keeps(): boolean {
    return this.hello?.keeps ?? true
  }

  /** Something that others' changes build on has not come. */
  get missing(): boolean {
    return this.session.missing
  }

  /** Leaves the room; what is in the durable outbox is sent by a later run. */
  leave(): void {
    this.left = true
    this.timers.clearTimeout(this.wake)
    this.timers.clearTimeout(this.retry)
    this.options.connection.leave(this)
    this.socket?.fail(1000, 'left')
    this.session.destroy()
  }

  // The relay's side

  connected(hello: HelloInfo): void {
    this.hello = hello
    this.handle({ type: 'connected', keeps: hello.keeps })
  }

  received(message: RelayMessage): void {
    this.handle({ type: 'message', message })
  }

  disconnected(): void {
    this.handle({ type: 'disconnected' })
    this.socket?.fail(1006, 'the relay is away')
  }

  // The document's side

  attach(socket: RoomSocket): void {
    this.socket?.fail(1006, 'replaced')
    this.socket = socket
    if (this.session.state.kind === 'live') this.openSocket()
  }

  detach(socket: RoomSocket): void {
    if (this.socket !== socket) return
    this.socket = null
    if (this.socketIsOpen) {
      this.socketIsOpen = false
      this.handle({ type: 'documentClosed' })
    }
  }

  answer(stateVector: Uint8Array): Uint8Array {
    return this.session.answer(stateVector)
  }

  local(update: Uint8Array, isAnswer: boolean): void {
    this.handle({ type: 'local', update, answer: isAnswer })
  }

  presence(update: Uint8Array): void {
    this.sendPresence(this.presenceGate.say(update))
  }

  private openSocket(): void {
    const socket = this.socket
    if (!socket || this.socketIsOpen) return
    this.socketIsOpen = true
    this.sendPresence(this.presenceGate.start())
    socket.open()
    this.handle({ type: 'documentOpened' })
  }

  private sendPresence(presence: ReturnType<PresenceGate['start']>): void {
    if (!presence || !this.options.cipher.canWrite || this.session.state.kind !== 'live') return
    this.send({ type: 'ephemeral', sealed: this.options.cipher.sealPresence(presence) })
  }

  private send(message: RoomMessage): void {
    this.options.connection.send(this, message)
  }

  private handle(event: SessionEvent): void {
    if (this.left) return
    for (const effect of this.session.handle(event)) this.carryOut(effect)
  }

  private carryOut(effect: SessionEffect): void {
    switch (effect.type) {
      case 'open':
        if (!this.hello) return
        this.send({ ...effect, flags: 0, ...this.options.claim(this.hello) })
        return
      case 'append':
        this.send(effect)
        return
      case 'store':
        this.store(effect.entry)
        return
      case 'forget':
        // A leftover in the store is harmless: the relay knows it and says so.
        this.options.outbox.remove(this.options.room, effect.key).catch(this.options.onStoreFailure)
        return
      case 'ready':
        this.openSocket()
        return
      case 'deliver':
        this.socket?.deliver(effect.update)
        return
      case 'ask':
        this.socket?.ask(effect.stateVector)
        return
      case 'wake':
        this.timers.clearTimeout(this.wake)
        if (effect.atMs === null) return
        this.wake = this.timers.setTimeout(
          () => this.handle({ type: 'time' }),
          Math.max(0, effect.atMs - this.timers.nowMs()),
        )
        return
      case 'ephemeral':
        this.hear(effect.sealed)
        return
      case 'closed':
        this.socket?.fail(1006, 'the relay refuses')
        this.retry = this.timers.setTimeout(
          () => this.options.connection.reopen(this),
          effect.retryMs ?? refusedRetryMs,
        )
        return
      case 'changed':
        this.options.onChange()
        return
    }
  }

  private store(entry: StoredEntry): void {
    this.options.outbox.put(this.options.room, entry).then(
      () => this.handle({ type: 'stored', key: entry.key }),
      () => {
        this.options.onStoreFailure()
        if (!this.left) this.timers.setTimeout(() => this.store(entry), storeRetryMs)
      },
    )
  }

  private hear(sealed: Uint8Array): void {
    const opened = this.options.cipher.openPresence(sealed)
    if (!opened) return
    const { show, answer } = this.presenceGate.hear(opened)
    if (show) this.socket?.showPresence(show)
    this.sendPresence(answer)
  }
}
