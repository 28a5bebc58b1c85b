/**
 * The cipher that a session is given: a room's keys, this device's keys and a fresh author, joined into the few calls
 * that sync/cipher.ts names.
 */
import { type Bytes, toHex } from '../bytes.ts'
import type { FillRandom } from '../ids.ts'
import type { RoomCipher } from '../sync/cipher.ts'
import { newAuthor } from './author.ts'
import { openEntry, sealSnapshot, sealUpdate } from './entry.ts'
import type { DeviceKeys, RoomKeys } from './keys.ts'
import { openPresence, type PresenceSender, sealPresence } from './presence.ts'
import { sodiumProof } from './proof.ts'

export function createRoomCipher(keys: RoomKeys, device: DeviceKeys, fillRandom: FillRandom): RoomCipher {
  let author = newAuthor(device, keys.roomId, fillRandom)
  const sender: PresenceSender = { session: fillRandom(new Uint8Array(8)), count: 0 }
  const nonce = (): Bytes => {
    const bytes = new Uint8Array(24)
    fillRandom(bytes)
    return bytes
  }
  return {
    get author() {
      return toHex(author.id)
    },
    get sealedCount() {
      return author.count
    },
    canWrite: keys.writeKeys !== null,
    renewAuthor() {
      author = newAuthor(device, keys.roomId, fillRandom)
    },
    sealUpdate: update => sealUpdate(update, { keys, author, nonce: nonce() }),
    sealSnapshot: (state, place, vector, digest) =>
      sealSnapshot({ state, vector, digest }, place, { keys, author, nonce: nonce() }),
    open: entry => openEntry(entry, keys),
    entryHash: sodiumProof.entryHash,
    nextPrefix: sodiumProof.nextPrefix,
    digest: content => sodiumProof.hash('bill/1/digest', content),
    sealPresence: presence => sealPresence(presence, sender, keys, nonce()),
    openPresence: sealed => openPresence(sealed, keys),
  }
}
