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
import type { LogPlace, LogState, Store } from './store/store.ts'

/** One channel of one socket that has opened the room. */
export interface Member {
  readonly chan: number
  /** Told of changes only, not given entries (PROTOCOL.md 7.5). */
  readonly doorbell: boolean
  /** True when its socket has so much unread that it should get no live frames. */
  readonly congested: () => boolean
  /** Gives whole frames to its socket. */
  readonly deliver: (frames: Buffer) => void
  /** Asks for a turn of `catchUp`. */
  readonly fallBehind: () => void
  /** Tells it that a request was refused, with a code of PROTOCOL.md 7.10. */
  readonly refused: (req: number, code: number) => void
  /** Ends a member that cannot be caught up. */
  readonly tooSlow: () => void
}

/** An entry that the store has taken, and whom to tell. */
export interface Committed extends LogStep {
  readonly dup: boolean
  readonly logId: Uint8Array
  readonly sender: Member
}

interface Standing {
  /** The highest number it was told of. */
  cursor: number
  live: boolean
  /** Its own entries that were committed while it was behind: number -> req. */
  readonly owedAcks: Map<number, number>
  /** It has had its BEGIN. */
  begun: boolean
  /** CAUGHT_UP is due at the end of this replay. */
  replaying: boolean
}

/** What is known of the log here. Another object is another log. */
interface Log {
  readonly logId: Uint8Array
  head: number
}

/** Bytes of entries read from the store at once. */
const pageBytes = 256 * 1024

export class Room {
  private readonly members = new Map<Member, Standing>()
  private log: Log | null = null
  private readonly messages: TokenBucket
  /** Appends that were handed to the store and are not back. */
  pending = 0

  constructor(
    readonly id: RoomId,
    private readonly store: Store,
    limits: Limits,
    private readonly nowMs: () => number,
  ) {
    const { roomMessagesPerS } = limits
    this.messages = new TokenBucket(roomMessagesPerS, 2 * roomMessagesPerS, nowMs())
  }

  get size(): number {
    return this.members.size
  }

  /** Counts a message against the room's rate: how many ms its sender must rest. */
  charge(): number {
    return this.messages.take(1, this.nowMs())
  }

  /** Lets a member in: BEGIN, and then it is behind until it was caught up. */
  async join(member: Member, held: LogPlace): Promise<void> {
    const owedAcks = new Map<number, number>()
    const standing: Standing = { cursor: 0, live: false, owedAcks, begun: false, replaying: true }
    this.members.set(member, standing)
    const log = await this.store.open(this.id, held)
    if (this.members.get(member) !== standing) return
    standing.begun = true
    if (!this.store.keeps && log) return this.joinForwarded(member, log)
    if (log) this.learn(log)
    const agrees = log?.agrees ?? false
    standing.cursor = agrees ? held.covers : 0
    const { logId, head } = this.log ?? { logId: noLogId, head: 0 }
    this.tell(member, encode({ type: 'begin', chan: member.chan, logId, head, full: !agrees }))
    if (member.doorbell) {
      standing.cursor = head
      standing.live = true
      standing.replaying = false
    } else {
      member.fallBehind()
    }
  }

  /** PROTOCOL.md 7.13: a relay that keeps nothing starts a new log for everyone. */
  private joinForwarded(newcomer: Member, { logId }: LogState): void {
    this.log = { logId, head: 0 }
    for (const [member, standing] of this.members) {
      const frames = [encode({ type: 'begin', chan: member.chan, logId, head: 0, full: true })]
      if (!member.doorbell) frames.push(encode({ type: 'caughtUp', chan: member.chan, head: 0 }))
      if (standing.begun) member.deliver(toFrames(frames))
      standing.cursor = 0
      standing.owedAcks.clear()
      if (member === newcomer) Object.assign(standing, { live: true, replaying: false })
    }
  }

  /** Notes what the store says of the log, unless more is known already. */
  private learn({ logId, head }: Log): void {
    if (this.log && equalBytes(this.log.logId, logId)) this.log.head = Math.max(this.log.head, head)
    else this.log = { logId, head }
  }

  leave(member: Member): void {
    this.members.delete(member)
  }

  /** Is there nobody to tell and nothing to wait for? */
  get idle(): boolean {
    return this.members.size === 0 && this.pending === 0
  }

