/**
 * What commands are given, held to the same bounds as what readers accept.
 *
 * Promises: each check gives the value as it will be written, or throws a TypeError (another type) or RangeError (out
 * of bounds) that names the thing and never the value: messages end up in logs and reports.
 */
import {
  type ChargeValue,
  type CurrencyCode,
  type Day,
  limits,
  type Minor,
  maxAmountMinor,
  type Rate,
} from '../domain/bill.ts'
import { isCurrency, isDay, isIntegerIn, plainZero } from './fields.ts'
import { isRate } from './read-expenses.ts'
import { cleanText } from './text.ts'

/** Trimmed and cleaned text of at most `limits.nameLength`; may be empty. */
export function checkLine(text: string, word: string): string {
  return checkText(text, word, 'one', limits.nameLength)
}

/** Trimmed and cleaned text of several lines, at most `limits.noteLength`; may be empty. */
export function checkNote(text: string): string {
  return checkText(text, 'note', 'many', limits.noteLength)
}

/** As `checkLine`, and not empty. */
export function checkName(text: string, word: string): string {
  const name = checkLine(text, word)
  if (name === '') throw new RangeError(`A ${word} is needed`)
  return name
}

function checkText(text: string, word: string, lines: 'one' | 'many', length: number): string {
  if (typeof text !== 'string') throw new TypeError(`The ${word} is not text`)
  const clean = cleanText(text, lines).trim()
  if (clean.length > length) throw new RangeError(`The ${word} is over ${length} characters`)
  return clean
}

/** An amount in minor units of either sign. */
export function checkAmount(minor: Minor, word: string): Minor {
  return checkInteger(minor, -maxAmountMinor, maxAmountMinor, word)
}

export function checkInteger(value: number, min: number, max: number, word: string): number {
  if (typeof value !== 'number') throw new TypeError(`The ${word} is not a number`)
  if (!isIntegerIn(value, min, max)) throw new RangeError(`The ${word} is no integer from ${min} to ${max}`)
  return plainZero(value)
}

export function checkDay(day: Day): Day {
  if (!isDay(day)) throw new RangeError('The date is no day of the calendar from 1900 to 2199')
  return day
}

export function checkCurrency(code: CurrencyCode): CurrencyCode {
  if (!isCurrency(code)) throw new RangeError('The currency is not known')
  return code
}

/** A rate as the document holds it; undefined for none. */
export function checkRate(rate: Rate | null): readonly [number, number] | undefined {
  if (rate === null) return undefined
  const pair = [rate.value, rate.exponent]
  if (!isRate(pair)) throw new RangeError('The rate is not above 0 or has too many decimals')
  return pair
}

/** A charge's value as the document holds it. */
export function checkChargeValue(value: ChargeValue): readonly [string, number] {
  return value.type === 'percent'
    ? ['percent', checkInteger(value.thousandths, 0, limits.thousandths, 'percentage')]
    : ['amount', checkInteger(value.minor, 0, maxAmountMinor, 'amount')]
}

/** One of a few words. */
export function checkWord<Word extends string>(value: Word, words: readonly Word[], word: string): Word {
  if (!words.includes(value)) throw new RangeError(`The ${word} is not known`)
  return value
}
