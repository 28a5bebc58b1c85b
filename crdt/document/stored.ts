/**
 * From a record back to the document: the value of a field as records tell it, in the shape in which the document holds it.
 *
 * Records are anybody's to write, and they cut long texts: what is not exactly a value of that field is none.
 */
import { limits } from '../domain/bill.ts'
import { decimalsOf } from '../domain/currency.ts'
import { splitIn, splitValue } from './defaults.ts'
import { amountFault, isCurrency, isDay, isIntegerIn } from './fields.ts'
import { isOrderKey } from './order.ts'
import { type Plain, textLength } from './plain.ts'
import { isRate } from './read-expenses.ts'
import { isSafeId } from './schema.ts'

/** What the document holds under the field; undefined: nothing, which is the field's default. */
export interface Stored {
  readonly value: unknown
}

type Check = (plain: string | number | true) => unknown

const nothing: Stored = { value: undefined }
const when =
  (fits: (value: unknown) => boolean): Check =>
  plain =>
    fits(plain) ? plain : null
/** Older builds cut texts at `textLength`: one of just that length may be the beginning of a longer one. */
const text = (length: number) =>
  when(value => typeof value === 'string' && value.length <= length && value.length !== textLength)
const line = text(limits.nameLength)
const amount = when(value => amountFault(value) === null)
const integer = (min: number, max: number) => when(value => isIntegerIn(value, min, max))
const word = (...words: readonly string[]) => when(value => words.includes(value as string))
const flag: Check = plain => (plain === true || plain === 1 ? true : null)

/** By the field's name, which means the same wherever it stands. */
const checks: Readonly<Record<string, Check>> = {
  title: line,
  name: line,
  category: line,
  handle: line,
  note: text(limits.noteLength),
  order: when(isOrderKey),
  amount,
  price: amount,
  printed: amount,
  exact: amount,
  adjust: amount,
  paid: amount,
  quantity: integer(1, limits.quantity),
  weight: integer(1, limits.parts),
  parts: integer(0, limits.parts),
  percent: integer(0, limits.parts),
  ink: integer(1, 10),
  byPortion: flag,
  included: flag,
  among: flag,
  exempt: flag,
  date: when(isDay),
  currency: when(isCurrency),
  payer: when(isSafeId),
  from: when(isSafeId),
  to: when(isSafeId),
  mergedInto: when(isSafeId),
  mode: word('equal', 'parts', 'percent', 'exact', 'adjust', 'items'),
  kind: word('tax', 'tip', 'service', 'fee', 'discount'),
  basis: word('beforeTax', 'afterTax'),
  value: plain => {
    const [, type, digits] = /^(percent|amount) (\d{1,13})$/.exec(String(plain)) ?? []
    return type === undefined ? null : [type, Number(digits)]
  },
  split: plain => {
    const split = splitIn(plain)
    return split === null ? null : splitValue(split)
  },
  rate: plain => {
    const [, value, exponent] = /^(\d{1,16}) (\d{1,2})$/.exec(String(plain)) ?? []
    const pair = [Number(value), Number(exponent)]
    return isRate(pair) ? pair : null
  },
}

/** Fields that are 0 for nobody: what a map by person does not hold. */
const emptyAtZero: ReadonlySet<string> = new Set([
  'among',
  'exempt',
  'parts',
  'percent',
  'exact',
  'adjust',
  'paid',
])

/** Null when the record does not say it well enough. */
export function storedOf(field: string, plain: Plain): Stored | null {
  const check = Object.hasOwn(checks, field) ? checks[field] : undefined
  if (check === undefined || plain === false) return null
  if (plain === null || (plain === 0 && emptyAtZero.has(field))) return nothing
  const value = check(plain) ?? null
  return value === null ? null : { value }
}

/**
 * False for an expense's currencies with different decimals: its amounts were rescaled with the one (relabel.ts), of which the
 * record says nothing, and would be other ones under the other.
 */
export function keepsAmounts(field: string, one: Plain, other: Plain): boolean {
  if (field !== 'currency') return true
  return typeof one === 'string' && typeof other === 'string' && decimalsOf(one) === decimalsOf(other)
}
