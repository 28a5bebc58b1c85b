/**
 * One room as this device sees it, sans-IO: events in, effects out, no clock, socket, timer or key of its own
 * (PROTOCOL.md §9). It outlives sockets. The host (room.ts) carries out the effects in order.
 *
 * Road of a local change: document -> `local` -> shadow raises the delta -> 100 ms -> sealed -> `store` -> `stored` -> `send`
 * -> ACK. Road of a remote one: `entry` -> opened, checked -> shadow -> `deliver` -> document.
 */
import { encodeUtf8 } from 'lib0/string'
import * as Y from 'yjs'
import { equalBytes, toHex } from '../bytes.ts'
import type { EntryKey, OpenedEntry, RoomCipher } from './cipher.ts'
import { LogView } from './log-view.ts'
import { Outbox, type StoredEntry } from './outbox.ts'
import { isUpdate, maxPendingBytes, Shadow } from './shadow.ts'
import { noLogId, type RelayMessage, requestErrors, wireLimits, zeroPrefix } from './wire.ts'

/** Deltas of this long are merged into one entry. */
export const mergeMs = 100
/** A merged delta above this goes as a snapshot that covers nothing (deflated, larger limit). */
const largeDeltaBytes = 200 * 1024
const healJitterMs = 3_000
const maxHealsAnHour = 3
const hourMs = 3_600_000
const compactAfterEntries = 200
const compactAfterBytes = 64 * 1024
const compactDelayMs = { from: 2_000, to: 30_000 } as const

export type SessionEvent =
  /** The connection said HELLO: rooms may be opened. `keeps`: the relay keeps entries for those who are away. */
  | { readonly type: 'connected'; readonly keeps: boolean }
  | { readonly type: 'disconnected' }
  | { readonly type: 'message'; readonly message: RelayMessage }
  /** A Yjs V1 update of the document; `answer`: it answers `ask`. */
  | { readonly type: 'local'; readonly update: Uint8Array; readonly answer: boolean }
  /** The document's socket is open: it can be asked, and updates can be delivered. */
  | { readonly type: 'documentOpened' }
  | { readonly type: 'documentClosed' }
  | { readonly type: 'stored'; readonly key: EntryKey }
  /** The time asked for by `wake` has come. */
  | { readonly type: 'time' }

export type SessionEffect =
  | {
      readonly type: 'open'
      readonly logId: Uint8Array
      readonly since: number
      readonly prefix: Uint8Array
    }
  | { readonly type: 'append'; readonly req: number; readonly entry: Uint8Array }
  /** Keep durably, then answer with `stored`. */
  | { readonly type: 'store'; readonly entry: StoredEntry }
  | { readonly type: 'forget'; readonly key: EntryKey }
  /** The room is caught up: the document's socket may open. */
  | { readonly type: 'ready' }
  | { readonly type: 'deliver'; readonly update: Uint8Array }
  /** Ask the document for what the shadow lacks. */
  | { readonly type: 'ask'; readonly stateVector: Uint8Array }
  /** Call `time` then; null: no need to. */
  | { readonly type: 'wake'; readonly atMs: number | null }
  | { readonly type: 'ephemeral'; readonly sealed: Uint8Array }
  /** The relay closed the room: try again after `retryMs`, never when null. */
  | { readonly type: 'closed'; readonly code: number; readonly retryMs: number | null }
  /** `state` or a count below changed. */
  | { readonly type: 'changed' }

export type SessionState =
  | { readonly kind: 'offline' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'replaying' }
  | { readonly kind: 'live' }
  | { readonly kind: 'refused'; readonly code: number }

export interface SessionOptions {
  readonly cipher: RoomCipher
  /** Entries that the durable store held at the start, in order. */
  readonly stored: readonly StoredEntry[]
  /** Milliseconds; only differences count. */
  readonly nowMs: () => number
  /** 0 <= x < 1 */
  readonly random: () => number
}

export class Session {
  private readonly cipher: RoomCipher
  private readonly view: LogView
  private readonly shadow: Shadow
  private readonly outbox = new Outbox()
  private phase: SessionState = { kind: 'offline' }
  private effects: SessionEffect[] = []
  private deltas: Uint8Array[] = []
  private flushAtMs: number | null = null
  private askAtMs: number | null = null
  private compactAtMs: number | null = null
  private wokenForMs: number | null = null
  private documentOpen = false
  /** Questions to the document that it has not answered. */
  private questions = 0
  /** True while one more question has to be asked: before the first CAUGHT_UP, while no document is open, while waiting. */
  private questionDue = true
  private keeps = true
  /** True when CAUGHT_UP has to build the shadow anew. */
  private replaced = false
  private healed: { readonly logId: string; readonly atMs: number }[] = []

