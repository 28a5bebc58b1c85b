/**
 * Keeps logs as long as the process lives: for tests and for a relay that shall forget. Copies what it stores, so that
 * an entry does not hold on to the network buffer it arrived in.
 */
import { equalBytes, toHex } from '../../crdt/bytes.ts'
import type { RoomId } from '../../crdt/ids.ts'
import { zeroPrefix } from '../../crdt/sync/wire.ts'
import { proof } from '../hash.ts'
import { quotaRefusal, snapshotRefusal } from './log.ts'
import type { Appended, AppendRequest, LogPlace, LogState, Page, Store, StoreStats } from './store.ts'

interface Kept {
  readonly number: number
  readonly entry: Uint8Array
  readonly hashKey: string
}

interface Log {
  readonly logId: Uint8Array
  head: number
  covered: number
  liveBytes: number
  /** prefixes[k] = prefix(k) */
  readonly prefixes: Uint8Array[]
  /** In number order. */
  live: Kept[]
  readonly numberOf: Map<string, number>
}

export interface MemoryStoreOptions {
  /** Live bytes a room may keep. */
  readonly roomBytes: number
  readonly newLogId: () => Uint8Array
}

export function createMemoryStore({ roomBytes, newLogId }: MemoryStoreOptions): Store {
  const logs = new Map<RoomId, Log>()

  function holds(log: Log, { logId, covers, prefix }: LogPlace): boolean {
    const ours = log.prefixes[covers]
    return ours !== undefined && equalBytes(logId, log.logId) && equalBytes(prefix, ours)
  }

  function appendOne(request: AppendRequest): Appended {
    const { room, entry, snapshot } = request
    const known = logs.get(room)
    const log: Log = known ?? {
      logId: newLogId(),
      head: 0,
      covered: 0,
      liveBytes: 0,
      prefixes: [zeroPrefix],
      live: [],
      numberOf: new Map(),
    }
    const hash = proof.entryHash(entry)
    const hashKey = toHex(hash)
    const there = log.numberOf.get(hashKey)
    if (there !== undefined) return { ok: true, number: there, dup: true, logId: log.logId }
    const refusal = snapshot && snapshotRefusal(snapshot, log, number => log.prefixes[number] ?? null)
    if (refusal) return { ok: false, reason: refusal }
    const retiring = snapshot ? log.live.filter(({ number }) => number <= snapshot.covers) : []
    const retiringBytes = retiring.reduce((sum, kept) => sum + kept.entry.length, 0)
    const tooMuch = quotaRefusal(request, log, retiringBytes, roomBytes)
    if (tooMuch) return { ok: false, reason: tooMuch }

    for (const { hashKey: retired } of retiring) log.numberOf.delete(retired)
    if (snapshot && snapshot.covers > 0) {
      log.live = log.live.filter(({ number }) => number > snapshot.covers)
      log.covered = snapshot.covers
    }
    const number = ++log.head
    log.prefixes.push(proof.nextPrefix(log.prefixes[number - 1] ?? zeroPrefix, hash))
    log.live.push({ number, entry: new Uint8Array(entry), hashKey })
    log.numberOf.set(hashKey, number)
    log.liveBytes += entry.length - retiringBytes
    logs.set(room, log)
    return { ok: true, number, dup: false, logId: log.logId }
  }

  return {
    keeps: true,
    async open(room, held): Promise<LogState | null> {
      const log = logs.get(room)
      return log ? { logId: log.logId, head: log.head, agrees: holds(log, held) } : null
    },
    async append(batch) {
      return batch.map(appendOne)
    },
    async readAfter(room, after, limitBytes): Promise<Page> {
      const live = logs.get(room)?.live ?? []
      const start = firstAbove(live, after)
      let end = start
      for (let bytes = 0; end < live.length; end++) {
        bytes += live[end]?.entry.length ?? 0
        if (bytes > limitBytes && end > start) break
      }
      return { kind: 'entries', entries: live.slice(start, end) }
    },
    release() {},
    async stats(): Promise<StoreStats> {
      let entries = 0
      let sizeBytes = 0
      for (const log of logs.values()) {
        entries += log.head
        sizeBytes += log.liveBytes
      }
      return { rooms: logs.size, entries, sizeBytes, full: false }
    },
    async close() {
      logs.clear()
    },
  }
}

/** The index of the first entry with a number above `after`. */
function firstAbove(live: readonly Kept[], after: number): number {
  let low = 0
  let high = live.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((live[middle]?.number ?? 0) > after) high = middle
    else low = middle + 1
  }
  return low
}
