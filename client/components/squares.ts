/** A chart's square is a fixed sum, printed beside it, so that a cent looks like little and a hundred like much. */
import type { Minor } from '../../crdt/domain/bill.ts'

const mostSquares = 9

/** What a square is worth, in whole units: 1, 2, 5, 10, 20, 50 … so that the largest balance has at most nine. */
export function squareUnits(largestMinor: Minor, perUnit: number): number {
  for (let scale = 1; ; scale *= 10) {
    for (const step of [1, 2, 5]) {
      if (Math.round(largestMinor / (step * scale * perUnit)) <= mostSquares) return step * scale
    }
  }
}

/** How many squares a balance gets: at least one for anything above zero. */
export function squaresOf(minor: Minor, squareMinor: Minor): number {
  return minor === 0 ? 0 : Math.max(1, Math.round(Math.abs(minor) / squareMinor))
}
