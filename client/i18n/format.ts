/**
 * Numbers, money and dates on their way to the eye. Pure functions of a locale: amounts come as integer minor units
 * and are handed to Intl as decimal text, so no float ever holds money.
 *
 * Rows show plain numbers (`24.43`), totals and sentences the sign (`€139.60`), balances a plus or the minus sign
 * U+2212. A currency's own number of decimals always shows: JPY 0, EUR 2, KWD 3.
 */
import type { CurrencyCode, Day, Minor, TimeMs } from '../../crdt/domain/bill.ts'
import { decimalsOf } from '../../crdt/domain/currency.ts'
import { displayOf } from './currency-sign.ts'
import { t } from './text.ts'

/** Dates are words of the dictionary's language, and "Sat 15 Nov" is how it writes them. */
const language = 'en-GB'
const minus = '\u2212'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How many digits follow the decimal sign; an unknown currency gets the usual two. */
export function decimals(currency: CurrencyCode): number {
  return decimalsOf(currency) ?? 2
}

/** The absolute value as decimal text Intl reads exactly: 2443 EUR is "24.43". */
function decimalText(minor: Minor, digits: number): string {
  const text = Math.abs(minor)
    .toString()
    .padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Intl formatters are slow to make (some 20 µs) and every row needs one. */
const formatters = new Map<string, Intl.NumberFormat>()
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.NumberFormat(locale, options)
    formatters.set(key, found)
  }
  return found
}

function absolute(locale: string, minor: Minor, digits: number, useGrouping: boolean): string {
  const format = formatter(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping,
  })
  return format.format(decimalText(minor, digits) as Intl.StringNumericLiteral)
}

/** A row's plain number: "1,234.50", "−10.00". */
export function formatAmount(locale: string, minor: Minor, currency: CurrencyCode): string {
  return (minor < 0 ? minus : '') + absolute(locale, minor, decimals(currency), true)
}

/** A balance: "+391.04", "−179.51", "0.00". */
export function formatSigned(locale: string, minor: Minor, currency: CurrencyCode): string {
  return (minor > 0 ? '+' : '') + formatAmount(locale, minor, currency)
}

/** An amount as it stands in a field while one types: no grouping, the locale's decimal sign, an ASCII minus. */
export function formatEditable(locale: string, minor: Minor, currency: CurrencyCode): string {
  return (minor < 0 ? '-' : '') + absolute(locale, minor, decimals(currency), false)
}

/** Money in its parts, for figures whose sign is smaller and raised. One of `before` and `after` is empty. */
export interface MoneyParts {
  readonly minus: string
  readonly before: string
  readonly number: string
  readonly after: string
}

/** Which sign it is takes several formatters to find out, so it is found once. */
const signFormatters = new Map<string, Intl.NumberFormat>()
function signFormatter(locale: string, currency: CurrencyCode): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  let found = signFormatters.get(key)
  if (!found) {
    const currencyDisplay = displayOf(locale, currency)
    found = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
    signFormatters.set(key, found)
  }
  return found
}

/** The parts of an amount with its currency's sign, where the locale puts it. */
export function moneyParts(locale: string, minor: Minor, currency: CurrencyCode): MoneyParts {
  const number = absolute(locale, minor, decimals(currency), true)
  let sign = currency
  let before = true
  try {
    const parts = signFormatter(locale, currency).formatToParts(1)
    sign = parts.find(part => part.type === 'currency')?.value ?? currency
    before =
      parts.findIndex(part => part.type === 'currency') < parts.findIndex(part => part.type === 'integer')
  } catch {
    // Not a currency code Intl takes: the code itself stands before the number.
  }
  // A sign of letters ("CHF", "kr") needs air; a symbol does not.
  const air = /\p{L}$/u.test(sign) ? '\u00a0' : ''
  return {
    minus: minor < 0 ? minus : '',
    before: before ? sign + air : '',
    number,
    after: before ? '' : `\u00a0${sign}`,
  }
}

