/** WebSocket frames by hand (RFC 6455 §5.2), so that a client can send those that no library would. */
import { concat } from '../../../crdt/bytes.ts'

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export interface FrameOptions {
  readonly opcode?: number
  /** False: more fragments follow. */
  readonly fin?: boolean
  /** The three reserved bits, 0 to 7; 4 is the first, which says "compressed". */
  readonly reserved?: number
  readonly masked?: boolean
  /** The size that the frame claims, instead of its own. */
  readonly claims?: bigint
  /** Bytes of the length field, instead of the least: 0, 2 or 8. */
  readonly lengthBytes?: 0 | 2 | 8
}

const mask = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d)

/** The bytes of one frame as a client sends it: masked, of the right length, unless told otherwise. */
export function rawFrame(payload: Uint8Array, options: FrameOptions = {}): Uint8Array {
  const { opcode = opcodes.binary, fin = true, reserved = 0, masked = true } = options
  const size = options.claims ?? BigInt(payload.length)
  const least = size < 126n ? 0 : size < 65_536n ? 2 : 8
  const lengthBytes = options.lengthBytes ?? least
  const marker = lengthBytes === 0 ? Number(size) : lengthBytes === 2 ? 126 : 127
  const length = new Uint8Array(lengthBytes)
  for (let i = 0; i < lengthBytes; i++) length[lengthBytes - 1 - i] = Number((size >> BigInt(8 * i)) & 255n)
  const head = Uint8Array.of((fin ? 0x80 : 0) | (reserved << 4) | opcode, (masked ? 0x80 : 0) | marker)
  if (!masked) return concat(head, length, payload)
  return concat(
    head,
    length,
    mask,
    payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0)),
  )
}

/** The payload of a close frame. */
export function closing(code: number, reason: Uint8Array = new Uint8Array(0)): Uint8Array {
  return concat(Uint8Array.of(code >> 8, code & 255), reason)
}
