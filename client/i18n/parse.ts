/**
 * Amounts as people type them, turned into integer minor units: "13", "13.5", "13,50 €", "3*4.50", "2x3.20",
 * "1+2.50", "1.234,50". A point or a comma may be the decimal sign, whatever the locale, for both stand on keypads;
 * where a text could mean two amounts ("1.234" in euros) it is refused with `ambiguous` and never guessed.
 *
 * Only integers are computed with: each number is a BigInt and a power of ten; a product is rounded once, half away
 * from zero. What `formatAmount` and `formatEditable` write is always read back as the same amount.
 */
import { type CurrencyCode, type Minor, maxAmountMinor } from '../../crdt/domain/bill.ts'
import { roundHalfAwayFromZero } from '../../crdt/domain/money.ts'
import { plainDigits } from './digits.ts'
import { decimals } from './format.ts'

/** Why a text is no amount; the words for people are `amount.{reason}` in the dictionary. */
export type AmountProblem = 'empty' | 'notAnAmount' | 'ambiguous' | 'tooManyDecimals' | 'tooBig'
/** `pieces` is the count of a plain product such as `3*4.50`, else null. */
export type ParsedAmount =
  | { readonly ok: true; readonly minor: Minor; readonly pieces: number | null }
  | { readonly ok: false; readonly reason: AmountProblem }
export type ParsedPercent =
  | { readonly ok: true; readonly thousandths: number }
  | { readonly ok: false; readonly reason: AmountProblem }

/** value / 10^scale, exactly. */
interface Decimal {
  readonly value: bigint
  readonly scale: number
}
type Reading = Decimal | AmountProblem

/** Longer text is no amount: the largest one with every separator is a third of this. */
const maxLength = 60
const maxScale = 9

/** True for "1", "12", "123" followed by groups of three (or, as in India with commas, of two before the last three). */
function isGrouped(groups: readonly string[], mark: string | undefined): boolean {
  const [first, ...rest] = groups
  const last = rest.at(-1)
  if (first === undefined || last === undefined) return false
  const middle = rest.slice(0, -1)
  const size = middle[0]?.length ?? 3
  return (
    /^\d{1,3}$/.test(first) &&
    last.length === 3 &&
    (size === 3 || (size === 2 && mark === ',')) &&
    middle.every(group => group.length === size)
  )
}

/** The decimal sign a locale writes, so that "1.234" in a currency of three decimals can be told from a thousand. */
function decimalSign(locale: string): string {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(0.5)
  return parts.find(part => part.type === 'decimal')?.value ?? '.'
}

