/**
 * Padding to max(256, PADMÉ) (PROTOCOL.md 5.10): a length then tells at most a bucket, O(log log n) bits of it, for at
 * most 12 % more bytes. Below 256 PADMÉ alone would tell which field was edited.
 * Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019.
 */

const smallestBytes = 256

/** The padded length of `length` bytes (0 <= length < 2^31). */
export function paddedLength(length: number): number {
  if (length <= smallestBytes) return smallestBytes
  const exponent = 31 - Math.clz32(length)
  const lastBits = exponent - (32 - Math.clz32(exponent))
  const mask = 2 ** lastBits - 1
  return Math.floor((length + mask) / 2 ** lastBits) * 2 ** lastBits
}

/** True when every byte is zero: padding that carries something is invalid. */
export function isZero(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false
  return true
}
