/**
 * Keeps logs in one SQLite file (schema.ts). Every batch is one transaction, so that one flush of the disk pays for
 * all entries of a turn.
 *
 * Promises: an append that resolved survives a crash of process and machine; a damaged row is never handed out: it is
 * dropped, and the room's log starts anew under a new id with what is left, so that clients offer what is missing.
 */
import { statfsSync } from 'node:fs'
import { equalBytes, fromBase64url } from '../../crdt/bytes.ts'
import type { RoomId } from '../../crdt/ids.ts'
import { zeroPrefix } from '../../crdt/sync/wire.ts'
import { proof } from '../hash.ts'
import { inTransaction, isDiskFull, lockFolder, openDatabase } from './database.ts'
import { type LogSummary, quotaRefusal, snapshotRefusal } from './log.ts'
import { type EntryRow, prepareStatements, type SizeRow } from './statements.ts'
import type {
  Appended,
  AppendRequest,
  LogPlace,
  LogState,
  Page,
  Store,
  StoredEntry,
  StoreStats,
} from './store.ts'

export interface SqliteStoreOptions {
  readonly dataDir: string
  /** Live bytes a room may keep. */
  readonly roomBytes: number
  /** Writes are refused while the disk has less free. */
  readonly minFreeBytes: number
  readonly newLogId: () => Uint8Array
  readonly nowMs: () => number
  /** How long to wait for another relay on the same file to end. */
  readonly lockTimeoutMs?: number
  /** Damaged entries were dropped from this room. */
  readonly onDamage?: (room: RoomId, dropped: number) => void
}

/** What is cached of a room: its row, and where its log ends. */
interface Log extends LogSummary {
  readonly row: number
  logId: Uint8Array
  head: number
  prefix: Uint8Array
  liveBytes: number
  covered: number
}

/** Rooms whose end is remembered though nobody has them open; beyond it the oldest are forgotten. */
const maxCachedLogs = 10_000
/** How often the free space of the disk is asked for. */
const freeSpaceEveryMs = 2000

