import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '../../../client/i18n/locale.ts'
import { basisWords, oddWords } from '../../../client/pages/bill/basis-words.ts'
import type { Expense, Person } from '../../../crdt/domain/bill.ts'
import { explainShare } from '../../../crdt/domain/explain.ts'
import { nobody, type Share, split } from '../../../crdt/domain/split.ts'
import {
  aCharge,
  amount,
  anExpense,
  anItem,
  aReceipt,
  byPerson,
  percent,
  personId,
  somePeople,
  takenBy,
} from '../../world/bills.ts'

beforeEach(() => setLocale('en-GB'))

const people = somePeople('Ada', 'Ben', 'Cleo')
const ada = personId('Ada')
const treated = { exempt: [personId('Cleo')] }

/** Every line of a share: what it is, in words, and the amount. */
function told(expense: Expense, share: Share, on: readonly Person[] = people): string[] {
  return explainShare(expense, on, share, split(expense, on)).map(line => {
    const odd = line.odd === null ? '' : ` · ${oddWords(line.odd, share, names(on))}`
    const words = `${line.minor}: ${basisWords(line, expense.split.mode, expense.currency)}${odd}`
    return words.replaceAll('\u00a0', ' ')
  })
}

/** Ada reads. */
const names = (on: readonly Person[]) => ({
  isMe: (id: Share) => id === ada,
  nameOf: (id: Share) => on.find(person => person.id === id)?.name ?? '',
})

const spent = (amountMinor: number, of: Parameters<typeof anExpense>[1]) =>
  anExpense('Taxi', { amountMinor, ...of })
const among = ['Ada', 'Ben', 'Cleo'].map(personId)

describe('By what a share was divided', () => {
  it('is said of every way to divide an amount', () => {
    expect(told(spent(900, { split: { mode: 'equal', among } }), ada)).toEqual([
      '300: 9.00 shared equally by 3',
    ])
    expect(told(spent(900, { split: { mode: 'parts', parts: byPerson({ Ada: 1, Ben: 2 }) } }), ada)).toEqual([
      '300: 1 of 3 parts of 9.00',
    ])
    const percents = byPerson({ Ada: 2500, Ben: 6000 })
    const ofPercent = spent(1000, { split: { mode: 'percent', percent: percents } })
    expect(told(ofPercent, ada)).toEqual(['250: 25 % of 10.00'])
    expect(told(ofPercent, nobody)).toEqual(['150: 15 % of 10.00'])
    const adjusted = spent(10000, {
      split: { mode: 'adjust', among, adjust: byPerson({ Ada: 1000, Ben: -300 }) },
    })
    expect(told(adjusted, ada)).toEqual(['4100: 10.00 more, and 93.00 shared equally by 3'])
    expect(told(adjusted, personId('Ben'))).toEqual(['2800: 3.00 less, and 93.00 shared equally by 3'])
    expect(told(adjusted, personId('Cleo'))).toEqual(['3100: 93.00 shared equally by 3'])
  })

  it('says of exact amounts what nobody was given, and what is too much', () => {
    const exact = (values: Record<string, number>) =>
      spent(1000, { split: { mode: 'exact', exact: byPerson(values) } })
    expect(told(exact({ Ada: 400, Ben: 300 }), ada)).toEqual(['400: as entered'])
    expect(told(exact({ Ada: 400, Ben: 300 }), nobody)).toEqual(['300: not given to anybody'])
    expect(told(exact({ Ada: 800, Ben: 500 }), nobody)).toEqual([
      '-300: so much more was entered than there is',
    ])
    expect(told(exact({}), nobody)).toEqual(['1000: all of it'])
  })

  it('is the fraction among those who pay where somebody is treated', () => {
    expect(told(spent(900, { ...treated, split: { mode: 'equal', among } }), ada)).toEqual([
      '450: 9.00 shared equally by 2',
    ])
    const percents = byPerson({ Ada: 5000, Ben: 3000, Cleo: 2000 })
    expect(told(spent(800, { ...treated, split: { mode: 'percent', percent: percents } }), ada)).toEqual([
      '500: 8.00, by 50 % of the 80 % who pay',
    ])
    const exact = byPerson({ Ada: 400, Ben: 200, Cleo: 300 })
    expect(told(spent(900, { ...treated, split: { mode: 'exact', exact } }), ada)).toEqual([
      '600: 4.00 as entered, and 2.00 of the 3.00 that was treated',
    ])
  })

  it('goes by what the others had where only whoever is treated took it', () => {
    const receipt = aReceipt(
      'Dinner',
      [
        anItem('Fish', 600, takenBy('Ada')),
        anItem('Steak', 1200, takenBy('Ben', 'Cleo')),
        anItem('Cake', 900, takenBy('Cleo')),
        anItem('Beer', 1600, takenBy('Ada', 'Ben', 'Cleo'), { quantity: 4, byPortion: true }),
      ],
      [aCharge('service', percent(10_000))],
      treated,
    )
    // Of Fish, Steak and her part of the taken beer: 6.00 + 6.00 of 30.00.
    expect(told(receipt, ada)).toEqual([
      '600: all of it',
      '360: 9.00, by what the others had: 12.00 of 30.00',
      '600: 1 of 2 parts of 16.00, 3 of 4 portions taken',
      '156: 4.30, by what each had: 15.60 of 43.00',
    ])
    expect(told(receipt, nobody)).toEqual([
      '400: 1 of 4 parts of 16.00',
      '40: 4.30, by what each had: 4.00 of 43.00',
    ])
  })

  it('leaves refunds aside where a charge leaves them aside', () => {
    const receipt = aReceipt(
      'Shop',
      [
        anItem('Chair', 5000, takenBy('Ada')),
        anItem('Lamp', 3000, takenBy('Ben')),
        anItem('Back', -1000, takenBy('Cleo')),
      ],
      [aCharge('fee', amount(800))],
    )
    expect(told(receipt, ada)).toEqual([
      '5000: all of it',
      '500: 8.00, by what each had, refunds aside: 50.00 of 80.00',
    ])
  })
})

