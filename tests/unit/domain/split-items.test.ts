import { describe, expect, it } from 'vitest'
import { printedGap, type SplitResult, split } from '../../../crdt/domain/split.ts'
import {
  aCharge,
  amount,
  anItem,
  aPerson,
  aReceipt,
  idOf,
  osteria,
  percent,
  personId,
  somePeople,
  takenBy,
} from '../../world/bills.ts'

/** Shares by name, "nobody" for the empty key. */
function named(cells: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(
    Array.from(cells, ([share, minor]) => [share.replace(/_+$/, '') || 'nobody', minor]),
  )
}

function row(result: SplitResult, name: string): Record<string, number> {
  const found = result.rows.find(one => one.id === idOf(name))
  if (found === undefined) throw new Error(`no row ${name}`)
  return named(found.cells)
}

const [you, maya] = somePeople('You', 'Maya')
const pair = somePeople('You', 'Maya')
const trio = somePeople('You', 'Maya', 'Tom')

describe('the product test vector', () => {
  const people = somePeople('Bob', 'Joe', 'Trudy', 'Bill')
  const result = split(
    aReceipt(
      'Vector',
      [
        anItem('Salad', 1200, takenBy('Trudy')),
        anItem('Beer', 1300, takenBy('Joe')),
        anItem('Nachos', 2000, takenBy('Bob', 'Joe', 'Trudy', 'Bill')),
        anItem('Burger', 1500, takenBy('Bob')),
        anItem('Mac', 500, takenBy('Bill')),
      ],
      [aCharge('tax', amount(1400)), aCharge('tip', percent(25_000))],
    ),
    people,
  )

  it('comes to 29.31, 26.38, 24.91 and 14.65', () => {
    expect(named(result.shares)).toEqual({ Bob: 2931, Joe: 2638, Trudy: 2491, Bill: 1465 })
    expect(result.subtotalMinor).toBe(6500)
    expect(result.totalMinor).toBe(9525)
  })

  it('has the same columns for tax and tip', () => {
    expect(row(result, 'tax')).toEqual({ Bob: 431, Joe: 388, Trudy: 366, Bill: 215 })
    expect(row(result, 'tip')).toEqual({ Bob: 500, Joe: 450, Trudy: 425, Bill: 250 })
  })

  it('lists people in the order of the bill', () => {
    expect([...result.shares.keys()]).toEqual(people.map(person => person.id))
  })
})

describe('the receipt of the pictures', () => {
  const { people, expense } = osteria()
  const result = split(expense, people)

  it('adds up to the printed total', () => {
    expect(result.subtotalMinor).toBe(13_600)
    expect(result.totalMinor).toBe(13_960)
    expect(printedGap({ ...expense, printedTotalMinor: 13_960 }, result)?.missingMinor).toBe(0)
  })

  it('comes to these shares exactly, within a cent of the rounded ones', () => {
    // Rounded one by one: 24.43, 36.49, 30.59, 24.17, 16.73, nobody 7.19. The voucher's last cent goes to the
    // largest remainder, which is the tiramisù's (51.47 of 1000.00), and half a cent of service to Ines.
    expect(named(result.shares)).toEqual({
      You: 2443,
      Maya: 3649,
      Tom: 3059,
      Ines: 2418,
      Jonas: 1673,
      nobody: 718,
    })
    expect(result.nobodyMinor).toBe(718)
  })

  it('lets nobody bear a part of every charge', () => {
    expect(row(result, 'service').nobody).toBe(70)
    expect(row(result, 'Voucher').nobody).toBe(-52)
  })

  it('was paid by Maya', () => {
    expect(named(result.paid)).toEqual({ Maya: 13_960 })
  })
})

