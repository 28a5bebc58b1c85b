/** Chance with a seed, so that a failing run can be told and repeated. */
import type { FillRandom } from '../../crdt/ids.ts'

export interface SeededRandom {
  /** 0 <= x < 1 */
  next(): number
  /** 0 <= n < bound, integer */
  below(bound: number): number
  pick<T>(from: readonly T[]): T
  fill: FillRandom
}

/** mulberry32: small, good enough for schedules, never for keys outside tests. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    below,
    pick: from => {
      const chosen = from[below(from.length)]
      if (chosen === undefined) throw new RangeError('nothing to pick from')
      return chosen
    },
    fill: bytes => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = below(256)
      return bytes
    },
  }
}
