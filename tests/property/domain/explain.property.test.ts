/** How a share came about: whatever the expense, the lines add up to the share, and their fractions say what was divided. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { explainShare } from '../../../crdt/domain/explain.ts'
import { split } from '../../../crdt/domain/split.ts'
import { arbitraryExpense, arbitraryPeople } from '../../world/bills.ts'
import { runs } from '../runs.ts'

const cases = arbitraryPeople().chain(people =>
  arbitraryExpense(people).map(expense => ({ people, expense })),
)

it('the lines of a share add up to it, to the cent, for everybody and for nobody yet', () => {
  fc.assert(
    fc.property(cases, ({ expense, people }) => {
      const result = split(expense, people)
      for (const [share, minor] of result.shares) {
        const lines = explainShare(expense, people, share, result)
        expect(lines.reduce((sum, line) => sum + line.minor, 0)).toBe(minor)
      }
    }),
    runs,
  )
})

it('a fraction is what the cell is, to less than one unit', () => {
  fc.assert(
    fc.property(cases, ({ expense, people }) => {
      const result = split(expense, people)
      for (const share of result.shares.keys()) {
        for (const { basis, rowMinor, minor, isOdd } of explainShare(expense, people, share, result)) {
          const [mine, all] =
            basis.kind === 'parts' || basis.kind === 'items'
              ? [BigInt(basis.mine), BigInt(basis.all)]
              : basis.kind === 'percent'
                ? [BigInt(basis.points), 10_000n]
                : [0n, 0n]
          if (all === 0n) continue
          // |minor * all - row * mine| < all, and the odd unit is where the cell lies above its quota.
          const off = BigInt(Math.abs(minor)) * all - BigInt(Math.abs(rowMinor)) * mine
          expect(off < all && -off < all).toBe(true)
          expect(isOdd).toBe(off > 0n)
        }
      }
    }),
    runs,
  )
})
