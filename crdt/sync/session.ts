/**
 * One room as this device sees it, sans-IO: events in, effects out, no clock, socket, timer or key of its own
 * (PROTOCOL.md §9). It outlives sockets. The host (room.ts) carries out the effects in order.
 *
 * Road of a local change: document -> `local` -> shadow raises the delta -> 100 ms -> sealed -> `store` -> `stored` -> `send`
 * -> ACK. Road of a remote one: `entry` -> opened, checked -> view -> shadow -> `deliver` -> document. A replay goes into the
 * view alone; the shadow is built from it at CAUGHT_UP.
 */
import { equalBytes } from '../bytes.ts'
import { Alarms } from './alarms.ts'
import type { EntryKey, OpenedEntry, RoomCipher } from './cipher.ts'
import { HealPace } from './heal-pace.ts'
import { LogView } from './log-view.ts'
import { Outbox, type StoredEntry } from './outbox.ts'
import { Questions } from './questions.ts'
import { retryAfterMs } from './retry.ts'
import { sealDeltas, sealTidying } from './sealing.ts'
import type { SessionEffect, SessionEvent, SessionState } from './session-events.ts'
import { Shadow } from './shadow.ts'
import { isTidyingDue, type Tidying } from './tidying.ts'
import type { Timers } from './timers.ts'
import { checkUpdate } from './update-check.ts'
import { noLogId, type RelayMessage, requestErrors, roomErrors, zeroPrefix } from './wire.ts'

/** Deltas of this long are merged into one entry. */
const mergeMs = 100
/** A relay that says nothing for so long while it owes a replay is asked again. */
const patienceMs = 60_000
/** What another tab told the document comes by the log as well, usually sooner than this; else it is sent from here too. */
const overheardMs = 1_500
/** A flood of what came too early is taken in at most so often. */
const untriedMs = 5_000

type AlarmName =
  /** Deltas are merged long enough. */
  | 'seal'
  /** The document may be asked: after a new log, or what another tab told it. */
  | 'ask'
  /** A snapshot may tidy the log. */
  | 'tidy'
  /** The relay owes a replay and is silent. */
  | 'overdue'
  /** What came too early and was held back. */
  | 'rebuild'
  /** What the relay could not take may be sent again. */
  | 'resend'

export interface SessionOptions {
  readonly cipher: RoomCipher
  /** Entries that the durable store held at the start, in order. */
  readonly stored: readonly StoredEntry[]
  readonly timers: Pick<Timers, 'nowMs' | 'random'>
  readonly tidying: Tidying
}

export class Session {
  private readonly cipher: RoomCipher
  private readonly timers: Pick<Timers, 'nowMs' | 'random'>
  private readonly view: LogView
  private readonly shadow: Shadow
  private readonly outbox = new Outbox()
  private readonly healPace: HealPace
  private phase: SessionState = { kind: 'offline' }
  private effects: SessionEffect[] = []
  private deltas: Uint8Array[] = []
  private readonly questions = new Questions()
  private readonly alarms = new Alarms<AlarmName>()
  private wokenForMs: number | null = null
  private keeps = true
  /** True while the view holds what the shadow was not built from: CAUGHT_UP builds it anew. */
  private stale = false
  /** True when the relay contradicted itself: the next OPEN asks for everything, nothing is tidied until then. */
  private suspect = false
  /** The head that the last BEGIN told of; a word of the relay, for the eye only. */
  private announced = 0

  constructor(private readonly options: SessionOptions) {
    this.cipher = options.cipher
    this.timers = options.timers
    this.healPace = new HealPace(options.timers)
    this.view = new LogView((prefix, hash) => this.cipher.nextPrefix(prefix, hash))
    this.shadow = new Shadow({
      onDelta: update => this.noteDelta(update),
      onNews: update => this.deliver(update),
    })
    for (const entry of options.stored) this.restore(entry)
    this.shadow.rebuild(this.outbox.updates())
  }

  get state(): SessionState {
    return this.phase
  }

  /** True when the relay acknowledged all that the document has (PROTOCOL.md 9.4). */
  get settled(): boolean {
    const { phase, questions, deltas, outbox } = this
    return phase.kind === 'live' && questions.answered && deltas.length === 0 && !outbox.owes
  }

  /**
   * How far this client has read which log, what a doorbell's head is compared with; and how far the log went when its replay
   * began.
   */
  get progress(): { readonly logId: Uint8Array; readonly upTo: number; readonly head: number } {
    const { logId, upTo } = this.view
    return { logId, upTo, head: Math.max(upTo, this.announced) }
  }

  /** Entries skipped because they were not valid. */
  get invalidCount(): number {
    return this.view.invalidCount
  }

