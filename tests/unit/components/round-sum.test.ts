import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundTotal } from '../../../client/components/round-sum.ts'

describe('The round sum offered for a tip', () => {
  it('is a little over a tenth more where there is no tip yet', () => {
    expect(roundTotal(13_960, 0, 'EUR')).toBe(15_500)
    expect(roundTotal(7_850, 0, 'EUR')).toBe(9_000)
    expect(roundTotal(840, 0, 'EUR')).toBe(1_000)
  })

  it('is the next one above a total that has a tip', () => {
    expect(roundTotal(16_054, 2_094, 'EUR')).toBe(17_000)
    expect(roundTotal(8_635, 785, 'EUR')).toBe(9_000)
    expect(roundTotal(9_000, 1_150, 'EUR')).toBe(9_500)
  })

  it('counts in whole units of the currency', () => {
    expect(roundTotal(5_200, 0, 'JPY')).toBe(5_800)
    expect(roundTotal(2_500, 0, 'KWD')).toBe(3_000)
  })

  it('is not offered where there is nothing to pay', () => {
    expect(roundTotal(0, 0, 'EUR')).toBeNull()
    expect(roundTotal(-500, 0, 'EUR')).toBeNull()
  })

  it('is always whole, above the total, and never asks for much more than a quarter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 1_000_000_000 }), fc.boolean(), (total, hasTip) => {
        const round = roundTotal(total, hasTip ? 1 : 0, 'EUR') ?? 0
        expect(round % 100).toBe(0)
        expect(round).toBeGreaterThan(total)
        expect(round * 100).toBeLessThanOrEqual(total * 127 + 10_000)
      }),
    )
  })
})
