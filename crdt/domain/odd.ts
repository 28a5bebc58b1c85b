/**
 * Who got the units that an even division leaves over, and why those.
 *
 * `apportion` gives them to the largest remainders; where remainders are equal a hash decides, the same on every device. So a
 * part that was nearest to its next unit got it for that, and only among equals was it a lot.
 */

import { sumOf } from './basis.ts'
import type { Minor } from './bill.ts'
import type { Cells, Share } from './share.ts'

export interface Odd {
  /** Those who got one unit more than the whole units of their quota; never empty. */
  readonly to: readonly Share[]
  /** `lot`: somebody with just the same remainder got none. */
  readonly why: 'nearest' | 'lot'
}

/** Null where nothing was left over. `cells` is what `apportion` made of the amount and the weights. */
export function oddUnits(totalMinor: Minor, weights: ReadonlyMap<Share, bigint>, cells: Cells): Odd | null {
  const sum = sumOf(weights)
  if (sum === 0n) return null
  const magnitude = BigInt(Math.abs(totalMinor))
  const to: Share[] = []
  let least = sum
  let left = 0n
  for (const [share, weight] of weights) {
    const product = magnitude * weight
    const remainder = product % sum
    if (BigInt(Math.abs(cells.get(share) ?? 0)) > product / sum) {
      to.push(share)
      if (remainder < least) least = remainder
    } else if (remainder > left) left = remainder
  }
  if (to.length === 0) return null
  return { to, why: left === least ? 'lot' : 'nearest' }
}
