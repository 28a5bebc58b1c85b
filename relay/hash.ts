/**
 * The protocol's hashes and checks over Node's own BLAKE2b-512. Each entry costs two (PROTOCOL.md 5.3 and 5.4), so
 * these two are written straight into one buffer behind their labels, and asked for as text: asked for bytes, Node
 * takes twice as long as the hash itself (2.0 us against 1.0 for an entry of 268 bytes).
 */
import { createHash, hash } from 'node:crypto'
import { createProof, label, type Proof } from '../crdt/encryption/proof.ts'

/** The first bytes of the digest, up to 64. */
function digest(message: Uint8Array, bytes: number): Buffer {
  return Buffer.from(hash('blake2b512', message, 'binary').slice(0, bytes), 'binary')
}

/** Joins parts of up to so many bytes: one call of the native function costs less than one for each part. */
const scratch = new Uint8Array(16 * 1024)

function blake2b512(parts: readonly Uint8Array[]): Uint8Array {
  let size = 0
  for (const part of parts) size += part.length
  if (size > scratch.length) {
    const large = createHash('blake2b512')
    for (const part of parts) large.update(part)
    return large.digest()
  }
  let at = 0
  for (const part of parts) {
    scratch.set(part, at)
    at += part.length
  }
  return digest(scratch.subarray(0, size), 64)
}

/** A buffer that begins with a label and its length (PROTOCOL.md 1.2), and where the message goes. */
function behindLabel(name: string, messageBytes: number): { buffer: Uint8Array; at: number } {
  const buffer = new Uint8Array(1 + name.length + messageBytes)
  buffer[0] = name.length
  buffer.set(label(name), 1)
  return { buffer, at: 1 + name.length }
}

const anyHash = createProof(blake2b512)
const entry = behindLabel('bill/1/hash', 4096)
const link = behindLabel('bill/1/prefix', 48)

export const proof: Proof = {
  ...anyHash,
  entryHash(bytes) {
    const end = entry.at + bytes.length
    if (end > entry.buffer.length) return anyHash.entryHash(bytes)
    entry.buffer.set(bytes, entry.at)
    return digest(entry.buffer.subarray(0, end), 32)
  },
  nextPrefix(prefix, entryHash) {
    link.buffer.set(prefix, link.at)
    link.buffer.set(entryHash, link.at + 16)
    return digest(link.buffer, 16)
  },
}
