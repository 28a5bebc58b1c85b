/**
 * How amounts that sum to 0 fall into the most groups that sum to 0 each.
 *
 * Exact, over all subsets: time and memory grow with 2^n, so n is at most some 16. A subset is a bit mask; for each
 * the sum and the most groups it can be taken apart into are tabled once, in typed arrays.
 */
import type { Minor } from './bill.ts'

export interface Grouping {
  /** Tells which positions share a group with `position` in at least one division into the most groups. */
  togetherWith(position: number): (other: number) => boolean
}

/** Tables the subsets of `amounts`, which sum to 0 and have no 0 among them. */
export function makeGrouping(amounts: readonly Minor[]): Grouping {
  const all = (1 << amounts.length) - 1
  const sums = subsetSums(amounts)
  const most = mostGroups(sums)
  return {
    togetherWith(position) {
      const own = 1 << position
      let together = 0
      // A group that leaves the rest one less than the most cannot fall apart itself.
      for (let group = own; group <= all; group = (group + 1) | own) {
        if (sums[group] === 0 && most[all ^ group] === (most[all] ?? 0) - 1) together |= group
      }
      return other => (together & (1 << other)) !== 0
    },
  }
}

function subsetSums(amounts: readonly Minor[]): Float64Array {
  const sums = new Float64Array(1 << amounts.length)
  amounts.forEach((amount, position) => {
    const bit = 1 << position
    for (let rest = 0; rest < bit; rest += 1) sums[bit | rest] = (sums[rest] ?? 0) + amount
  })
  return sums
}

/**
 * The most groups in each subset that sums to 0. For other subsets, the most groups that can be set apart in it:
 * taking away one member at a time reaches every division, and each time the rest sums to 0 a group is complete.
 */
function mostGroups(sums: Float64Array): Uint8Array {
  const most = new Uint8Array(sums.length)
  for (let subset = 1; subset < sums.length; subset += 1) {
    let best = 0
    for (let rest = subset; rest !== 0; rest &= rest - 1) {
      const without = most[subset ^ (rest & -rest)] ?? 0
      if (without > best) best = without
    }
    most[subset] = sums[subset] === 0 ? best + 1 : best
  }
  return most
}
