/**
 * One room: who has it open, what they were told, and the order in which they are told more (PROTOCOL.md 7.6 to 7.9,
 * 7.13). A member is either live, told of each entry in the turn it is committed, or behind, reading the log from its
 * cursor at its own pace; a reader that is too slow for live frames simply falls behind again. Everything that must
 * last is in the store.
 *
 * A turn's entries are encoded once and given to each member as one buffer; members on the same channel share it.
 */
import { equalBytes } from '../crdt/bytes.ts'
import type { RoomId } from '../crdt/ids.ts'
import { encode } from '../crdt/sync/codec.ts'
import { noLogId } from '../crdt/sync/wire.ts'
import { type LogStep, logFrames, toFrames } from './frames.ts'
import { type Limits, TokenBucket } from './limits.ts'
import type { Member } from './member.ts'
import type { LogPlace, LogState, Store } from './store/store.ts'

/** An entry that the store has taken, and whom to tell. */
export interface Committed extends LogStep {
  readonly dup: boolean
  readonly logId: Uint8Array
  readonly sender: Member
}

export interface RoomOptions {
  readonly store: Store
  readonly limits: Limits
  readonly nowMs: () => number
}

/** What is known of the log here. Another object is another log. */
interface Log {
  readonly logId: Uint8Array
  head: number
}

/** Bytes of entries read from the store at once. */
const pageBytes = 256 * 1024

export class Room {
  /** Replaced, never changed: there are many rooms of one, and each turn goes through all members of a busy one. */
  private members: readonly Member[] = []
  private log: Log | null = null
  /** Null: full, as a new one. */
  private messages: TokenBucket | null = null
  /** Appends that were handed to the store and are not back. */
  pending = 0

  constructor(
    readonly id: RoomId,
    private readonly options: RoomOptions,
  ) {}

  /** The id's 32 bytes. */
  get idBytes(): Uint8Array {
    return Buffer.from(this.id, 'base64url')
  }

  get size(): number {
    return this.members.length
  }

  private has(member: Member): boolean {
    return this.members.includes(member)
  }

  /** Counts a message against the room's rate: how many ms its sender must rest. */
  charge(): number {
    const { limits, nowMs } = this.options
    const now = nowMs()
    this.messages ??= new TokenBucket(limits.roomMessagesPerS, 2 * limits.roomMessagesPerS, now)
    return this.messages.take(1, now)
  }

  /** Lets a member in: BEGIN, and then it is behind until it was caught up. */
  async join(member: Member, held: LogPlace): Promise<void> {
    const { store } = this.options
    this.members = [...this.members, member]
    const log = await store.open(this.id, held)
    if (!this.has(member)) return
    member.begun = true
    if (!store.keeps && log) return this.joinForwarded(member, log)
    if (log) this.learn(log)
    const agrees = log?.agrees ?? false
    member.cursor = agrees ? held.covers : 0
    const { logId, head } = this.log ?? { logId: noLogId, head: 0 }
    this.tell(member, encode({ type: 'begin', chan: member.chan, logId, head, full: !agrees }))
    if (member.doorbell) {
      member.cursor = head
      member.live = true
      member.replaying = false
    } else {
      member.socket.fallBehind(member)
    }
  }

  /** PROTOCOL.md 7.13: a relay that keeps nothing starts a new log for everyone. */
  private joinForwarded(newcomer: Member, { logId }: LogState): void {
    this.log = { logId, head: 0 }
    for (const member of this.members) {
      const frames = [encode({ type: 'begin', chan: member.chan, logId, head: 0, full: true })]
      if (!member.doorbell) frames.push(encode({ type: 'caughtUp', chan: member.chan, head: 0 }))
      if (member.begun) member.socket.deliver(toFrames(frames))
      member.cursor = 0
      member.owedAcks = null
    }
    newcomer.live = true
    newcomer.replaying = false
  }

  /** Notes what the store says of the log, unless more is known already. */
  private learn({ logId, head }: Log): void {
    if (this.log && equalBytes(this.log.logId, logId)) this.log.head = Math.max(this.log.head, head)
    else this.log = { logId, head }
  }

  leave(member: Member): void {
    this.members = this.members.filter(other => other !== member)
  }

  /** Is there nobody to tell and nothing to wait for? */
  get idle(): boolean {
    return this.members.length === 0 && this.pending === 0
  }

