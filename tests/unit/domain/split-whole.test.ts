import { describe, expect, it } from 'vitest'
import type { Expense, Split } from '../../../crdt/domain/bill.ts'
import { split } from '../../../crdt/domain/split.ts'
import { anExpense, aPerson, byPerson, personId, somePeople } from '../../world/bills.ts'

const people = somePeople('Ana', 'Bob', 'Cleo')
const all = people.map(person => person.id)

function shares(
  amountMinor: number,
  split_: Partial<Split>,
  patch: Partial<Expense> = {},
): Record<string, number> {
  const result = split(anExpense('Taxi', { ...patch, amountMinor, split: split_ }), people)
  return Object.fromEntries(
    Array.from(result.shares, ([share, minor]) => [share.replace(/_+$/, '') || 'nobody', minor]),
  )
}

function reasons(amountMinor: number, split_: Partial<Split>): string[] {
  return split(anExpense('Taxi', { amountMinor, split: split_ }), people).issues.map(issue => issue.reason)
}

describe('an expense divided equally', () => {
  it('is divided among those it is for', () => {
    expect(shares(1000, { mode: 'equal', among: all.slice(0, 2) })).toEqual({ Ana: 500, Bob: 500 })
    expect(Object.values(shares(1000, { mode: 'equal', among: all })).sort()).toEqual([333, 333, 334])
  })

  it('mirrors the purchase when it is a refund', () => {
    const bought = shares(1000, { mode: 'equal', among: all })
    const refunded = shares(-1000, { mode: 'equal', among: all })
    expect(refunded).toEqual(
      Object.fromEntries(Object.entries(bought).map(([name, minor]) => [name, -minor])),
    )
  })

  it('is nobody’s, and says so, when it is for nobody', () => {
    expect(shares(1000, { mode: 'equal', among: [] })).toEqual({ nobody: 1000 })
    expect(reasons(1000, { mode: 'equal', among: [] })).toEqual(['weightsSumToZero'])
  })

  it('counts someone merged into another once', () => {
    const merged = [...somePeople('Ana', 'Bob'), aPerson('Cleo', { mergedInto: personId('Bob') })]
    const result = split(
      anExpense('Taxi', { amountMinor: 1000, split: { mode: 'equal', among: all } }),
      merged,
    )
    expect([...result.shares.values()]).toEqual([500, 500])
  })

  it('has one row, the amount', () => {
    const result = split(
      anExpense('Taxi', { amountMinor: 900, split: { mode: 'equal', among: all } }),
      people,
    )
    expect(result.rows.map(row => [row.kind, row.amountMinor, row.cells.size])).toEqual([['amount', 900, 3]])
    expect(result.subtotalMinor).toBe(900)
  })
})

describe('an expense divided by parts', () => {
  it('lets a couple count 2', () => {
    expect(shares(900, { mode: 'parts', parts: byPerson({ Ana: 2, Bob: 1 }) })).toEqual({
      Ana: 600,
      Bob: 300,
    })
  })

  it('is nobody’s, and says so, when the parts sum to 0', () => {
    expect(shares(900, { mode: 'parts', parts: byPerson({ Ana: 0 }) })).toEqual({ nobody: 900 })
    expect(reasons(900, { mode: 'parts' })).toEqual(['weightsSumToZero'])
  })
})

describe('an expense divided by percent', () => {
  it('gives each their percent', () => {
    const percent = byPerson({ Ana: 5000, Bob: 2500, Cleo: 2500 })
    expect(shares(999, { mode: 'percent', percent })).toEqual({ Ana: 499, Bob: 250, Cleo: 250 })
    expect(reasons(999, { mode: 'percent', percent })).toEqual([])
  })

  it('leaves to nobody what is missing to 100 %', () => {
    const percent = byPerson({ Ana: 5000, Bob: 2500 })
    expect(shares(1000, { mode: 'percent', percent })).toEqual({ Ana: 500, Bob: 250, nobody: 250 })
    expect(reasons(1000, { mode: 'percent', percent })).toEqual(['percentNot100'])
  })

  it('shows as below 0 what is beyond 100 %', () => {
    const percent = byPerson({ Ana: 10_000, Bob: 3_000 })
    expect(shares(1000, { mode: 'percent', percent })).toEqual({ Ana: 1000, Bob: 300, nobody: -300 })
  })
})