describe('an item', () => {
  const oneItem = (...line: Parameters<typeof anItem>) => split(aReceipt('Dinner', [anItem(...line)]), trio)

  it('is divided by the parts of those who took it, whatever its quantity', () => {
    expect(named(oneItem('Pasta', 2800, takenBy('You', 'Tom'), { quantity: 2 }).shares)).toEqual({
      You: 1400,
      Tom: 1400,
    })
    expect(named(oneItem('Pasta', 2800, takenBy('You'), { quantity: 2 }).shares)).toEqual({ You: 2800 })
    expect(named(oneItem('Wine', 2400, { You: 1, Maya: 1, Tom: 2 }).shares)).toEqual({
      You: 600,
      Maya: 600,
      Tom: 1200,
    })
  })

  it('costs price / quantity a part when it is by portion, and the rest is nobody yet', () => {
    const result = oneItem('Espresso', 600, takenBy('You', 'Tom'), { quantity: 3, byPortion: true })
    expect(named(result.shares)).toEqual({ You: 200, Tom: 200, nobody: 200 })
  })

  it('is divided by the parts when more portions were taken than there are', () => {
    const result = oneItem('Espresso', 600, { You: 2, Tom: 2 }, { quantity: 3, byPortion: true })
    expect(named(result.shares)).toEqual({ You: 300, Tom: 300 })
  })

  it('is nobody’s while nobody takes it', () => {
    expect(named(oneItem('Tiramisu', 700).shares)).toEqual({ nobody: 700 })
    expect(named(oneItem('Espresso', 600, {}, { quantity: 3, byPortion: true }).shares)).toEqual({
      nobody: 600,
    })
    expect(oneItem('Water', 0).shares).toEqual(new Map())
  })

  it('below 0 is a refund', () => {
    expect(named(oneItem('Deposit', -100, takenBy('You', 'Maya')).shares)).toEqual({ You: -50, Maya: -50 })
  })
})

describe('a charge', () => {
  const food = anItem('Food', 10_000, takenBy('You'))
  const drinks = anItem('Drinks', 5_000, takenBy('Maya'))
  const charged = (...charges: Parameters<typeof aCharge>[]) =>
    split(
      aReceipt(
        'Dinner',
        [food, drinks],
        charges.map(charge => aCharge(...charge)),
      ),
      pair,
    )

  it('of a percent is rounded once and spread by what the items cost', () => {
    const result = charged(['tax', percent(8_875)])
    expect(result.totalMinor).toBe(15_000 + 1331)
    expect(row(result, 'tax')).toEqual({ You: 887, Maya: 444 })
  })

  it('applies to some items only', () => {
    expect(row(charged(['tax', percent(19_000), { items: [drinks.id] }]), 'tax')).toEqual({ Maya: 950 })
  })

  it('after tax counts the taxes on top of the items, wherever they stand', () => {
    const result = charged(['tip', percent(10_000), { basis: 'afterTax' }], ['tax', percent(20_000)])
    expect(result.rows.map(one => one.amountMinor)).toEqual([10_000, 5_000, 1_800, 3_000])
  })

  it('after tax on some items counts the tax on those items alone', () => {
    const result = charged(
      ['tax', percent(20_000), { name: 'on drinks', items: [drinks.id] }],
      ['tax', amount(300), { name: 'on all' }],
      ['tip', percent(10_000), { basis: 'afterTax', items: [food.id] }],
    )
    // Food 100.00 and two thirds of 3.00.
    expect(result.rows.at(-1)?.amountMinor).toBe(1_020)
  })

  it('that is a tax after tax takes in the taxes above it', () => {
    const result = charged(
      ['tax', percent(5_000), { name: 'federal' }],
      ['tax', percent(10_000), { name: 'local', basis: 'afterTax' }],
    )
    expect(result.rows.slice(-2).map(one => one.amountMinor)).toEqual([750, 1_575])
  })

  it('that is included is shown, divided and adds nothing', () => {
    const result = charged(['tax', percent(19_000), { included: true }])
    expect(result.totalMinor).toBe(15_000)
    expect(result.rows.at(-1)).toMatchObject({ amountMinor: 2_395, included: true })
    expect(row(result, 'tax')).toEqual({ You: 1_597, Maya: 798 })
    expect(named(result.shares)).toEqual({ You: 10_000, Maya: 5_000 })
  })

  it('that is included is no tax on top for the tip', () => {
    const result = charged(
      ['tax', percent(19_000), { included: true }],
      ['tip', percent(10_000), { basis: 'afterTax' }],
    )
    expect(result.totalMinor).toBe(16_500)
  })

  it('that is a discount subtracts, even more than the items cost', () => {
    expect(named(charged(['discount', percent(10_000)]).shares)).toEqual({ You: 9_000, Maya: 4_500 })
    expect(named(charged(['discount', amount(30_000)]).shares)).toEqual({ You: -10_000, Maya: -5_000 })
  })

  it('does not shrink with a discount beside it', () => {
    expect(charged(['discount', amount(5_000)], ['tip', percent(10_000)]).totalMinor).toBe(11_500)
  })

  it('on items that cost nothing goes by their parts', () => {
    const water = anItem('Water', 0, { You: 1, Maya: 2 })
    const result = split(
      aReceipt('Dinner', [food, water], [aCharge('fee', amount(300), { items: [water.id] })]),
      pair,
    )
    expect(row(result, 'fee')).toEqual({ You: 100, Maya: 200 })
  })

  it('without any item is nobody’s yet', () => {
    expect(named(split(aReceipt('Dinner', [], [aCharge('tip', amount(500))]), pair).shares)).toEqual({
      nobody: 500,
    })
  })

  it('on items that are gone is nobody’s, and says so', () => {
    const result = charged(['fee', amount(300), { items: [idOf('gone')] }])
    expect(named(result.shares)).toEqual({ You: 10_000, Maya: 5_000, nobody: 300 })
    expect(result.issues.map(issue => issue.reason)).toEqual(['unknownItem'])
  })

  it('is not borne by whoever has refunds alone', () => {
    const items = [anItem('Food', 10_000, takenBy('You')), anItem('Deposit', -9_999, takenBy('Maya'))]
    const result = split(aReceipt('Dinner', items, [aCharge('tip', amount(100))]), pair)
    expect(row(result, 'tip')).toEqual({ You: 100 })
  })

  it('goes by size where the items cancel out', () => {
    const items = [anItem('Food', 500, takenBy('You')), anItem('Voucher', -500, takenBy('Maya'))]
    const result = split(aReceipt('Dinner', items, [aCharge('tip', amount(100))]), pair)
    expect(row(result, 'tip')).toEqual({ You: 50, Maya: 50 })
  })
})

