/**
 * Messages to the bytes of WebSocket frames (RFC 6455 §5.2: binary, final, unmasked as a server's are). Written here
 * and not left to `ws`, so that what a room says in one turn of the event loop is built once and given to each socket
 * as one write; measured at 2 to 8 times the deliveries of one `send` per message.
 */

/** Bytes of the frame header before a payload of this size. */
const headerBytes = (size: number): number => (size < 126 ? 2 : size < 65_536 ? 4 : 10)

/** Writes the header of a frame with a payload of `size` bytes; gives where the payload begins. */
function writeHeader(frames: Buffer, at: number, size: number): number {
  frames[at] = 0x82
  if (size < 126) {
    frames[at + 1] = size
    return at + 2
  }
  if (size < 65_536) {
    frames[at + 1] = 126
    frames.writeUInt16BE(size, at + 2)
    return at + 4
  }
  frames[at + 1] = 127
  frames.writeUInt32BE(0, at + 2)
  frames.writeUInt32BE(size, at + 6)
  return at + 10
}

/** The frames of several messages, joined. */
export function toFrames(messages: readonly Uint8Array[]): Buffer {
  const size = messages.reduce((sum, message) => sum + headerBytes(message.length) + message.length, 0)
  const frames = Buffer.allocUnsafe(size)
  let at = 0
  for (const message of messages) {
    at = writeHeader(frames, at, message.length)
    frames.set(message, at)
    at += message.length
  }
  return frames
}

/** One step of a log: an entry, and who asked for it by which request (null: nobody who is told here). */
export interface LogStep {
  readonly number: number
  readonly entry: Uint8Array
  readonly sender: object | null
  readonly req: number
}

const entryType = 0x04
const ackType = 0x07
/** type, chan, number, before the entry. */
const entryHeadBytes = 11
/** type, chan, req, number, dup. */
const ackBytes = 16

const stepBytes = (step: LogStep, own: boolean): number =>
  own ? ackBytes : entryHeadBytes + step.entry.length

/**
 * The frames of ENTRY and ACK messages (PROTOCOL.md 7.1) on one channel: what codec.ts gives, written at once into the
 * frames, since this is what a relay does most. `reader` gets an ACK in the place of each entry that it sent itself;
 * null: nobody's own.
 */
export function logFrames(steps: readonly LogStep[], chan: number, reader: object | null): Buffer {
  const isOwn = (step: LogStep): boolean => reader !== null && step.sender === reader
  let size = 0
  for (const step of steps) {
    const bytes = stepBytes(step, isOwn(step))
    size += headerBytes(bytes) + bytes
  }
  const frames = Buffer.allocUnsafe(size)
  let at = 0
  for (const step of steps) {
    const own = isOwn(step)
    at = writeHeader(frames, at, stepBytes(step, own))
    frames[at] = own ? ackType : entryType
    at = frames.writeUInt16BE(chan, at + 1)
    if (own) at = frames.writeUInt32BE(step.req, at)
    at = frames.writeUInt32BE(Math.floor(step.number / 2 ** 32), at)
    at = frames.writeUInt32BE(step.number >>> 0, at)
    if (own) {
      frames[at++] = 0
    } else {
      frames.set(step.entry, at)
      at += step.entry.length
    }
  }
  return frames
}
