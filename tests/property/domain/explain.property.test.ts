/** How a share came about: whatever the expense, the lines add up to the share, and their fractions say what was divided. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { balances, balancesByCurrency } from '../../../crdt/domain/balance.ts'
import type { Basis } from '../../../crdt/domain/basis.ts'
import { explainBalance, explainShare, oddOfExchange, type ShareLine } from '../../../crdt/domain/explain.ts'
import { billLedger, entryOf, ledgersByCurrency } from '../../../crdt/domain/ledger.ts'
import { nobody, type Share, split } from '../../../crdt/domain/split.ts'
import { arbitraryBill, arbitraryExpense, arbitraryPeople } from '../../world/bills.ts'
import { runs } from '../runs.ts'

const cases = arbitraryPeople().chain(people =>
  arbitraryExpense(people).map(expense => ({ people, expense })),
)

/** Every line of everybody. */
function eachLine(check: (line: ShareLine) => void): void {
  fc.assert(
    fc.property(cases, ({ expense, people }) => {
      const result = split(expense, people)
      for (const share of result.shares.keys()) explainShare(expense, people, share, result).forEach(check)
    }),
    runs,
  )
}

const size = (minor: number) => BigInt(Math.abs(minor))

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

it('a part is what its quota says, to less than one unit, and the odd unit is where it lies above', () => {
  eachLine(({ minor, quota, isOdd }) => {
    const { fixedMinor, dividedMinor, mine, all } = quota
    const got = minor - fixedMinor
    expect(got === 0 || Math.sign(got) === Math.sign(dividedMinor)).toBe(true)
    const off = size(got) * all - size(dividedMinor) * mine
    expect(off < all && -off < all).toBe(true)
    expect(isOdd).toBe(off > 0n)
  })
})

/** The fraction that the words of a basis say; null where they name amounts alone. */
function fractionOf(basis: Basis): readonly [mine: bigint, all: bigint] | null {
  switch (basis.kind) {
    case 'parts':
    case 'others': {
      const { taken, all } = basis.portions ?? { taken: 1, all: 1 }
      return [BigInt(basis.mine) * BigInt(taken), BigInt(basis.all) * BigInt(all)]
    }
    case 'items':
      return [BigInt(basis.mine), BigInt(basis.all)]
    case 'adjusted':
      return [1n, BigInt(basis.people)]
    case 'exact':
      return basis.treat && [BigInt(basis.treat.mine), BigInt(basis.treat.all)]
    case 'percent':
    case 'rest':
    case 'whole':
      return null
  }
}

it('what a line says it was divided by is what it was divided by', () => {
  eachLine(({ basis, quota, rowMinor, minor }) => {
    const fraction = fractionOf(basis)
    if (fraction !== null && fraction[1] !== 0n)
      expect(fraction[0] * quota.all).toBe(quota.mine * fraction[1])
    if (basis.kind === 'whole') expect(minor).toBe(rowMinor)
    if (basis.kind === 'adjusted' || basis.kind === 'exact') expect(quota.fixedMinor).toBe(basis.minor)
    if (basis.kind === 'percent') {
      // Points of what those who pay have, of what was given of the whole; the whole is rounded once where it is above 100 %.
      const { points, paying, given } = basis
      const [mine, all] = [BigInt(points) * BigInt(given), BigInt(paying) * 10_000n]
      const off = size(minor) * all - size(rowMinor) * mine
      expect(off < 2n * all && -off < 2n * all).toBe(true)
    }
  })
})

it('the odd units of a row are named alike to everybody, are as many as were left, and go to the nearest', () => {
  fc.assert(
    fc.property(cases, ({ expense, people }) => {
      const result = split(expense, people)
      // What is nobody's in two rows can come to nothing together, and then they have no share.
      const lines = [...new Set<Share>([...result.shares.keys(), nobody])].flatMap(share =>
        explainShare(expense, people, share, result).map(line => ({ share, ...line })),
      )
      for (const id of new Set(lines.map(line => line.id))) {
        const row = lines.filter(line => line.id === id)
        const [first] = row
        for (const { odd } of row) expect(odd).toEqual(first?.odd)
        const rest = ({ quota }: ShareLine) => (size(quota.dividedMinor) * quota.mine) % quota.all
        const lucky = row.filter(line => line.isOdd)
        expect(new Set(first?.odd?.to)).toEqual(new Set(lucky.map(({ share }) => share)))
        const others = row.filter(line => !line.isOdd && rest(line) > 0n)
        const isLot = lucky.some(one => others.some(other => rest(one) === rest(other)))
        for (const one of lucky) for (const other of others) expect(rest(one) >= rest(other)).toBe(true)
        // Nobody yet has no line where their part came to nothing: then the lot may have been against them.
        const isSeen = row.some(line => line.share === nobody)
        if (first?.odd && (isLot || isSeen)) expect(first.odd.why).toBe(isLot ? 'lot' : 'nearest')
      }
    }),
    runs,
  )
})

it('the odd unit of an exchange is named where a share counts for more than its part of the whole', () => {
  fc.assert(
    fc.property(cases, ({ expense, people }) => {
      const result = split(expense, people)
      const entry = entryOf(expense, result, 'EUR')
      if ('reason' in entry) return
      const odd = oddOfExchange(result.shares, entry.shares)
      const all = size([...result.shares.values()].reduce((sum, minor) => sum + minor, 0))
      const total = size([...entry.shares.values()].reduce((sum, minor) => sum + minor, 0))
      const isMixed = new Set([...result.shares.values()].filter(Boolean).map(Math.sign)).size > 1
      if (isMixed) expect(odd).toBeNull()
      else {
        const above = [...entry.shares].filter(
          ([share, minor]) => size(minor) * all > total * size(result.shares.get(share) ?? 0),
        )
        expect(odd?.to ?? []).toEqual(above.map(([share]) => share))
      }
    }),
    runs,
  )
})

it('the lines of a balance and its payments add up to it, in the bill’s currency and in each by itself', () => {
  fc.assert(
    fc.property(arbitraryBill(), bill => {
      const together = [[billLedger(bill, split), balances(bill)] as const]
      const apart = balancesByCurrency(bill)
      for (const [ledger, of] of [
        ...together,
        ...ledgersByCurrency(bill, split).map(each => [each, apart.get(each.currency)] as const),
      ]) {
        for (const [share, minor] of of?.byPerson ?? []) {
          let sum = 0
          for (const line of explainBalance(ledger.entries, share)) sum += line.paidMinor - line.shareMinor
          for (const { from, to, amountMinor } of ledger.flows) {
            if (from === share) sum += amountMinor
            if (to === share) sum -= amountMinor
          }
          expect(sum).toBe(minor)
        }
      }
    }),
    runs,
  )
})