  /**
   * Gives a member that is behind the next page of the log. False: it is live now, or has left; true: call again when
   * its socket has room.
   */
  async catchUp(member: Member): Promise<boolean> {
    const standing = this.members.get(member)
    if (!standing || standing.live) return false
    const log = this.log
    if (log && standing.cursor < log.head) {
      const page = await this.store.readAfter(this.id, standing.cursor, pageBytes)
      if (this.members.get(member) !== standing) return false
      // A new log began while the page was read: what was read is of the old one.
      if (this.log !== log) return true
      if (page.kind === 'newLog') {
        this.startNewLog(page)
        return true
      }
      const steps: LogStep[] = []
      for (const { number, entry } of page.entries) {
        const req = standing.owedAcks.get(number)
        owedSteps(member, standing, number - 1, steps)
        steps.push({ number, entry, sender: req === undefined ? null : member, req: req ?? 0 })
        standing.owedAcks.delete(number)
        standing.cursor = number
      }
      if (page.entries.length === 0) standing.cursor = log.head
      if (steps.length > 0) member.deliver(logFrames(steps, member.chan, member))
      if (standing.cursor < log.head) return true
    }
    standing.live = true
    const owed = owedSteps(member, standing, Number.POSITIVE_INFINITY, [])
    if (owed.length > 0) member.deliver(logFrames(owed, member.chan, member))
    if (standing.replaying) {
      const head = this.log?.head ?? 0
      this.tell(member, encode({ type: 'caughtUp', chan: member.chan, head }))
    }
    standing.replaying = false
    return false
  }

  /** The log was replaced: everyone reads it from its beginning (PROTOCOL.md 7.9). */
  private startNewLog({ logId, head }: Log): Log {
    const log = { logId, head }
    this.log = log
    for (const [member, standing] of this.members) {
      if (!standing.begun) continue
      this.tell(member, encode({ type: 'begin', chan: member.chan, logId, head, full: true }))
      // An ACK names a number of the old log; the entry itself comes with the replay.
      standing.owedAcks.clear()
      if (member.doorbell) continue
      Object.assign(standing, { cursor: 0, live: false, replaying: true })
      member.fallBehind()
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
    for (const [member, standing] of this.members) {
      if (member.doorbell) {
        if (!standing.begun) continue
        this.tell(member, encode({ type: 'doorbell', chan: member.chan, head: last.number }))
      } else if (!standing.live || standing.cursor !== first.number - 1 || member.congested()) {
        this.oweAcks(member, standing, fresh)
        this.setBehind(member, standing)
      } else {
        member.deliver(
          senders.has(member)
            ? logFrames(fresh, member.chan, member)
            : shared(onChannel, member.chan, chan => logFrames(fresh, chan, null)),
        )
        standing.cursor = last.number
      }
    }
  }

  /** The room's first entry makes its log: members learn its id before the entry (PROTOCOL.md 7.7). */
  private begin({ logId, number }: Committed): Log {
    if (this.log) return this.startNewLog({ logId, head: number - 1 })
    const log = { logId, head: 0 }
    this.log = log
    for (const [member, standing] of this.members) {
      if (!standing.begun) continue
      this.tell(member, encode({ type: 'begin', chan: member.chan, logId, head: 0, full: false }))
    }
    return log
  }

  private oweAcks(member: Member, standing: Standing, fresh: readonly Committed[]): void {
    for (const { sender, req, number } of fresh) {
      if (sender === member) standing.owedAcks.set(number, req)
    }
  }

  private setBehind(member: Member, standing: Standing): void {
    if (!standing.live) return
    standing.live = false
    if (this.store.keeps) member.fallBehind()
    else member.tooSlow()
  }

  /** Passes an ephemeral message on to everyone else; who is slow or not there yet misses it. */
  pass(sender: Member, sealed: Uint8Array): void {
    const framesOn = (chan: number) => toFrames([encode({ type: 'ephemeral', chan, sealed })])
    const onChannel = new Map<number, Buffer>()
    for (const [member, { live }] of this.members) {
      if (member === sender || member.doorbell || !live || member.congested()) continue
      member.deliver(shared(onChannel, member.chan, framesOn))
    }
  }

  private tell(member: Member, message: Uint8Array): void {
    if (this.members.has(member)) member.deliver(toFrames([message]))
  }
}

/** Adds the ACKs owed up to a number; their entries may have been retired meanwhile, the ACK is due all the same. */
function owedSteps(member: Member, { owedAcks }: Standing, upTo: number, steps: LogStep[]): LogStep[] {
  if (owedAcks.size === 0) return steps
  const due = [...owedAcks].filter(([number]) => number <= upTo)
  for (const [number, req] of due) {
    owedAcks.delete(number)
    steps.push({ number, entry: noBytes, sender: member, req })
  }
  return steps
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
