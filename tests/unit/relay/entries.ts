/**
 * Rooms and entries for stores, which look at no form.
 */
import { toBase64url } from '../../../crdt/bytes.ts'
import type { RoomId } from '../../../crdt/ids.ts'

/** A room id of 32 equal bytes. */
export const roomNamed = (byte: number): RoomId => toBase64url(new Uint8Array(32).fill(byte)) as RoomId

/** An entry for a store, which looks at no form: `size` bytes that tell which it is. */
export function entryOf(id: number, size = 100): Uint8Array {
  const bytes = new Uint8Array(size).fill(id & 255)
  new DataView(bytes.buffer).setUint32(0, id)
  return bytes
}
