/** Money rules 9 and 10: balances sum to 0 and settle in the fewest transfers, which stay when one is paid. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Balances, balances, balancesByCurrency, balancesFrom } from '../../../crdt/domain/balance.ts'
import { billLedger } from '../../../crdt/domain/ledger.ts'
import { sumMinor } from '../../../crdt/domain/money.ts'
import { directDebts, exactPeople, explainDebt, settle, type Transfer } from '../../../crdt/domain/settle.ts'
import { nobody, split } from '../../../crdt/domain/split.ts'
import { sameTally, tallyOf } from '../../../crdt/domain/tally.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { aBill, anExpense, aPayment, arbitraryBill, someBalances, somePeople } from '../../world/bills.ts'
import { runs } from '../runs.ts'

/** Small amounts, so that groups which settle among themselves are common. */
function arbitraryBalances(minPeople: number, maxPeople: number, largest = 6): fc.Arbitrary<Balances> {
  return fc
    .array(fc.integer({ min: -largest, max: largest }), {
      minLength: minPeople - 1,
      maxLength: maxPeople - 1,
    })
    .chain(amounts =>
      fc.shuffledSubarray([...amounts, -sumMinor(amounts)], { minLength: amounts.length + 1 }),
    )
    .map(amounts => someBalances(Object.fromEntries(amounts.map((minor, at) => [`p${at + 10}`, minor + 0]))))
}

/** What each person still has after the transfers. */
function balancesAfter(before: Balances, transfers: readonly Transfer[]): Map<PersonId, number> {
  const left = new Map<PersonId, number>()
  const add = (person: PersonId, minor: number) => left.set(person, (left.get(person) ?? 0) + minor)
  for (const [share, minor] of before.byPerson) if (share !== nobody) add(share, minor)
  for (const [person, minor] of before.leftWith) add(person, minor)
  for (const { from, to, amountMinor } of transfers) {
    add(from, amountMinor)
    add(to, -amountMinor)
  }
  return left
}

function withBalance(of: Balances): number {
  return [...balancesAfter(of, []).values()].filter(minor => minor !== 0).length
}

/** The fewest transfers by trying them all: somebody's balance goes whole to somebody on the other side. */
function fewest(amounts: readonly number[]): number {
  const [first, ...rest] = amounts.filter(minor => minor !== 0)
  if (first === undefined) return 0
  let best = Number.POSITIVE_INFINITY
  rest.forEach((other, at) => {
    if (other > 0 === first > 0) return
    best = Math.min(best, 1 + fewest(rest.map((minor, index) => (index === at ? other + first : minor))))
  })
  return best
}

function pay(of: Balances, paid: Transfer): Balances {
  const byPerson = new Map(of.byPerson)
  byPerson.set(paid.from, (byPerson.get(paid.from) ?? 0) + paid.amountMinor)
  byPerson.set(paid.to, (byPerson.get(paid.to) ?? 0) - paid.amountMinor)
  return { ...of, byPerson }
}

