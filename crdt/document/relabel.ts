/**
 * The bill turns out to be in another currency than it said: every amount that stands in the bill's currency goes by
 * the new one, with the same printed number. Nothing is exchanged.
 *
 * Promises: one transaction, hence one undo step. Where the two currencies have different decimals the stored minor
 * units are rescaled, so that 12.00 euros become 12 yen and not 1,200; digits that the new currency does not have are
 * rounded, halves away from zero. Deleted entries go along, so that a restore brings back the same number. Expenses and
 * payments in a currency of their own are left alone, and so is whatever cannot be read as an amount.
 */
import { type CurrencyCode, type Minor, maxAmountMinor } from '../domain/bill.ts'
import { decimalsOf } from '../domain/currency.ts'
import { rescale } from '../domain/money.ts'
import { plainOf } from './activity.ts'
import type { CurrencyChange } from './commands.ts'
import { amountFault } from './fields.ts'
import { type AnyMap, asMap, rootMap } from './schema.ts'
import { commit, type WriterContext, writableRoot } from './writer.ts'

/** Maps of an expense that hold amounts by person. */
const amountMaps = ['exact', 'adjust', 'paid'] as const

/** Where an amount stands, and how a new one is written there. */
interface Place {
  readonly minor: Minor
  readonly write: (minor: Minor) => void
}

export function changeCurrency(context: WriterContext, code: CurrencyCode): CurrencyChange {
  const head = writableRoot(context, 'bill')
  const before = head.get('currency')
  if (before === code) return 'same'
  const isOwn = (map: AnyMap) => map.get('currency') === undefined || map.get('currency') === before
  const expenses = mapsIn(rootMap(context.doc, 'expenses')).filter(isOwn)
  const payments = mapsIn(rootMap(context.doc, 'payments')).filter(isOwn)
  const places = [...expenses.flatMap(placesOfExpense), ...payments.flatMap(placesOfPayment)]
  const from = typeof before === 'string' ? decimalsOf(before) : null
  const to = decimalsOf(code) ?? 0
  const rescaled = places.map(place => ({ ...place, ...rescale(place.minor, from ?? to, to) }))
  if (rescaled.some(({ minor }) => Math.abs(minor) > maxAmountMinor)) return 'tooBig'
  const details = ['currency', code, plainOf(before)]
  commit(context, { verb: 'setBill', by: context.by(), target: '', details }, () => {
    head.set('currency', code)
    for (const map of [...expenses, ...payments])
      if (map.get('currency') !== undefined) map.set('currency', code)
    if (from === to) return
    for (const { minor, write } of rescaled) write(minor)
  })
  return rescaled.every(({ isExact }) => isExact) ? 'exact' : 'rounded'
}

/** Rescales every amount of one expense that changes its currency; to be called inside the transaction that does. */
export function relabelEntry(expense: AnyMap, before: unknown, code: CurrencyCode): void {
  const from = typeof before === 'string' ? decimalsOf(before) : null
  const to = decimalsOf(code)
  if (from === null || to === null || from === to) return
  for (const { minor, write } of placesOfExpense(expense)) {
    const { minor: rescaled } = rescale(minor, from, to)
    // Beyond what a bill can hold it stays, and is read as too big.
    if (Math.abs(rescaled) <= maxAmountMinor) write(rescaled)
  }
}

function mapsIn(parent: AnyMap | null): AnyMap[] {
  return [...(parent?.values() ?? [])].flatMap(value => asMap(value) ?? [])
}

/** The amount of a payment; one that rounds to nothing was money all the same. */
function placesOfPayment(payment: AnyMap): Place[] {
  return amounts(payment, ['amount']).map(({ minor, write }) => ({
    minor,
    write: rescaled => write(Math.max(1, rescaled)),
  }))
}

/** Every amount of an expense. */
function placesOfExpense(entry: AnyMap): Place[] {
  return [
    ...amounts(entry, ['amount', 'printed']),
    ...amountMaps.flatMap(name => {
      const map = asMap(entry.get(name))
      return map === null ? [] : amounts(map, [...map.keys()])
    }),
    ...mapsIn(asMap(entry.get('items'))).flatMap(item => amounts(item, ['price'])),
    ...mapsIn(asMap(entry.get('charges'))).flatMap(chargeAmount),
  ]
}

function amounts(map: AnyMap, keys: readonly string[]): Place[] {
  return keys.flatMap(key => {
    const minor = map.get(key)
    if (amountFault(minor) !== null) return []
    return [{ minor: minor as Minor, write: rescaled => map.set(key, rescaled) }]
  })
}

/** A charge of so much; a percentage has no currency. */
function chargeAmount(charge: AnyMap): Place[] {
  const value = charge.get('value')
  if (!Array.isArray(value) || value[0] !== 'amount' || amountFault(value[1]) !== null) return []
  return [{ minor: value[1] as Minor, write: minor => charge.set('value', ['amount', minor]) }]
}
