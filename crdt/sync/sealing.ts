/** What a session seals: a delta of the document, or a snapshot that tidies the log (PROTOCOL.md 8.3, 9.2). */
import { encodeUtf8 } from 'lib0/string'
import * as Y from 'yjs'
import type { RoomCipher, SealedEntry } from './cipher.ts'
import type { LogView } from './log-view.ts'
import type { Shadow } from './shadow.ts'
import { type CheckedUpdate, checkUpdate } from './update-check.ts'
import { noLogId, wireLimits, zeroPrefix } from './wire.ts'

/** A delta above this goes as a snapshot that covers nothing (deflated, larger limit). */
const largeDeltaBytes = 200 * 1024

export interface SealedDelta {
  readonly entry: SealedEntry
  /** Null when no other client would take it. */
  readonly update: CheckedUpdate | null
  /** True when no relay takes it. */
  readonly isOversized: boolean
}

/** One entry for some deltas; at least one. */
export function sealDeltas(
  deltas: readonly Uint8Array[],
  cipher: RoomCipher,
  view: LogView,
  shadow: Shadow,
): SealedDelta {
  const delta = Y.mergeUpdates([...deltas])
  const isLarge = delta.length > largeDeltaBytes
  const place = { logId: noLogId, covers: 0, prefix: zeroPrefix }
  const entry = isLarge
    ? cipher.sealSnapshot(delta, place, view.vector(), digestOf(shadow, cipher))
    : cipher.sealUpdate(delta)
  const limit = isLarge ? wireLimits.snapshotBytes : wireLimits.entryBytes
  return { entry, update: checkUpdate(delta), isOversized: entry.bytes.length > limit }
}

/** A snapshot of all that the view holds; null when that is too large to be one. */
export function sealTidying(cipher: RoomCipher, view: LogView, shadow: Shadow): SealedEntry | null {
  const { logId, upTo, prefix } = view
  const place = { logId, covers: upTo, prefix }
  const entry = cipher.sealSnapshot(shadow.diff(), place, view.vector(), digestOf(shadow, cipher))
  if (entry.bytes.length <= wireLimits.snapshotBytes) return entry
  // Its number is never sent: what comes next is by a new author, who misses none.
  cipher.renewAuthor()
  return null
}

function digestOf(shadow: Shadow, cipher: RoomCipher): Uint8Array {
  return cipher.digest(encodeUtf8(shadow.canonicalText()))
}
