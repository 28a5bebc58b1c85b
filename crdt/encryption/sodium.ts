/**
 * The one module that touches libsodium: every call checks its inputs first, because the wrapper itself does not
 * (with a length outside 16 to 64 crypto_generichash returned old heap bytes, an undefined key is silently unkeyed,
 * an undefined AAD silently empty, text is hashed as text).
 *
 * libsodium is WebAssembly and 150 KB gzipped: whoever imports this module is a lazy chunk in the client, and awaits
 * `sodiumReady` once before calling anything.
 */
import sodium from 'libsodium-wrappers'
import { concat } from '../bytes.ts'

/** Resolves when everything here may be called. Rejects where WebAssembly is missing. */
export const sodiumReady: Promise<void> = sodium.ready

export interface KeyPair {
  /** 32 bytes */
  readonly publicKey: Uint8Array
  /** Ed25519: 64 bytes; X25519: 32 bytes */
  readonly privateKey: Uint8Array
}

export const sizes = { key: 32, nonce: 24, tag: 16, signature: 64, publicKey: 32 } as const

function demand(bytes: unknown, what: string, length?: number): Uint8Array {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0)
    throw new TypeError(`${what} must be a non-empty byte array`)
  if (length !== undefined && bytes.length !== length) throw new TypeError(`${what} must be ${length} bytes`)
  return bytes
}

/** BLAKE2b-512 of the parts joined, unkeyed: 64 bytes. */
export function blake2b512(parts: readonly Uint8Array[]): Uint8Array {
  return sodium.crypto_generichash(64, concat(...parts), null)
}

/** BLAKE2b of `length` bytes (16 to 64), keyed with 16 to 64 bytes. */
export function blake2bKeyed(length: number, message: Uint8Array, key: Uint8Array): Uint8Array {
  if (!Number.isInteger(length) || length < 16 || length > 64)
    throw new RangeError('hash length must be 16 to 64')
  demand(key, 'hash key')
  if (key.length < 16 || key.length > 64) throw new RangeError('hash key must be 16 to 64 bytes')
  return sodium.crypto_generichash(length, demand(message, 'message'), key)
}

/** The Ed25519 key pair of a 32-byte seed (RFC 8032). */
export function signKeyPair(seed: Uint8Array): KeyPair {
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(demand(seed, 'seed', 32))
  return { publicKey, privateKey }
}

/** The X25519 key pair of a 32-byte seed. */
export function boxKeyPair(seed: Uint8Array): KeyPair {
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(demand(seed, 'seed', 32))
  return { publicKey, privateKey }
}

/** Detached Ed25519 signature, 64 bytes. */
export function sign(message: Uint8Array, privateKey: Uint8Array): Uint8Array {
  return sodium.crypto_sign_detached(demand(message, 'message'), demand(privateKey, 'private key', 64))
}

/** True for a valid signature; wrong lengths are simply not valid. */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== sizes.signature || publicKey.length !== sizes.publicKey) return false
  try {
    return sodium.crypto_sign_verify_detached(signature, demand(message, 'message'), publicKey)
  } catch {
    return false
  }
}

/** XChaCha20-Poly1305 (IETF): ciphertext with its 16-byte tag. */
export function aeadSeal(
  plaintext: Uint8Array,
  aad: Uint8Array,
  nonce: Uint8Array,
  key: Uint8Array,
): Uint8Array {
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    demand(plaintext, 'plaintext'),
    demand(aad, 'aad'),
    null,
    demand(nonce, 'nonce', sizes.nonce),
    demand(key, 'key', sizes.key),
  )
}

/** The plaintext, or null when anything was changed. */
export function aeadOpen(
  ciphertext: Uint8Array,
  aad: Uint8Array,
  nonce: Uint8Array,
  key: Uint8Array,
): Uint8Array | null {
  demand(aad, 'aad')
  demand(key, 'key', sizes.key)
  if (nonce.length !== sizes.nonce || ciphertext.length < sizes.tag) return null
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, aad, nonce, key)
  } catch {
    return null
  }
}
