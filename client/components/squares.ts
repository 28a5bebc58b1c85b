/** How many squares a sum gets in a chart: one square is a fixed sum that is printed beside it (DESIGN.md section 12). */
import type { Minor } from '../../crdt/domain/bill.ts'

const mostSquares = 9

/** What a square is worth, in whole units: 1, 2, 5, 10, 20, 50 … so that the largest sum has at most `most`. */
export function squareUnits(largestMinor: Minor, perUnit: number, most = mostSquares): number {
  for (let scale = 1; ; scale *= 10) {
    for (const step of [1, 2, 5]) {
      if (Math.round(largestMinor / (step * scale * perUnit)) <= most) return step * scale
    }
  }
}

/** How many squares a sum gets: at least one for anything above zero. */
export function squaresOf(minor: Minor, squareMinor: Minor): number {
  return minor === 0 ? 0 : Math.max(1, Math.round(Math.abs(minor) / squareMinor))
}