  constructor(private readonly options: SessionOptions) {
    this.cipher = options.cipher
    this.view = new LogView((prefix, hash) => this.cipher.nextPrefix(prefix, hash))
    this.shadow = new Shadow(update => this.noteDelta(update))
    for (const entry of options.stored) {
      const opened = this.cipher.open(entry.bytes)
      const update = isAuthored(opened) && isUpdate(opened.update) ? opened.update : null
      this.outbox.restore(entry, update)
    }
    this.shadow.rebuild(this.outbox.updates())
  }

  get state(): SessionState {
    return this.phase
  }

  /** True when the relay acknowledged all that the document has (PROTOCOL.md 9.4). */
  get settled(): boolean {
    return this.phase.kind === 'live' && this.answered && this.deltas.length === 0 && this.outbox.size === 0
  }

  private get answered(): boolean {
    return this.questions === 0 && !this.questionDue
  }

  /** Entries skipped because they were not valid. */
  get invalidCount(): number {
    return this.view.invalidCount
  }

  /** True when something that others' changes build on has not come. */
  get missing(): boolean {
    return this.shadow.pendingBytes > 0
  }

  /** What a document with this state vector lacks of the room. */
  answer(stateVector: Uint8Array): Uint8Array {
    return this.shadow.diff(stateVector)
  }

  handle(event: SessionEvent): readonly SessionEffect[] {
    switch (event.type) {
      case 'connected':
        this.keeps = event.keeps
        this.open()
        break
      case 'disconnected':
        this.leave({ kind: 'offline' })
        break
      case 'message':
        this.receive(event.message)
        break
      case 'local':
        this.takeLocal(event.update, event.answer)
        break
      case 'documentOpened':
        this.documentOpen = true
        this.questions = 0
        if (this.phase.kind === 'live' && this.askAtMs === null) this.ask(0)
        break
      case 'documentClosed':
        this.documentOpen = false
        this.questions = 0
        this.questionDue = true
        break
      case 'stored':
        this.outbox.markStored(event.key)
        this.send()
        break
      case 'time':
        this.wokenForMs = null
        this.tick()
        break
    }
    this.scheduleWake()
    const effects = this.effects
    this.effects = []
    return effects
  }

  destroy(): void {
    this.shadow.destroy()
  }

  private open(): void {
    const known = this.view.prefix !== null && this.phase.kind !== 'replaying'
    this.become({ kind: 'opening' })
    this.effects.push({
      type: 'open',
      logId: known ? this.view.logId : noLogId,
      since: known ? this.view.head : 0,
      prefix: known ? (this.view.prefix ?? zeroPrefix) : zeroPrefix,
    })
  }

  private leave(next: SessionState): void {
    // A replay that was cut leaves gaps: ask for everything next time.
    if (this.phase.kind === 'replaying' && this.replaced) this.view.prefix = null
    this.questions = 0
    this.questionDue = true
    this.askAtMs = null
    this.compactAtMs = null
    this.outbox.rewind()
    this.become(next)
  }

  private become(next: SessionState): void {
    this.phase = next
    this.effects.push({ type: 'changed' })
  }

  private receive(message: RelayMessage): void {
    switch (message.type) {
      case 'begin':
        return this.begin(message.logId, message.full)
      case 'entry':
        return this.takeEntry(message.number, message.entry)
      case 'caughtUp':
        return this.caughtUp(message.head)
      case 'ack':
        return this.acknowledged(message.req, message.number)
      case 'ephemeral':
        this.effects.push({ type: 'ephemeral', sealed: message.sealed })
        return
      case 'error':
        return this.refused(message.req, message.code, message.retryMs)
      default:
        return
    }
  }

  private begin(logId: Uint8Array, full: boolean): void {
    if (this.phase.kind === 'live' && !full) {
      this.view.adopt(logId)
      return
    }
    if (full) {
      if (!equalBytes(this.view.logId, noLogId) && !equalBytes(this.view.logId, logId)) this.noteHeal(logId)
      this.view.startFull(logId)
      this.replaced = true
    }
    this.become({ kind: 'replaying' })
  }

