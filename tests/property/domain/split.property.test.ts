/** Money rules 1, 3, 4, 5, 6, 7, 8, 11 and 12, for any expense the types allow. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Expense, Person } from '../../../crdt/domain/bill.ts'
import { isMinor, percentOf, sumMinor } from '../../../crdt/domain/money.ts'
import { nobody, printedGap, type Share, split } from '../../../crdt/domain/split.ts'
import {
  arbitraryExpense,
  arbitraryMinor,
  arbitraryPeople,
  arbitraryPlainPeople,
  stranger,
} from '../../world/bills.ts'
import { runs } from '../runs.ts'

interface Case {
  readonly people: Person[]
  readonly expense: Expense
}

function cases(
  people: fc.Arbitrary<Person[]> = arbitraryPeople(),
  mode?: fc.Arbitrary<Expense['split']['mode']>,
): fc.Arbitrary<Case> {
  return people.chain(chosen => arbitraryExpense(chosen, mode).map(expense => ({ people: chosen, expense })))
}

const receipts = (people = arbitraryPeople()) => cases(people, fc.constant('items' as const))

/** Everything about a result but the order of its maps. */
function unordered(result: ReturnType<typeof split>) {
  const sorted = (cells: ReadonlyMap<Share, number>) =>
    [...cells].sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    rows: result.rows.map(row => ({ ...row, cells: sorted(row.cells) })),
    shares: sorted(result.shares),
    paid: sorted(result.paid),
  }
}

describe('rules 1, 4 and 8: everything adds up', () => {
  it('cells to rows, rows to shares, shares to the total, payers to the total, all in minor units', () => {
    fc.assert(
      fc.property(cases(), ({ people, expense }) => {
        const result = split(expense, people)
        const columns = new Map<Share, number>()
        for (const row of result.rows) {
          expect(sumMinor(row.cells.values())).toBe(row.amountMinor)
          if (row.included) continue
          for (const [share, minor] of row.cells) columns.set(share, (columns.get(share) ?? 0) + minor)
        }
        for (const [share, minor] of columns) expect(result.shares.get(share) ?? 0).toBe(minor)
        const counted = result.rows.filter(row => !row.included)
        expect(sumMinor(counted.map(row => row.amountMinor))).toBe(result.totalMinor)
        expect(sumMinor(counted.filter(row => row.kind !== 'charge').map(row => row.amountMinor))).toBe(
          result.subtotalMinor,
        )
        expect(sumMinor(result.shares.values())).toBe(result.totalMinor)
        expect(sumMinor(result.paid.values())).toBe(result.totalMinor)
        expect(result.shares.get(nobody) ?? 0).toBe(result.nobodyMinor)
        expect(isMinor(result.totalMinor)).toBe(true)
      }),
      runs,
    )
  })

  it('only for people who count, and nobody', () => {
    fc.assert(
      fc.property(cases(), ({ people, expense }) => {
        const known = new Set<Share>([nobody, ...people.map(person => person.id)])
        const result = split(expense, people)
        for (const share of [...result.shares.keys(), ...result.paid.keys()])
          expect(known.has(share)).toBe(true)
      }),
      runs,
    )
  })
})

