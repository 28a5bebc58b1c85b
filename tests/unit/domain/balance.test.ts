import { describe, expect, it } from 'vitest'
import { balances, balancesByCurrency, balancesFrom } from '../../../crdt/domain/balance.ts'
import { billLedger } from '../../../crdt/domain/ledger.ts'
import { split } from '../../../crdt/domain/split.ts'
import { tallyOf } from '../../../crdt/domain/tally.ts'
import {
  aBill,
  anExpense,
  anItem,
  aPayment,
  aPerson,
  aReceipt,
  byPerson,
  equally,
  personId,
  somePeople,
  takenBy,
} from '../../world/bills.ts'

const trio = somePeople('Ana', 'Bob', 'Cleo')
const [ana, bob, cleo] = [personId('Ana'), personId('Bob'), personId('Cleo')]

describe('a balance', () => {
  it('is paid + payments made - shares - payments received', () => {
    const bill = aBill(
      trio,
      [equally('Taxi', 3000, 'Ana', 'Ana', 'Bob', 'Cleo')],
      [aPayment('Bob', 'Ana', 400), aPayment('Cleo', 'Ana', 1000)],
    )
    const result = balances(bill)
    expect(Object.fromEntries(result.byPerson)).toEqual({ [ana]: 600, [bob]: -600, [cleo]: 0 })
    expect(result.parts.get(ana)).toEqual({
      paidMinor: 3000,
      shareMinor: 1000,
      sentMinor: 0,
      receivedMinor: 1400,
    })
    expect(result.spentMinor).toBe(3000)
    expect(result.nobodyMinor).toBe(0)
  })

  it('has everyone on the bill in it, those at 0 too, in the order of the bill', () => {
    expect([...balances(aBill(trio, [])).byPerson]).toEqual([
      [ana, 0],
      [bob, 0],
      [cleo, 0],
    ])
  })

  it('of someone merged into another is that one’s', () => {
    const people = [...somePeople('Ana', 'Bob'), aPerson('Cleo', { mergedInto: bob })]
    const bill = aBill(people, [equally('Taxi', 1000, 'Ana', 'Ana', 'Cleo')], [aPayment('Cleo', 'Bob', 100)])
    expect(Object.fromEntries(balances(bill).byPerson)).toEqual({ [ana]: 500, [bob]: -500 })
  })
})

describe('what nobody took or paid', () => {
  it('is a row, and stays with those who paid that expense', () => {
    const paid = byPerson({ Ana: 600, Bob: 400 })
    const bill = aBill(trio, [
      aReceipt('Dinner', [anItem('Pasta', 700, takenBy('Cleo')), anItem('Tiramisu', 300)], [], { paid }),
    ])
    const result = balances(bill)
    expect(Object.fromEntries(result.byPerson)).toEqual({ [ana]: 600, [bob]: 400, [cleo]: -700, '': -300 })
    expect(Object.fromEntries(result.leftWith)).toEqual({ [ana]: -180, [bob]: -120 })
  })

  it('stays with its sharers when nobody paid it yet', () => {
    const bill = aBill(trio, [
      anExpense('Taxi', {
        amountMinor: 900,
        paid: byPerson({ Ana: 600 }),
        split: { among: [ana, bob, cleo] },
      }),
    ])
    const result = balances(bill)
    expect(Object.fromEntries(result.byPerson)).toEqual({ [ana]: 300, [bob]: -300, [cleo]: -300, '': 300 })
    expect(Object.fromEntries(result.leftWith)).toEqual({ [ana]: 100, [bob]: 100, [cleo]: 100 })
  })

  it('leaves nothing to settle while nobody has paid at all', () => {
    const bill = aBill(trio, [
      aReceipt('Dinner', [anItem('Pasta', 700, takenBy('Cleo')), anItem('Tiramisu', 300)]),
    ])
    const { byPerson: all, leftWith, nobodyMinor } = balances(bill)
    expect(nobodyMinor).toBe(700)
    expect((all.get(cleo) ?? 0) + (leftWith.get(cleo) ?? 0)).toBe(0)
  })
})