  /** Own entries that the relay does not take, being too large or without room for them: others do not get them. */
  get refusedCount(): number {
    return this.outbox.refusedCount
  }

  /** True when something that others' changes build on has not come. */
  get missing(): boolean {
    return this.shadow.missing
  }

  /** What a document with this state vector lacks of the room. */
  answer(stateVector: Uint8Array): Uint8Array {
    return this.shadow.diff(stateVector)
  }

  /** Never throws. */
  handle(event: SessionEvent): readonly SessionEffect[] {
    try {
      this.take(event)
    } catch {
      this.startAnew()
    }
    this.scheduleWake()
    const effects = this.effects
    this.effects = []
    return effects
  }

  destroy(): void {
    this.shadow.destroy()
  }

  private take(event: SessionEvent): void {
    switch (event.type) {
      case 'connected':
        this.keeps = event.keeps
        return this.open()
      case 'disconnected':
        return this.close({ kind: 'offline' })
      case 'message':
        if (this.alarms.isSet('overdue')) this.alarm('overdue', patienceMs)
        return this.receive(event.message)
      case 'local':
        return this.takeLocal(event.update, event.answer)
      case 'overheard':
        return this.overhear()
      case 'documentOpened':
        this.questions.setDocument(true)
        return this.askUnlessDue()
      case 'documentClosed':
        this.questions.setDocument(false)
        this.effects.push({ type: 'changed' })
        return
      case 'stored':
        this.outbox.markStored(event.key)
        return this.send()
      case 'time':
        this.wokenForMs = null
        return this.tick()
      case 'leaving':
        return this.seal()
    }
  }

  private alarm(name: AlarmName, inMs: number): void {
    this.alarms.set(name, this.timers.nowMs() + inMs)
  }

  /** Something that nobody thought of: this room starts anew in a while, the others go on. */
  private startAnew(): void {
    this.deltas = []
    this.alarms.clear('seal')
    this.suspect = true
    this.giveUp(roomErrors.internal)
  }

  private restore(entry: StoredEntry): void {
    const opened = this.cipher.open(entry.bytes)
    if (opened.kind === 'invalid') {
      this.effects.push({ type: 'forget', key: entry.key })
      return
    }
    this.outbox.restore(entry, opened.kind === 'blind' ? null : checkUpdate(opened.update))
  }

  private open(): void {
    this.become({ kind: 'opening' })
    if (!this.view.complete) {
      this.view.dropBehindHole()
      this.stale = true
    }
    const { logId, upTo, prefix } = this.view
    this.effects.push(
      this.suspect
        ? { type: 'open', logId: noLogId, since: 0, prefix: zeroPrefix }
        : { type: 'open', logId, since: upTo, prefix },
    )
    this.alarm('overdue', patienceMs)
  }

  private close(next: SessionState): void {
    this.questions.reset()
    this.alarms.clear('ask', 'tidy', 'overdue', 'rebuild', 'resend')
    this.outbox.rewind()
    this.become(next)
  }

  /** Ends the channel from here: tried again like one that the relay closed. */
  private giveUp(code: number): void {
    this.close({ kind: 'refused', code })
    this.effects.push({ type: 'closed', retryMs: retryAfterMs(0) })
  }

  private become(next: SessionState): void {
    this.phase = next
    this.effects.push({ type: 'changed' })
  }

