import { describe, expect, it } from 'vitest'
import { mostSearched } from '../../../client/state/search-text.ts'
import { summarise } from '../../../client/state/summarise.ts'
import { mostMonths, mostOwnCategories } from '../../../client/storage/spending.ts'
import { mostTopLines } from '../../../client/storage/top-lines.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import type { Bill, Expense } from '../../../crdt/domain/bill.ts'
import { split } from '../../../crdt/domain/split.ts'
import type { BillId, CategoryId, PersonId } from '../../../crdt/ids.ts'
import { aBill, anExpense, anItem, aPerson, personId, somePeople, takenBy } from '../../world/bills.ts'

const id = 'k7Qp3vT9xM2c' as BillId

function rowOf(bill: Bill, me: string | null = 'Ada') {
  const person: PersonId | null = me === null ? null : personId(me)
  const splitOf = (expense: string) => {
    const found = bill.expenses.find(each => each.id === expense)
    return found && split(found, bill.people)
  }
  return summarise({ id, bill, me: person, split: splitOf, balances: balances(bill) })
}

const billOf = (patch: Partial<Bill>): Bill => ({ ...aBill([], []), ...patch })
const people = somePeople('Ada', 'Tom', 'Ines')
const all = people.map(person => person.id)
const equal = (title: string, date: string, amountMinor: number, patch: Partial<Expense> = {}): Expense =>
  anExpense(title, {
    title,
    date,
    amountMinor,
    split: { ...anExpense('x').split, mode: 'equal', among: all },
    ...patch,
  })

describe('The spending in a summary row', () => {
  it('is one’s share by the month of each expense and by category', () => {
    const bill = billOf({
      people,
      expenses: [
        equal('Hotel', '2026-10-30', 30_000, { category: 'stay' }),
        equal('Dinner', '2026-11-02', 6_000, { category: 'food' }),
        equal('Lunch', '2026-11-03', 3_000, { category: 'food' }),
        equal('Own', '2026-11-03', 300, { category: 'Ab3_x-9Z' }),
        equal('None', '2026-11-03', 600),
        // The receipt that every bill starts with, of the day on which it was made.
        anExpense('Blank', { title: '', date: '2026-11-29', split: { mode: 'items' } }),
      ],
    })
    const row = rowOf(bill)
    expect(row.spending?.months.map(({ month, categories }) => [month, categories])).toEqual([
      ['2026-10', { stay: 10_000 }],
      ['2026-11', { food: 3_000, other: 300 }],
    ])
    expect([row.firstDay, row.day, row.myShareMinor]).toEqual(['2026-10-30', '2026-11-03', 13_300])
  })

  it('names the categories that the bill made for itself, so many; the others are something else', () => {
    const own = Array.from({ length: mostOwnCategories + 1 }, (_, at) => ({
      id: `own00${String(at).padStart(3, '0')}` as CategoryId,
      name: `Own ${at}`,
      icon: 'mug',
      removed: at === 0,
    }))
    const expenses = own.map(({ id: category, name }) => equal(name, '2026-11-03', 300, { category }))
    const [month] = rowOf(billOf({ people, categories: own, expenses })).spending?.months ?? []
    expect(month?.categories).toMatchObject({ '=Own 0': 100, '=Own 11': 100, other: 100 })
    expect(Object.keys(month?.categories ?? {})).toHaveLength(mostOwnCategories + 1)
  })

  it('counts foreign expenses at their rates, and none without one', () => {
    const bill = billOf({
      people,
      expenses: [
        equal('Taxi', '2026-11-02', 3_000, { currency: 'USD', rate: { value: 9, exponent: 1 } }),
        equal('Tea', '2026-11-02', 3_000, { currency: 'JPY' }),
      ],
    })
    expect(rowOf(bill).spending?.months).toMatchObject([{ month: '2026-11', categories: { other: 900 } }])
    expect(rowOf(bill).myShareMinor).toBe(900)
  })

  it('says with whom: one’s share of what they had a share in too', () => {
    const bill = billOf({
      people: [...people, aPerson('Bo', { leftAt: 5 })],
      expenses: [
        equal('All', '2026-11-02', 3_000),
        equal('Two', '2026-11-05', 4_000, {
          split: { ...anExpense('x').split, mode: 'equal', among: [personId('Ada'), personId('Bo')] },
        }),
        equal('Theirs', '2026-11-06', 9_000, {
          split: { ...anExpense('x').split, mode: 'equal', among: [personId('Tom'), personId('Ines')] },
        }),
      ],
    })
    const spending = rowOf(bill).spending
    expect(spending?.companions.map(({ name }) => name)).toEqual(['Bo', 'Tom', 'Ines'])
    expect(spending?.months).toEqual([
      {
        month: '2026-11',
        categories: { other: 3_000 },
        with: [
          [0, 2_000],
          [1, 1_000],
          [2, 1_000],
        ],
      },
    ])
  })

  it('counts what somebody had before they turned out to be me', () => {
    const bill = billOf({
      people: [aPerson('Ada', { mergedInto: personId('Tom') }), ...somePeople('Tom', 'Ines')],
      expenses: [equal('All', '2026-11-02', 3_000)],
    })
    expect(rowOf(bill).spending).toEqual(rowOf(bill, 'Tom').spending)
    expect(rowOf(bill).spending?.months[0]?.categories).toEqual({ other: 1_500 })
  })

  it('is empty for whoever only has the bill, and bounded for a bill of a thousand years', () => {
    const expenses = Array.from({ length: 1_000 }, (_, at) =>
      equal(`e${at}`, `${String(1000 + at).padStart(4, '0')}-01-01`, 300),
    )
    const bill = billOf({ people, expenses })
    expect(rowOf(bill, null)).toMatchObject({ hasMe: false, spending: { months: [], companions: [] } })
    const months = rowOf(bill).spending?.months
    expect(months).toHaveLength(mostMonths)
    expect(months?.at(-1)?.month).toBe('1999-01')
  })
})

