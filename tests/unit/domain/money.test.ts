import { describe, expect, it } from 'vitest'
import {
  isMinor,
  percentInside,
  percentOf,
  roundHalfAwayFromZero,
  sumMinor,
} from '../../../crdt/domain/money.ts'

describe('minor units', () => {
  it('are whole numbers up to 10^12 on either side of 0', () => {
    expect([0, -1, 1e12, -1e12].every(isMinor)).toBe(true)
    expect(
      [1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e12 + 1, -1e12 - 1, '5', null, 5n].some(isMinor),
    ).toBe(false)
  })

  it('are added up', () => {
    expect(sumMinor([])).toBe(0)
    expect(sumMinor([505, 830])).toBe(1335)
  })
})

describe('rounding', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [49n, 100n, 0n],
    [-49n, 100n, 0n],
    [0n, 7n, 0n],
  ])('%d / %d is %d: halves away from zero', (numerator, denominator, rounded) => {
    expect(roundHalfAwayFromZero(numerator, denominator)).toBe(rounded)
  })
})

describe('a percent of an amount', () => {
  it('gives a tip of 1.52 for 15 % of 10.10, and 11.62 in all', () => {
    expect(percentOf(1010, 15_000)).toBe(152)
    expect(1010 + percentOf(1010, 15_000)).toBe(1162)
  })

  it('takes a real tax of 8.875 %', () => {
    expect(percentOf(1000, 8_875)).toBe(89)
    expect(percentOf(-1000, 8_875)).toBe(-89)
  })

  it('finds the tax inside a price', () => {
    expect(percentInside(11_900, 19_000, 1)).toBe(1900)
  })

  it('finds the discount inside a price, unless nothing could have been left of it', () => {
    expect(percentInside(8000, 20_000, -1)).toBe(2000)
    expect(percentInside(8000, 100_000, -1)).toBeNull()
  })
})
