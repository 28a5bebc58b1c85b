/**
 * Where an entry stands among its siblings: fractional index keys, compared as text, equal keys by id.
 *
 * Why not Y.Array: moving there is delete and insert, and two phones that move one line make two of it. Two phones
 * that append at once make equal keys, so a place between equal neighbours is asked for and must exist: the new key
 * goes behind all of those that are equal. Keys from a document are untrusted; one that is not a key counts as none.
 */
import { generateNKeysBetween } from 'fractional-indexing'

/** Longest key that is taken seriously: some 1,500 moves into one gap. */
const maxKeyLength = 256

/** A sibling as far as its place goes. */
export interface Placed {
  readonly id: string
  readonly order: string
}

/** True for text that is a key. */
export function isOrderKey(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > maxKeyLength || !/^[A-Za-z0-9]+$/.test(value)) return false
  // A whole number and no more, as each key is that was made at the end: its first letter says how many digits follow.
  if (/^[a-z]/.test(value) && value.length === value.charCodeAt(0) - 'a'.charCodeAt(0) + 2) return true
  try {
    generateNKeysBetween(value, null, 1)
    return true
  } catch {
    return false
  }
}

/** Reading order: by key, then by id; entries without a key come last. */
export function comparePlaced(a: Placed, b: Placed): number {
  if (a.order !== b.order) {
    if (a.order === '') return 1
    if (b.order === '') return -1
    return a.order < b.order ? -1 : 1
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** `count` rising keys behind all of these. */
export function keysAtEnd(siblings: readonly Placed[], count: number): string[] {
  let last: string | null = null
  for (const { order } of siblings) if (isOrderKey(order) && (last === null || order > last)) last = order
  return keysBetween(last, null, count)
}

/** A key that puts an entry behind `after` among these siblings in reading order (the entry itself not among them). */
export function keyBehind(siblings: readonly Placed[], after: string | null): string {
  const keyed = siblings.filter(({ order }) => isOrderKey(order))
  const low = after === null ? null : (keyed.find(({ id }) => id === after)?.order ?? null)
  // Behind something without a key is behind everything.
  if (after !== null && low === null) return keysAtEnd(siblings, 1)[0] ?? 'a0'
  const high = keyed.find(({ order }) => low === null || order > low)?.order ?? null
  return keysBetween(low, high, 1)[0] ?? 'a0'
}

/** Keys between two valid ones; when the gap is used up, the lower neighbour's own key: then the ids decide. */
function keysBetween(low: string | null, high: string | null, count: number): string[] {
  try {
    const keys = generateNKeysBetween(low, high, count)
    if (keys.every(key => key.length <= maxKeyLength)) return keys
  } catch {
    // The end of the number line, some 62^26 steps away: only a hostile writer has been there.
  }
  return Array.from({ length: count }, () => low ?? high ?? 'a0')
}