describe('The words in a summary row', () => {
  it('are those of expenses, items, notes and amounts, plain and each once', () => {
    const receipt = anExpense('Dinner', {
      title: 'Dîner',
      date: '2026-11-02',
      note: 'with the Łódź people',
      split: {
        ...anExpense('x').split,
        mode: 'items',
        items: [anItem('Crème brûlée', 719, takenBy('Ada')), anItem('Soup', 719, takenBy('Tom'))],
      },
    })
    const row = rowOf(billOf({ people, note: 'Room 12', expenses: [receipt] }))
    expect(row.searched?.isCut).toBe(false)
    expect(row.searched?.words.split(' ')).toEqual(
      'diner 14.38 creme brulee 7.19 soup room 12 with the lodz people'.split(' '),
    )
  })

  it('say so where they are not all of the bill', () => {
    const expenses = Array.from({ length: 1_000 }, (_, at) =>
      equal(`e${at}`, '2026-11-02', 300, { title: `unique${at}words` }),
    )
    const { words, isCut } = rowOf(billOf({ people, expenses })).searched ?? { words: '', isCut: false }
    expect(isCut).toBe(true)
    expect(words.length).toBeLessThanOrEqual(mostSearched)
    expect(words).toContain('unique0words')
  })
})

describe('The top of a list in a summary row', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => equal(`e${at}`, `2026-11-${10 + (at % 3)}`, 300 + 3 * at))

  it('is kept of a long bill alone', () => {
    expect(rowOf(billOf({ people, expenses: many(100) }))).not.toHaveProperty('top')
    expect(rowOf(billOf({ people, expenses: many(101) })).top).toHaveLength(mostTopLines)
  })

  it('has the newest day first and inside it what was entered last, with what each cost and one’s share', () => {
    const expenses = [
      ...many(101),
      equal('Bus', '2026-11-13', 600, { title: 'Bus', category: 'transport' }),
      equal('Yen', '2026-11-13', 600, { title: '', currency: 'JPY' }),
    ]
    const { top = [] } = rowOf(billOf({ people, expenses }))
    expect(top.slice(0, 3)).toEqual([
      { day: '2026-11-13', title: '', isReceipt: false, category: '', totalMinor: null, mineMinor: null },
      {
        day: '2026-11-13',
        title: 'Bus',
        isReceipt: false,
        category: 'transport',
        totalMinor: 600,
        mineMinor: 200,
      },
      { day: '2026-11-12', title: 'e98', isReceipt: false, category: '', totalMinor: 594, mineMinor: 198 },
    ])
    expect(rowOf(billOf({ people, expenses }), null).top?.[1]).toMatchObject({
      totalMinor: 600,
      mineMinor: null,
    })
  })
})