  private receive(message: RelayMessage): void {
    switch (message.type) {
      case 'begin':
        return this.begin(message.logId, message.head, message.full)
      case 'entry':
        return this.takeEntry(message.number, message.entry)
      case 'caughtUp':
        return this.caughtUp()
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

  private begin(logId: Uint8Array, head: number, full: boolean): void {
    if (this.phase.kind === 'offline' || this.phase.kind === 'refused') return
    this.announced = head
    const isOurs = equalBytes(this.view.logId, logId)
    const wasNone = equalBytes(this.view.logId, noLogId)
    if (full && !this.healPace.mayBegin()) return this.giveUp(roomErrors.tooFast)
    if (full) {
      if (!isOurs && !wasNone) this.healPace.noteReplaced()
      this.view.start(logId)
      this.stale = true
      this.suspect = false
      // Acknowledgements of the old log say nothing of the new one: what the replay does not hold is sent again.
      this.outbox.resend()
    } else if (wasNone) {
      this.view.adopt(logId)
    } else if (!isOurs) {
      this.suspect = true
    }
    if (this.phase.kind === 'live' && !full) return
    this.questions.owe()
    this.alarms.clear('ask', 'tidy', 'rebuild')
    this.alarm('overdue', patienceMs)
    this.become({ kind: 'replaying' })
  }

  private get isReading(): boolean {
    return this.phase.kind === 'live' || this.phase.kind === 'replaying'
  }

  private takeEntry(number: number, bytes: Uint8Array): void {
    if (!this.isReading || this.view.holds(number)) return
    const opened = this.cipher.open(bytes)
    const isOurs = isAuthored(opened) && opened.author === this.cipher.author
    if (isOurs && opened.n > this.cipher.sealedCount) this.cipher.renewAuthor()
    this.place(number, bytes, opened, false)
    if (this.phase.kind === 'live' && isAuthored(opened)) this.forgetReplayed(opened.key)
  }

  /** Takes an entry of the log into the view and, when live, into shadow and document; an own one is in both. */
  private place(number: number, bytes: Uint8Array, opened: OpenedEntry, isOwn: boolean): void {
    const update = isAuthored(opened) ? checkUpdate(opened.update) : null
    const hash = this.cipher.entryHash(bytes)
    const tidied = this.view.place({ number, opened, update, hash, sizeBytes: bytes.length })
    if (this.view.overflows) {
      this.view.start(noLogId)
      this.stale = true
      return this.giveUp(roomErrors.roomQuota)
    }
    if (this.phase.kind !== 'live') {
      this.stale = true
      return
    }
    if (tidied || (update && !isOwn && !this.shadow.applyKnown(update))) {
      this.rebuild()
      this.askUnlessDue()
    }
    if (this.shadow.untried) this.alarms.setOnce('rebuild', this.timers.nowMs() + untriedMs)
    this.considerTidying()
  }

  /** On to the document; one whose socket is not open gets all it lacks when it opens. */
  private deliver(update: Uint8Array): void {
    if (this.questions.documentOpen) this.effects.push({ type: 'deliver', update })
  }

  /** The shadow from what is live and waiting; the document gets what is in it. */
  private rebuild(): void {
    this.alarms.clear('rebuild')
    this.seal()
    this.view.refuse(this.shadow.rebuild([...this.view.updates(), ...this.outbox.updates()]))
    this.deliver(this.shadow.diff())
  }

  private caughtUp(): void {
    if (this.phase.kind !== 'replaying') return
    this.alarms.clear('overdue')
    this.become({ kind: 'live' })
    if (this.stale) {
      this.stale = false
      this.rebuild()
      const live = this.view.liveKeys()
      for (const key of this.outbox.keys()) if (live.has(key)) this.forgetReplayed(key)
    }
    this.effects.push({ type: 'ready' })
    this.ask(this.healPace.takeDelayMs(this.keeps))
    this.send()
    this.considerTidying()
  }

  /** The log turned out to hold it. Not said sooner: a snapshot behind it may cover it, and hold nothing of it. */
  private forgetReplayed(key: EntryKey): void {
    if (!this.outbox.has(key) || !this.mayForget(key)) return
    this.outbox.remove(key)
    this.effects.push({ type: 'forget', key }, { type: 'changed' })
  }

  private askUnlessDue(): void {
    if (this.phase.kind === 'live' && !this.alarms.isSet('ask')) this.ask(0)
  }

  /** Asks the document for what the shadow lacks, after a delay. */
  private ask(delayMs: number): void {
    this.questions.owe()
    if (delayMs > 0) this.alarm('ask', delayMs)
    else if (this.questions.ask()) this.effects.push({ type: 'ask', stateVector: this.shadow.stateVector() })
    this.effects.push({ type: 'changed' })
  }

  private takeLocal(update: Uint8Array, answer: boolean): void {
    if (answer) this.questions.noteAnswer()
    this.effects.push({ type: 'changed' })
    if (!this.cipher.canWrite) return
    const outcome = this.applyLocal(update)
    if (outcome === 'applied') return this.considerTidying()
    if (this.phase.kind !== 'live') {
      this.stale = true
      return
    }
    this.rebuild()
    // What it builds on is in the document alone: an answer brings both. An answer that does not fit is not asked for again.
    if (!answer) this.askUnlessDue()
    else if (outcome === 'harm') this.questions.owe()
  }

  private overhear(): void {
    if (!this.cipher.canWrite) return
    this.questions.owe()
    if (this.phase.kind === 'live') this.alarms.setOnce('ask', this.timers.nowMs() + overheardMs)
    this.effects.push({ type: 'changed' })
  }

  private applyLocal(update: Uint8Array): ReturnType<Shadow['applyLocal']> {
    const { waiting } = this.shadow
    const outcome = this.shadow.applyLocal(update)
    if (outcome !== 'harm' || waiting.length === 0) return outcome
    // What waited for it may have done the harm, made to keep this device from sending: without it, then.
    this.view.refuse(waiting)
    this.rebuild()
    return this.shadow.applyLocal(update)
  }

  private noteDelta(update: Uint8Array): void {
    this.deltas.push(update)
    this.alarms.setOnce('seal', this.timers.nowMs() + mergeMs)
  }

  private seal(): void {
    this.alarms.clear('seal')
    const { deltas } = this
    if (deltas.length === 0) return
    this.deltas = []
    const { entry, update, isOversized } = sealDeltas(deltas, this.cipher, this.view, this.shadow)
    this.outbox.add(entry, update)
    // No relay takes it, and it would cost the socket. It is in the document, and counted.
    if (isOversized) this.outbox.hold(entry.key)
    else this.effects.push({ type: 'store', entry })
    this.effects.push({ type: 'changed' })
  }

  private send(): void {
    if (this.phase.kind !== 'live' || !this.cipher.canWrite) return
    for (const { req, bytes } of this.outbox.takeSendable()) {
      this.effects.push({ type: 'append', req, entry: bytes })
    }
  }

  /**
   * False while only the durable outbox has what an entry holds: the relay keeps nothing, and the document does not have it
   * because it waits for something (its base is with somebody who is not here).
   */
  private mayForget(key: EntryKey): boolean {
    const update = this.keeps ? null : this.outbox.updateOf(key)
    return !update || !this.shadow.lacks(update)
  }

  private acknowledged(req: number, number: number): void {
    const key = this.outbox.keySentUnder(req)
    if (key && !this.mayForget(key)) {
      this.outbox.markForwarded(key)
      this.effects.push({ type: 'changed' })
      return
    }
    const acked = this.isReading ? this.outbox.acknowledge(req) : null
    if (!acked) return
    this.effects.push({ type: 'forget', key: acked.key }, { type: 'changed' })
    if (!this.view.holds(number)) {
      this.place(number, acked.bytes, this.cipher.open(acked.bytes), true)
    } else if (!this.view.holdsEntry(number, this.cipher.entryHash(acked.bytes))) {
      this.suspect = true
    }
  }

  private refused(req: number, code: number, retryMs: number): void {
    if (req === 0) {
      this.close({ kind: 'refused', code })
      this.effects.push({ type: 'closed', retryMs: retryAfterMs(retryMs) })
      return
    }
    if (code >= roomErrors.internal) {
      this.alarms.setOnce('resend', this.timers.nowMs() + retryAfterMs(retryMs))
    }
    const dropped = this.outbox.refuse(req)
    // Its number was never heard of: what comes next is by a new author, who misses none.
    if (dropped?.author === this.cipher.author) this.cipher.renewAuthor()
    if (dropped && code === requestErrors.logMismatch) this.suspect = true
    this.effects.push({ type: 'changed' })
  }

  private tick(): void {
    const now = this.timers.nowMs()
    if (this.alarms.ring('seal', now)) this.seal()
    if (this.alarms.ring('rebuild', now)) {
      this.rebuild()
      this.askUnlessDue()
    }
    if (this.alarms.ring('ask', now)) this.askUnlessDue()
    if (this.alarms.ring('tidy', now)) this.tidy()
    if (this.alarms.ring('resend', now)) {
      this.outbox.resendRefused()
      this.send()
    }
    if (this.alarms.ring('overdue', now)) this.giveUp(roomErrors.internal)
  }

  /** PROTOCOL.md 8.4 */
  private get mayTidy(): boolean {
    return (
      this.keeps &&
      this.settled &&
      this.outbox.isEmpty &&
      this.cipher.canWrite &&
      !this.view.blind &&
      !this.missing &&
      !this.suspect &&
      this.view.complete &&
      isTidyingDue(this.view.tail, this.options.tidying)
    )
  }

  private considerTidying(): void {
    if (this.alarms.isSet('tidy') || !this.mayTidy) return
    const { from, to } = this.options.tidying.delayMs
    this.alarm('tidy', from + this.timers.random() * (to - from))
  }

  private tidy(): void {
    const sealed = this.mayTidy ? sealTidying(this.cipher, this.view, this.shadow) : null
    if (!sealed) return
    // Not kept durably: all of it is in the log.
    this.outbox.addTidying(sealed)
    this.send()
  }

  private scheduleWake(): void {
    const { nextMs } = this.alarms
    if (nextMs === this.wokenForMs) return
    this.wokenForMs = nextMs
    this.effects.push({ type: 'wake', atMs: nextMs })
  }
}

function isAuthored(opened: OpenedEntry): opened is Extract<OpenedEntry, { kind: 'update' | 'snapshot' }> {
  return opened.kind === 'update' || opened.kind === 'snapshot'
}
