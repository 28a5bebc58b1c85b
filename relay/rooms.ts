/**
 * The rooms that someone has open, and the one road by which entries reach the store: everything that arrives in a
 * turn of the event loop, of all rooms, is one batch and one commit; each room is told when it is durable. One batch
 * at a time, so that the order of arrival is the order of numbers.
 */
import type { RoomId } from '../crdt/ids.ts'
import { requestErrors, roomErrors } from '../crdt/sync/wire.ts'
import { errorTag, type Log } from './log.ts'
import type { Member } from './member.ts'
import { type Committed, Room, type RoomOptions } from './room.ts'
import type { Appended, AppendRefusal, LogPlace } from './store/store.ts'

export interface Append {
  readonly room: Room
  readonly entry: Uint8Array
  readonly snapshot: LogPlace | null
  readonly sender: Member
  readonly req: number
}

export interface RoomsOptions extends RoomOptions {
  /** Runs work at the end of this turn of the event loop. */
  readonly atEndOfTurn: (work: () => void) => void
  readonly log: Log
}

/** Bytes of entries committed at once: one turn must not keep the others waiting. */
const batchBytes = 8 * 1024 * 1024

const codes: Readonly<Record<AppendRefusal, number>> = {
  logMismatch: requestErrors.logMismatch,
  coversAhead: requestErrors.coversAhead,
  snapshotStale: requestErrors.snapshotStale,
  roomQuota: roomErrors.roomQuota,
  storageFull: roomErrors.storageFull,
  internal: roomErrors.internal,
}

export class Rooms {
  private readonly open = new Map<RoomId, Room>()
  private queue: Append[] = []
  private flushing: Promise<void> | null = null

  constructor(private readonly options: RoomsOptions) {}

  /** How many rooms are open. */
  get size(): number {
    return this.open.size
  }

  /** The room of this id, for someone who is about to join it. */
  room(id: RoomId): Room {
    let room = this.open.get(id)
    if (!room) {
      room = new Room(id, this.options)
      this.open.set(id, room)
    }
    return room
  }

  /** How many have the room of this id open. */
  membersOf(id: RoomId): number {
    return this.open.get(id)?.size ?? 0
  }

  leave(room: Room, member: Member): void {
    room.leave(member)
    this.forgetIfIdle(room)
  }

  private forgetIfIdle(room: Room): void {
    if (!room.idle || this.open.get(room.id) !== room) return
    this.open.delete(room.id)
    this.options.store.release(room.id)
  }

  /** Hands an entry to the store with all others of this turn. */
  append(append: Append): void {
    append.room.pending++
    this.queue.push(append)
    if (!this.flushing) this.flushing = this.flushAtEndOfTurn()
  }

  /** Resolves when every entry handed in so far is durable and told. */
  async settled(): Promise<void> {
    while (this.flushing) await this.flushing
  }

  private async flushAtEndOfTurn(): Promise<void> {
    while (this.queue.length > 0) {
      await new Promise<void>(resolve => this.options.atEndOfTurn(resolve))
      await this.flush(this.takeBatch())
    }
    this.flushing = null
  }

  private takeBatch(): readonly Append[] {
    let bytes = 0
    let count = 0
    for (const { entry } of this.queue) {
      bytes += entry.length
      if (count > 0 && bytes > batchBytes) break
      count++
    }
    const batch = this.queue.slice(0, count)
    this.queue = this.queue.slice(count)
    return batch
  }

  private async flush(batch: readonly Append[]): Promise<void> {
    const results = await this.store(batch)
    const committed = new Map<Room, Committed[]>()
    for (const [index, append] of batch.entries()) {
      const { room, entry, sender, req } = append
      const result = results[index] ?? { ok: false, reason: 'internal' }
      room.pending--
      if (!result.ok) {
        sender.socket.refused(sender, req, codes[result.reason])
        continue
      }
      const { number, dup, logId } = result
      const ofRoom = committed.get(room)
      const one: Committed = { entry, number, dup, logId, sender, req }
      if (ofRoom) ofRoom.push(one)
      else committed.set(room, [one])
    }
    for (const [room, entries] of committed) this.tell(room, entries)
    for (const { room } of batch) this.forgetIfIdle(room)
  }

  /** A fault in one room's telling must not keep the others from theirs. */
  private tell(room: Room, entries: readonly Committed[]): void {
    try {
      room.committed(entries)
    } catch (error) {
      this.options.log.error({ event: 'fan-out failed', ...errorTag(error) })
    }
  }

  private async store(batch: readonly Append[]): Promise<readonly Appended[]> {
    const { store, log } = this.options
    try {
      return await store.append(
        batch.map(({ room, entry, snapshot }) => ({ room: room.id, entry, snapshot })),
      )
    } catch (error) {
      log.error({ event: 'append failed', entries: batch.length, ...errorTag(error) })
      return batch.map(() => ({ ok: false, reason: 'internal' }))
    }
  }
}
