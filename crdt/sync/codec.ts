/**
 * Messages to bytes and back (PROTOCOL.md 7.1). `encode` is for values our own code made; `decode` is for bytes from
 * outside: it never throws, checks to the last byte, copies nothing (what it hands out are views of the frame) and
 * gives null for anything that is not exactly one well-formed message.
 */
import { ByteReader, type Bytes, ByteWriter } from '../bytes.ts'
import { type Message, type Role, roles, wireLimits } from './wire.ts'

const codes = {
  clientHello: 0x00,
  hello: 0x01,
  open: 0x02,
  begin: 0x03,
  entry: 0x04,
  caughtUp: 0x05,
  append: 0x06,
  ack: 0x07,
  ephemeral: 0x08,
  doorbell: 0x09,
  leave: 0x0a,
  error: 0x0b,
  ping: 0x0c,
  pong: 0x0d,
  tombstone: 0x0e,
} as const

/** The frame of a message. */
export function encode(message: Message): Bytes {
  const out = new ByteWriter(sizeHint(message))
  out.u8(codes[message.type]).u16('chan' in message ? message.chan : 0)
  switch (message.type) {
    case 'clientHello': {
      const aud = asciiBytes(message.aud)
      if (aud.length > wireLimits.audBytes) throw new RangeError('aud is longer than 255 bytes')
      return out.u8(message.version).u8(aud.length).raw(aud).finish()
    }
    case 'hello':
      out.u8(message.version).raw(message.nonce).u32(message.maxFrameBytes).u32(message.maxEntryBytes)
      return out
        .u32(message.maxSnapshotBytes)
        .u8(message.keepaliveS)
        .u64(message.nowMs)
        .u8(message.flags)
        .finish()
    case 'open': {
      const { write, read, admin } = message.commitments
      out.u8(message.role).u8(message.flags).raw(message.roomId).raw(write).raw(read).raw(admin)
      out.raw(message.publicKey).raw(message.signature)
      return out.raw(message.logId).u64(message.since).raw(message.prefix).finish()
    }
    case 'begin':
      return out
        .raw(message.logId)
        .u64(message.head)
        .u8(message.full ? 1 : 0)
        .finish()
    case 'entry':
      return out.u64(message.number).raw(message.entry).finish()
    case 'caughtUp':
    case 'doorbell':
      return out.u64(message.head).finish()
    case 'append':
      return out.u32(message.req).raw(message.entry).finish()
    case 'ack':
      return out
        .u32(message.req)
        .u64(message.number)
        .u8(message.dup ? 1 : 0)
        .finish()
    case 'ephemeral':
      return out.raw(message.sealed).finish()
    case 'leave':
      return out.finish()
    case 'error': {
      const detail = asciiBytes(message.detail).subarray(0, wireLimits.detailBytes)
      out.u32(message.req).u16(message.code).u32(message.retryMs).u32(detail.length)
      return out.raw(detail).finish()
    }
    case 'ping':
    case 'pong':
      return out.u64(message.value).finish()
    case 'tombstone':
      return out.raw(message.entry).finish()
  }
}

/** The message in a frame, or null. */
export function decode(frame: Uint8Array): Message | null {
  if (frame.length > wireLimits.frameBytes) return null
  const read = new ByteReader(frame)
  const code = read.u8()
  const chan = read.u16()
  const message = decodeBody(code, chan, read)
  if (!message || !read.done) return null
  const onConnection = !('chan' in message) || message.type === 'error'
  return onConnection || chan > 0 ? message : null
}

function decodeBody(code: number, chan: number, read: ByteReader): Message | null {
  switch (code) {
    case codes.clientHello: {
      const version = read.u8()
      const aud = asciiText(read.take(read.u8()))
      return chan === 0 && aud !== null ? { type: 'clientHello', version, aud } : null
    }
    case codes.hello:
      if (chan !== 0) return null
      return {
        type: 'hello',
        version: read.u8(),
        nonce: read.take(32),
        maxFrameBytes: read.u32(),
        maxEntryBytes: read.u32(),
        maxSnapshotBytes: read.u32(),
        keepaliveS: read.u8(),
        nowMs: read.u64(),
        flags: read.u8(),
      }
    case codes.open: {
      const role = read.u8()
      if (role !== roles.read && role !== roles.write) return null
      return {
        type: 'open',
        chan,
        role: role satisfies Role,
        flags: read.u8(),
        roomId: read.take(32),
        commitments: { write: read.take(16), read: read.take(16), admin: read.take(16) },
        publicKey: read.take(32),
        signature: read.take(64),
        logId: read.take(16),
        since: read.u64(),
        prefix: read.take(16),
      }
    }
    case codes.begin: {
      const logId = read.take(16)
      const head = read.u64()
      const full = read.u8()
      return full > 1 ? null : { type: 'begin', chan, logId, head, full: full === 1 }
    }
    case codes.entry:
      return { type: 'entry', chan, number: read.u64(), entry: read.rest() }
    case codes.caughtUp:
      return { type: 'caughtUp', chan, head: read.u64() }
    case codes.append: {
      const req = read.u32()
      return req === 0 ? null : { type: 'append', chan, req, entry: read.rest() }
    }
    case codes.ack: {
      const req = read.u32()
      const number = read.u64()
      const dup = read.u8()
      return dup > 1 ? null : { type: 'ack', chan, req, number, dup: dup === 1 }
    }
    case codes.ephemeral: {
      const sealed = read.rest()
      return sealed.length > wireLimits.ephemeralBytes ? null : { type: 'ephemeral', chan, sealed }
    }
    case codes.doorbell:
      return { type: 'doorbell', chan, head: read.u64() }
    case codes.leave:
      return { type: 'leave', chan }
    case codes.error: {
      const req = read.u32()
      const errorCode = read.u16()
      const retryMs = read.u32()
      const length = read.u32()
      const detail = length > wireLimits.detailBytes ? null : asciiText(read.take(length))
      return detail === null ? null : { type: 'error', chan, req, code: errorCode, retryMs, detail }
    }
    case codes.ping:
    case codes.pong:
      return chan === 0 ? { type: code === codes.ping ? 'ping' : 'pong', value: read.u64() } : null
    case codes.tombstone:
      return { type: 'tombstone', chan, entry: read.rest() }
    default:
      return null
  }
}

/** Room for the whole frame at once, so that a large entry is copied one time only. */
function sizeHint(message: Message): number {
  if ('entry' in message) return message.entry.length + 16
  return 'sealed' in message ? message.sealed.length + 4 : 288
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    bytes[i] = code >= 0x20 && code < 0x7f ? code : 0x3f
  }
  return bytes
}

/** Printable ASCII only. */
function asciiText(bytes: Uint8Array): string | null {
  let text = ''
  for (const byte of bytes) {
    if (byte < 0x20 || byte > 0x7e) return null
    text += String.fromCharCode(byte)
  }
  return text
}
