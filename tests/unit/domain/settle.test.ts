import { describe, expect, it } from 'vitest'
import { balances } from '../../../crdt/domain/balance.ts'
import { directDebts, settle, type Transfer } from '../../../crdt/domain/settle.ts'
import {
  aBill,
  anExpense,
  aPayment,
  byPerson,
  equally,
  osteria,
  personId,
  someBalances,
  somePeople,
} from '../../world/bills.ts'

/** "Ana > Bob 5" for each transfer. */
function told(transfers: readonly Transfer[]): string[] {
  const name = (id: string) => id.replace(/_+$/, '')
  return transfers.map(({ from, to, amountMinor }) => `${name(from)} > ${name(to)} ${amountMinor}`)
}

const settled = (values: Record<string, number>) => told(settle(someBalances(values)))

describe('settling up', () => {
  it('suggests nothing when everyone is even', () => {
    expect(settled({ Ana: 0, Bob: 0 })).toEqual([])
    expect(settled({})).toEqual([])
  })

  it('meets debtors and creditors in id order', () => {
    expect(settled({ Dan: 40, Bob: -30, Cleo: -20, Ana: 10 })).toEqual([
      'Bob > Ana 10',
      'Bob > Dan 20',
      'Cleo > Dan 20',
    ])
  })

  it('finds groups that settle among themselves', () => {
    // Met in id order alone it would take four.
    expect(settled({ Ana: -10, Bob: -20, Cleo: 20, Dan: 5, Eve: 5 })).toEqual([
      'Ana > Dan 5',
      'Ana > Eve 5',
      'Bob > Cleo 20',
    ])
  })

  it('breaks ties by person id', () => {
    expect(settled({ Ana: -5, Bob: -5, Cleo: 5, Dan: 5 })).toEqual(['Ana > Cleo 5', 'Bob > Dan 5'])
  })

  it('says the same whatever order people come in', () => {
    const forth = { Ana: -7, Bob: 3, Cleo: 4, Dan: -2, Eve: 2 }
    const back = Object.fromEntries(Object.entries(forth).reverse())
    expect(settled(back)).toEqual(settled(forth))
  })

  it('leaves what nobody took with the one who paid', () => {
    const { people, expense } = osteria()
    const result = balances(aBill(people, [expense]))
    expect(told(settle(result))).toEqual([
      'Ines > Maya 2418',
      'Jonas > Maya 1673',
      'Tom > Maya 3059',
      'You > Maya 2443',
    ])
    expect(result.nobodyMinor).toBe(-718)
  })

  it('is exact with sixteen people in eight pairs', () => {
    const values = Object.fromEntries(
      Array.from({ length: 8 }, (_, at) => [
        [`d${at}`, -(2 ** at) * 3 - 1],
        [`c${7 - at}`, 2 ** at * 3 + 1],
      ]).flat(),
    )
    expect(settled(values)).toHaveLength(8)
  })

  it('takes at most n - 1 transfers beyond sixteen people', () => {
    const values: Record<string, number> = { rich: 40 * 41 }
    for (let at = 0; at < 40; at += 1) values[`p${at}`] = -41
    expect(settled(values)).toHaveLength(40)
  })
})

describe('paying a suggested transfer', () => {
  it('leaves the others as they are', () => {
    const people = somePeople('Ana', 'Bob', 'Cleo', 'Dan')
    const expenses = [
      equally('Taxi', 4000, 'Ana', 'Ana', 'Bob', 'Cleo', 'Dan'),
      equally('Food', 900, 'Bob', 'Cleo', 'Dan'),
    ]
    const before = settle(balances(aBill(people, expenses)))
    for (const paid of before) {
      const payment = aPayment('x', 'y', paid.amountMinor, { from: paid.from, to: paid.to })
      expect(settle(balances(aBill(people, expenses, [payment])))).toEqual(before.filter(one => one !== paid))
    }
  })

  it('in part leaves the rest of it', () => {
    const people = somePeople('Ana', 'Bob')
    const bill = aBill(people, [equally('Taxi', 4000, 'Ana', 'Ana', 'Bob')], [aPayment('Bob', 'Ana', 500)])
    expect(told(settle(balances(bill)))).toEqual(['Bob > Ana 1500'])
  })
})

describe('direct debts', () => {
  const people = somePeople('Ana', 'Bob', 'Cleo')
  const circle = [equally('Taxi', 1000, 'Bob', 'Ana'), equally('Food', 1000, 'Cleo', 'Bob')]

  it('are what it would take without settling as a group', () => {
    expect(told(directDebts(aBill(people, circle)))).toEqual(['Ana > Bob 1000', 'Bob > Cleo 1000'])
    expect(told(settle(balances(aBill(people, circle))))).toEqual(['Ana > Cleo 1000'])
  })

  it('are netted within a pair', () => {
    const expenses = [equally('Taxi', 1000, 'Bob', 'Ana'), equally('Food', 400, 'Ana', 'Bob')]
    expect(told(directDebts(aBill(people, expenses)))).toEqual(['Ana > Bob 600'])
    expect(directDebts(aBill(people, [...expenses, equally('Tip', 600, 'Ana', 'Bob')]))).toEqual([])
  })

  it('go to several payers in proportion to what they paid', () => {
    const among = [personId('Cleo')]
    const shared = anExpense('Taxi', {
      amountMinor: 900,
      paid: byPerson({ Ana: 600, Bob: 200 }),
      split: { among },
    })
    // A ninth of it nobody paid yet.
    expect(told(directDebts(aBill(people, [shared])))).toEqual(['Cleo > Ana 600', 'Cleo > Bob 200'])
  })

  it('charge nobody more than the expense, where exact amounts are too much', () => {
    const dinner = anExpense('Dinner', {
      amountMinor: 5000,
      payer: personId('Ana'),
      split: { mode: 'exact', exact: byPerson({ Bob: 7000 }) },
    })
    const bill = aBill(people, [dinner])
    expect(told(directDebts(bill))).toEqual(['Bob > Ana 5000'])
    expect(told(settle(balances(bill)))).toEqual(['Bob > Ana 5000'])
  })

  it('are worked off by payments within the pair, and no payment makes a new one', () => {
    const left = (from: string, to: string, minor: number) =>
      told(directDebts(aBill(people, circle, [aPayment(from, to, minor)])))
    expect(left('Ana', 'Bob', 400)).toEqual(['Ana > Bob 600', 'Bob > Cleo 1000'])
    expect(left('Ana', 'Bob', 1000)).toEqual(['Bob > Cleo 1000'])
    expect(left('Ana', 'Bob', 3000)).toEqual(['Bob > Cleo 1000'])
    expect(left('Ana', 'Cleo', 1000)).toEqual(['Ana > Bob 1000', 'Bob > Cleo 1000'])
  })
})