describe('rule 2: the same on every device', () => {
  it('whatever order the people and their entries came in', () => {
    fc.assert(
      fc.property(cases(), fc.infiniteStream(fc.nat()), ({ people, expense }, order) => {
        const shuffle = <One>(all: readonly One[]): One[] =>
          all
            .map(one => ({ one, at: order.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one)
        const reorder = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
          Object.fromEntries(shuffle(Object.entries(record)))
        const { split: how } = expense
        const other: Expense = {
          ...expense,
          paid: reorder(expense.paid),
          exempt: shuffle(expense.exempt),
          split: {
            ...how,
            among: shuffle(how.among),
            parts: reorder(how.parts),
            percent: reorder(how.percent),
            exact: reorder(how.exact),
            adjust: reorder(how.adjust),
            items: how.items.map(item => ({ ...item, parts: reorder(item.parts) })),
            charges: how.charges.map(charge => ({ ...charge, items: shuffle(charge.items) })),
          },
        }
        expect(unordered(split(other, shuffle(people)))).toEqual(unordered(split(expense, people)))
      }),
      runs,
    )
  })
})

describe('rule 3: what was meant is kept', () => {
  it('splitting changes nothing of it', () => {
    fc.assert(
      fc.property(cases(), ({ people, expense }) => {
        const before = JSON.stringify([expense, people])
        split(expense, people)
        expect(JSON.stringify([expense, people])).toBe(before)
      }),
      runs,
    )
  })
})

describe('rule 5: what is not assigned is nobody’s', () => {
  it('exact amounts stand as they were entered', () => {
    const exact = cases(arbitraryPlainPeople(), fc.constant('exact' as const))
    fc.assert(
      fc.property(exact, ({ people, expense }) => {
        const result = split({ ...expense, exempt: [] }, people)
        if (result.issues.some(issue => issue.reason === 'amountTooBig')) return
        for (const [share, minor] of result.shares) {
          if (share !== nobody) expect(minor).toBe(expense.split.exact[share])
        }
      }),
      runs,
    )
  })

  it('an item that somebody took costs nobody nothing, unless portions are free', () => {
    fc.assert(
      fc.property(receipts(arbitraryPlainPeople()), ({ people, expense }) => {
        const result = split({ ...expense, exempt: [] }, people)
        for (const item of expense.split.items) {
          const row = result.rows.find(one => one.id === item.id)
          if (row === undefined) continue
          const taken = sumMinor(people.map(person => item.parts[person.id] ?? 0))
          if (taken === 0) expect(row.cells.get(nobody) ?? 0).toBe(item.priceMinor)
          else if (!item.byPortion || taken >= item.quantity) expect(row.cells.has(nobody)).toBe(false)
          else {
            const free = row.cells.get(nobody) ?? 0
            const off = free * item.quantity - item.priceMinor * (item.quantity - taken)
            expect(Math.abs(off)).toBeLessThan(item.quantity)
          }
        }
      }),
      runs,
    )
  })
})

describe('rule 6: exempt people', () => {
  it('have no share, the total stays, and switching it off brings back what was there', () => {
    fc.assert(
      fc.property(cases(arbitraryPlainPeople()), ({ people, expense }) => {
        const plain = split({ ...expense, exempt: [] }, people)
        const result = split(expense, people)
        for (const person of expense.exempt) expect(result.shares.get(person) ?? 0).toBe(0)
        expect(result.totalMinor).toBe(plain.totalMinor)
        expect(split({ ...expense, exempt: [] }, people)).toEqual(plain)
      }),
      runs,
    )
  })
})

describe('rule 7: charges', () => {
  it('on top of all items are the percent of them; included ones add nothing', () => {
    fc.assert(
      fc.property(receipts(), ({ people, expense }) => {
        const result = split(expense, people)
        for (const charge of expense.split.charges) {
          const row = result.rows.find(one => one.id === charge.id)
          if (row === undefined || charge.items.length > 0 || charge.included) continue
          if (charge.value.type !== 'percent' || charge.basis === 'afterTax') continue
          const sign = charge.kind === 'discount' ? -1 : 1
          expect(row.amountMinor + 0).toBe(
            percentOf(result.subtotalMinor, charge.value.thousandths) * sign + 0,
          )
        }
        const charges = expense.split.charges.filter(charge => !charge.included)
        expect(split({ ...expense, split: { ...expense.split, charges } }, people).totalMinor).toBe(
          result.totalMinor,
        )
      }),
      runs,
    )
  })

  it('cost nobody more than the whole charge', () => {
    fc.assert(
      fc.property(receipts(), ({ people, expense }) => {
        for (const row of split(expense, people).rows) {
          if (row.kind !== 'charge') continue
          for (const minor of row.cells.values()) {
            expect(Math.abs(minor)).toBeLessThanOrEqual(Math.abs(row.amountMinor))
            expect(minor * row.amountMinor).toBeGreaterThanOrEqual(0)
          }
        }
      }),
      runs,
    )
  })
})

describe('rule 11: what is not valid', () => {
  const anything = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e300, 2 ** 53, Number.NaN))

  it('never throws, and the rest adds up', () => {
    const broken = receipts().chain(({ people, expense }) =>
      fc
        .tuple(fc.array(anything, { minLength: 12, maxLength: 12 }), fc.constantFrom(...modes))
        .map(([values, mode]) => ({ people, expense: breakIt(expense, values, mode) })),
    )
    fc.assert(
      fc.property(broken, ({ people, expense }) => {
        const result = split(expense, people)
        expect(isMinor(result.totalMinor)).toBe(true)
        expect(sumMinor(result.shares.values())).toBe(result.totalMinor)
        expect(sumMinor(result.paid.values())).toBe(result.totalMinor)
        for (const row of result.rows) expect(sumMinor(row.cells.values())).toBe(row.amountMinor)
      }),
      runs,
    )
  })

  it('a stranger’s parts change nothing but the issues', () => {
    fc.assert(
      fc.property(receipts(), ({ people, expense }) => {
        const items = expense.split.items.map(item => {
          const { [stranger]: _, ...parts } = item.parts
          return { ...item, parts }
        })
        const without = split({ ...expense, split: { ...expense.split, items } }, people)
        expect(unordered(split(expense, people))).toEqual(unordered(without))
      }),
      runs,
    )
  })
})

describe('rule 12: the printed total', () => {
  it('is ours and what is missing', () => {
    fc.assert(
      fc.property(cases(), arbitraryMinor(), ({ people, expense }, printedTotalMinor) => {
        const result = split(expense, people)
        const gap = printedGap({ ...expense, printedTotalMinor }, result)
        expect((gap?.ownMinor ?? 0) + (gap?.missingMinor ?? 0)).toBe(printedTotalMinor)
        expect(gap?.ownMinor).toBe(result.totalMinor)
      }),
      runs,
    )
  })
})

const modes = ['equal', 'parts', 'percent', 'exact', 'adjust', 'items'] as const

/** The same expense with numbers that no reader should have let through. */
function breakIt(expense: Expense, values: readonly number[], mode: Expense['split']['mode']): Expense {
  let at = 0
  const next = () => values[at++ % values.length] ?? 0
  const spoil = (record: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.keys(record).map(key => [key, next()]))
  const { split: how } = expense
  return {
    ...expense,
    amountMinor: next(),
    paid: spoil(expense.paid),
    split: {
      ...how,
      mode,
      parts: spoil(how.parts),
      percent: spoil(how.percent),
      exact: spoil(how.exact),
      adjust: spoil(how.adjust),
      items: how.items.map((item, index) =>
        index % 2 === 0 ? item : { ...item, priceMinor: next(), quantity: next(), parts: spoil(item.parts) },
      ),
      charges: how.charges.map((charge, index) =>
        index % 2 === 0 ? charge : { ...charge, value: { type: 'percent', thousandths: next() } },
      ),
    },
  }
}
