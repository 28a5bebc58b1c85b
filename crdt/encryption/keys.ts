/**
 * Seeds, keys and what they allow (PROTOCOL.md §2, §3). A seed gives everything below it and nothing above: admin ->
 * edit -> view. `RoomKeys` is what a device holds of one room.
 */
import { type Bytes, toBase64url } from '../bytes.ts'
import type { FillRandom, RoomId } from '../ids.ts'
import { type Commitments, label, sodiumProof } from './proof.ts'
import { blake2bKeyed, boxKeyPair, type KeyPair, signKeyPair } from './sodium.ts'

export const seedBytes = 16

/** PROTOCOL.md 1.3: `length` bytes (16 to 64) that `secret` and `name` determine and that do not tell `secret`. */
export function derive(name: string, secret: Uint8Array, length: number): Uint8Array {
  const text = label(name)
  const key = new Uint8Array(Math.max(16, text.length))
  key.set(text)
  return blake2bKeyed(length, secret, key)
}

/** The best right that a holder has. */
export type Right = 'admin' | 'edit' | 'view'

export interface RoomKeys {
  readonly right: Right
  /** 16 bytes each; null where the right does not reach. */
  readonly adminSeed: Uint8Array | null
  readonly editSeed: Uint8Array | null
  readonly viewSeed: Uint8Array
  readonly commitments: Commitments
  /** 32 bytes */
  readonly roomId: Uint8Array
  readonly room: RoomId
  readonly adminKeys: KeyPair | null
  readonly writeKeys: KeyPair | null
  readonly readKeys: KeyPair
  readonly writePublicKey: Uint8Array
  /** 32 bytes each */
  readonly contentKey: Uint8Array
  readonly ephemeralKey: Uint8Array
}

/** A fresh admin seed for a new room. */
export function newAdminSeed(fillRandom: FillRandom): Bytes {
  const seed = new Uint8Array(seedBytes)
  fillRandom(seed)
  return seed
}

/** All keys of a room from its admin seed. */
export function keysFromAdminSeed(adminSeed: Uint8Array): RoomKeys {
  const adminKeys = signKeyPair(derive('bill/1/admin-key', demandSeed(adminSeed), 32))
  const editSeed = derive('bill/1/edit', adminSeed, seedBytes)
  return withEdit(editSeed, sodiumProof.commitment('admin', adminKeys.publicKey), adminSeed, adminKeys)
}

/** The keys that an edit link gives. `adminCommitment` is 16 bytes. */
export function keysFromEditSeed(editSeed: Uint8Array, adminCommitment: Uint8Array): RoomKeys {
  return withEdit(demandSeed(editSeed), adminCommitment, null, null)
}

/** The keys that a view link gives. */
export function keysFromViewSeed(
  viewSeed: Uint8Array,
  writePublicKey: Uint8Array,
  adminCommitment: Uint8Array,
): RoomKeys {
  return withView(demandSeed(viewSeed), writePublicKey, adminCommitment, {
    right: 'view',
    adminSeed: null,
    editSeed: null,
    adminKeys: null,
    writeKeys: null,
  })
}

function withEdit(
  editSeed: Uint8Array,
  adminCommitment: Uint8Array,
  adminSeed: Uint8Array | null,
  adminKeys: KeyPair | null,
): RoomKeys {
  const writeKeys = signKeyPair(derive('bill/1/write-key', editSeed, 32))
  return withView(derive('bill/1/view', editSeed, seedBytes), writeKeys.publicKey, adminCommitment, {
    right: adminSeed ? 'admin' : 'edit',
    adminSeed,
    editSeed,
    adminKeys,
    writeKeys,
  })
}

function withView(
  viewSeed: Uint8Array,
  writePublicKey: Uint8Array,
  adminCommitment: Uint8Array,
  above: Pick<RoomKeys, 'right' | 'adminSeed' | 'editSeed' | 'adminKeys' | 'writeKeys'>,
): RoomKeys {
  const readKeys = signKeyPair(derive('bill/1/read-key', viewSeed, 32))
  const commitments: Commitments = {
    write: sodiumProof.commitment('write', writePublicKey),
    read: sodiumProof.commitment('read', readKeys.publicKey),
    admin: adminCommitment,
  }
  const roomId = sodiumProof.roomId(commitments)
  return {
    ...above,
    viewSeed,
    commitments,
    roomId,
    room: toBase64url(roomId) as RoomId,
    readKeys,
    writePublicKey,
    contentKey: derive('bill/1/content-key', viewSeed, 32),
    ephemeralKey: derive('bill/1/ephemeral-key', viewSeed, 32),
  }
}

function demandSeed(seed: Uint8Array): Uint8Array {
  if (!(seed instanceof Uint8Array) || seed.length !== seedBytes) throw new TypeError('a seed is 16 bytes')
  return seed
}

/** What a device signs and is written to with (PROTOCOL.md 5.7, 5.8). */
export interface DeviceKeys {
  readonly sign: KeyPair
  readonly box: KeyPair
}

/** The device's keys from its own 32-byte seed, which never leaves it. */
export function deviceKeys(deviceSeed: Uint8Array): DeviceKeys {
  return {
    sign: signKeyPair(derive('bill/1/device-sign', deviceSeed, 32)),
    box: boxKeyPair(derive('bill/1/device-box', deviceSeed, 32)),
  }
}
