/**
 * One room on this device: carries out what its session decides. Joins the session to the relay connection on one side, to
 * the provider's socket on the other and to the durable outbox below; holds no logic of its own beyond that.
 */
import { toHex } from '../bytes.ts'
import type { FillRandom, RoomId } from '../ids.ts'
import type { EntryKey, RoomCipher } from './cipher.ts'
import type { StoredEntry } from './outbox.ts'
import { PresenceGate } from './presence-gate.ts'
import type { ConnectedRoom, HelloInfo, RelayConnection, RoomMessage } from './relay-connection.ts'
import { type RoomSocket, type RoomSocketHost, roomSocketClass, type SocketClass } from './room-socket.ts'
import { Session } from './session.ts'
import type { SessionEffect, SessionEvent, SessionState } from './session-events.ts'
import { type Tidying, usualTidying } from './tidying.ts'
import type { Timers } from './timers.ts'
import type { Open, RelayMessage } from './wire.ts'

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
  /** The document's Yjs client id, which may change. */
  readonly clientId: () => number
  readonly timers: Timers
  readonly fillRandom: FillRandom
  /** The state or a count changed. */
  readonly onChange: () => void
  /** The durable outbox refused an entry: it stays in memory and is tried again. */
  readonly onStoreFailure: () => void
  readonly tidying?: Tidying
}

const storeRetryMs = 2_000
/**
 * One answer holds the epochs of all who were heard, so one in this time is enough for any number of newcomers; and nobody can make
 * everybody talk by taking epoch after epoch.
 */
const answerEveryMs = 1_000

export class Room implements ConnectedRoom, RoomSocketHost {
  /** Give this to y-websocket's provider as its WebSocketPolyfill. */
  readonly socketClass: SocketClass
  readonly timers: Timers
  private readonly session: Session
  private readonly presenceGate: PresenceGate
  private socket: RoomSocket | null = null
  private socketIsOpen = false
  private isTelling = false
  private hello: HelloInfo | null = null
  private wake: unknown = null
  private retry: unknown = null
  /** Entries on their way to the disk. */
  private readonly storing = new Set<Promise<void>>()
  private readonly storeRetries = new Set<unknown>()
  /** Our presence is about to be said again to those who are new. */
  private answering: unknown = null
  private mayAnswerAtMs = 0
  private left = false

  constructor(private readonly options: RoomOptions) {
    const { cipher, stored, timers } = options
    this.timers = timers
    this.session = new Session({
      cipher,
      stored,
      timers,
      tidying: options.tidying ?? usualTidying,
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

  /** Entries of the log that were skipped because they were not valid. */
  get invalidCount(): number {
    return this.session.invalidCount
  }

  /** How far this device has read which log. */
  get progress(): Session['progress'] {
    return this.session.progress
  }

  /** Something that others' changes build on has not come. */
  get missing(): boolean {
    return this.session.missing
  }

  /** Own entries that the relay does not take, being too large or without room for them: others do not get them. */
  get refusedCount(): number {
    return this.session.refusedCount
  }

  /**
   * Leaves the room. What was not sealed yet is, and a later run sends what is in the durable outbox; resolves when all of
   * that is on disk, or could not be put there.
   */
  async leave(): Promise<void> {
    if (!this.left) {
      this.handle({ type: 'leaving' })
      this.left = true
      this.timers.clearTimeout(this.wake)
      this.timers.clearTimeout(this.retry)
      this.timers.clearTimeout(this.answering)
      for (const retry of this.storeRetries) this.timers.clearTimeout(retry)
      this.options.connection.leave(this)
      this.socket?.fail(1000, 'left')
      this.session.destroy()
    }
    await Promise.all(this.storing)
  }

  // The relay's side

  connected(hello: HelloInfo): void {
    this.timers.clearTimeout(this.retry)
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
    if (this.left) return
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

  tell(run: () => void): void {
    this.isTelling = true
    try {
      run()
    } finally {
      this.isTelling = false
    }
  }

  /** The provider has changed the document: by what this room told it, or another tab of this device. */
  noteProvided(): void {
    if (!this.isTelling) this.handle({ type: 'overheard' })
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
    try {
      this.send({ type: 'ephemeral', sealed: this.options.cipher.sealPresence(presence) })
    } catch {
      // Larger than a presence may be: others do not see it.
    }
  }

  private send(message: RoomMessage): void {
    this.options.connection.send(this, message)
  }

  private handle(event: SessionEvent): void {
    if (this.left) return
    for (const effect of this.session.handle(event)) {
      try {
        this.carryOut(effect)
      } catch {
        // The fault of whoever was called; it must reach neither the connection (other rooms) nor the document (wedged).
      }
    }
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
        this.forget(effect.key).catch(this.options.onStoreFailure)
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
        this.options.connection.closeChannel(this)
        this.reopenAfter(effect.retryMs)
        return
      case 'changed':
        this.options.onChange()
        return
    }
  }

  private reopenAfter(delayMs: number): void {
    this.timers.clearTimeout(this.retry)
    // A relay that refuses all rooms of a device must not get them all back at once.
    const jitter = 1 + this.timers.random() / 4
    this.retry = this.timers.setTimeout(() => this.options.connection.reopen(this), delayMs * jitter)
  }

  private store(entry: StoredEntry): void {
    const storing = this.put(entry).finally(() => this.storing.delete(storing))
    this.storing.add(storing)
  }

  private async put(entry: StoredEntry): Promise<void> {
    try {
      await this.options.outbox.put(this.options.room, entry)
    } catch {
      this.options.onStoreFailure()
      if (this.left) return
      const retry = this.timers.setTimeout(() => {
        this.storeRetries.delete(retry)
        this.store(entry)
      }, storeRetryMs)
      this.storeRetries.add(retry)
      return
    }
    this.handle({ type: 'stored', key: entry.key })
  }

  private async forget(key: EntryKey): Promise<void> {
    await this.options.outbox.remove(this.options.room, key)
  }

  private hear(sealed: Uint8Array): void {
    const opened = this.options.cipher.openPresence(sealed)
    if (!opened) return
    const { show, isNew } = this.presenceGate.hear(opened)
    if (show) this.socket?.showPresence(show)
    if (isNew) this.answerPresence()
  }

  private answerPresence(): void {
    const waitMs = this.mayAnswerAtMs - this.timers.nowMs()
    this.answering ??= this.timers.setTimeout(
      () => {
        this.answering = null
        this.mayAnswerAtMs = this.timers.nowMs() + answerEveryMs
        this.sendPresence(this.presenceGate.presence())
      },
      Math.max(0, waitMs),
    )
  }
}
