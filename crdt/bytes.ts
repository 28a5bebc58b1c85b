/**
 * A reader and a writer for the byte formats of PROTOCOL.md: big-endian, checked to the last byte.
 *
 * Not lib0's: its variable-length integers are little-endian base 128 and its reader reads past views; the wire
 * and the entry are fixed-width so that a signed body has exactly one encoding. A reader never throws for bad
 * input: after the first read beyond the end `failed` is set and every later read gives zero or empty, so a decoder
 * reads straight through and asks once at the end.
 */

export type Bytes = Uint8Array<ArrayBuffer>

/** Reads a view without copying it; what it hands out are views too. */
export class ByteReader {
  private position = 0
  failed = false
  private readonly view: DataView

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.bytes.length - this.position
  }

  /** True when everything was read and nothing was missing. */
  get done(): boolean {
    return !this.failed && this.left === 0
  }

  private advance(count: number): number {
    if (this.failed || count > this.left) {
      this.failed = true
      return -1
    }
    const at = this.position
    this.position += count
    return at
  }

  u8(): number {
    const at = this.advance(1)
    return at < 0 ? 0 : this.view.getUint8(at)
  }

  u16(): number {
    const at = this.advance(2)
    return at < 0 ? 0 : this.view.getUint16(at)
  }

  u32(): number {
    const at = this.advance(4)
    return at < 0 ? 0 : this.view.getUint32(at)
  }

  /** A 64-bit integer that must be a safe one (<= 2^53 - 1); a larger value fails the reader. */
  u64(): number {
    const at = this.advance(8)
    if (at < 0) return 0
    const value = this.view.getUint32(at) * 2 ** 32 + this.view.getUint32(at + 4)
    if (!Number.isSafeInteger(value)) {
      this.failed = true
      return 0
    }
    return value
  }

  /** The next `count` bytes as a view. */
  take(count: number): Uint8Array {
    const at = this.advance(count)
    return at < 0 ? new Uint8Array(0) : this.bytes.subarray(at, at + count)
  }

  /** All that is left, as a view. */
  rest(): Uint8Array {
    return this.take(this.left)
  }
}

/** Grows as it is written; `finish` gives a fresh array of the exact length. */
export class ByteWriter {
  private bytes: Bytes
  private view: DataView
  private position = 0

  constructor(sizeBytes = 256) {
    this.bytes = new Uint8Array(sizeBytes)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Makes room and gives the place; called before `bytes` or `view` is named, because it may replace both. */
  private claim(count: number): number {
    const at = this.position
    if (at + count > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, at + count))
      grown.set(this.bytes.subarray(0, at))
      this.bytes = grown
      this.view = new DataView(grown.buffer)
    }
    this.position = at + count
    return at
  }

  u8(value: number): this {
    const at = this.claim(1)
    this.view.setUint8(at, value)
    return this
  }

  u16(value: number): this {
    const at = this.claim(2)
    this.view.setUint16(at, value)
    return this
  }

  u32(value: number): this {
    const at = this.claim(4)
    this.view.setUint32(at, value)
    return this
  }

  u64(value: number): this {
    const at = this.claim(8)
    this.view.setUint32(at, Math.floor(value / 2 ** 32))
    this.view.setUint32(at + 4, value >>> 0)
    return this
  }

  raw(bytes: Uint8Array): this {
    const at = this.claim(bytes.length)
    this.bytes.set(bytes, at)
    return this
  }

  finish(): Bytes {
    return this.bytes.slice(0, this.position)
  }
}

/** One array from several. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** True when both hold the same bytes. Not constant-time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const letterValue = new Map([...alphabet].map((letter, value) => [letter, value]))

/** RFC 4648 §5 base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const chunk = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const letters = Math.min(4, bytes.length - i + 1)
    for (let k = 0; k < letters; k++) text += alphabet[(chunk >> (18 - 6 * k)) & 63]
  }
  return text
}

/** The bytes of canonical unpadded base64url, or null: a foreign letter, a bad length or spare bits that are not zero. */
export function fromBase64url(text: string): Bytes | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let at = 0
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = letterValue.get(letter)
    if (value === undefined) return null
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 255
      held &= (1 << bits) - 1
    }
  }
  return held === 0 ? bytes : null
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** The bytes of hexadecimal text that `toHex` made. */
export function fromHex(text: string): Bytes {
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}
