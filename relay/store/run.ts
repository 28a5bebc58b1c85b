/**
 * A run: entries of one log that follow one another, as one row keeps them (schema.ts). Pure; what is read is checked
 * to the last byte, since a disk may have changed it.
 */
import { equalBytes } from '../../crdt/bytes.ts'
import { proof } from '../hash.ts'

/** A row of `runs` as it is read. */
export interface RunRow {
  readonly id: number
  /** Of its last entry. */
  readonly number: number
  readonly contents: Uint8Array
  readonly prefix: Uint8Array
  readonly bytes: Uint8Array
}

/** An entry of a run with the hash that was stored for it. */
export interface HashedEntry {
  readonly hash: Uint8Array
  readonly entry: Uint8Array
}

const hashBytes = 32
/** Hash and size (u32) of an entry. */
const contentBytes = hashBytes + 4

/** The bytes of a row. */
export function joinRun(entries: readonly HashedEntry[]): { contents: Uint8Array; bytes: Uint8Array } {
  const contents = Buffer.allocUnsafe(entries.length * contentBytes)
  let at = 0
  for (const { hash, entry } of entries) {
    contents.set(hash, at)
    at = contents.writeUInt32BE(entry.length, at + hashBytes)
  }
  const [first] = entries
  const bytes = first && entries.length === 1 ? first.entry : Buffer.concat(entries.map(({ entry }) => entry))
  return { contents, bytes }
}

export const countOf = (contents: Uint8Array): number => Math.floor(contents.length / contentBytes)

/** The hashes of a row's entries, in order. */
export function hashesOf(contents: Uint8Array): Uint8Array[] {
  return Array.from({ length: countOf(contents) }, (_, i) =>
    contents.subarray(i * contentBytes, i * contentBytes + hashBytes),
  )
}

/** A row's entries in order; what does not fit its sizes is left out. */
export function splitRun({ contents, bytes }: Pick<RunRow, 'contents' | 'bytes'>): HashedEntry[] {
  const view = new DataView(contents.buffer, contents.byteOffset, contents.length)
  const entries: HashedEntry[] = []
  let start = 0
  for (const [i, hash] of hashesOf(contents).entries()) {
    const end = start + view.getUint32(i * contentBytes + hashBytes)
    if (end > bytes.length) break
    entries.push({ hash, entry: bytes.subarray(start, end) })
    start = end
  }
  return entries
}

export const isSound = ({ hash, entry }: HashedEntry): boolean => equalBytes(proof.entryHash(entry), hash)

/**
 * The entries of a row if all of it is as it was written, else null. `before` is what the log holds right before it:
 * when the row follows it, the chain of prefixes must hold as well.
 */
export function readRun(
  row: RunRow,
  before: { number: number; prefix: Uint8Array | null },
): HashedEntry[] | null {
  const entries = splitRun(row)
  const size = entries.reduce((sum, { entry }) => sum + entry.length, 0)
  if (entries.length * contentBytes !== row.contents.length || size !== row.bytes.length) return null
  if (!entries.every(isSound)) return null
  if (before.prefix === null || row.number - entries.length !== before.number) return entries
  return equalBytes(prefixAfter(before.prefix, entries), row.prefix) ? entries : null
}

/** The prefix after these entries, from the prefix before them (PROTOCOL.md 5.4). */
export function prefixAfter(
  before: Uint8Array,
  entries: readonly { readonly hash: Uint8Array }[],
): Uint8Array {
  return entries.reduce((prefix, { hash }) => proof.nextPrefix(prefix, hash), before)
}