describe('an expense divided by exact amounts', () => {
  it('leaves to nobody what is missing, or is too much', () => {
    expect(shares(1000, { mode: 'exact', exact: byPerson({ Ana: 600, Bob: 400 }) })).toEqual({
      Ana: 600,
      Bob: 400,
    })
    expect(shares(1000, { mode: 'exact', exact: byPerson({ Ana: 281 }) })).toEqual({ Ana: 281, nobody: 719 })
    expect(shares(1000, { mode: 'exact', exact: byPerson({ Ana: 1300 }) })).toEqual({
      Ana: 1300,
      nobody: -300,
    })
  })
})

describe('an expense divided with adjustments', () => {
  it('adds them to an equal share of the rest', () => {
    const adjust = byPerson({ Ana: 500 })
    expect(shares(2000, { mode: 'adjust', among: all, adjust })).toEqual({ Ana: 1000, Bob: 500, Cleo: 500 })
  })

  it('adds up even when they are more than the total', () => {
    const adjust = byPerson({ Ana: 500 })
    expect(shares(200, { mode: 'adjust', among: all.slice(0, 2), adjust })).toEqual({ Ana: 350, Bob: -150 })
  })

  it('ignores those of people it is not for', () => {
    const adjust = byPerson({ Cleo: 500 })
    expect(shares(200, { mode: 'adjust', among: all.slice(0, 2), adjust })).toEqual({ Ana: 100, Bob: 100 })
  })
})

describe('someone exempt from a whole expense', () => {
  const exempt = [personId('Bob')]

  it('leaves their part to the others in the proportion these have', () => {
    expect(shares(900, { mode: 'equal', among: all }, { exempt })).toEqual({ Ana: 450, Cleo: 450 })
    expect(shares(900, { mode: 'parts', parts: byPerson({ Ana: 2, Bob: 3, Cleo: 1 }) }, { exempt })).toEqual({
      Ana: 600,
      Cleo: 300,
    })
    expect(
      shares(900, { mode: 'exact', exact: byPerson({ Ana: 400, Bob: 300, Cleo: 200 }) }, { exempt }),
    ).toEqual({
      Ana: 600,
      Cleo: 300,
    })
    expect(
      shares(1000, { mode: 'adjust', among: all, adjust: byPerson({ Ana: 200, Bob: 500 }) }, { exempt }),
    ).toEqual({
      Ana: 600,
      Cleo: 400,
    })
  })

  it('leaves what nobody had to nobody', () => {
    const percent = byPerson({ Ana: 4000, Bob: 2000, Cleo: 2000 })
    expect(shares(900, { mode: 'percent', percent }, { exempt })).toEqual({
      Ana: 480,
      Cleo: 240,
      nobody: 180,
    })
  })

  it('leaves it to nobody when there are no others', () => {
    expect(shares(900, { mode: 'equal', among: exempt }, { exempt })).toEqual({ nobody: 900 })
    expect(shares(900, { mode: 'percent', percent: byPerson({ Bob: 10_000 }) }, { exempt })).toEqual({
      nobody: 900,
    })
    expect(shares(900, { mode: 'exact', exact: byPerson({ Bob: 900 }) }, { exempt })).toEqual({ nobody: 900 })
  })
})

describe('who paid', () => {
  const paidBy = (paid: Record<string, number>, amountMinor = 1000) => {
    const expense = anExpense('Taxi', {
      amountMinor,
      paid: byPerson(paid),
      split: { mode: 'equal', among: all },
    })
    return Object.fromEntries(split(expense, people).paid)
  }

  it('can be several, with a gap that nobody paid yet', () => {
    expect(paidBy({ Ana: 600, Bob: 400 })).toEqual({ Ana_____: 600, Bob_____: 400 })
    expect(paidBy({ Ana: 600 })).toEqual({ Ana_____: 600, '': 400 })
    expect(paidBy({ Ana: 1600 })).toEqual({ Ana_____: 1600, '': -600 })
    expect(paidBy({})).toEqual({ '': 1000 })
  })

  it('can be someone who is exempt', () => {
    const expense = anExpense('Taxi', { amountMinor: 900, payer: personId('Bob'), exempt: [personId('Bob')] })
    expect(Object.fromEntries(split(expense, people).paid)).toEqual({ Bob_____: 900 })
  })
})

describe('an amount that is none', () => {
  it.each([
    [Number.NaN, 'badAmount'],
    [0.5, 'badAmount'],
    [2e12, 'amountTooBig'],
  ])('%d is not counted', (amountMinor, reason) => {
    expect(shares(amountMinor, { mode: 'equal', among: all })).toEqual({})
    expect(reasons(amountMinor, { mode: 'equal', among: all })).toEqual([reason])
  })
})
