/**
 * The one way to divide an amount (money rule 2): largest remainder over integer weights.
 *
 * Everybody gets the whole units of their exact quota; the units that are left go one each to the largest
 * remainders. The parts add up to the amount exactly and none is a whole unit away from its quota. Equal remainders
 * are ordered by a hash of (seed terms, key), so the odd cents of a receipt wander from item to item instead of all
 * falling on the person whose id sorts first. The result depends on neither the order of the weights nor the device.
 */
import type { Minor } from './bill.ts'
import { hashBehind } from './hash.ts'

export interface Weight<Key extends string = string> {
  /** Distinct within one division. */
  readonly key: Key
  /** Integer >= 0. */
  readonly weight: number | bigint
}

interface Quota<Key extends string> {
  readonly key: Key
  units: Minor
  /** Over the common denominator (the sum of the weights); all of one division are numbers, or all are bigints. */
  readonly remainder: number | bigint
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
  const magnitude = Math.abs(totalMinor)
  const quotas = quotasInNumbers(magnitude, weights) ?? quotasInBigInts(BigInt(magnitude), weights)
  let left = magnitude
  for (const { units } of quotas) left -= units
  if (left > 0 && quotas.length > 0) giveLeft(quotas, left, seed)
  const cells = new Map<Key, Minor>()
  // Taken from 0: -0 would be printed "-0.00".
  for (const { key, units } of quotas) cells.set(key, totalMinor < 0 ? 0 - units : units)
  return cells
}

/** Null when a product could leave the exact integers: bigints cost ten times as much, and amounts are mostly small. */
function quotasInNumbers<Key extends string>(
  magnitude: Minor,
  weights: readonly Weight<Key>[],
): Quota<Key>[] | null {
  let sum = 0
  for (const { weight } of weights) {
    if (typeof weight !== 'number' || !Number.isSafeInteger(weight) || weight < 0) return null
    sum += weight
  }
  if (!Number.isSafeInteger(magnitude * sum)) return null
  if (sum === 0) return []
  return weights.map(({ key, weight }) => {
    const product = magnitude * (weight as number)
    const remainder = product % sum
    return { key, units: (product - remainder) / sum, remainder }
  })
}

function quotasInBigInts<Key extends string>(
  magnitude: bigint,
  weights: readonly Weight<Key>[],
): Quota<Key>[] {
  let sum = 0n
  for (const { weight } of weights) sum += BigInt(weight)
  if (sum === 0n) return []
  return weights.map(({ key, weight }) => {
    const product = magnitude * BigInt(weight)
    const units = product / sum
    return { key, units: Number(units), remainder: product - units * sum }
  })
}

/** `left` is below the number of quotas with a remainder, so each gets at most one unit and a zero weight none. */
function giveLeft<Key extends string>(
  quotas: readonly Quota<Key>[],
  left: number,
  seed: readonly string[],
): void {
  const hash = hashBehind(seed)
  const candidates = quotas
    .filter(quota => quota.remainder > 0)
    .map(quota => ({ quota, rank: hash(quota.key) }))
  candidates.sort((one, other) => {
    if (one.quota.remainder !== other.quota.remainder) {
      return one.quota.remainder > other.quota.remainder ? -1 : 1
    }
    if (one.rank !== other.rank) return one.rank - other.rank
    return one.quota.key < other.quota.key ? -1 : 1
  })
  for (const { quota } of candidates.slice(0, left)) quota.units += 1
}
