/**
 * What can be checked without any secret: room ids from commitments, the outer form of an entry, its hash and place in
 * the log, signatures (PROTOCOL.md §3, §5, §7.4). No secret key type is named here: it is the only encryption file
 * that the relay imports, so the relay cannot even spell a content key.
 *
 * The 64-byte hash is an argument, because Node's own BLAKE2b-512 is faster than libsodium's and gives the same bytes.
 */
import { ByteReader, type Bytes, concat, equalBytes } from '../bytes.ts'
import { type Role, wireLimits } from '../sync/wire.ts'
import { blake2b512, sodiumReady, verify } from './sodium.ts'

/** Await once before calling anything that hashes or verifies with libsodium. */
export const proofReady: Promise<void> = sodiumReady

/** BLAKE2b-512 of the parts joined: 64 bytes. */
export type Hash512 = (parts: readonly Uint8Array[]) => Uint8Array

export const entryKinds = { update: 1, snapshot: 2, purge: 3, rotate: 4 } as const
export type EntryKind = (typeof entryKinds)[keyof typeof entryKinds]
export const entryVersion = 1
/** Entry flags (PROTOCOL.md 5.9). */
export const entryFlags = { deflated: 1 } as const

const roleCodes = { read: 1, write: 2, admin: 3 } as const

/** c(write), c(read), c(admin): 16 bytes each. */
export interface Commitments {
  readonly write: Uint8Array
  readonly read: Uint8Array
  readonly admin: Uint8Array
}

/** The outer form of an entry, all of it views of the entry's bytes (PROTOCOL.md 5.1). */
export interface EntryForm {
  readonly version: number
  readonly kind: EntryKind
  readonly flags: number
  /** Of SNAPSHOT and ROTATE. */
  readonly logId: Uint8Array | null
  readonly covers: number
  readonly prefix: Uint8Array | null
  /** Of PURGE and ROTATE. */
  readonly adminPublicKey: Uint8Array | null
  /** All before the nonce: what the AAD binds. */
  readonly header: Uint8Array
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
  /** All but the signature. */
  readonly signedPart: Uint8Array
  readonly signature: Uint8Array
}

const ascii = new Map<string, Bytes>()

/** The bytes of an ASCII label of ours, made once. */
export function label(text: string): Bytes {
  let bytes = ascii.get(text)
  if (!bytes) {
    bytes = asciiBytes(text)
    ascii.set(text, bytes)
  }
  return bytes
}

function asciiBytes(text: string): Bytes {
  return Uint8Array.from(text, letter => letter.charCodeAt(0))
}

/** The form of an entry, or null when it is not one of this protocol's or breaks a limit. Never throws. */
export function parseEntry(entry: Uint8Array): EntryForm | null {
  const read = new ByteReader(entry)
  const version = read.u8()
  const kind = read.u8()
  const flags = read.u16()
  if (read.failed || version < 1) return null
  if (kind < entryKinds.update || kind > entryKinds.rotate) return null
  const admin = kind === entryKinds.purge || kind === entryKinds.rotate
  const placed = kind === entryKinds.snapshot || kind === entryKinds.rotate
  const adminPublicKey = admin ? read.take(32) : null
  const logId = placed ? read.take(16) : null
  const covers = placed ? read.u64() : 0
  const prefix = placed ? read.take(16) : null
  const header = entry.subarray(0, entry.length - read.left)
  const nonce = read.take(24)
  const ciphertextBytes = read.left - 64
  if (read.failed || ciphertextBytes < 16) return null
  const ciphertext = read.take(ciphertextBytes)
  const signature = read.take(64)
  const limit = kind === entryKinds.snapshot ? wireLimits.snapshotBytes : wireLimits.entryBytes
  if (!read.done || entry.length > limit) return null
  return {
    version,
    kind: kind as EntryKind,
    flags,
    logId,
    covers,
    prefix,
    adminPublicKey,
    header,
    nonce,
    ciphertext,
    signedPart: entry.subarray(0, entry.length - 64),
    signature,
  }
}

