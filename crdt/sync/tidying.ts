/** When a log is tidied by a snapshot (PROTOCOL.md 8.4); a simulation tidies earlier. */
import type { LogView } from './log-view.ts'

export interface Tidying {
  /** More live entries than this, the last snapshot not counted... */
  readonly entries: number
  /** ...or more bytes than this, and than twice the last snapshot. */
  readonly sizeBytes: number
  /** The wait before it, at random between these, in ms: one of several clients is enough. */
  readonly delayMs: { readonly from: number; readonly to: number }
}

export const usualTidying: Tidying = {
  entries: 200,
  sizeBytes: 64 * 1024,
  delayMs: { from: 2_000, to: 30_000 },
}

/** True when a snapshot is worth its bytes. */
export function isTidyingDue(tail: LogView['tail'], tidying: Tidying): boolean {
  const { entries, sizeBytes, lastSnapshotBytes } = tail
  return entries > tidying.entries || sizeBytes > Math.max(tidying.sizeBytes, 2 * lastSnapshotBytes)
}
