/**
 * Appends that are committed together. Made for one transaction: it decides on each entry in order, gathers those of a
 * room into runs and writes a row for each run (schema.ts). The caller begins and commits, and forgets all rooms of the
 * batch when the transaction was undone.
 */
import { equalBytes } from '../../crdt/bytes.ts'
import type { RoomId } from '../../crdt/ids.ts'
import { proof } from '../hash.ts'
import type { RunContents } from './known-hashes.ts'
import { quotaRefusal, snapshotRefusal } from './log.ts'
import { emptyLog, type Log, type Logs } from './logs.ts'
import { type HashedEntry, hashesOf, joinRun, type RunRow, splitRun } from './run.ts'
import type { Statements } from './statements.ts'
import type { Appended, AppendRequest, LogPlace } from './store.ts'

/** A run is closed beyond it: what a reader is given is cut from whole runs. */
const maxRunBytes = 64 * 1024

/** Entries of a room that were numbered and not written yet. */
interface OpenRun {
  readonly entries: HashedEntry[]
  bytes: number
  covers: number
}

export interface BatchOptions {
  readonly sql: Statements
  readonly logs: Logs
  /** Live bytes a room may keep. */
  readonly roomBytes: number
  readonly nowMs: () => number
}

export class Batch {
  private readonly runs = new Map<Log, OpenRun>()

  constructor(
    private readonly options: BatchOptions,
    /** Entries ever taken (schema.ts). */
    private lastId: number,
  ) {}

  append(request: AppendRequest): Appended {
    const { room, entry, snapshot } = request
    const { logs, roomBytes } = this.options
    const known = logs.of(room)
    const log = known ?? emptyLog
    const hash = proof.entryHash(entry)
    const there = known ? this.numberOf(known, hash) : 0
    if (there > 0) return { ok: true, number: there, dup: true, logId: log.logId }
    let retiring = 0
    if (snapshot) {
      this.write(log)
      const refusal = snapshotRefusal(snapshot, log, number => logs.prefixAt(log, number))
      if (refusal) return { ok: false, reason: refusal }
      retiring = this.retirable(log, snapshot)
    }
    const tooMuch = quotaRefusal(request, log, retiring, roomBytes)
    if (tooMuch) return { ok: false, reason: tooMuch }
    if (snapshot && snapshot.covers > 0) this.retire(log, snapshot, retiring)
    return this.take(room, known, { hash, entry }, snapshot?.covers ?? 0)
  }

  /** The number of the live entry with this hash; 0 when there is none. */
  private numberOf(log: Log, hash: Uint8Array): number {
    const { sql, logs } = this.options
    const candidates = logs.hashes.of(log.row).candidates(hash)
    if (candidates.length === 0) return 0
    this.write(log)
    const isIts = (number: number): boolean => {
      const run = sql.liveContentsAt.get(log.row, number) as unknown as RunContents | undefined
      const at = run ? number - run.number - 1 : 0
      const stored = run && hashesOf(run.contents).at(at)
      return stored !== undefined && equalBytes(stored, hash)
    }
    return candidates.find(isIts) ?? 0
  }

  private take(room: RoomId, known: Log | null, one: HashedEntry, covers: number): Appended {
    const { logs } = this.options
    const log = known ?? logs.create(room)
    log.head++
    log.prefix = proof.nextPrefix(log.prefix, one.hash)
    log.liveBytes += one.entry.length
    if (covers > 0) log.covered = covers
    logs.hashes.add(log.row, one.hash, log.head)
    const run = this.runs.get(log)
    if (!run) {
      this.runs.set(log, { entries: [one], bytes: one.entry.length, covers })
    } else {
      run.entries.push(one)
      run.bytes += one.entry.length
      run.covers = Math.max(run.covers, covers)
    }
    if ((run?.bytes ?? one.entry.length) > maxRunBytes) this.write(log)
    return { ok: true, number: log.head, dup: false, logId: log.logId }
  }

  /** Writes what was gathered of a log. */
  private write(log: Log): void {
    const run = this.runs.get(log)
    if (!run) return
    this.runs.delete(log)
    this.lastId += run.entries.length
    const { contents, bytes } = joinRun(run.entries)
    this.options.sql.add.run(this.lastId, log.row, log.head, run.covers, contents, log.prefix, bytes)
  }

  /** Writes all that was gathered; gives how many entries were ever taken. */
  finish(): number {
    for (const log of [...this.runs.keys()]) this.write(log)
    this.options.logs.hashes.trim()
    return this.lastId
  }

  /** Live bytes that a snapshot would retire. The run that its last entry lies in is cut in two behind it. */
  private retirable(log: Log, { covers, prefix }: LogPlace): number {
    if (covers === 0) return 0
    const { sql } = this.options
    const row = sql.liveRunAfter.get(log.row, covers) as RunRow | undefined
    const entries = row ? splitRun(row) : []
    const kept = row ? row.number - covers : 0
    if (row && kept < entries.length) {
      const dead = joinRun(entries.slice(0, -kept))
      const live = joinRun(entries.slice(-kept))
      sql.rewrite.run(row.number, live.contents, row.prefix, live.bytes, row.id)
      sql.add.run(row.id - kept, log.row, covers, 0, dead.contents, prefix, dead.bytes)
    }
    return (sql.bytesUpTo.get(log.row, covers) as { bytes: number }).bytes
  }

  private retire(log: Log, { covers }: LogPlace, retiring: number): void {
    const { sql, logs, nowMs } = this.options
    sql.retire.run(nowMs(), log.row, covers)
    logs.hashes.forget(log.row)
    log.liveBytes -= retiring
  }
}
