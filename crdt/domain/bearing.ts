/**
 * Who bears what is spread over amounts (a charge over items, a gap over shares), as weights for `apportion`.
 *
 * The weights are the amounts. With refund lines they can have both signs, and then plain proportion runs wild: of
 * +100.00 and -99.99 a tip of 1.00 would give the first person 10,000.00. So only those on the side of the sum bear
 * (a person with refunds alone bears nothing), and a cell is never larger than what is spread. Amounts that cancel
 * out have no side: then their sizes count.
 */

import type { Weight } from './apportion.ts'
import type { Minor } from './bill.ts'
import { sumMinor } from './money.ts'

/** Weights >= 0 for the amounts; empty when all amounts are 0. */
export function bearing<Key extends string>(amounts: ReadonlyMap<Key, Minor>): Weight<Key>[] {
  const side = Math.sign(sumMinor(amounts.values()))
  const weights: Weight<Key>[] = []
  for (const [key, amount] of amounts) {
    const weight = side === 0 ? Math.abs(amount) : amount * side
    if (weight > 0) weights.push({ key, weight })
  }
  return weights
}