describe('The odd cent', () => {
  it('is told to everybody, whoever got it, and that it was a lot among equals', () => {
    const taxi = spent(1000, { split: { mode: 'equal', among } })
    const shares = split(taxi, people).shares
    const lucky = [...shares].find(([, minor]) => minor === 334)?.[0] ?? nobody
    const name = lucky === ada ? 'you' : names(people).nameOf(lucky)
    for (const share of shares.keys()) {
      expect(told(taxi, share)[0]).toBe(
        `${shares.get(share)}: 10.00 shared equally by 3 · odd cent to ${name}, by lot`,
      )
    }
  })

  it('goes where least was missing to it, also with somebody treated', () => {
    const receipt = aReceipt(
      'Dinner',
      [
        anItem('Fish', 600, takenBy('Ada')),
        anItem('Steak', 1200, takenBy('Ben')),
        anItem('Cake', 500, takenBy('Cleo')),
      ],
      [],
      treated,
    )
    expect(told(receipt, ada)[1]).toBe(
      '167: 5.00, by what the others had: 6.00 of 18.00 · odd cent to you, the nearest',
    )
    expect(told(receipt, personId('Ben'))[1]).toBe(
      '333: 5.00, by what the others had: 12.00 of 18.00 · odd cent to you, the nearest',
    )
  })

  it('names whose line it is first, and counts where there are many', () => {
    const six = somePeople('Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn')
    const taxi = spent(1007, { split: { mode: 'equal', among: six.map(({ id }) => id) } })
    const lucky = [...split(taxi, six).shares].filter(([, minor]) => minor === 168)
    expect(lucky).toHaveLength(5)
    for (const [share] of lucky) {
      const first = share === ada ? 'you' : names(six).nameOf(share)
      expect(told(taxi, share, six)[0]).toMatch(
        new RegExp(`odd cents to ${first}, \\w+ and 3 others, by lot$`),
      )
    }
  })
})
