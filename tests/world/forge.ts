/**
 * A member who means harm: has the edit link, so everything is properly sealed and signed; only what is inside is not what
 * an honest client writes.
 */
import { type Bytes, ByteWriter, concat, toHex } from '../../crdt/bytes.ts'
import { deviceKeys, type RoomKeys } from '../../crdt/encryption/keys.ts'
import { label, sodiumProof } from '../../crdt/encryption/proof.ts'
import { createRoomCipher } from '../../crdt/encryption/room-cipher.ts'
import { aeadSeal, sign } from '../../crdt/encryption/sodium.ts'
import type { LogPlace } from '../../crdt/sync/cipher.ts'
import type { SeededRandom } from './random.ts'

export interface Forger {
  /** An entry whose update is these bytes. */
  update(bytes: Uint8Array): Uint8Array
  /** A snapshot that covers, and whose state is these bytes. */
  snapshot(state: Uint8Array, place: LogPlace): Uint8Array
  /** Verifies, decrypts and says that a newer version made it. */
  newer(): Uint8Array
  /** A signed snapshot that covers and can't be decrypted. */
  unsealed(place: LogPlace): Uint8Array
  /** An entry whose signature is wrong. */
  unsigned(): Uint8Array
  /** Presence of a device that has just gone live, each time anew; `awareness` is a y-protocols update. */
  presence(awareness: Uint8Array): Uint8Array
}

export function forger(keys: RoomKeys, random: SeededRandom): Forger {
  const device = deviceKeys(random.fill(new Uint8Array(32)))
  const cipher = createRoomCipher(keys, device, random.fill)
  const finish = (header: Bytes, sealed: (nonce: Bytes, aad: Bytes) => Uint8Array): Uint8Array => {
    if (!keys.writeKeys) throw new TypeError('forging needs the write key')
    const nonce = new Uint8Array(24)
    random.fill(nonce)
    const aad = concat(label('bill/1/aead'), keys.roomId, header)
    const signedPart = concat(header, nonce, sealed(nonce, aad))
    const id = sodiumProof.hash('bill/1/entry', keys.roomId, signedPart)
    return concat(signedPart, sign(sodiumProof.entrySigned(id), keys.writeKeys.privateKey))
  }
  return {
    update: bytes => cipher.sealUpdate(bytes).bytes,
    snapshot: (state, place) => cipher.sealSnapshot(state, place, [], new Uint8Array(32)).bytes,
    newer: () =>
      finish(new ByteWriter().u8(2).u8(1).u16(0).finish(), (nonce, aad) =>
        aeadSeal(new Uint8Array(256), aad, nonce, keys.contentKey),
      ),
    unsealed: ({ logId, covers, prefix }) =>
      finish(new ByteWriter().u8(1).u8(2).u16(0).raw(logId).u64(covers).raw(prefix).finish(), () =>
        random.fill(new Uint8Array(300)),
      ),
    unsigned() {
      const entry = cipher.sealUpdate(Uint8Array.of(0, 0)).bytes.slice()
      entry[entry.length - 1] = (entry[entry.length - 1] ?? 0) ^ 1
      return entry
    },
    presence: awareness =>
      cipher.sealPresence({ epoch: toHex(random.fill(new Uint8Array(8))), echoes: [], awareness }),
  }
}
