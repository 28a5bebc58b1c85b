/**
 * MurmurHash3 (x86, 32 bits, seed 0) of a few terms: decides who gets an odd cent, and nothing else.
 *
 * Frozen: every device must give the same cent to the same person, so the function, its seed and the way the terms
 * are joined never change; `tests/unit/domain/hash.test.ts` holds them still. It is not cryptographic and need not
 * be: a person who could choose their own id would win half a cent.
 * Source: Austin Appleby, MurmurHash3.cpp (public domain), described at https://en.wikipedia.org/wiki/MurmurHash.
 */

/**
 * For a key, a 32-bit unsigned hash of the terms and it, joined by zero characters. Terms are ids, base64url text: one byte
 * a character (of any other character only the low byte counts).
 */
export function hashBehind(terms: readonly string[]): (key: string) => number {
  const stem = [...terms, ''].join('\0')
  return key => murmur3(stem + key)
}

function murmur3(text: string): number {
  const blocksEnd = text.length & ~3
  let hash = 0
  for (let at = 0; at < blocksEnd; at += 4) {
    const block =
      byteAt(text, at) |
      (byteAt(text, at + 1) << 8) |
      (byteAt(text, at + 2) << 16) |
      (byteAt(text, at + 3) << 24)
    hash ^= scramble(block)
    hash = (hash << 13) | (hash >>> 19)
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let at = text.length - 1; at >= blocksEnd; at -= 1) tail = (tail << 8) | byteAt(text, at)
  hash ^= scramble(tail)
  hash ^= text.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function byteAt(text: string, at: number): number {
  return text.charCodeAt(at) & 0xff
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51)
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
}