  private takeEntry(number: number, bytes: Uint8Array): void {
    if (this.view.holds(number)) return
    const opened = this.check(this.cipher.open(bytes))
    if (isAuthored(opened) && this.outbox.remove(opened.key)) {
      this.effects.push({ type: 'forget', key: opened.key })
    } else if (
      isAuthored(opened) &&
      opened.author === this.cipher.author &&
      opened.n > this.cipher.sealedCount
    ) {
      this.cipher.renewAuthor()
    }
    this.view.place(number, opened, this.cipher.entryHash(bytes), bytes.length)
    if (this.replaced) return
    this.apply(number, opened)
  }

  /** On to the document; one whose socket is not open gets all it lacks when it opens. */
  private deliver(update: Uint8Array): void {
    if (this.documentOpen) this.effects.push({ type: 'deliver', update })
  }

  /** The structure of an update is part of its validity (PROTOCOL.md 5.11). */
  private check(opened: OpenedEntry): OpenedEntry {
    return !isAuthored(opened) || isUpdate(opened.update) ? opened : { kind: 'invalid', why: 'content' }
  }

  /** Brings an entry into the shadow and on to the document. */
  private apply(number: number, opened: OpenedEntry): void {
    if (!isAuthored(opened)) return
    const tidies = opened.kind === 'snapshot' && this.view.cover(number, opened.place)
    const heldBack = this.shadow.pendingBytes > maxPendingBytes && !this.shadow.follows(opened.update)
    const applied = !heldBack && this.shadow.applyKnown([opened.update])
    if (!applied && !heldBack) this.view.refuse([opened.update])
    if (applied) this.deliver(opened.update)
    if (!applied || tidies) this.rebuild()
    this.considerCompaction()
  }

  /** The shadow from what is live and waiting; what was not sealed yet will be offered again by the document. */
  private rebuild(): void {
    this.deltas = []
    this.flushAtMs = null
    const refused = this.shadow.rebuild([...this.view.updates(), ...this.outbox.updates()])
    this.view.refuse(refused)
    if (this.phase.kind === 'live') this.ask(0)
  }

  private caughtUp(head: number): void {
    const adds = this.view.endReplay(head)
    if (this.replaced) {
      this.replaced = false
      this.become({ kind: 'live' })
      this.rebuild()
      this.deliver(this.shadow.diff())
    } else {
      this.become({ kind: 'live' })
    }
    if (!adds) this.view.prefix = null
    this.effects.push({ type: 'ready' })
    this.ask(this.healDelayMs())
    this.send()
  }

  /** Asks the document for what the shadow lacks, after a delay. */
  private ask(delayMs: number): void {
    this.askAtMs = delayMs > 0 ? this.options.nowMs() + delayMs : null
    this.questionDue = delayMs > 0 || !this.documentOpen
    if (!this.questionDue) {
      this.questions += 1
      this.effects.push({ type: 'ask', stateVector: this.shadow.stateVector() })
    }
    this.effects.push({ type: 'changed' })
  }

  private noteHeal(logId: Uint8Array): void {
    this.healed.push({ logId: toHex(logId), atMs: this.options.nowMs() })
  }

  /** 0 where nothing was replaced; after a new log id a random wait, an hour when it happened too often (9.3). */
  private healDelayMs(): number {
    const now = this.options.nowMs()
    this.healed = this.healed.filter(heal => now - heal.atMs < hourMs)
    const last = this.healed[this.healed.length - 1]
    if (!last || last.logId !== toHex(this.view.logId)) return 0
    if (this.keeps && this.healed.length > maxHealsAnHour) return hourMs
    return 1 + this.options.random() * healJitterMs
  }

  private takeLocal(update: Uint8Array, answer: boolean): void {
    if (answer) this.questions = Math.max(0, this.questions - 1)
    if (!this.cipher.canWrite) return
    if (!this.shadow.applyLocal(update)) this.rebuild()
    this.effects.push({ type: 'changed' })
  }

  private noteDelta(update: Uint8Array): void {
    this.deltas.push(update)
    this.flushAtMs ??= this.options.nowMs() + mergeMs
  }

