/**
 * What the SQLite store knows of each room's log without reading it: its row, where it ends, what is live. Loaded from
 * the tables when a room is first asked for; forgotten when nobody has it open, or when a transaction that changed it
 * was undone.
 */
import { equalBytes, fromBase64url } from '../../crdt/bytes.ts'
import type { RoomId } from '../../crdt/ids.ts'
import { zeroPrefix } from '../../crdt/sync/wire.ts'
import { KnownHashes, type RunContents } from './known-hashes.ts'
import type { LogSummary } from './log.ts'
import { countOf, hashesOf, prefixAfter } from './run.ts'
import type { Statements } from './statements.ts'
import type { LogPlace } from './store.ts'

export interface Log extends LogSummary {
  readonly row: number
  readonly logId: Uint8Array
  head: number
  /** The log's prefix at its head. */
  prefix: Uint8Array
  liveBytes: number
  covered: number
}

/** Rooms that are remembered though nobody has them open; beyond it the oldest are forgotten. */
const maxLogs = 10_000

export class Logs {
  private readonly known = new Map<RoomId, Log>()
  readonly hashes: KnownHashes

  constructor(
    private readonly sql: Statements,
    private readonly newLogId: () => Uint8Array,
  ) {
    this.hashes = new KnownHashes(row => sql.liveContents.all(row) as unknown as RunContents[])
  }

  /** The log of a room, or null when there is none. */
  of(room: RoomId): Log | null {
    const known = this.known.get(room)
    if (known) return known
    const { sql } = this
    const row = sql.room.get(roomBytesOf(room)) as { id: number; logId: Uint8Array } | undefined
    if (!row) return null
    const end = sql.end.get(row.id) as { number: number; prefix: Uint8Array } | undefined
    const live = sql.live.get(row.id) as { bytes: number; covered: number }
    return this.remember(room, {
      row: row.id,
      logId: row.logId,
      head: end?.number ?? 0,
      prefix: end?.prefix ?? zeroPrefix,
      liveBytes: live.bytes,
      covered: live.covered,
    })
  }

  create(room: RoomId): Log {
    const logId = this.newLogId()
    const { lastInsertRowid } = this.sql.addRoom.run(roomBytesOf(room), logId)
    return this.remember(room, { ...emptyLog, row: Number(lastInsertRowid), logId })
  }

  private remember(room: RoomId, log: Log): Log {
    this.known.set(room, log)
    for (const oldest of this.known.keys()) {
      if (this.known.size <= maxLogs) break
      this.forget(oldest)
    }
    return log
  }

  forget(room: RoomId): void {
    const log = this.known.get(room)
    if (log) this.hashes.forget(log.row)
    this.known.delete(room)
  }

  /** The log's prefix at a number (PROTOCOL.md 5.4), or null when the tables do not say. */
  prefixAt(log: Log, number: number): Uint8Array | null {
    if (number === 0) return zeroPrefix
    if (number === log.head) return log.prefix
    const { sql } = this
    const exact = sql.prefixAt.get(log.row, number) as { prefix: Uint8Array } | undefined
    if (exact) return exact.prefix
    // Inside a run: from the end of the one before it.
    const run = sql.runAfter.get(log.row, number) as unknown as RunContents | undefined
    if (!run) return null
    const first = run.number - countOf(run.contents) + 1
    const before = first === 1 ? { prefix: zeroPrefix } : sql.prefixAt.get(log.row, first - 1)
    if (!before || first > number) return null
    const hashes = hashesOf(run.contents).slice(0, number - first + 1)
    return prefixAfter(
      (before as { prefix: Uint8Array }).prefix,
      hashes.map(hash => ({ hash })),
    )
  }

  /** Is this place in the log? */
  holds(log: Log, { logId, covers, prefix }: LogPlace): boolean {
    if (covers > log.head || !equalBytes(logId, log.logId)) return false
    const ours = this.prefixAt(log, covers)
    return ours !== null && equalBytes(prefix, ours)
  }
}

/** The log of a room that does not exist. */
export const emptyLog: Log = {
  row: 0,
  logId: new Uint8Array(16),
  head: 0,
  prefix: zeroPrefix,
  liveBytes: 0,
  covered: 0,
}

function roomBytesOf(room: RoomId): Uint8Array {
  const bytes = fromBase64url(room)
  if (!bytes) throw new TypeError('not a room id')
  return bytes
}