describe('someone exempt', () => {
  const exempt = [personId('Maya')]

  it('pays nothing; the other sharers of an item pay their part, charges included', () => {
    const items = [anItem('Cake', 900, takenBy('You', 'Maya', 'Tom')), anItem('Soup', 500, takenBy('Tom'))]
    const result = split(aReceipt('Party', items, [aCharge('tip', percent(10_000))], { exempt }), trio)
    expect(row(result, 'Cake')).toEqual({ You: 450, Tom: 450 })
    expect(named(result.shares)).toEqual({ You: 495, Tom: 1045 })
  })

  it('is treated by all in proportion to their items to what nobody shares', () => {
    const items = [
      anItem('Fish', 3000, takenBy('Maya')),
      anItem('Steak', 2000, takenBy('You')),
      anItem('Soup', 1000, takenBy('Tom')),
    ]
    expect(row(split(aReceipt('Party', items, [], { exempt }), trio), 'Fish')).toEqual({
      You: 2000,
      Tom: 1000,
    })
  })

  it('leaves to nobody what there is no one else for', () => {
    const items = [anItem('Fish', 3000, takenBy('Maya'))]
    expect(named(split(aReceipt('Party', items, [], { exempt }), trio).shares)).toEqual({ nobody: 3000 })
  })

  it('leaves free portions free', () => {
    const shared = [anItem('Shots', 600, takenBy('You', 'Maya'), { quantity: 3, byPortion: true })]
    expect(named(split(aReceipt('Party', shared, [], { exempt }), trio).shares)).toEqual({
      You: 400,
      nobody: 200,
    })
    const alone = [
      anItem('Shots', 600, takenBy('Maya'), { quantity: 3, byPortion: true }),
      anItem('Soup', 1000, takenBy('Tom')),
    ]
    expect(row(split(aReceipt('Party', alone, [], { exempt }), trio), 'Shots')).toEqual({
      Tom: 200,
      nobody: 400,
    })
  })
})

