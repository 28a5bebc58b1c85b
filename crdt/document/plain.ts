/**
 * Values as a record of activity holds them: a scalar each, several ids or numbers in one text.
 *
 * Promises: small, since records are many; whole, since what was there before comes back from nowhere else. Records are anybody's
 * to write: what is read here is clean and within bounds, or nothing.
 */
import { limits } from '../domain/bill.ts'
import { isSafeId } from './schema.ts'
import { cleanText, cutText } from './text.ts'

/** A value in a record. */
export type Plain = string | number | boolean | null

/** What of a name stands in a record of adding or deleting at most, and of ids in one text; in UTF-16 units. */
export const textLength = 80
/** What of a field's value stands in a record at most, which is all of it. Older builds read and wrote `textLength` of it. */
const valueLength = limits.noteLength
/** Most values in a record, with its verb and its ids. */
export const recordLength = 64
const idLength = 8
/** Ids that stand in one text of a record, one behind the other. */
const idsInText = textLength / idLength

/** A value as a record may hold it; anything that is not plain becomes null. */
export function plainOf(value: unknown): Plain {
  if (typeof value === 'string') return cutText(value, valueLength)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  // A charge's value, a rate, a category, a default split: lists whose parts say it all.
  if (Array.isArray(value)) return cutText(value.map(String).join(' '), valueLength)
  return null
}

/** A value out of a record, with its line breaks. */
export function readPlain(value: unknown): Plain {
  if (typeof value === 'string') return cleanText(cutText(value, valueLength), 'many')
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'boolean' ? value : null
}

/** The same on one line: what everything but a note is. */
export function inLine(plain: Plain): Plain {
  return typeof plain === 'string' ? cleanText(plain, 'one') : plain
}

/** True when a record can hold so many values besides its verb and its ids. */
export function fitsRecord(count: number): boolean {
  return count + 2 <= recordLength
}

/** The number of ids, and texts of them; only their number when they are more than a record holds. */
export function countedIds(ids: readonly string[]): Plain[] {
  const texts: string[] = []
  for (let at = 0; at < ids.length; at += idsInText) texts.push(ids.slice(at, at + idsInText).join(''))
  return fitsRecord(1 + texts.length) ? [ids.length, ...texts] : [ids.length]
}

/** The ids that such values name. */
export function idsIn(values: readonly Plain[]): string[] {
  return values
    .flatMap(text => (typeof text === 'string' ? (text.match(/[\w-]{8}/g) ?? []) : []))
    .filter(isSafeId)
}

/** Integers by id in one text, "AAAAAAAA500 BBBBBBBB-20"; null when they are too many for it. */
export function packNumbers(numbers: readonly (readonly [id: string, value: number])[]): string | null {
  const text = numbers.map(([id, value]) => `${id}${value}`).join(' ')
  return text.length > valueLength ? null : text
}

/** What such a text says; null when it is none. */
export function unpackNumbers(text: Plain): readonly (readonly [id: string, value: number])[] | null {
  if (typeof text !== 'string') return null
  const all = text.split(' ').map(each => /^([\w-]{8})(-?\d{1,15})$/.exec(each) ?? [])
  return all.every(([, id]) => isSafeId(id)) ? all.map(([, id = '', digits]) => [id, Number(digits)]) : null
}

/** The same in as few texts as they fit in, with spaces between. */
export function packTexts(texts: readonly string[]): readonly string[] {
  const packed: string[] = []
  for (const text of texts) {
    const last = packed[packed.length - 1]
    if (last !== undefined && last.length + 1 + text.length <= valueLength)
      packed[packed.length - 1] += ` ${text}`
    else packed.push(text)
  }
  return packed
}
