/**
 * The one way to divide an amount (money rule 2): largest remainder over integer weights.
 *
 * Everybody gets the whole units of their exact quota; the units that are left go one each to the largest
 * remainders. The parts add up to the amount exactly and none is a whole unit away from its quota. Equal remainders
 * are ordered by a hash of (seed terms, key), so the odd cents of a receipt wander from item to item instead of all
 * falling on the person whose id sorts first. The result depends on neither the order of the weights nor the device.
 */
import type { Minor } from './bill.ts'
import { hashTerms } from './hash.ts'

export interface Weight<Key extends string = string> {
  /** Distinct within one division. */
  readonly key: Key
  /** Integer >= 0. */
  readonly weight: number | bigint
}

interface Quota<Key extends string> {
  readonly key: Key
  units: bigint
  /** Over the common denominator (the sum of the weights). */
  readonly remainder: bigint
}

/**
 * Divides `totalMinor` over the weights. A negative amount is divided as its absolute value, so a refund mirrors
 * the purchase. A key of weight 0 gets 0. When the weights sum to 0 nothing can be divided and the map is empty:
 * the caller says where the amount goes then.
 * @param seed the ids that make this division a different one from its neighbour: expense, then item or charge.
 */
export function apportion<Key extends string>(
  totalMinor: Minor,
  weights: readonly Weight<Key>[],
  seed: readonly string[],
): Map<Key, Minor> {
  const cells = new Map<Key, Minor>()
  let sum = 0n
  for (const { weight } of weights) sum += BigInt(weight)
  if (sum === 0n) return cells
  const magnitude = BigInt(Math.abs(totalMinor))
  let left = magnitude
  const quotas: Quota<Key>[] = []
  for (const { key, weight } of weights) {
    const product = magnitude * BigInt(weight)
    const units = product / sum
    left -= units
    quotas.push({ key, units, remainder: product - units * sum })
  }
  if (left > 0n) giveLeft(quotas, Number(left), seed)
  for (const { key, units } of quotas) cells.set(key, Number(totalMinor < 0 ? -units : units))
  return cells
}

/** `left` is below the number of quotas with a remainder, so each gets at most one unit and a zero weight none. */
function giveLeft<Key extends string>(
  quotas: readonly Quota<Key>[],
  left: number,
  seed: readonly string[],
): void {
  const candidates = quotas
    .filter(quota => quota.remainder > 0n)
    .map(quota => ({ quota, rank: hashTerms([...seed, quota.key]) }))
  candidates.sort((one, other) => {
    if (one.quota.remainder !== other.quota.remainder) {
      return one.quota.remainder > other.quota.remainder ? -1 : 1
    }
    if (one.rank !== other.rank) return one.rank - other.rank
    return one.quota.key < other.quota.key ? -1 : 1
  })
  for (const { quota } of candidates.slice(0, left)) quota.units += 1n
}
