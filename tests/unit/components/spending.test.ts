import { describe, expect, it } from 'vitest'
import {
  byCategory,
  companionsIn,
  countMonths,
  monthsUntil,
  sharesIn,
  spentBy,
  spentCurrencies,
  spentMonths,
} from '../../../client/components/spending.ts'
import type { Summary } from '../../../client/components/summary.ts'
import type { BillId } from '../../../crdt/ids.ts'

const bill = (patch: Partial<Summary>): Summary => ({
  id: 'k7Qp3vT9xM2c' as BillId,
  title: '',
  currency: 'EUR',
  day: '2026-11-15',
  people: [],
  myBalanceMinor: 0,
  myShareMinor: 0,
  myUnpaidMinor: 0,
  hasMe: true,
  ...patch,
})

const trip = bill({
  spending: {
    companions: [
      { name: 'Tom', ink: 2 },
      { name: 'Ines', ink: 3 },
    ],
    months: [
      { month: '2026-10', categories: { stay: 10_000, food: 500 }, with: [[0, 10_000]] },
      {
        month: '2026-11',
        categories: { food: 2_000 },
        with: [
          [0, 2_000],
          [1, 1_000],
        ],
      },
    ],
  },
})
const dinner = bill({
  spending: {
    companions: [{ name: ' tom ', ink: 7 }],
    months: [{ month: '2026-11', categories: { food: 3_000, gift: -200 }, with: [[0, 2_800]] }],
  },
})
const tokyo = bill({
  currency: 'JPY',
  spending: { companions: [], months: [{ month: '2026-11', categories: { fun: 900 }, with: [] }] },
})
const old = bill({ myShareMinor: 700, day: '2026-10-02' })
const all = [trip, dinner, tokyo, old]

describe('What one spent', () => {
  it('is a sum for each currency in a month, that of most bills first', () => {
    expect(sharesIn(all, '2026-11')).toEqual([
      { currency: 'EUR', minor: 4_800 },
      { currency: 'JPY', minor: 900 },
    ])
    expect(sharesIn(all, '2026-09')).toEqual([])
    expect(spentCurrencies(all)).toEqual(['EUR', 'JPY'])
  })

  it('counts a row of an older build for the month of its day', () => {
    expect(sharesIn(all, '2026-10')).toEqual([{ currency: 'EUR', minor: 11_200 }])
    expect(spentBy([old], 'EUR', ['2026-10'])[0]?.categories).toEqual([{ category: 'other', minor: 700 }])
  })

  it('begins with the first month there is and ends with this one, or the last before it', () => {
    expect(spentMonths(all, '2026-11')).toEqual({ first: '2026-10', last: '2026-11' })
    expect(spentMonths(all, '2027-05')).toEqual({ first: '2026-10', last: '2026-11' })
    expect(spentMonths(all, '2026-10')).toEqual({ first: '2026-10', last: '2026-10' })
    expect(spentMonths([], '2026-10')).toBeNull()
  })

  it('is there for every month, also one in which nothing was spent', () => {
    const spent = spentBy(all, 'EUR', monthsUntil('2026-11', 3))
    expect(spent.map(({ period, minor }) => [period, minor])).toEqual([
      ['2026-09', 0],
      ['2026-10', 11_200],
      ['2026-11', 4_800],
    ])
    expect(spent[1]?.categories.map(({ category }) => category)).toEqual(['stay', 'food', 'other'])
    expect(spentBy(all, 'EUR', ['2025', '2026']).map(({ minor }) => minor)).toEqual([0, 16_000])
  })

  it('by category is the same money, the largest first, refunds too', () => {
    const spent = spentBy(all, 'EUR', monthsUntil('2026-11', 2))
    const categories = byCategory(spent)
    expect(categories).toEqual([
      { category: 'stay', minor: 10_000 },
      { category: 'food', minor: 5_500 },
      { category: 'other', minor: 700 },
      { category: 'gift', minor: -200 },
    ])
    const total = spent.reduce((sum, { minor }) => sum + minor, 0)
    expect(categories.reduce((sum, { minor }) => sum + minor, 0)).toBe(total)
  })

  it('with somebody is counted by name, over the bills and months asked for', () => {
    expect(companionsIn(all, 'EUR', monthsUntil('2026-11', 2))).toEqual([
      { face: { name: 'Tom', ink: 2 }, bills: 2, minor: 14_800 },
      { face: { name: 'Ines', ink: 3 }, bills: 1, minor: 1_000 },
    ])
    expect(companionsIn(all, 'EUR', ['2026-10'])).toMatchObject([{ bills: 1, minor: 10_000 }])
    expect(companionsIn(all, 'JPY', ['2026'])).toEqual([])
  })

  it('with two of one name on one bill is not counted twice', () => {
    const flat = bill({
      spending: {
        companions: [
          { name: 'Tom', ink: 4 },
          { name: 'tom ', ink: 5 },
        ],
        months: [
          {
            month: '2026-11',
            categories: { home: 900 },
            with: [
              [0, 900],
              [1, 900],
            ],
          },
        ],
      },
    })
    expect(companionsIn([flat, trip], 'EUR', ['2026-10', '2026-11'])).toMatchObject([
      { face: { name: 'Tom' }, bills: 2 },
      { face: { name: 'Ines' }, bills: 1 },
      { face: { name: 'tom ' }, bills: 1, minor: 900 },
    ])
  })
})

describe('Months', () => {
  it('are counted across years', () => {
    expect(monthsUntil('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(countMonths('2025-11', '2026-02')).toBe(4)
    expect(countMonths('2026-02', '2026-02')).toBe(1)
  })
})