/** "€139.60", "139,60 €", "−¥1,200". */
export function formatMoney(locale: string, minor: Minor, currency: CurrencyCode): string {
  const parts = moneyParts(locale, minor, currency)
  return parts.minus + parts.before + parts.number + parts.after
}

/** "€20", "20 €": whole units without decimals, for scales and never for amounts. */
export function formatWhole(locale: string, units: number, currency: CurrencyCode): string {
  const { before, after } = moneyParts(locale, 0, currency)
  return before + absolute(locale, units, 0, true) + after
}

/** "24.43 euros": an amount in words for screen readers, which read signs and codes badly. */
export function spokenMoney(locale: string, minor: Minor, currency: CurrencyCode): string {
  const number = formatAmount(locale, minor, currency)
  const name = formatter('en', { style: 'currency', currency, currencyDisplay: 'name' })
    .formatToParts(2)
    .find(part => part.type === 'currency')?.value
  return `${number} ${name ?? currency}`
}

/** A rate in thousandths of a percent: 10000 is "10 %", 8875 is "8.875 %". */
export function formatPercent(locale: string, thousandths: number): string {
  const text = decimalText(thousandths, 3).replace(/\.?0+$/, '')
  const number = formatter(locale, { maximumFractionDigits: 3 }).format(text as Intl.StringNumericLiteral)
  return `${number}\u00a0%`
}

/** A calendar day has no zone: it is read, and written, as noon UTC. */
function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`)
}

function dateWords(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, options)
    .formatToParts(date)
    .filter(part => part.type !== 'literal')
    .map(part => part.value)
    .join(' ')
}

/** "Sat 15 Nov"; with the year only when it is not that of `today`. The text itself when it is not a day. */
export function formatDay(day: Day, today: Day): string {
  const date = noon(day)
  if (Number.isNaN(date.getTime())) return day
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return dateWords(date, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC', ...year })
}

/** "6–9 Nov", "28 Feb – 3 Mar", with the years where they are not that of `today`. */
export function formatDays(first: Day, last: Day, today: Day): string {
  const year = [first, last].every(day => day.slice(0, 4) === today.slice(0, 4))
    ? {}
    : ({ year: 'numeric' } as const)
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC', ...year } as const
  const range = new Intl.DateTimeFormat(language, options).formatRange(noon(first), noon(last))
  // Within a month only the days stand on either side, and need no air.
  return range.replace(/^(\d+)\s*–\s*(\d+ )/, '$1–$2')
}

/** "November", or "November 2024" when it is not this year's. */
export function formatMonth(day: Day, today: Day): string {
  const date = noon(day)
  if (Number.isNaN(date.getTime())) return day
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return dateWords(date, { month: 'long', timeZone: 'UTC', ...year })
}

/** "Nov", three letters for the foot of a chart; "2024" for a whole year. */
export function formatShortMonth(period: string): string {
  if (period.length < 7) return period
  return dateWords(noon(`${period}-15`), { month: 'short', timeZone: 'UTC' }).slice(0, 3)
}

/** When something was written: "just now", "5 min ago", "19:42", "Mon 19:42", "15 Nov". */
export function formatMoment(atMs: TimeMs, nowMs: TimeMs, timeZone?: string): string {
  const age = nowMs - atMs
  if (age < minuteMs) return t('time.justNow')
  if (age < hourMs) return t('time.minutesAgo', { n: Math.floor(age / minuteMs) })
  const zone = timeZone === undefined ? {} : { timeZone }
  const at = new Date(atMs)
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', ...zone }).format(at)
  if (age < 12 * hourMs) return time
  if (age < 6 * dayMs) return `${dateWords(at, { weekday: 'short', ...zone })} ${time}`
  return dateWords(at, { day: 'numeric', month: 'short', ...zone })
}

/** "19:42" */
export function formatClock(atMs: TimeMs): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(atMs))
}

/** Today as this device's calendar has it. */
export function dayOf(now: Date): Day {
  const two = (value: number): string => value.toString().padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