describe('people who turned out to be one', () => {
  it('count as that one', () => {
    const people = [...somePeople('You', 'Tom'), aPerson('Maya', { mergedInto: personId('You') })]
    const result = split(aReceipt('Dinner', [anItem('Pasta', 900, takenBy('You', 'Maya', 'Tom'))]), people)
    expect(named(result.shares)).toEqual({ You: 600, Tom: 300 })
  })

  it('count as the first by id when each is merged into the other', () => {
    const people = [
      aPerson('You', { mergedInto: personId('Maya') }),
      aPerson('Maya', { mergedInto: personId('You') }),
      aPerson('Tom', { mergedInto: personId('You') }),
    ]
    const result = split(aReceipt('Dinner', [anItem('Pasta', 900, takenBy('You', 'Maya', 'Tom'))]), people)
    expect(named(result.shares)).toEqual({ Maya: 900 })
  })

  it('stay themselves when the other is gone', () => {
    const people = [aPerson('You', { mergedInto: personId('Zoe') })]
    const result = split(aReceipt('Dinner', [anItem('Pasta', 900, takenBy('You'))]), people)
    expect(named(result.shares)).toEqual({ You: 900 })
  })
})

describe('what is not valid', () => {
  const written = { by: you?.id ?? null, at: 7 }

  it('is left out and said, with who wrote it, and the rest adds up', () => {
    const items = [
      anItem('Soup', 500, { You: 1, Zoe: 1 }, { written }),
      anItem('Broken', Number.NaN, takenBy('You')),
      anItem('Huge', 2e12, takenBy('You')),
      anItem('Half', 600, { You: 0.5, Maya: 1, Tom: -1 }),
      anItem('Portions', 300, takenBy('Maya'), { byPortion: true, quantity: 0 }),
    ]
    const charges = [
      aCharge('tip', percent(-1)),
      aCharge('fee', amount(Number.POSITIVE_INFINITY)),
      aCharge('discount', percent(100_000), { included: true }),
    ]
    const result = split(aReceipt('Dinner', items, charges), trio)
    expect(named(result.shares)).toEqual({ You: 500, Maya: 900 })
    const dinner = ['expenses', idOf('Dinner')]
    expect(result.issues).toContainEqual({
      reason: 'unknownPerson',
      path: [...dinner, 'items', idOf('Soup'), 'parts', personId('Zoe')],
      written,
    })
    expect(result.issues.map(issue => issue.reason).sort()).toEqual([
      'amountTooBig',
      'badAmount',
      'badAmount',
      'badAmount',
      'badAmount',
      'badParts',
      'badParts',
      'badQuantity',
      'unknownPerson',
    ])
  })

  it('is a sum beyond 10^12: what does not fit any more is left out', () => {
    const items = [
      anItem('First', 6e11, takenBy('You')),
      anItem('Second', 6e11, takenBy('You')),
      anItem('Third', 100),
    ]
    const result = split(aReceipt('Dinner', items, [aCharge('tip', percent(100_000))]), pair)
    expect(result.totalMinor).toBe(6e11 + 100)
    expect(result.issues.map(issue => issue.reason)).toEqual(['amountTooBig', 'amountTooBig'])
  })

  it('is a payer nobody knows: then nobody paid yet', () => {
    const result = split(aReceipt('Dinner', [anItem('Soup', 500)], [], { payer: personId('Zoe') }), pair)
    expect(named(result.paid)).toEqual({ nobody: 500 })
    expect(result.issues[0]).toMatchObject({
      reason: 'unknownPerson',
      path: ['expenses', idOf('Dinner'), 'payer'],
    })
  })
})

describe('the printed total', () => {
  it('says what is missing in ours, or too much', () => {
    const expense = aReceipt('Dinner', [anItem('Soup', 13_241)], [], { printedTotalMinor: 13_960 })
    expect(printedGap(expense, split(expense, pair))).toEqual({
      printedMinor: 13_960,
      ownMinor: 13_241,
      missingMinor: 719,
    })
  })

  it('accepts a subtotal of 13.35 that is 5.05 and 8.30', () => {
    const expense = aReceipt('Dinner', [anItem('Soup', 505), anItem('Pasta', 830)], [], {
      printedTotalMinor: 1335,
    })
    expect(printedGap(expense, split(expense, pair))?.missingMinor).toBe(0)
  })

  it('is nothing to speak of when nobody typed it', () => {
    const expense = aReceipt('Dinner', [])
    expect(printedGap(expense, split(expense, maya === undefined ? [] : [maya]))).toBeNull()
  })
})
