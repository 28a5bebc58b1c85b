/**
 * The round sum that a bill with a tip can be brought up to, as people do who pay in cash: exact integers throughout.
 */
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { decimalsOf } from '../../crdt/domain/currency.ts'

/** A tip that was not given yet is taken to be a tenth, so that 139.60 is not "rounded up" to 140. */
const usualTenths = 11n

/** 1, 5, 10, 50, 100 … whole units of the currency: the largest that is at most a sixteenth of the sum, at least 1. */
function stepFor(minor: bigint, unit: bigint): bigint {
  let step = unit
  for (let next = unit * 5n, factor = 2n; next * 16n <= minor; factor = factor === 2n ? 5n : 2n) {
    step = next
    next *= factor
  }
  return step
}

/**
 * The next round total above `totalMinor`, in minor units; null where there is nothing to round. `tipMinor` is the part
 * of it that is tip already: 0 asks for a first tip, else the total is only made round.
 */
export function roundTotal(totalMinor: Minor, tipMinor: Minor, currency: CurrencyCode): Minor | null {
  if (totalMinor <= 0) return null
  const total = BigInt(totalMinor)
  const unit = 10n ** BigInt(decimalsOf(currency) ?? 2)
  const least = tipMinor > 0 ? total + 1n : (total * usualTenths + 9n) / 10n
  const step = stepFor(least, unit)
  return Number(((least + step - 1n) / step) * step)
}