/** One number; `digits` is null where grouping makes no sense (a percent). */
function readNumber(token: string, sign: string, digits: number | null): Reading {
  const text = token.trim().replace('\u066b', '!')
  const [whole = '', fraction, ...more] = splitDecimal(text, sign, digits) ?? ['x']
  if (whole === 'ambiguous') return 'ambiguous'
  if (more.length > 0 || !/^(\d*|\d[\d., ']*\d)$/.test(whole) || !/^\d*$/.test(fraction ?? ''))
    return 'notAnAmount'
  const groups = whole.split(/[., ']/)
  const marks = [...new Set(whole.replace(/\d/g, ''))]
  if (groups.length > 1 && (marks.length > 1 || !isGrouped(groups, marks[0]))) return 'notAnAmount'
  const cut = (fraction ?? '').replace(/0+$/, '')
  if (whole === '' && (fraction ?? '') === '') return 'notAnAmount'
  if (cut.length > maxScale) return 'tooManyDecimals'
  return { value: BigInt(groups.join('') + cut || '0'), scale: cut.length }
}

/** Whole part and fraction; `['ambiguous']` where one sign could be either; undefined where the text makes no sense. */
function splitDecimal(text: string, sign: string, digits: number | null): string[] | undefined {
  if (text.includes('!')) return text.split('!')
  const points = [...text.matchAll(/[.,]/g)]
  const last = points.at(-1)
  if (!last) return [text]
  const at = last.index
  const halves = [text.slice(0, at), text.slice(at + 1)]
  const others = points.slice(0, -1)
  if (others.length > 0) {
    const same = others.filter(point => point[0] === last[0]).length
    if (same === others.length) return digits === null ? undefined : [text]
    return same === 0 ? halves : undefined
  }
  const [before = '', after = ''] = halves
  const couldGroup = digits !== null && after.length === 3 && /^[1-9]\d{0,2}$/.test(before)
  if (!couldGroup) return halves
  if (digits === 0) return [text]
  return digits === 3 && last[0] === sign ? halves : ['ambiguous']
}

function times(factors: readonly Decimal[]): Decimal {
  return factors.reduce((product, factor) => ({
    value: product.value * factor.value,
    scale: product.scale + factor.scale,
  }))
}

/** The signs and names of a currency fall away: "13,50 €", "EUR 13.50", "kr 20", "5.-". */
function withoutCurrency(text: string, locale: string, currency: CurrencyCode): string {
  const names = [currency]
  for (const speaking of ['en', locale]) {
    for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const) {
      try {
        const format = new Intl.NumberFormat(speaking, { style: 'currency', currency, currencyDisplay })
        names.push(
          plainDigits(format.formatToParts(1).find(part => part.type === 'currency')?.value ?? currency),
        )
      } catch {
        // Not a code Intl takes: only the code itself can be recognised.
      }
    }
  }
  let left = text.replace(/\p{Sc}/gu, ' ')
  for (const name of names) {
    const letters = name.replace(/\p{Sc}/gu, '').trim()
    if (letters !== '') left = left.replaceAll(new RegExp(letters.replace(/\W/g, '\\$&'), 'gi'), ' ')
  }
  return left.replace(/[.,] *-+ *$/, '').trim()
}

/** Reads an amount in `currency` as typed under `locale`; an empty text is `empty`, so that a field can be left. */
export function parseAmount(typed: string, locale: string, currency: CurrencyCode): ParsedAmount {
  if (typed.length > maxLength) return { ok: false, reason: 'notAnAmount' }
  const digits = decimals(currency)
  const text = withoutCurrency(plainDigits(typed), locale, currency)
  if (text === '') return { ok: false, reason: 'empty' }
  const sign = decimalSign(locale)
  const scaled = text.startsWith('-') ? text : `+${text.replace(/^\+/, '')}`
  let sum = 0n
  let pieces: number | null = null
  const terms = scaled.match(/[+-][^+-]*/g) ?? []
  for (const term of terms) {
    const factors: Decimal[] = []
    for (const token of term.slice(1).split(/[*xX]/)) {
      const number = readNumber(token, sign, digits)
      if (typeof number === 'string') return { ok: false, reason: number }
      factors.push(number)
    }
    const product = times(factors)
    if (factors.length === 1 && product.scale > digits) return { ok: false, reason: 'tooManyDecimals' }
    const shift = digits - product.scale
    const minor =
      shift >= 0
        ? product.value * 10n ** BigInt(shift)
        : roundHalfAwayFromZero(product.value, 10n ** BigInt(-shift))
    sum += term.startsWith('-') ? -minor : minor
    const count = factors[0]
    if (terms.length === 1 && factors.length === 2 && count?.scale === 0 && count.value > 0n) {
      pieces = Number(count.value)
    }
  }
  if (sum > BigInt(maxAmountMinor) || sum < -BigInt(maxAmountMinor)) return { ok: false, reason: 'tooBig' }
  return { ok: true, minor: Number(sum), pieces }
}

/** Reads a rate such as "10", "8,875 %" as thousandths of a percent; `maxThousandths` bounds it. */
export function parsePercent(typed: string, locale: string, maxThousandths: number): ParsedPercent {
  const text = plainDigits(typed)
    .replace(/[%\u066a]/g, '')
    .trim()
  if (text === '') return { ok: false, reason: 'empty' }
  const number = text.length > maxLength ? 'notAnAmount' : readNumber(text, decimalSign(locale), null)
  if (typeof number === 'string') return { ok: false, reason: number }
  if (number.scale > 3) return { ok: false, reason: 'tooManyDecimals' }
  const thousandths = number.value * 10n ** BigInt(3 - number.scale)
  if (thousandths > BigInt(maxThousandths)) return { ok: false, reason: 'tooBig' }
  return { ok: true, thousandths: Number(thousandths) }
}