describe('rule 10: balances', () => {
  it('sum to 0 with nobody, and settling knows where nobody’s row stays', () => {
    fc.assert(
      fc.property(arbitraryBill(), bill => {
        for (const of of [balances(bill), ...balancesByCurrency(bill).values()]) {
          expect(sumMinor(of.byPerson.values())).toBe(0)
          expect(of.byPerson.get(nobody) ?? 0).toBe(of.nobodyMinor)
          expect(sumMinor(of.leftWith.values())).toBe(of.nobodyMinor)
          for (const [share, parts] of of.parts) {
            const { paidMinor, sentMinor, shareMinor, receivedMinor } = parts
            expect(of.byPerson.get(share) ?? 0).toBe(paidMinor + sentMinor - shareMinor - receivedMinor)
          }
        }
      }),
      runs,
    )
  })

  it('of parts of a bill add up to those of the bill', () => {
    const cuts = fc.array(fc.nat(12), { maxLength: 3 })
    fc.assert(
      fc.property(arbitraryBill(), cuts, (bill, at) => {
        const bounds = [0, ...at.sort((one, other) => one - other), bill.expenses.length]
        const parts = bounds.map((end, index) => ({
          ...bill,
          expenses: bill.expenses.slice(bounds[index - 1] ?? 0, end),
          payments: index === 0 ? bill.payments : [],
        }))
        const tallies = parts.map(part => tallyOf(billLedger(part, split)))
        const of = balancesFrom(bill, [...tallies.slice(1), ...tallies.slice(0, 1)])
        const isTooBig = balances(bill).issues.some(({ reason }) => reason === 'amountTooBig')
        if (of === null) expect(isTooBig).toBe(true)
        else expect(of).toEqual(balances(bill))
        for (const tally of tallies) expect(sameTally(tally, tally)).toBe(tally.issues.length === 0)
      }),
      runs,
    )
  })

  it('kept apart, leave out nothing for want of a rate', () => {
    fc.assert(
      fc.property(arbitraryBill(), bill => {
        for (const of of balancesByCurrency(bill).values()) {
          expect(of.issues.some(issue => issue.reason === 'badRate')).toBe(false)
        }
      }),
      runs,
    )
  })

  it('are the same whatever order the bill is in', () => {
    fc.assert(
      fc.property(arbitraryBill(), bill => {
        const turned = {
          ...bill,
          people: [...bill.people].reverse(),
          expenses: [...bill.expenses].reverse(),
          payments: [...bill.payments].reverse(),
        }
        const one = balances(bill)
        const other = balances(turned)
        for (const [share, minor] of one.byPerson) expect(other.byPerson.get(share)).toBe(minor)
        expect(settle(other)).toEqual(settle(one))
        expect(directDebts(turned)).toEqual(directDebts(bill))
      }),
      runs,
    )
  })
})

describe('rule 10: transfers', () => {
  it('bring every balance of a bill to 0', () => {
    fc.assert(
      fc.property(arbitraryBill(), bill => {
        const of = balances(bill)
        const transfers = settle(of)
        expect([...balancesAfter(of, transfers).values()].every(minor => minor === 0)).toBe(true)
        expect(transfers.length).toBeLessThanOrEqual(Math.max(0, withBalance(of) - 1))
        expect(transfers.every(one => one.amountMinor > 0 && one.from !== one.to)).toBe(true)
      }),
      runs,
    )
  })

  it('are the fewest there can be, of up to nine people, as an exhaustive search finds', () => {
    fc.assert(
      fc.property(arbitraryBalances(1, 9), of => {
        expect(settle(of)).toHaveLength(fewest([...of.byPerson.values()]))
      }),
      runs,
    )
  })

  it('are in order of debtor and creditor', () => {
    fc.assert(
      fc.property(arbitraryBalances(1, 9), of => {
        const pairs = settle(of).map(one => `${one.from} ${one.to}`)
        expect(pairs).toEqual([...new Set(pairs)].sort())
      }),
      runs,
    )
  })

  it('go only from those who owe to those who get back, and at most n - 1 of them, for many people too', () => {
    fc.assert(
      fc.property(arbitraryBalances(10, 40, 9_999), of => {
        const transfers = settle(of)
        for (const { from, to } of transfers) {
          expect(of.byPerson.get(from)).toBeLessThan(0)
          expect(of.byPerson.get(to)).toBeGreaterThan(0)
        }
        expect([...balancesAfter(of, transfers).values()].every(minor => minor === 0)).toBe(true)
        expect(transfers.length).toBeLessThanOrEqual(Math.max(0, withBalance(of) - 1))
      }),
      { numRuns: Math.ceil(runs.numRuns / 10) },
    )
  })

  it('stay exactly as they are when one of them is paid', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryBalances(2, 9), arbitraryBalances(2, 6, 40)), of => {
        const transfers = settle(of)
        for (const paid of transfers) {
          expect(settle(pay(of, paid))).toEqual(transfers.filter(one => one !== paid))
        }
      }),
      runs,
    )
  })

  it('stay when one is paid among many, but for the step to sixteen people', () => {
    fc.assert(
      fc.property(arbitraryBalances(18, 30), fc.nat(), (of, at) => {
        const transfers = settle(of)
        const paid = transfers[at % Math.max(1, transfers.length)]
        if (paid === undefined) return
        const next = pay(of, paid)
        if (withBalance(of) > exactPeople && withBalance(next) <= exactPeople) return
        expect(settle(next)).toEqual(transfers.filter(one => one !== paid))
      }),
      { numRuns: Math.ceil(runs.numRuns / 10) },
    )
  })

  it('stay when one is paid as a payment on the bill', () => {
    fc.assert(
      fc.property(arbitraryBill(), fc.nat(), (bill, at) => {
        const transfers = settle(balances(bill))
        const paid = transfers[at % Math.max(1, transfers.length)]
        // A payment has an upper bound that a suggested transfer need not keep.
        if (paid === undefined || paid.amountMinor > 1e12) return
        const payment = aPayment('x', 'y', paid.amountMinor, { from: paid.from, to: paid.to })
        const next = { ...bill, payments: [...bill.payments, payment] }
        expect(settle(balances(next))).toEqual(transfers.filter(one => one !== paid))
      }),
      runs,
    )
  })
})

