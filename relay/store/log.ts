/**
 * What every store decides alike about an append, from a few numbers it knows of the log (PROTOCOL.md 8.2): plain
 * values in, a refusal or null out.
 */
import { equalBytes } from '../../crdt/bytes.ts'
import type { AppendRefusal, AppendRequest, LogPlace } from './store.ts'

/** What a store knows of a log without reading it. */
export interface LogSummary {
  readonly logId: Uint8Array
  readonly head: number
  readonly liveBytes: number
  /** The highest number that a live snapshot covers. */
  readonly covered: number
}

/** Why a snapshot may not be appended, or null. `prefixAt` gives the log's prefix at a number, null if unknown. */
export function snapshotRefusal(
  place: LogPlace,
  log: LogSummary,
  prefixAt: (number: number) => Uint8Array | null,
): AppendRefusal | null {
  if (place.covers > 0 && !equalBytes(place.logId, log.logId)) return 'logMismatch'
  if (place.covers > log.head) return 'coversAhead'
  const prefix = prefixAt(place.covers)
  if (!prefix || !equalBytes(prefix, place.prefix)) return 'logMismatch'
  return place.covers > 0 && log.covered >= place.covers ? 'snapshotStale' : null
}

/** Why an entry is too much for its room, or null. `retiringBytes`: what it would retire. */
export function quotaRefusal(
  request: AppendRequest,
  log: LogSummary,
  retiringBytes: number,
  roomBytes: number,
): AppendRefusal | null {
  return log.liveBytes - retiringBytes + request.entry.length > roomBytes ? 'roomQuota' : null
}
