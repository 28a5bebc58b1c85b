import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { ByteWriter, concat, fromBase64url, fromHex, toBase64url, toHex } from '../../../crdt/bytes.ts'
import { openEntry } from '../../../crdt/encryption/entry.ts'
import {
  derive,
  deviceKeys,
  keysFromAdminSeed,
  keysFromEditSeed,
  keysFromViewSeed,
} from '../../../crdt/encryption/keys.ts'
import { decodeLink, encodeLink } from '../../../crdt/encryption/link.ts'
import { signOpen } from '../../../crdt/encryption/open-claim.ts'
import { paddedLength } from '../../../crdt/encryption/padding.ts'
import { createProof, label, proofReady, sodiumProof } from '../../../crdt/encryption/proof.ts'
import { createRoomCipher } from '../../../crdt/encryption/room-cipher.ts'
import { aeadSeal, blake2bKeyed, sign, verify } from '../../../crdt/encryption/sodium.ts'
import { noLogId, zeroPrefix } from '../../../crdt/sync/wire.ts'
import { seededRandom } from '../../world/random.ts'

const adminSeed = fromHex('000102030405060708090a0b0c0d0e0f')
const bytes = fc.uint8Array({ minLength: 1, maxLength: 600 })

beforeAll(() => proofReady)

const makeCipher = (seed = 1) =>
  createRoomCipher(
    keysFromAdminSeed(adminSeed),
    deviceKeys(new Uint8Array(32).fill(9)),
    seededRandom(seed).fill,
  )

describe('libsodium behind its wrapper', () => {
  it('refuses what the library itself would take and turn into something else', () => {
    const key = new Uint8Array(32)
    expect(() => blake2bKeyed(8, key, key)).toThrow(RangeError)
    expect(() => blake2bKeyed(65, key, key)).toThrow(RangeError)
    expect(() => blake2bKeyed(32, key, undefined as never)).toThrow(TypeError)
    expect(() => blake2bKeyed(32, 'abcd' as never, key)).toThrow(TypeError)
    expect(() => blake2bKeyed(32, new Uint8Array(0), key)).toThrow(TypeError)
    expect(() => aeadSeal(key, undefined as never, new Uint8Array(24), key)).toThrow(TypeError)
  })

  it('calls a signature of the wrong length or by another key simply not valid', () => {
    const { adminKeys, readKeys } = keysFromAdminSeed(adminSeed)
    if (!adminKeys) throw new Error('no admin keys')
    const message = label('hello')
    const signature = sign(message, adminKeys.privateKey)
    expect(verify(signature, message, adminKeys.publicKey)).toBe(true)
    expect(verify(signature, message, readKeys.publicKey)).toBe(false)
    expect(verify(signature.subarray(1), message, adminKeys.publicKey)).toBe(false)
    expect(verify(signature, message, new Uint8Array(0))).toBe(false)
  })

  it('hashes like Node, so that relay and client agree', () => {
    const native = createProof(parts => {
      const hash = createHash('blake2b512')
      for (const part of parts) hash.update(part)
      return hash.digest()
    })
    fc.assert(
      fc.property(bytes, entry => {
        expect(toHex(native.entryHash(entry))).toBe(toHex(sodiumProof.entryHash(entry)))
      }),
    )
  })
})