describe('rule 10: direct debts', () => {
  it('add up to the balances, to the cent, where everything was taken and paid', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amounts, fc.integer({ min: 1, max: 5_000 })), { minLength: 1, maxLength: 4 }),
        all => {
          const people = somePeople('Ada', 'Ben', 'Cleo', 'Dan', 'Eve')
          const ids = people.map(({ id }) => id)
          const expenses = all.map(([paid, more], at) => {
            const total = sumMinor(paid) + more
            const payers = Object.fromEntries(
              [...paid, more].slice(0, 5).map((minor, who) => [ids[who], minor]),
            )
            const amountMinor = sumMinor(Object.values(payers))
            return anExpense(`e${at}-${total}`, {
              amountMinor,
              payer: null,
              paid: payers,
              split: { ...anExpense('x').split, mode: 'equal', among: ids.slice(at % 3) },
            })
          })
          const bill = { ...aBill([], []), people, expenses }
          const net = new Map(ids.map(id => [id, 0]))
          for (const { from, to, amountMinor } of directDebts(bill)) {
            net.set(from, (net.get(from) ?? 0) - amountMinor)
            net.set(to, (net.get(to) ?? 0) + amountMinor)
          }
          const { byPerson } = balances(bill)
          for (const id of ids) expect(net.get(id)).toBe(byPerson.get(id) ?? 0)
        },
      ),
      runs,
    )
  })

  it('come from expenses that add up to them, less what the two paid each other', () => {
    fc.assert(
      fc.property(arbitraryBill(), bill => {
        for (const debt of directDebts(bill)) {
          const { lines, workedMinor } = explainDebt(bill, debt)
          expect(workedMinor).toBeGreaterThanOrEqual(0)
          expect(sumMinor(lines.map(({ minor }) => minor)) - workedMinor).toBe(debt.amountMinor)
        }
      }),
    )
  })

  it('come to what the transfers come to, whatever nobody took or paid yet', () => {
    const minors = fc.array(fc.nat(3_000), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(fc.tuple(minors, minors, fc.nat(9_000)), { minLength: 1, maxLength: 4 }), all => {
        const people = somePeople('Ada', 'Ben', 'Cleo', 'Dan')
        const ids = people.map(({ id }) => id)
        const each = (amounts: readonly number[]) =>
          Object.fromEntries(ids.map((id, at) => [id, amounts[at] ?? 0]))
        // Paid and shared are too little or too much as it comes.
        const expenses = all.map(([paid, exact, amountMinor], at) =>
          anExpense(`e${at}`, {
            amountMinor,
            paid: each(paid),
            split: { mode: 'exact', exact: each(exact) },
          }),
        )
        const bill = { ...aBill([], []), people, expenses }
        const of = balances(bill)
        expect([...balancesAfter(of, directDebts(bill)).values()].every(minor => minor === 0)).toBe(true)
      }),
      runs,
    )
  })

  it('are one for a pair at most, and no payment adds one', () => {
    fc.assert(
      fc.property(arbitraryBill(), bill => {
        const pairs = directDebts(bill).map(({ from, to }) => [from, to].sort().join(' '))
        expect(new Set(pairs).size).toBe(pairs.length)
        expect(pairs.length).toBeLessThanOrEqual(directDebts({ ...bill, payments: [] }).length)
      }),
      runs,
    )
  })
})
