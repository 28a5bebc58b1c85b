/**
 * Looks for secrets where none may be: a text or an amount in every coat it could wear (UTF-8, UTF-16, base64 at each alignment,
 * hexadecimal, percent-encoded; amounts as typed, as minor units, and as the bytes that Yjs, JSON and SQLite write).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as encoding from 'lib0/encoding'

/** A needle and the coat it wears. */
interface Needle {
  readonly coat: string
  readonly bytes: Buffer
}

function coatsOf(name: string, bytes: Buffer): Needle[] {
  const base64 = [0, 1, 2].map(shift => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
    // The first and last letters depend on the neighbours: only what is surely there is looked for.
    const text = shifted.toString('base64').replace(/=+$/, '')
    return text.slice(shift === 0 ? 0 : shift + 1, -1)
  })
  return [
    { coat: `${name}, raw`, bytes },
    { coat: `${name}, hex`, bytes: Buffer.from(bytes.toString('hex')) },
    { coat: `${name}, HEX`, bytes: Buffer.from(bytes.toString('hex').toUpperCase()) },
    ...base64.map((text, shift) => ({ coat: `${name}, base64 +${shift}`, bytes: Buffer.from(text) })),
    ...base64.map((text, shift) => ({
      coat: `${name}, base64url +${shift}`,
      bytes: Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')),
    })),
  ]
}

export function textNeedles(text: string): Needle[] {
  return [
    ...coatsOf('UTF-8', Buffer.from(text, 'utf8')),
    ...coatsOf('UTF-16LE', Buffer.from(text, 'utf16le')),
    ...coatsOf('UTF-16BE', Buffer.from(text, 'utf16le').swap16()),
    { coat: 'percent', bytes: Buffer.from(encodeURIComponent(text)) },
  ]
}

export function bytesNeedles(name: string, bytes: Uint8Array): Needle[] {
  return coatsOf(name, Buffer.from(bytes))
}

/** An amount, given as typed ("4815.62") and in minor units. */
export function amountNeedles(typed: string, minor: number): Needle[] {
  const yjs = encoding.createEncoder()
  encoding.writeAny(yjs, minor)
  const u32 = Buffer.alloc(4)
  u32.writeUInt32BE(minor)
  const f64 = Buffer.alloc(8)
  f64.writeDoubleBE(minor)
  return [
    ...textNeedles(typed),
    ...textNeedles(String(minor)),
    ...coatsOf('as Yjs writes it', Buffer.from(encoding.toUint8Array(yjs))),
    { coat: 'u32 BE', bytes: u32 },
    { coat: 'u32 LE', bytes: Buffer.from(u32).reverse() },
    { coat: 'f64 BE', bytes: f64 },
    { coat: 'f64 LE', bytes: Buffer.from(f64).reverse() },
  ]
}

/** The coats that were found in any file of the folder or in the text. */
export function search(needles: readonly Needle[], folder: string, output: string): string[] {
  const hay = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }))
  hay.push({ name: 'output', bytes: Buffer.from(output) })
  return hay.flatMap(({ name, bytes }) =>
    needles.filter(needle => bytes.includes(needle.bytes)).map(needle => `${needle.coat} in ${name}`),
  )
}
