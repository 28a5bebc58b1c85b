/**
 * One author: one run of one tab in one room (PROTOCOL.md 5.7). It numbers its entries, chains each to the one before and
 * signs them with the device's key, so that a member can later tell who wrote what and whether something is missing.
 */
import { type Bytes, concat } from '../bytes.ts'
import type { FillRandom } from '../ids.ts'
import type { DeviceKeys } from './keys.ts'
import { label, sodiumProof } from './proof.ts'
import { sign } from './sodium.ts'

export interface AuthorMarks {
  /** 8 bytes */
  readonly author: Uint8Array
  readonly n: number
  /** 16 bytes */
  readonly prev: Uint8Array
  /** 64 bytes: devSig */
  readonly signature: Uint8Array
  /** With n = 1. */
  readonly introduces: {
    readonly session: Uint8Array
    readonly signPublicKey: Uint8Array
    readonly boxPublicKey: Uint8Array
  } | null
}

export interface Author {
  /** 8 bytes */
  readonly id: Uint8Array
  /** n of the last entry. */
  readonly count: number
  /** The marks of the next entry, whose body this is. */
  next(body: Uint8Array): AuthorMarks
  /** Tells the 16-byte key of the entry that was made with those marks. */
  sent(key: Uint8Array): void
}

/** A fresh author of this device in a room. */
export function newAuthor(device: DeviceKeys, roomId: Uint8Array, fillRandom: FillRandom): Author {
  const session: Bytes = new Uint8Array(8)
  fillRandom(session)
  const id = sodiumProof.hash('bill/1/author', device.sign.publicKey, session, roomId).subarray(0, 8)
  let n = 0
  let prev: Uint8Array = new Uint8Array(16)
  return {
    id,
    get count() {
      return n
    },
    next(body) {
      n += 1
      const counter = Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n)
      const signed = sodiumProof.hash(
        'bill/1/dev',
        roomId,
        id,
        counter,
        prev,
        sodiumProof.hash('bill/1/body', body),
      )
      return {
        author: id,
        n,
        prev,
        signature: sign(concat(label('bill/1/dev'), signed), device.sign.privateKey),
        introduces:
          n === 1
            ? { session, signPublicKey: device.sign.publicKey, boxPublicKey: device.box.publicKey }
            : null,
      }
    },
    sent(key) {
      prev = key
    },
  }
}
