/** Money rules 1, 2 and 9: dividing, rounding, exchanging. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion } from '../../../crdt/domain/apportion.ts'
import { exchangeCells, makeExchange } from '../../../crdt/domain/exchange.ts'
import {
  isMinor,
  percentInside,
  percentOf,
  roundHalfAwayFromZero,
  sumMinor,
} from '../../../crdt/domain/money.ts'
import type { Share } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { arbitraryMinor } from '../../world/bills.ts'
import { runs } from '../runs.ts'

const weights = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 8 }),
    weight: fc.oneof(fc.nat(5), fc.nat(1_000_000), fc.bigInt({ min: 0n, max: 10n ** 20n })),
  }),
  { selector: one => one.key, maxLength: 12 },
)
const someWeights = weights.filter(all => all.some(one => BigInt(one.weight) > 0n))
const seed = fc.array(fc.string({ maxLength: 8 }), { maxLength: 2 })

describe('rule 2: dividing an amount', () => {
  it('adds up to the amount, in minor units', () => {
    fc.assert(
      fc.property(arbitraryMinor(), someWeights, seed, (total, all, ids) => {
        const cells = apportion(total, all, ids)
        expect(sumMinor(cells.values())).toBe(total)
        expect([...cells.values()].every(isMinor)).toBe(true)
        expect(cells.size).toBe(all.length)
      }),
      runs,
    )
  })

  it('gives nobody a whole unit more or less than their quota, and nothing for no weight', () => {
    fc.assert(
      fc.property(arbitraryMinor(), someWeights, seed, (total, all, ids) => {
        const sum = all.reduce((one, other) => one + BigInt(other.weight), 0n)
        for (const [key, minor] of apportion(total, all, ids)) {
          const weight = BigInt(all.find(one => one.key === key)?.weight ?? 0)
          const off = BigInt(minor) * sum - BigInt(total) * weight
          expect(off > -sum && off < sum).toBe(true)
          if (weight === 0n) expect(minor).toBe(0)
        }
      }),
      runs,
    )
  })

  it('does not depend on the order of the weights, nor on their scale', () => {
    const shuffled = someWeights.chain(all =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.bigInt({ min: 1n, max: 999n }),
      ),
    )
    fc.assert(
      fc.property(arbitraryMinor(), shuffled, seed, (total, [all, other, scale], ids) => {
        const cells = apportion(total, all, ids)
        expect(new Map([...apportion(total, other, ids)].sort())).toEqual(new Map([...cells].sort()))
        const scaled = all.map(({ key, weight }) => ({ key, weight: BigInt(weight) * scale }))
        expect(apportion(total, scaled, ids)).toEqual(cells)
      }),
      runs,
    )
  })

  it('gives larger weights no less', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), someWeights, seed, (total, all, ids) => {
        const cells = apportion(total, all, ids)
        const sorted = [...all].sort((one, other) => (BigInt(one.weight) < BigInt(other.weight) ? -1 : 1))
        let last = 0
        let lastWeight = -1n
        for (const { key, weight } of sorted) {
          if (BigInt(weight) > lastWeight) expect(cells.get(key)).toBeGreaterThanOrEqual(last)
          if (BigInt(weight) > lastWeight) last = 0
          last = Math.max(last, cells.get(key) ?? 0)
          lastWeight = BigInt(weight)
        }
      }),
      runs,
    )
  })

  it('mirrors a purchase in its refund', () => {
    fc.assert(
      fc.property(arbitraryMinor(), someWeights, seed, (total, all, ids) => {
        const refund = apportion(-total, all, ids)
        for (const [key, minor] of apportion(total, all, ids)) expect(minor + (refund.get(key) ?? 0)).toBe(0)
      }),
      runs,
    )
  })
})

describe('rule 7: rounding', () => {
  it('is the nearest integer, halves away from zero, the same on both sides of it', () => {
    const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
    fc.assert(
      fc.property(whole, fc.bigInt({ min: 1n, max: 10n ** 12n }), (numerator, denominator) => {
        const rounded = roundHalfAwayFromZero(numerator, denominator)
        const size = numerator < 0n ? -numerator : numerator
        const roundedSize = rounded < 0n ? -rounded : rounded
        const off = 2n * (roundedSize * denominator - size)
        expect(off <= denominator && off > -denominator).toBe(true)
        expect(roundHalfAwayFromZero(-numerator, denominator)).toBe(-rounded)
      }),
      runs,
    )
  })

  it('of a percent is off by at most half a unit', () => {
    fc.assert(
      fc.property(arbitraryMinor(), fc.nat(200_000), (minor, thousandths) => {
        const off = BigInt(percentOf(minor, thousandths)) * 100_000n - BigInt(minor) * BigInt(thousandths)
        expect(2n * (off < 0n ? -off : off) <= 100_000n).toBe(true)
      }),
      runs,
    )
  })

  it('of what is inside a price gives back what was added to it', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(60_000), (net, thousandths) => {
        const tax = percentOf(net, thousandths)
        expect(Math.abs((percentInside(net + tax, thousandths, 1) ?? 0) - tax)).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })
})

describe('rule 9: shares at a rate', () => {
  const cells = fc
    .uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.integer({ min: -1e9, max: 1e9 })), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 8,
    })
    .map(entries => new Map<Share, number>(entries as [PersonId, number][]))
  const rate = fc.record({
    value: fc.integer({ min: 1, max: 999_999 }),
    exponent: fc.integer({ min: 4, max: 8 }),
  })

  it('sum to the total exchanged once, each within two units of its own amount at the rate', () => {
    fc.assert(
      fc.property(cells, rate, seed, (shares, stated, ids) => {
        const result = makeExchange('USD', 'EUR', stated)
        if (!result.ok) throw new Error(result.reason)
        const parts = exchangeCells(shares, result.exchange, ids)
        if (parts === null) throw new Error('too big')
        expect(sumMinor(parts.values())).toBe(result.exchange(sumMinor(shares.values())))
        for (const [share, minor] of shares) {
          expect(Math.abs((parts.get(share) ?? Number.NaN) - result.exchange(minor))).toBeLessThanOrEqual(2)
        }
      }),
      runs,
    )
  })
})
