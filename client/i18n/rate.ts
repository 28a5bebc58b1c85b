/**
 * A rate as people type it and as it is shown: "0.9167", "1,0845". A decimal as an integer and an exponent, never a float.
 */

import { maxExponent } from '../../crdt/document/read-expenses.ts'
import type { Rate } from '../../crdt/domain/bill.ts'
import { plainDigits } from './digits.ts'

export type ParsedRate =
  | { readonly ok: true; readonly rate: Rate | null }
  | { readonly ok: false; readonly reason: 'notARate' | 'tooManyDecimals' }

/** Reads a rate above 0; an empty text is none. A point or a comma is the decimal sign, nothing is grouped. */
export function parseRate(typed: string): ParsedRate {
  const text = plainDigits(typed).replace('\u066b', '.').trim()
  if (text === '') return { ok: true, rate: null }
  const found = /^(\d*)(?:[.,](\d*))?$/.exec(text)
  const [, whole = '', fraction = ''] = found ?? []
  if (found === null || whole + fraction === '') return { ok: false, reason: 'notARate' }
  const cut = fraction.replace(/0+$/, '')
  const value = Number(whole + cut)
  if (cut.length > maxExponent || !Number.isSafeInteger(value))
    return { ok: false, reason: 'tooManyDecimals' }
  return value === 0 ? { ok: false, reason: 'notARate' } : { ok: true, rate: { value, exponent: cut.length } }
}

/** "0.9167" with the locale's decimal sign: all digits, nothing grouped or rounded. */
export function formatRate(locale: string, { value, exponent }: Rate): string {
  const digits = value.toString().padStart(exponent + 1, '0')
  if (exponent === 0) return digits
  const sign = new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value
  return `${digits.slice(0, -exponent)}${sign ?? '.'}${digits.slice(-exponent)}`
}