/** The checks that need hashing. Both sides make one with the fastest hash they have. */
export interface Proof {
  /** PROTOCOL.md 1.2, 32 bytes. */
  hash(name: string, ...parts: readonly Uint8Array[]): Uint8Array
  /** PROTOCOL.md 1.2, 16 bytes. */
  hash16(name: string, ...parts: readonly Uint8Array[]): Uint8Array
  /** PROTOCOL.md 3.1. */
  commitment(role: keyof typeof roleCodes, publicKey: Uint8Array): Uint8Array
  /** PROTOCOL.md 3.2, 32 bytes. */
  roomId(commitments: Commitments): Uint8Array
  /** PROTOCOL.md 5.2, 32 bytes. */
  entryId(roomId: Uint8Array, form: EntryForm): Uint8Array
  /** PROTOCOL.md 5.3, 32 bytes. */
  entryHash(entry: Uint8Array): Uint8Array
  /** PROTOCOL.md 5.4, 16 bytes. */
  nextPrefix(prefix: Uint8Array, entryHash: Uint8Array): Uint8Array
  /** The message that an entry's signature signs. */
  entrySigned(entryId: Uint8Array): Bytes
  /** PROTOCOL.md 5.2: is the entry signed by this key in this room? */
  verifyEntry(roomId: Uint8Array, form: EntryForm, publicKey: Uint8Array): boolean
  /** The message that OPEN signs (PROTOCOL.md 7.4). */
  openSigned(helloFrame: Uint8Array, aud: string, roomId: Uint8Array, role: Role): Bytes
  /** PROTOCOL.md 3.2 and 7.4: do the commitments make the room id, is the key the role's, is the signature its? */
  verifyOpen(claim: OpenClaim, helloFrame: Uint8Array, aud: string): boolean
}

/** The part of OPEN that proves something. */
export interface OpenClaim {
  readonly role: Role
  readonly roomId: Uint8Array
  readonly commitments: Commitments
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
}

export function createProof(hash512: Hash512): Proof {
  const hashed = (name: string, parts: readonly Uint8Array[]) =>
    hash512([Uint8Array.of(name.length), label(name), ...parts])
  const hash: Proof['hash'] = (name, ...parts) => hashed(name, parts).subarray(0, 32)
  const hash16: Proof['hash16'] = (name, ...parts) => hashed(name, parts).subarray(0, 16)
  const commitment: Proof['commitment'] = (role, publicKey) =>
    hash16('bill/1/commit', Uint8Array.of(roleCodes[role]), publicKey)
  const roomId: Proof['roomId'] = ({ write, read, admin }) =>
    hash('bill/1/room', Uint8Array.of(1), write, read, admin)
  const entryId: Proof['entryId'] = (room, form) => hash('bill/1/entry', room, form.signedPart)
  const entrySigned: Proof['entrySigned'] = id => concat(label('bill/1/entry'), id)
  const openSigned: Proof['openSigned'] = (helloFrame, aud, room, role) =>
    concat(
      label('bill/1/open'),
      hash('bill/1/hello', helloFrame),
      // Not kept like a label: on the relay it comes from outside.
      hash('bill/1/aud', asciiBytes(aud)),
      room,
      Uint8Array.of(role),
    )
  return {
    hash,
    hash16,
    commitment,
    roomId,
    entryId,
    entryHash: entry => hash('bill/1/hash', entry),
    nextPrefix: (prefix, entryHash) => hash16('bill/1/prefix', prefix, entryHash),
    entrySigned,
    verifyEntry: (room, form, publicKey) =>
      verify(form.signature, entrySigned(entryId(room, form)), publicKey),
    openSigned,
    verifyOpen: (claim, helloFrame, aud) =>
      equalBytes(roomId(claim.commitments), claim.roomId) &&
      equalBytes(
        commitment(claim.role === 1 ? 'read' : 'write', claim.publicKey),
        claim.role === 1 ? claim.commitments.read : claim.commitments.write,
      ) &&
      verify(claim.signature, openSigned(helloFrame, aud, claim.roomId, claim.role), claim.publicKey),
  }
}

/** The proof made with libsodium's own hash: what the client uses. */
export const sodiumProof: Proof = createProof(blake2b512)
