/** Figures of several rounds, and how a target reads beside them. */

/** The value that this part of all, from 0 to 1, is not above (nearest rank). */
export function percentile(values: ArrayLike<number>, part: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: ArrayLike<number>): number => percentile(values, 0.5)

/** The median of ratios that were each formed within one round. */
export const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))

export function sayTarget(
  what: string,
  value: number,
  bound: { atLeast: number } | { atMost: number },
): void {
  const [met, words] =
    'atLeast' in bound
      ? [value >= bound.atLeast, `at least ${bound.atLeast}`]
      : [value <= bound.atMost, `at most ${bound.atMost}`]
  console.log(`  ${met ? 'met' : 'NOT MET'}: ${what} ${value.toFixed(2)}, target ${words}`)
}