/** Opens or creates `dataDir`/relay.sqlite. Throws StoreError when that is not possible. */
export function createSqliteStore(options: SqliteStoreOptions): Store {
  const { dataDir, roomBytes, minFreeBytes, newLogId, nowMs, onDamage } = options
  const lock = lockFolder(dataDir, options.lockTimeoutMs ?? 10_000)
  const db = openDatabase(dataDir)
  const logs = new Map<RoomId, Log>()
  let full = false
  let checkedFreeAtMs = Number.NEGATIVE_INFINITY

  const sql = prepareStatements(db)

  function remember(room: RoomId, log: Log): Log {
    logs.delete(room)
    logs.set(room, log)
    for (const oldest of logs.keys()) {
      if (logs.size <= maxCachedLogs) break
      logs.delete(oldest)
    }
    return log
  }

  function logOf(room: RoomId): Log | null {
    const known = logs.get(room)
    if (known) return known
    const row = sql.room.get(roomBytesOf(room)) as { id: number; logId: Uint8Array } | undefined
    if (!row) return null
    const end = sql.end.get(row.id) as { number: number; prefix: Uint8Array } | undefined
    const live = sql.live.get(row.id) as { bytes: number; covered: number }
    return remember(room, {
      row: row.id,
      logId: row.logId,
      head: end?.number ?? 0,
      prefix: end?.prefix ?? zeroPrefix,
      liveBytes: live.bytes,
      covered: live.covered,
    })
  }

  function createLog(room: RoomId): Log {
    const logId = newLogId()
    const { lastInsertRowid } = sql.addRoom.run(roomBytesOf(room), logId)
    return remember(room, {
      row: Number(lastInsertRowid),
      logId,
      head: 0,
      prefix: zeroPrefix,
      liveBytes: 0,
      covered: 0,
    })
  }

  function prefixAt(log: Log, number: number): Uint8Array | null {
    if (number === 0) return zeroPrefix
    if (number === log.head) return log.prefix
    return (sql.prefixAt.get(log.row, number) as { prefix: Uint8Array } | undefined)?.prefix ?? null
  }

  /** The number of the live entry with this hash; 0 when there is none. */
  function numberOf(log: Log, hash: Uint8Array): number {
    return (sql.numberOf.get(log.row, hash) as { number: number } | undefined)?.number ?? 0
  }

  function holds(log: Log, { logId, covers, prefix }: LogPlace): boolean {
    if (covers > log.head || !equalBytes(logId, log.logId)) return false
    const ours = prefixAt(log, covers)
    return ours !== null && equalBytes(prefix, ours)
  }

  function appendOne(request: AppendRequest): Appended {
    const { room, entry, snapshot } = request
    const known = logOf(room)
    const hash = proof.entryHash(entry)
    const log = known ?? emptyLog
    if (snapshot) {
      const there = numberOf(log, hash)
      if (there) return { ok: true, number: there, dup: true, logId: log.logId }
      const refusal = snapshotRefusal(snapshot, log, number => prefixAt(log, number))
      if (refusal) return { ok: false, reason: refusal }
    }
    const covers = snapshot?.covers ?? 0
    const retiring = covers > 0 ? (sql.bytesUpTo.get(log.row, covers) as { bytes: number }).bytes : 0
    const tooMuch = quotaRefusal(request, log, retiring, roomBytes)
    if (tooMuch) {
      const there = numberOf(log, hash)
      return there ? { ok: true, number: there, dup: true, logId: log.logId } : { ok: false, reason: tooMuch }
    }

    const into = known ?? createLog(room)
    const number = into.head + 1
    const prefix = proof.nextPrefix(into.prefix, hash)
    if (covers > 0) sql.retire.run(nowMs(), into.row, covers)
    const { changes } = sql.add.run(into.row, number, covers, hash, prefix, entry)
    if (changes === 0) return { ok: true, number: numberOf(into, hash), dup: true, logId: into.logId }
    into.head = number
    into.prefix = prefix
    into.liveBytes += entry.length - retiring
    if (covers > 0) into.covered = covers
    return { ok: true, number, dup: false, logId: into.logId }
  }

  function diskIsFull(): boolean {
    const now = nowMs()
    if (now - checkedFreeAtMs >= freeSpaceEveryMs) {
      checkedFreeAtMs = now
      const { bavail, bsize } = statfsSync(dataDir)
      full = bavail * bsize < minFreeBytes
    }
    return full
  }

  function appendBatch(batch: readonly AppendRequest[]): readonly Appended[] {
    if (diskIsFull()) return batch.map(() => ({ ok: false, reason: 'storageFull' }))
    try {
      return inTransaction(db, () => batch.map(appendOne))
    } catch (error) {
      // Nothing of the batch is stored, so what was noted of its rooms is wrong: read it again.
      for (const { room } of batch) logs.delete(room)
      if (!isDiskFull(error)) throw error
      full = true
      checkedFreeAtMs = nowMs()
      return batch.map(() => ({ ok: false, reason: 'storageFull' }))
    }
  }

  /** Drops damaged entries and numbers what is left anew. Read whole: a room holds at most `roomBytes`. */
  function startNewLog(room: RoomId, log: Log): Page {
    const rows = sql.allLive.all(log.row) as unknown as EntryRow[]
    const sound = rows.filter(({ bytes, hash }) => equalBytes(proof.entryHash(bytes), hash))
    const soundIds = new Set(sound.map(({ id }) => id))
    const logId = newLogId()
    logs.delete(room)
    inTransaction(db, () => {
      sql.dropRetired.run(log.row)
      for (const { id } of rows) if (!soundIds.has(id)) sql.drop.run(id)
      let prefix: Uint8Array = zeroPrefix
      for (const [index, { id, hash }] of sound.entries()) {
        prefix = proof.nextPrefix(prefix, hash)
        sql.renumber.run(index + 1, prefix, id)
      }
      sql.setLogId.run(logId, log.row)
    })
    const dropped = rows.length - sound.length
    onDamage?.(room, dropped)
    return { kind: 'newLog', logId, head: sound.length, dropped }
  }

  function readPage(room: RoomId, after: number, limitBytes: number): Page {
    const log = logOf(room)
    if (!log) return { kind: 'entries', entries: [] }
    // Sizes first, then exactly those rows: a half-read cursor would hold a read transaction open.
    let last = after
    let bytes = 0
    for (const { number, size } of sql.sizesAfter.all(log.row, after, rowsPerPage) as unknown as SizeRow[]) {
      if (last > after && bytes + size > limitBytes) break
      last = number
      bytes += size
    }
    const entries: StoredEntry[] = []
    let before = { number: after, prefix: prefixAt(log, after) }
    for (const row of sql.between.all(log.row, after, last) as unknown as EntryRow[]) {
      if (!isSound(row, before)) return startNewLog(room, log)
      entries.push({ number: row.number, entry: row.bytes })
      before = row
    }
    return { kind: 'entries', entries }
  }

  return {
    keeps: true,
    async open(room, held): Promise<LogState | null> {
      const log = logOf(room)
      return log && { logId: log.logId, head: log.head, agrees: holds(log, held) }
    },
    append: async batch => appendBatch(batch),
    readAfter: async (room, after, limitBytes) => readPage(room, after, limitBytes),
    release(room) {
      logs.delete(room)
    },
    async stats() {
      const counted = sql.stats.get() as { rooms: number; entries: number; sizeBytes: number }
      return { ...counted, full: diskIsFull() } satisfies StoreStats
    },
    async close() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
      lock.exec('ROLLBACK')
      lock.close()
    },
  }
}

/** Rows are small or few: a page ends at its bytes, or here. */
const rowsPerPage = 1024

const emptyLog: Log = {
  row: 0,
  logId: new Uint8Array(16),
  head: 0,
  prefix: zeroPrefix,
  liveBytes: 0,
  covered: 0,
}

/** Do the bytes have their digest, and does the row stand in the chain right behind the one before it? */
function isSound(row: EntryRow, before: { number: number; prefix: Uint8Array | null }): boolean {
  if (!equalBytes(proof.entryHash(row.bytes), row.hash)) return false
  if (before.prefix === null || row.number !== before.number + 1) return true
  return equalBytes(proof.nextPrefix(before.prefix, row.hash), row.prefix)
}

function roomBytesOf(room: RoomId): Uint8Array {
  const bytes = fromBase64url(room)
  if (!bytes) throw new TypeError('not a room id')
  return bytes
}