  /**
   * Gives a member that is behind the next page of the log. False: it is live now, or has left; true: call again when
   * its socket has room.
   */
  async catchUp(member: Member): Promise<boolean> {
    if (member.live || !this.has(member)) return false
    const log = this.log
    if (log && member.cursor < log.head) {
      const page = await this.options.store.readAfter(this.id, member.cursor, pageBytes)
      if (!this.has(member)) return false
      // A new log began while the page was read: what was read is of the old one.
      if (this.log !== log) return true
      if (page.kind === 'newLog') {
        this.startNewLog(page)
        return true
      }
      const steps: LogStep[] = []
      for (const { number, entry } of page.entries) {
        addOwed(member, number - 1, steps)
        const req = member.owedAcks?.get(number)
        steps.push({ number, entry, sender: req === undefined ? null : member, req: req ?? 0 })
        member.owedAcks?.delete(number)
        member.cursor = number
      }
      if (page.entries.length === 0) member.cursor = log.head
      if (steps.length > 0) member.socket.deliver(logFrames(steps, member.chan, member))
      if (member.cursor < log.head) return true
    }
    member.live = true
    const owed: LogStep[] = []
    addOwed(member, Number.POSITIVE_INFINITY, owed)
    member.owedAcks = null
    if (owed.length > 0) member.socket.deliver(logFrames(owed, member.chan, member))
    if (member.replaying) {
      const head = this.log?.head ?? 0
      this.tell(member, encode({ type: 'caughtUp', chan: member.chan, head }))
    }
    member.replaying = false
    return false
  }

  /** The log was replaced: everyone reads it from its beginning (PROTOCOL.md 7.9). */
  private startNewLog({ logId, head }: Log): Log {
    const log = { logId, head }
    this.log = log
    for (const member of this.members) {
      if (!member.begun) continue
      this.tell(member, encode({ type: 'begin', chan: member.chan, logId, head, full: true }))
      // Also of the ACKs: one names a number of the old log, and the entry itself comes with the replay.
      if (member.doorbell) continue
      member.startOver()
      member.socket.fallBehind(member)
    }
    return log
  }

  /** Tells everyone what the store has taken in this turn: entries of one room in number order. */
  committed(batch: readonly Committed[]): void {
    let fresh = batch
    if (batch.some(({ dup }) => dup)) {
      fresh = batch.filter(({ dup }) => !dup)
      for (const { dup, sender, req, number } of batch) {
        if (dup) this.tell(sender, encode({ type: 'ack', chan: sender.chan, req, number, dup }))
      }
    }
    const first = fresh[0]
    const last = fresh.at(-1)
    if (!first || !last) return
    const log = this.log && equalBytes(this.log.logId, first.logId) ? this.log : this.begin(first)
    log.head = Math.max(log.head, last.number)

    const senders = new Set<Member>()
    for (const { sender } of fresh) senders.add(sender)
    const onChannel = new Map<number, Buffer>()
    for (const member of this.members) {
      if (member.doorbell) {
        if (!member.begun) continue
        this.tell(member, encode({ type: 'doorbell', chan: member.chan, head: last.number }))
      } else if (!member.live || member.cursor !== first.number - 1 || member.socket.congested) {
        for (const { sender, req, number } of fresh) if (sender === member) member.oweAck(number, req)
        this.setBehind(member)
      } else {
        member.socket.deliver(
          senders.has(member)
            ? logFrames(fresh, member.chan, member)
            : shared(onChannel, member.chan, chan => logFrames(fresh, chan, null)),
        )
        member.cursor = last.number
      }
    }
  }

  /** The room's first entry makes its log: members learn its id before the entry (PROTOCOL.md 7.7). */
  private begin({ logId, number }: Committed): Log {
    if (this.log) return this.startNewLog({ logId, head: number - 1 })
    const log = { logId, head: 0 }
    this.log = log
    for (const member of this.members) {
      if (!member.begun) continue
      this.tell(member, encode({ type: 'begin', chan: member.chan, logId, head: 0, full: false }))
    }
    return log
  }

  private setBehind(member: Member): void {
    if (!member.live) return
    member.live = false
    if (this.options.store.keeps) member.socket.fallBehind(member)
    else member.socket.cut()
  }

  /** Passes an ephemeral message on to everyone else; who is slow or not there yet misses it. */
  pass(sender: Member, sealed: Uint8Array): void {
    const framesOn = (chan: number) => toFrames([encode({ type: 'ephemeral', chan, sealed })])
    const onChannel = new Map<number, Buffer>()
    for (const member of this.members) {
      if (member === sender || member.doorbell || !member.live || member.socket.congested) continue
      member.socket.deliver(shared(onChannel, member.chan, framesOn))
    }
  }

  private tell(member: Member, message: Uint8Array): void {
    if (this.has(member)) member.socket.deliver(toFrames([message]))
  }
}

/** Adds the ACKs owed up to a number; their entries may have been retired meanwhile, the ACK is due all the same. */
function addOwed(member: Member, upTo: number, steps: LogStep[]): void {
  for (const [number, req] of member.owedAcks ?? []) {
    if (number > upTo) continue
    member.owedAcks?.delete(number)
    steps.push({ number, entry: noBytes, sender: member, req })
  }
}

const noBytes = new Uint8Array(0)

/** The frames for a channel, built when first asked for. */
function shared(onChannel: Map<number, Buffer>, chan: number, build: (chan: number) => Buffer): Buffer {
  let frames = onChannel.get(chan)
  if (!frames) {
    frames = build(chan)
    onChannel.set(chan, frames)
  }
  return frames
}