describe('rights (PROTOCOL.md 2.5, 4.5)', () => {
  it('gives an editor all but the admin key and a viewer no key to write with', () => {
    const admin = keysFromAdminSeed(adminSeed)
    const editor = decodeLink(encodeLink(admin, 'edit'))
    const viewer = decodeLink(encodeLink(admin, 'view'))
    if (!editor.ok || !viewer.ok) throw new Error('links do not read')
    expect(editor.keys).toMatchObject({ right: 'edit', room: admin.room, adminSeed: null, adminKeys: null })
    expect(viewer.keys).toMatchObject({ right: 'view', room: admin.room, editSeed: null, writeKeys: null })
    expect(editor.keys.contentKey).toEqual(admin.contentKey)
    expect(viewer.keys.contentKey).toEqual(admin.contentKey)
    expect(() => encodeLink(viewer.keys, 'edit')).toThrow(TypeError)
  })

  it('does not let a seed be had from one below it', () => {
    const { editSeed, viewSeed } = keysFromAdminSeed(adminSeed)
    if (!editSeed) throw new Error('no edit seed')
    const reachable = [
      'bill/1/admin-key',
      'bill/1/edit',
      'bill/1/view',
      'bill/1/write-key',
      'bill/1/read-key',
    ]
    const below = [editSeed, viewSeed].flatMap(seed => reachable.map(name => toHex(derive(name, seed, 16))))
    expect(below).not.toContain(toHex(adminSeed))
    expect(reachable.map(name => toHex(derive(name, viewSeed, 16)))).not.toContain(toHex(editSeed))
  })

  it('makes the same room from an edit seed and from a view seed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), seed => {
        const admin = keysFromAdminSeed(seed)
        if (!admin.editSeed) throw new Error('no edit seed')
        const { admin: commitment } = admin.commitments
        expect(keysFromEditSeed(admin.editSeed, commitment).room).toBe(admin.room)
        expect(keysFromViewSeed(admin.viewSeed, admin.writePublicKey, commitment).room).toBe(admin.room)
      }),
      { numRuns: 20 },
    )
  })

  it('binds an opening to the connection, the audience, the room and the role (7.4)', () => {
    const keys = keysFromAdminSeed(adminSeed)
    const hello = new Uint8Array(60).fill(3)
    const claim = signOpen(keys, hello, 'relay.test')
    expect(sodiumProof.verifyOpen(claim, hello, 'relay.test')).toBe(true)
    expect(sodiumProof.verifyOpen(claim, hello, 'relay.evil')).toBe(false)
    expect(
      sodiumProof.verifyOpen(
        claim,
        hello.map(byte => byte ^ 1),
        'relay.test',
      ),
    ).toBe(false)
    expect(sodiumProof.verifyOpen({ ...claim, role: 1 }, hello, 'relay.test')).toBe(false)
    const other = keysFromAdminSeed(new Uint8Array(16).fill(7))
    expect(sodiumProof.verifyOpen({ ...claim, roomId: other.roomId }, hello, 'relay.test')).toBe(false)
  })
})

describe('links (PROTOCOL.md 4)', () => {
  it('are 50 characters for editing and 92 for viewing', () => {
    const keys = keysFromAdminSeed(adminSeed)
    expect(encodeLink(keys, 'edit')).toHaveLength(50)
    expect(encodeLink(keys, 'view')).toHaveLength(92)
  })

  it('say what is wrong at every length they can be cut to', () => {
    for (const right of ['edit', 'view'] as const) {
      const text = encodeLink(keysFromAdminSeed(adminSeed), right)
      for (let length = 0; length < text.length; length++) {
        const decoded = decodeLink(text.slice(0, length))
        expect(decoded.ok, `${right} cut to ${length}`).toBe(false)
        if (!decoded.ok && length === 0) expect(decoded.fault).toBe('noSecret')
      }
    }
  })

  it('notice every single changed letter', () => {
    const text = encodeLink(keysFromAdminSeed(adminSeed), 'edit')
    for (let at = 0; at < text.length; at++) {
      for (const letter of 'AZaz09-_') {
        const changed = text.slice(0, at) + letter + text.slice(at + 1)
        if (changed !== text) expect(decodeLink(changed).ok).toBe(false)
      }
    }
  })

  it('ignore what follows a dot, name a newer version and read no more than a link', () => {
    const text = encodeLink(keysFromAdminSeed(adminSeed), 'edit')
    expect(decodeLink(`${text}.57`).ok).toBe(true)
    expect(decodeLink(`Ag${text.slice(2)}`)).toEqual({ ok: false, fault: 'newerVersion' })
    expect(decodeLink(text.repeat(200_000))).toEqual({ ok: false, fault: 'damaged' })
  })

  it('never throw for any text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(decodeLink(text).ok).toBe(false)
      }),
    )
  })

  it('are canonical base64url', () => {
    fc.assert(
      fc.property(fc.uint8Array(), content => {
        expect(fromBase64url(toBase64url(content))).toEqual(content)
      }),
    )
    expect(fromBase64url('AB')).toBe(null)
    expect(fromBase64url('A')).toBe(null)
    expect(fromBase64url('A*')).toBe(null)
  })
})

