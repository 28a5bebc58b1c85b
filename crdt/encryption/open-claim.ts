/** The signed claim that opens a room on a connection (PROTOCOL.md 7.4). */
import { type Role, roles } from '../sync/wire.ts'
import type { RoomKeys } from './keys.ts'
import { type OpenClaim, sodiumProof } from './proof.ts'
import { sign } from './sodium.ts'

/** Proves the best role that the keys allow, for this HELLO and this audience only. */
export function signOpen(keys: RoomKeys, helloFrame: Uint8Array, aud: string): OpenClaim {
  const role: Role = keys.writeKeys ? roles.write : roles.read
  const pair = keys.writeKeys ?? keys.readKeys
  return {
    role,
    roomId: keys.roomId,
    commitments: keys.commitments,
    publicKey: pair.publicKey,
    signature: sign(sodiumProof.openSigned(helloFrame, aud, keys.roomId, role), pair.privateKey),
  }
}
