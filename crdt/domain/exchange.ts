/**
 * An amount at a stated rate (money rule 9): rounded once, on the total; the parts follow the total.
 *
 * A rate is in units of the bill's currency per unit of the expense's, as people say it ("1 USD is 0.92 EUR"), so the
 * decimals of both currencies are needed: 1000 yen (no decimals) at 0.0061 are 610 cents.
 */

import { apportion } from './apportion.ts'
import type { CurrencyCode, Minor, Rate } from './bill.ts'
import { decimalsOf } from './currency.ts'
import { isMinor, roundHalfAwayFromZero, sumMinor } from './money.ts'
import type { Cells, Share } from './share.ts'

/** More digits than any rate has; keeps the powers of ten small. */
const maxExponent = 30

/** From minor units of one currency to minor units of another. */
export type Exchange = (minor: Minor) => Minor

export type ExchangeResult =
  | { readonly ok: true; readonly exchange: Exchange }
  | { readonly ok: false; readonly reason: 'badRate' | 'badCurrency' }

/** The exchange from one currency to another at `rate`; identity when they are the same, whatever the rate. */
export function makeExchange(from: CurrencyCode, to: CurrencyCode, rate: Rate | null): ExchangeResult {
  if (from === to) return { ok: true, exchange: minor => minor }
  const fromDecimals = decimalsOf(from)
  const toDecimals = decimalsOf(to)
  if (fromDecimals === null || toDecimals === null) return { ok: false, reason: 'badCurrency' }
  if (rate === null || !isRate(rate)) return { ok: false, reason: 'badRate' }
  const numerator = BigInt(rate.value) * 10n ** BigInt(toDecimals)
  const denominator = 10n ** BigInt(rate.exponent + fromDecimals)
  return {
    ok: true,
    exchange: minor => Number(roundHalfAwayFromZero(BigInt(minor) * numerator, denominator)),
  }
}

function isRate({ value, exponent }: Rate): boolean {
  return (
    Number.isSafeInteger(value) &&
    value > 0 &&
    Number.isInteger(exponent) &&
    exponent >= 0 &&
    exponent <= maxExponent
  )
}

/**
 * Cells in another currency, summing to the exchanged total exactly: the total is exchanged once and divided with
 * the cells as weights. Where cells have both signs (a refund among them) those above and those below 0 are divided
 * each among themselves, so that no cell strays from the rate. Null when the result is too big to be an amount.
 */
export function exchangeCells(cells: Cells, exchange: Exchange, seed: readonly string[]): Cells | null {
  const above = [...cells].filter(([, minor]) => minor > 0)
  const below = [...cells].filter(([, minor]) => minor < 0)
  const total = exchange(sumMinor(cells.values()))
  const totalAbove = below.length === 0 ? total : exchange(sumMinor(above.map(([, minor]) => minor)))
  const totalBelow = total - (above.length === 0 ? 0 : totalAbove)
  if (!isMinor(totalAbove) || !isMinor(totalBelow)) return null
  const parts = new Map([...divide(totalAbove, above, seed), ...divide(totalBelow, below, seed)])
  return new Map(Array.from(cells.keys(), share => [share, parts.get(share) ?? 0]))
}

function divide(total: Minor, cells: readonly [Share, Minor][], seed: readonly string[]): Map<Share, Minor> {
  const weights = cells.map(([key, minor]) => ({ key, weight: Math.abs(minor) }))
  return apportion(total, weights, seed)
}
