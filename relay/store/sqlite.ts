/**
 * Keeps logs in one SQLite file (schema.ts). Every batch is one transaction, so that one flush of the disk pays for
 * all entries of a turn.
 *
 * Promises: an append that resolved survives a crash of process and machine; a damaged row is never handed out: it is
 * dropped, and the room's log starts anew under a new id with what is left, so that clients offer what is missing.
 */
import { statfsSync } from 'node:fs'
import type { RoomId } from '../../crdt/ids.ts'
import { Batch } from './batch.ts'
import { inTransaction, isDiskFull, lockFolder, openDatabase } from './database.ts'
import { healLog } from './heal.ts'
import { type Log, Logs } from './logs.ts'
import { type RunRow, readRun } from './run.ts'
import { prepareStatements, type SizeRow } from './statements.ts'
import type { Appended, AppendRequest, LogState, Page, Store, StoredEntry, StoreStats } from './store.ts'

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

/** How often the free space of the disk is asked for. */
const freeSpaceEveryMs = 2000

/** Opens or creates `dataDir`/relay.sqlite. Throws StoreError when that is not possible. */
export function createSqliteStore(options: SqliteStoreOptions): Store {
  const { dataDir, roomBytes, minFreeBytes, newLogId, nowMs, onDamage } = options
  const lock = lockFolder(dataDir, options.lockTimeoutMs ?? 10_000)
  const db = openDatabase(dataDir)
  const sql = prepareStatements(db)
  const logs = new Logs(sql, newLogId)
  let lastId = (sql.lastId.get() as { id: number }).id
  let full = false
  let checkedFreeAtMs = Number.NEGATIVE_INFINITY

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
      const { results, taken } = inTransaction(db, () => {
        const writing = new Batch({ sql, logs, roomBytes, nowMs }, lastId)
        return { results: batch.map(request => writing.append(request)), taken: writing.finish() }
      })
      lastId = taken
      return results
    } catch (error) {
      // Nothing of the batch is stored, so what was noted of its rooms is wrong: read it again.
      for (const { room } of batch) logs.forget(room)
      if (!isDiskFull(error)) throw error
      full = true
      checkedFreeAtMs = nowMs()
      return batch.map(() => ({ ok: false, reason: 'storageFull' }))
    }
  }

  function startNewLog(room: RoomId, { row }: Log): Page {
    const logId = newLogId()
    logs.forget(room)
    const healed = inTransaction(db, () => healLog(sql, row, logId))
    onDamage?.(room, healed.dropped)
    return { kind: 'newLog', logId, ...healed }
  }

  function readPage(room: RoomId, after: number, limitBytes: number): Page {
    const log = logs.of(room)
    if (!log) return { kind: 'entries', entries: [] }
    // Sizes first, then exactly those rows: a half-read cursor would hold a read transaction open.
    let last = after
    let bytes = 0
    for (const { number, size } of sql.sizesAfter.all(log.row, after, runsPerPage) as unknown as SizeRow[]) {
      if (last > after && bytes + size > limitBytes) break
      last = number
      bytes += size
    }
    const entries: StoredEntry[] = []
    let before = { number: after, prefix: logs.prefixAt(log, after) }
    for (const row of sql.between.all(log.row, after, last) as unknown as RunRow[]) {
      const run = readRun(row, before)
      if (!run) return startNewLog(room, log)
      for (const [i, { entry }] of run.entries()) {
        const number = row.number - run.length + 1 + i
        if (number > after) entries.push({ number, entry })
      }
      before = row
    }
    return { kind: 'entries', entries: upTo(entries, limitBytes) }
  }

  return {
    keeps: true,
    async open(room, held): Promise<LogState | null> {
      const log = logs.of(room)
      return log && { logId: log.logId, head: log.head, agrees: logs.holds(log, held) }
    },
    append: async batch => appendBatch(batch),
    readAfter: async (room, after, limitBytes) => readPage(room, after, limitBytes),
    release(room) {
      logs.forget(room)
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

/** Runs are small or few: a page ends at its bytes, or here. */
const runsPerPage = 1024

/** The first entries, at least one, of at most so many bytes. */
function upTo(entries: readonly StoredEntry[], limitBytes: number): readonly StoredEntry[] {
  let bytes = 0
  const end = entries.findIndex(({ entry }, index) => {
    bytes += entry.length
    return index > 0 && bytes > limitBytes
  })
  return end < 0 ? entries : entries.slice(0, end)
}