describe('entries (PROTOCOL.md 5)', () => {
  it('open to what was sealed, author and chain included', () => {
    const cipher = makeCipher()
    const first = cipher.sealUpdate(Uint8Array.of(1, 2, 3))
    const second = cipher.sealUpdate(Uint8Array.of(4))
    expect(cipher.open(first.bytes)).toMatchObject({
      kind: 'update',
      key: first.key,
      author: cipher.author,
      n: 1,
      prevKey: '00'.repeat(16),
      update: Uint8Array.of(1, 2, 3),
    })
    expect(cipher.open(second.bytes)).toMatchObject({ n: 2, prevKey: first.key, introduces: null })
  })

  it('round-trip updates and snapshots of every size', () => {
    const cipher = makeCipher()
    fc.assert(
      fc.property(bytes, fc.nat(1_000_000), (content, covers) => {
        expect(cipher.open(cipher.sealUpdate(content).bytes)).toMatchObject({ update: content })
        const place = { logId: new Uint8Array(16).fill(5), covers, prefix: new Uint8Array(16).fill(6) }
        const sealed = cipher.sealSnapshot(content, place, [], new Uint8Array(32))
        expect(cipher.open(sealed.bytes)).toMatchObject({ kind: 'snapshot', update: content, place })
      }),
      { numRuns: 40 },
    )
  })

  it('are refused when any bit of them is flipped, or in another room', () => {
    const cipher = makeCipher()
    const { bytes: entry } = cipher.sealUpdate(Uint8Array.of(1, 2, 3))
    for (let bit = 0; bit < entry.length * 8; bit++) {
      const flipped = entry.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(cipher.open(flipped).kind, `bit ${bit}`).toBe('invalid')
    }
    expect(openEntry(entry, keysFromAdminSeed(new Uint8Array(16).fill(1)))).toMatchObject({
      kind: 'invalid',
      why: 'signature',
    })
  })

  it('are refused when cut at any byte', () => {
    const cipher = makeCipher()
    const { bytes: entry } = cipher.sealUpdate(Uint8Array.of(1))
    for (let length = 0; length < entry.length; length++) {
      expect(cipher.open(entry.subarray(0, length)).kind).toBe('invalid')
    }
  })

  it('of a newer version that verify and decrypt make the reader blind, others are just invalid', () => {
    const keys = keysFromAdminSeed(adminSeed)
    const newer = (version: number, flags: number, kind = 1) => {
      const header = new ByteWriter().u8(version).u8(kind).u16(flags).finish()
      const nonce = new Uint8Array(24)
      const aad = concat(label('bill/1/aead'), keys.roomId, header)
      const signedPart = concat(header, nonce, aeadSeal(new Uint8Array(256), aad, nonce, keys.contentKey))
      const id = sodiumProof.hash('bill/1/entry', keys.roomId, signedPart)
      if (!keys.writeKeys) throw new Error('no write key')
      return concat(signedPart, sign(sodiumProof.entrySigned(id), keys.writeKeys.privateKey))
    }
    expect(openEntry(newer(2, 0), keys)).toMatchObject({ kind: 'blind' })
    expect(openEntry(newer(1, 4), keys)).toMatchObject({ kind: 'blind' })
    expect(openEntry(newer(1, 0), keys)).toMatchObject({ kind: 'invalid', why: 'content' })
    const forged = newer(2, 0)
    forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1
    expect(openEntry(forged, keys)).toMatchObject({ kind: 'invalid', why: 'signature' })
  })

  it('stop a bomb: a snapshot that inflates beyond 8 MiB is invalid', () => {
    const cipher = makeCipher()
    const place = { logId: noLogId, covers: 0, prefix: zeroPrefix }
    const large = new Uint8Array(9 * 1024 * 1024)
    expect(deflateSync(large).length).toBeLessThan(20_000)
    expect(cipher.open(cipher.sealSnapshot(large, place, [], new Uint8Array(32)).bytes)).toMatchObject({
      kind: 'invalid',
      why: 'content',
    })
    const fits = new Uint8Array(7 * 1024 * 1024)
    expect(cipher.open(cipher.sealSnapshot(fits, place, [], new Uint8Array(32)).bytes).kind).toBe('snapshot')
  })

  it('tell a length bucket only', () => {
    const lengths = new Set(
      [1, 20, 60, 80].map(size => makeCipher().sealUpdate(new Uint8Array(size).fill(1)).bytes.length),
    )
    expect(lengths.size).toBe(1)
    expect([28, 142, 256, 300, 1000, 5000].map(paddedLength)).toEqual([256, 256, 256, 304, 1024, 5120])
    fc.assert(
      fc.property(fc.integer({ min: 257, max: 2_000_000 }), length => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(length)
        expect(padded).toBeLessThanOrEqual(length * 1.12 + 1)
      }),
    )
  })
})

describe('ephemeral messages (PROTOCOL.md 6)', () => {
  it('open to what was sealed and to nothing when a bit is flipped', () => {
    const cipher = makeCipher()
    const presence = {
      epoch: '0011223344556677',
      echoes: ['8899aabbccddeeff'],
      awareness: Uint8Array.of(1, 2),
    }
    const sealed = cipher.sealPresence(presence)
    expect(cipher.openPresence(sealed)).toMatchObject({ ...presence, count: 1 })
    for (let bit = 0; bit < sealed.length * 8; bit += 7) {
      const flipped = sealed.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(cipher.openPresence(flipped)).toBe(null)
    }
    expect(cipher.openPresence(cipher.sealUpdate(Uint8Array.of(1)).bytes)).toBe(null)
  })
})