  private flush(): void {
    this.flushAtMs = null
    if (this.deltas.length === 0) return
    const update = this.deltas.length === 1 ? this.deltas[0] : Y.mergeUpdates(this.deltas)
    this.deltas = []
    if (!update) return
    const sealed =
      update.length > largeDeltaBytes
        ? this.cipher.sealSnapshot(
            update,
            { logId: noLogId, covers: 0, prefix: zeroPrefix },
            this.view.vector(),
            this.digest(),
          )
        : this.cipher.sealUpdate(update)
    this.outbox.add(sealed, update)
    this.effects.push({ type: 'store', entry: sealed }, { type: 'changed' })
  }

  private send(): void {
    if (this.phase.kind !== 'live') return
    for (const { req, bytes } of this.outbox.takeSendable()) {
      this.effects.push({ type: 'append', req, entry: bytes })
    }
  }

  private acknowledged(req: number, number: number): void {
    const acked = this.outbox.acknowledge(req)
    if (!acked) return
    this.effects.push({ type: 'forget', key: acked.entry.key }, { type: 'changed' })
    if (this.view.holds(number)) return
    const opened = this.cipher.open(acked.entry.bytes)
    this.view.place(number, opened, this.cipher.entryHash(acked.entry.bytes), acked.entry.bytes.length)
    if (opened.kind === 'snapshot' && this.view.cover(number, opened.place)) this.rebuild()
    this.considerCompaction()
  }

  private refused(req: number, code: number, retryMs: number): void {
    if (req === 0) {
      this.leave({ kind: 'refused', code })
      this.effects.push({ type: 'closed', code, retryMs: retryMs || null })
      return
    }
    const stale = [
      requestErrors.logMismatch,
      requestErrors.coversAhead,
      requestErrors.snapshotStale,
    ] as number[]
    if (!stale.includes(code)) return
    // Only a snapshot that tidies can be stale: its content is in the log already.
    const dropped = this.outbox.acknowledge(req)
    if (dropped) this.effects.push({ type: 'forget', key: dropped.entry.key }, { type: 'changed' })
  }

  private tick(): void {
    const now = this.options.nowMs()
    if (this.flushAtMs !== null && now >= this.flushAtMs) this.flush()
    if (this.askAtMs !== null && now >= this.askAtMs && this.phase.kind === 'live') this.ask(0)
    if (this.compactAtMs !== null && now >= this.compactAtMs) this.compact()
  }

  /** PROTOCOL.md 8.4 */
  private mayCompact(): boolean {
    const { entries, sizeBytes, lastSnapshotBytes } = this.view.tail
    const due =
      entries > compactAfterEntries || sizeBytes > Math.max(compactAfterBytes, 2 * lastSnapshotBytes)
    return (
      due &&
      this.settled &&
      this.cipher.canWrite &&
      !this.view.blind &&
      !this.missing &&
      this.view.prefix !== null
    )
  }

  private considerCompaction(): void {
    if (this.compactAtMs !== null || !this.mayCompact()) return
    const { from, to } = compactDelayMs
    this.compactAtMs = this.options.nowMs() + from + this.options.random() * (to - from)
  }

  private compact(): void {
    this.compactAtMs = null
    const prefix = this.view.prefix
    if (!this.mayCompact() || !prefix) return
    const state = this.shadow.diff()
    const place = { logId: this.view.logId, covers: this.view.head, prefix }
    const sealed = this.cipher.sealSnapshot(state, place, this.view.vector(), this.digest())
    if (sealed.bytes.length > wireLimits.snapshotBytes) return
    this.outbox.add(sealed, null)
    this.effects.push({ type: 'store', entry: sealed })
  }

  private digest(): Uint8Array {
    return this.cipher.digest(encodeUtf8(this.shadow.canonicalText()))
  }

  private scheduleWake(): void {
    const times = [this.flushAtMs, this.askAtMs, this.compactAtMs].filter(at => at !== null)
    const next = times.length > 0 ? Math.min(...times) : null
    if (next === this.wokenForMs) return
    this.wokenForMs = next
    this.effects.push({ type: 'wake', atMs: next })
  }
}

function isAuthored(opened: OpenedEntry): opened is Extract<OpenedEntry, { kind: 'update' | 'snapshot' }> {
  return opened.kind === 'update' || opened.kind === 'snapshot'
}
