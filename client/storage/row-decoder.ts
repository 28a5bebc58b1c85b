/**
 * Reads a stored update of a bill as Yjs does (its format V1), with one string for each key and id that comes again.
 *
 * A long bill is a quarter of a million small strings, most of them a few keys and people's ids over and over. Yjs makes a view of
 * bytes and asks a TextDecoder for each, a third of the time in which it reads such a bill; here a short string of plain ASCII
 * is looked up among those that were read before. Everything else is left to Yjs.
 */
import * as Y from 'yjs'

/** Longer ones hardly come twice. */
const maxLength = 24
/** A power of 2. A string of another one's place takes it over. */
const places = 4_096
/** How lib0 marks a string among values of any type. */
const anyString = 119

class RowDecoder extends Y.UpdateDecoderV1 {
  private readonly known: string[] = new Array(places).fill('')

  override readString(): string {
    const { arr, pos } = this.restDecoder
    // A length below 128 is one byte.
    const length = arr[pos] as number
    const end = pos + 1 + length
    if (!(length <= maxLength) || end > arr.length) return super.readString()
    let hash = length
    for (let at = pos + 1; at < end; at++) {
      const byte = arr[at] as number
      if (byte > 0x7f) return super.readString()
      hash = (Math.imul(hash, 31) + byte) | 0
    }
    this.restDecoder.pos = end
    const place = (hash ^ (hash >>> 15)) & (places - 1)
    const known = this.known[place] as string
    if (isAt(known, arr, pos + 1, length)) return known
    let text = ''
    for (let at = pos + 1; at < end; at++) text += String.fromCharCode(arr[at] as number)
    this.known[place] = text
    return text
  }

  override readAny(): unknown {
    const { restDecoder } = this
    if (restDecoder.arr[restDecoder.pos] !== anyString) return super.readAny()
    restDecoder.pos++
    return this.readString()
  }
}

function isAt(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false
  for (let at = 0; at < length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false
  return true
}

/**
 * `Y.applyUpdate`, faster.
 * @throws what that throws, for bytes that are no update
 */
export function applyRow(doc: Y.Doc, row: Uint8Array, origin?: unknown): void {
  Y.applyUpdateV2(doc, row, origin, RowDecoder)
}
