/**
 * Reads the fields of one entry of a document that anybody may have written.
 *
 * Promises: every method gives a value within the bounds of `limits`, whatever stands in the document, and reports
 * what it could not use. An absent field is its default and no issue. Never throws, never walks into a value.
 */

import {
  type Authorship,
  type CurrencyCode,
  type Day,
  type IssueReason,
  limits,
  type Minor,
  maxAmountMinor,
  type TimeMs,
} from '../domain/bill.ts'
import { decimalsOf } from '../domain/currency.ts'
import type { PersonId } from '../ids.ts'
import type { IssueList } from './issues.ts'
import { type AnyMap, asMap, isSafeId } from './schema.ts'
import { cleanText, cutText } from './text.ts'

/** Latest moment that a JavaScript date can hold. */
const maxTimeMs = 8_640_000_000_000_000

/** The fields of one Y.Map, with where it stands and who wrote it, for issues. */
export class Fields {
  readonly written: Authorship

  constructor(
    readonly map: AnyMap,
    readonly path: readonly string[],
    readonly issues: IssueList,
  ) {
    this.written = readAuthorship(map)
  }

  issue(reason: IssueReason, ...keys: readonly string[]): void {
    this.issues.add(reason, [...this.path, ...keys], this.written)
  }

  /** One line, or several for notes. */
  text(key: string, lines: 'one' | 'many' = 'one'): string {
    const value = this.map.get(key)
    if (value === undefined) return ''
    if (typeof value !== 'string') {
      this.issue('badShape', key)
      return ''
    }
    const length = lines === 'one' ? limits.nameLength : limits.noteLength
    if (value.length > length) this.issue('textTooLong', key)
    return cleanText(cutText(value, length), lines)
  }

  /** An amount in minor units; 0 when absent or bad. */
  minor(key: string): Minor {
    return this.minorOrNull(key) ?? 0
  }

  minorOrNull(key: string): Minor | null {
    const value = this.map.get(key)
    if (value === undefined) return null
    const reason = amountFault(value)
    if (reason === null) return plainZero(value as number)
    this.issue(reason, key)
    return null
  }

  integer(key: string, min: number, max: number, otherwise: number, reason: IssueReason): number {
    const value = this.map.get(key)
    if (value === undefined) return otherwise
    if (isIntegerIn(value, min, max)) return plainZero(value)
    this.issue(reason, key)
    return otherwise
  }

  flag(key: string): boolean {
    const value = this.map.get(key)
    if (value !== undefined && typeof value !== 'boolean') this.issue('badShape', key)
    return value === true
  }

  /** One of a few words; the first when absent or bad. */
  word<Word extends string>(key: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.map.get(key)
    if (value === undefined) return words[0]
    const word = words.find(known => known === value)
    if (word === undefined) this.issue('badShape', key)
    return word ?? words[0]
  }

  time(key: string): TimeMs | null {
    const value = this.map.get(key)
    if (value === undefined) return null
    if (isTime(value)) return value
    this.issue('badDate', key)
    return null
  }

  /** A day; when absent or bad the day (in UTC) on which the entry was written. */
  day(key: string): Day {
    const value = this.map.get(key)
    if (isDay(value)) return value
    if (value !== undefined) this.issue('badDate', key)
    const day = new Date(this.written.at).toISOString().slice(0, 10)
    return isDay(day) ? day : '1970-01-01'
  }

  /** A known currency; null when it is none, `otherwise` when absent. */
  currency(key: string, otherwise: CurrencyCode): CurrencyCode | null {
    const value = this.map.get(key)
    if (value === undefined) return otherwise
    if (isCurrency(value)) return value
    this.issue('badCurrency', key)
    return null
  }

  /** A nested map; null when it is missing, and an issue when something else is there. */
  inner(key: string): AnyMap | null {
    const value = this.map.get(key)
    const map = asMap(value)
    if (map === null && value !== undefined) this.issue('badShape', key)
    return map
  }
}

/** Who wrote an entry and when; a bad author is nobody, a bad time is the beginning of 1970. */
export function readAuthorship(map: AnyMap): Authorship {
  const by = map.get('by')
  const at = map.get('at')
  return { by: isSafeId(by) ? (by as PersonId) : null, at: isTime(at) ? at : 0 }
}

/** Why a value is no amount, or null when it is one. */
export function amountFault(value: unknown): 'badAmount' | 'amountTooBig' | null {
  if (typeof value !== 'number' || !Number.isInteger(value)) return 'badAmount'
  return Math.abs(value) > maxAmountMinor ? 'amountTooBig' : null
}

export function isIntegerIn(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}

/** A moment after 1970 that a date can hold, in whole milliseconds. */
export function isTime(value: unknown): value is TimeMs {
  return isIntegerIn(value, 0, maxTimeMs)
}

/** A day that is in the calendar, from 1900 to 2199: what people mean, and what date fields can show. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value
}

/** An ISO 4217 code whose number of decimals is known. */
export function isCurrency(value: unknown): value is CurrencyCode {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) && decimalsOf(value) !== null
}

/** -0 would be a second zero, different in a deep comparison and in a printed "-0.00". */
export function plainZero(value: number): number {
  return value === 0 ? 0 : value
}
