/**
 * The frozen past: seed -> keys -> room id -> link -> entry bytes. These bytes are in people's chats and on relays; a change
 * here is a bill that does not open any more. Never regenerate them; add new ones beside.
 */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../crdt/bytes.ts'
import { openEntry } from '../../../crdt/encryption/entry.ts'
import { deviceKeys, keysFromAdminSeed, type RoomKeys } from '../../../crdt/encryption/keys.ts'
import { decodeLink, encodeLink } from '../../../crdt/encryption/link.ts'
import { proofReady, sodiumProof } from '../../../crdt/encryption/proof.ts'
import { createRoomCipher } from '../../../crdt/encryption/room-cipher.ts'
import { seededRandom } from '../../world/random.ts'

interface Vector {
  readonly adminSeed: string
  readonly editSeed: string
  readonly viewSeed: string
  readonly adminPublicKey: string
  readonly writePublicKey: string
  readonly readPublicKey: string
  readonly contentKey: string
  readonly ephemeralKey: string
  readonly commitments: { readonly write: string; readonly read: string; readonly admin: string }
  readonly roomId: string
  readonly room: string
  readonly editLink: string
  readonly viewLink: string
  /** Sealed by device seed 09 x 32 with the seeded random of 1. */
  readonly update: {
    readonly body: string
    readonly entry: string
    readonly entryHash: string
    readonly prefix1: string
  }
  /** Only opened: another DEFLATE may pack the same state otherwise. */
  readonly snapshot: { readonly body: string; readonly entry: string }
}

const path = new URL('./vectors.json', import.meta.url)
const vectors = JSON.parse(readFileSync(path, 'utf8')) as readonly Vector[]

beforeAll(() => proofReady)

const hexOrThrow = (bytes: Uint8Array | null | undefined): string => {
  if (!bytes) throw new Error('missing')
  return toHex(bytes)
}

const cipherOf = (keys: RoomKeys) =>
  createRoomCipher(keys, deviceKeys(new Uint8Array(32).fill(9)), seededRandom(1).fill)

describe.each(vectors)('vector of admin seed $adminSeed', vector => {
  it('derives the same keys and room', () => {
    const keys = keysFromAdminSeed(fromHex(vector.adminSeed))
    expect({
      editSeed: hexOrThrow(keys.editSeed),
      viewSeed: toHex(keys.viewSeed),
      adminPublicKey: hexOrThrow(keys.adminKeys?.publicKey),
      writePublicKey: toHex(keys.writePublicKey),
      readPublicKey: toHex(keys.readKeys.publicKey),
      contentKey: toHex(keys.contentKey),
      ephemeralKey: toHex(keys.ephemeralKey),
      commitments: {
        write: toHex(keys.commitments.write),
        read: toHex(keys.commitments.read),
        admin: toHex(keys.commitments.admin),
      },
      roomId: toHex(keys.roomId),
      room: keys.room,
    }).toEqual({
      editSeed: vector.editSeed,
      viewSeed: vector.viewSeed,
      adminPublicKey: vector.adminPublicKey,
      writePublicKey: vector.writePublicKey,
      readPublicKey: vector.readPublicKey,
      contentKey: vector.contentKey,
      ephemeralKey: vector.ephemeralKey,
      commitments: vector.commitments,
      roomId: vector.roomId,
      room: vector.room,
    })
  })

  it('writes and reads the same links', () => {
    const keys = keysFromAdminSeed(fromHex(vector.adminSeed))
    expect(encodeLink(keys, 'edit')).toBe(vector.editLink)
    expect(encodeLink(keys, 'view')).toBe(vector.viewLink)
    expect(decodeLink(vector.editLink)).toMatchObject({
      ok: true,
      keys: { right: 'edit', room: vector.room },
    })
    expect(decodeLink(vector.viewLink)).toMatchObject({
      ok: true,
      keys: { right: 'view', room: vector.room },
    })
  })

  it('seals the same update to the same bytes', () => {
    const keys = keysFromAdminSeed(fromHex(vector.adminSeed))
    const sealed = cipherOf(keys).sealUpdate(fromHex(vector.update.body))
    expect(toHex(sealed.bytes)).toBe(vector.update.entry)
    const hash = sodiumProof.entryHash(sealed.bytes)
    expect(toHex(hash)).toBe(vector.update.entryHash)
    expect(toHex(sodiumProof.nextPrefix(new Uint8Array(16), hash))).toBe(vector.update.prefix1)
  })

  it('opens the same entries', () => {
    const viewer = decodeLink(vector.viewLink)
    if (!viewer.ok) throw new Error('the link does not read')
    expect(openEntry(fromHex(vector.update.entry), viewer.keys)).toMatchObject({
      kind: 'update',
      n: 1,
      update: fromHex(vector.update.body),
    })
    expect(openEntry(fromHex(vector.snapshot.entry), viewer.keys)).toMatchObject({
      kind: 'snapshot',
      n: 1,
      update: fromHex(vector.snapshot.body),
    })
  })
})
