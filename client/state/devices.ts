/** The id under which this device introduces itself in a bill: random for each bill, so that it links none of them. */
import { toHex } from '../../crdt/bytes.ts'
import type { DeviceId } from '../../crdt/ids.ts'
import { fillRandom } from './clock.ts'

export function newDeviceId(): DeviceId {
  return toHex(fillRandom(new Uint8Array(8))) as DeviceId
}
