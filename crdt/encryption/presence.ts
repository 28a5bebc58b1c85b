/**
 * Seals and opens ephemeral messages (PROTOCOL.md §6). Signed with the write key, because unsigned ones let one frame
 * overwrite another's state; an own AEAD key, so that no entry can be passed off as one.
 */
import { ByteReader, type Bytes, ByteWriter, concat, fromHex, toHex } from '../bytes.ts'
import type { OpenedPresence, Presence } from '../sync/cipher.ts'
import { wireLimits } from '../sync/wire.ts'
import type { RoomKeys } from './keys.ts'
import { isZero, paddedLength } from './padding.ts'
import { label, sodiumProof } from './proof.ts'
import { aeadOpen, aeadSeal, sign, verify } from './sodium.ts'

const presenceKind = 1
const epochBytes = 8
/** More peers than a table has; the rest see this presence with the next message. */
const maxEchoes = 64

/** One sender: one run of one tab. Its counts only grow. */
export interface PresenceSender {
  /** 8 random bytes */
  readonly session: Uint8Array
  count: number
}

function messageSigned(roomId: Uint8Array, sealed: Uint8Array): Bytes {
  return concat(label('bill/1/eph'), sodiumProof.hash('bill/1/eph', roomId, sealed))
}

function aad(roomId: Uint8Array): Bytes {
  return concat(label('bill/1/eph'), roomId)
}

/** The bytes of an EPHEMERAL message. Throws without the write key or above the limit. */
export function sealPresence(
  presence: Presence,
  sender: PresenceSender,
  keys: RoomKeys,
  nonce: Bytes,
): Bytes {
  if (!keys.writeKeys) throw new TypeError('presence needs the write key')
  sender.count += 1
  const plain = new ByteWriter(256).u8(presenceKind).raw(sender.session).u32(sender.count)
  const echoes = presence.echoes.slice(-maxEchoes)
  plain.raw(fromHex(presence.epoch)).u8(echoes.length)
  for (const echo of echoes) plain.raw(fromHex(echo))
  plain.u16(presence.awareness.length).raw(presence.awareness)
  const content = plain.finish()
  const padded = new Uint8Array(paddedLength(content.length))
  padded.set(content)
  const sealed = concat(nonce, aeadSeal(padded, aad(keys.roomId), nonce, keys.ephemeralKey))
  const message = concat(sealed, sign(messageSigned(keys.roomId, sealed), keys.writeKeys.privateKey))
  if (message.length > wireLimits.ephemeralBytes) throw new RangeError('presence is larger than 4 KiB')
  return message
}

/** The presence in an EPHEMERAL message; null when anything about it is wrong or of an unknown kind. */
export function openPresence(message: Uint8Array, keys: RoomKeys): OpenedPresence | null {
  if (message.length > wireLimits.ephemeralBytes || message.length < 24 + 16 + 64) return null
  const sealed = message.subarray(0, message.length - 64)
  const signature = message.subarray(message.length - 64)
  if (!verify(signature, messageSigned(keys.roomId, sealed), keys.writePublicKey)) return null
  const plain = aeadOpen(sealed.subarray(24), aad(keys.roomId), sealed.subarray(0, 24), keys.ephemeralKey)
  if (!plain) return null
  const read = new ByteReader(plain)
  const kind = read.u8()
  const session = toHex(read.take(8))
  const count = read.u32()
  const epoch = toHex(read.take(epochBytes))
  const echoes: string[] = []
  const k = read.u8()
  for (let i = 0; i < k && !read.failed; i++) echoes.push(toHex(read.take(epochBytes)))
  const awareness = read.take(read.u16())
  if (read.failed || kind !== presenceKind || k > maxEchoes || !isZero(read.rest())) return null
  return { session, epoch, echoes, count, awareness }
}
