/**
 * Arithmetic on minor units (money rules 1 and 7): integers only, BigInt inside every division, one way to round.
 *
 * Minor units are plain numbers outside a division because every amount and every sum that the domain lets through
 * stays far below 2^53; a product does not, so products and quotients are BigInt.
 */
import { type Minor, maxAmountMinor } from './bill.ts'

/** One hundred percent, in thousandths of a percent. */
const wholeThousandths = 100_000n

/** True for an integer of minor units with |x| <= `maxAmountMinor`: what may stand in a bill as an amount. */
export function isMinor(x: unknown): x is Minor {
  return typeof x === 'number' && Number.isInteger(x) && Math.abs(x) <= maxAmountMinor
}

/** The sum; exact while it stays below 2^53. */
export function sumMinor(amounts: Iterable<Minor>): Minor {
  let sum = 0
  for (const amount of amounts) sum += amount
  return sum
}

/** numerator / denominator to the nearest integer, halves away from zero on either side. Throws RangeError for a zero denominator. */
export function roundHalfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n
  const above = numerator < 0n ? -numerator : numerator
  const below = denominator < 0n ? -denominator : denominator
  const rounded = (2n * above + below) / (2n * below)
  return negative ? -rounded : rounded
}

/**
 * The same printed number with another count of decimals: 12.50 (1250, 2 decimals) is 13 without any and 12.500 with
 * three; halves go away from zero. `isExact` is false where digits were lost.
 */
export function rescale(
  minor: Minor,
  from: number,
  to: number,
): { readonly minor: Minor; readonly isExact: boolean } {
  if (to >= from) return { minor: Number(BigInt(minor) * 10n ** BigInt(to - from)), isExact: true }
  const divisor = 10n ** BigInt(from - to)
  const rounded = Number(roundHalfAwayFromZero(BigInt(minor), divisor))
  return { minor: rounded === 0 ? 0 : rounded, isExact: BigInt(minor) % divisor === 0n }
}

/** `thousandths` of a percent of an amount: 8875 of 1000 is 89 (8.875 % of 10.00). */
export function percentOf(minor: Minor, thousandths: number): Minor {
  return Number(roundHalfAwayFromZero(BigInt(minor) * BigInt(thousandths), wholeThousandths))
}

/**
 * The part of `minor` that is already inside it: of 119.00 with 19 % included, 19.00. A discount that is already
 * inside counts the other way (`direction` -1): 80.00 after 20 % off hides 20.00. Null when no price could have been
 * left (a discount of 100 % or more).
 */
export function percentInside(minor: Minor, thousandths: number, direction: 1 | -1): Minor | null {
  const rate = BigInt(thousandths)
  const whole = wholeThousandths + BigInt(direction) * rate
  if (whole <= 0n) return null
  return Number(roundHalfAwayFromZero(BigInt(minor) * rate, whole))
}