describe('an expense in another currency', () => {
  const dollars = (patch: Parameters<typeof anExpense>[1] = {}) =>
    anExpense('Hotel', {
      amountMinor: 10_000,
      currency: 'USD',
      payer: ana,
      split: { among: [ana, bob, cleo] },
      ...patch,
    })

  it('counts at its rate, rounded once on the total', () => {
    const result = balances(aBill(trio, [dollars({ rate: { value: 9_215, exponent: 4 } })]))
    expect(result.spentMinor).toBe(9_215)
    expect(result.parts.get(ana)?.paidMinor).toBe(9_215)
    const shares = [ana, bob, cleo].map(id => result.parts.get(id)?.shareMinor)
    expect([...shares].sort()).toEqual([3071, 3072, 3072])
  })

  it('does not count without a rate, and the bill says so', () => {
    const result = balances(aBill(trio, [dollars(), equally('Taxi', 300, 'Ana', 'Ana', 'Bob', 'Cleo')]))
    expect(result.spentMinor).toBe(300)
    expect(result.issues).toEqual([
      { reason: 'badRate', path: ['expenses', dollars().id], written: dollars().written },
    ])
  })

  it('counts in its own currency when they are kept apart', () => {
    const bill = aBill(
      trio,
      [dollars(), equally('Taxi', 300, 'Ana', 'Ana', 'Bob', 'Cleo')],
      [aPayment('Bob', 'Ana', 1000, { currency: 'USD' })],
    )
    const apart = balancesByCurrency(bill)
    expect([...apart.keys()]).toEqual(['EUR', 'USD'])
    expect(apart.get('EUR')?.byPerson.get(ana)).toBe(200)
    expect(apart.get('USD')?.spentMinor).toBe(10_000)
    expect(apart.get('USD')?.parts.get(bob)?.sentMinor).toBe(1000)
    expect([...apart.values()].flatMap(one => one.issues)).toEqual([])
    expect(balances(bill).issues.map(issue => issue.reason)).toEqual(['badRate', 'badRate'])
  })
})

describe('what is not valid', () => {
  it('is not counted and said: payments by strangers, of nothing, of too much', () => {
    const bill = aBill(
      trio,
      [],
      [
        aPayment('Ana', 'Zoe', 100),
        aPayment('Ana', 'Bob', 0),
        aPayment('Ana', 'Cleo', 2e12),
        aPayment('Bob', 'Cleo', 50),
      ],
    )
    const result = balances(bill)
    expect(result.issues.map(issue => issue.reason)).toEqual(['unknownPerson', 'badAmount', 'badAmount'])
    expect(Object.fromEntries(result.byPerson)).toEqual({ [ana]: 0, [bob]: 50, [cleo]: -50 })
  })

  it('is an expense too big once exchanged', () => {
    const huge = anExpense('Hotel', {
      amountMinor: 1e12,
      currency: 'USD',
      rate: { value: 2, exponent: 0 },
      payer: ana,
    })
    expect(balances(aBill(trio, [huge])).issues.map(issue => issue.reason)).toEqual([
      'weightsSumToZero',
      'amountTooBig',
    ])
  })

  it('is what would make the sums inexact', () => {
    const expenses = Array.from({ length: 5000 }, (_, at) => equally(`huge${at}`, 1e12, 'Ana', 'Ana', 'Bob'))
    const result = balances(aBill(trio, expenses))
    expect(result.spentMinor).toBe(4e15)
    expect(result.issues).toHaveLength(1000)
    expect(result.issues[0]?.reason).toBe('amountTooBig')
  })

  it('is seen in parts of the bill that are each small enough', () => {
    const part = (from: number, to: number) =>
      tallyOf(
        billLedger(
          aBill(
            trio,
            Array.from({ length: to - from }, (_, at) =>
              equally(`huge${from + at}`, 1e12, 'Ana', 'Ana', 'Bob'),
            ),
          ),
          split,
        ),
      )
    expect(balancesFrom(aBill(trio, []), [part(0, 2000), part(2000, 4000)])?.spentMinor).toBe(4e15)
    expect(balancesFrom(aBill(trio, []), [part(0, 2500), part(2500, 5000)])).toBeNull()
  })
})

it('splits with the function it is given, so that a caller can remember results', () => {
  const asked: string[] = []
  const bill = aBill(trio, [equally('Taxi', 300, 'Ana', 'Bob')])
  balances(bill, (expense, people) => {
    asked.push(expense.title)
    return split(expense, people)
  })
  expect(asked).toEqual(['Taxi'])
})
