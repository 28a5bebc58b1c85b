/**
 * Text as words that can be looked for: every word plain (plain.ts), and a number with its fraction also whole, with a point,
 * so that "24,43" and "24.43" are one word and not two.
 */
import { plain } from './plain.ts'

const numbers = /\d+(?:[.,]\d+)+/g

/** The words of a text, in its order, some of them twice. */
export function wordsOf(text: string): string[] {
  const simple = plain(text)
  return [
    ...simple.split(/[^\p{L}\p{N}]+/u).filter(Boolean),
    ...Array.from(simple.matchAll(numbers), ([number]) => number.replaceAll(',', '.')),
  ]
}

/** One thing that was typed: some beginning of `any` must begin a word. */
export type Wanted = readonly string[]

/** What has to be found, all of it, for what was typed. */
export function wantedOf(typed: string): readonly Wanted[] {
  return plain(typed)
    .split(/\s+/)
    .flatMap(token => {
      const number = /^[^\p{L}\p{N}]*(\d[\d.,'’]*)[^\p{L}\p{N}]*$/u.exec(token)?.[1]
      return number === undefined || /^\d+$/.test(number)
        ? token
            .split(/[^\p{L}\p{N}]+/u)
            .filter(Boolean)
            .map(word => [word])
        : [readingsOf(number)]
    })
}

/** "1.234,50" is 1234.50; "1,234" may be 1.234 as well as 1234; "24," is on its way to 24.43. */
function readingsOf(number: string): Wanted {
  const at = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','))
  const digits = (text: string) => text.replace(/\D/g, '')
  const whole = digits(at < 0 ? number : number.slice(0, at))
  const readings = at < 0 ? [whole] : [`${whole}.${digits(number.slice(at + 1))}`]
  const isGrouped = at >= 0 && digits(number.slice(at + 1)).length === 3
  return isGrouped ? [...readings, digits(number)] : readings
}
