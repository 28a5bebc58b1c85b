import { describe, expect, it } from 'vitest'
import { outlineOf } from '../../../client/pages/bill/outline.ts'
import { removalWords } from '../../../client/pages/bill/removal.ts'
import { type Level, textSummary } from '../../../client/pages/bill/text-summary.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import type { Bill } from '../../../crdt/domain/bill.ts'
import { settle } from '../../../crdt/domain/settle.ts'
import { split } from '../../../crdt/domain/split.ts'
import { aBill, anItem, aPayment, aPerson, aReceipt, osteria, personId, takenBy } from '../../world/bills.ts'

const today = '2026-11-23'

function summary(bill: Bill, level: Level, locale = 'en'): string {
  const all = balances(bill)
  const outline = outlineOf(bill, expense => split(expense, bill.people), all, settle(all), locale)
  return textSummary(outline, level, locale, today)
}

function dinner(): Bill {
  const { people, expense } = osteria()
  const paid = aPayment('Ines', 'Maya', 2417)
  const bill = aBill(people, [{ ...expense, title: '', date: '2026-11-15' }], [paid])
  return { ...bill, title: 'Osteria da Nino' }
}

describe('A text summary', () => {
  it('of the totals says what everybody’s share is, and what is still free', () => {
    expect(summary(dinner(), 'totals')).toBe(
      [
        'Osteria da Nino, Sun 15 Nov',
        'Total €139.60. Maya paid.',
        '',
        'You: €24.43',
        'Maya: €36.49',
        'Tom: €30.59',
        'Ines: €24.18',
        'Jonas: €16.73',
        'Still free: €7.18',
      ].join('\n'),
    )
  })

  it('of the payments says who pays whom as well, and what is paid already', () => {
    const text = summary(dinner(), 'payments')
    expect(text.startsWith(summary(dinner(), 'totals'))).toBe(true)
    expect(text).toContain('You pays Maya €24.43')
    expect(text).toContain('\n\nInes paid Maya €24.17')
    expect(text).not.toContain('Burrata')
  })

  it('of every item says who had it', () => {
    const text = summary(dinner(), 'items')
    expect(text).toContain('2 × Tagliatelle 28.00: You and Tom')
    expect(text).toContain('Tiramisu 7.00: Nobody yet')
    expect(text).toContain('Service 10\u00a0% 13.60')
    expect(text).toContain('Voucher \u221210.00')
  })

  it('of every item says how much where it is not the same for all', () => {
    const bill = aBill(
      [aPerson('Maya'), aPerson('Tom')],
      [
        aReceipt('', [
          anItem('Wine', 3000, { Maya: 1, Tom: 2 }),
          anItem('Tagliatelle', 2800, { Maya: 1 }, { quantity: 2, byPortion: true }),
        ]),
      ],
    )
    const text = summary(bill, 'items')
    expect(text).toContain('Wine 30.00: Maya 10.00 and Tom 20.00')
    expect(text).toContain('2 × Tagliatelle 28.00: Maya 14.00 and Nobody yet 14.00')
  })

  it('writes numbers as the locale does', () => {
    expect(summary(dinner(), 'totals', 'de')).toContain('Maya: 36,49\u00a0€')
  })

  it('says so when nobody owes anybody', () => {
    const even = aBill(
      [aPerson('Ana')],
      [aReceipt('Lunch', [anItem('Soup', 500, takenBy('Ana'))], [], { payer: personId('Ana') })],
    )
    expect(summary(even, 'payments')).toContain('Nobody owes anybody.')
  })

  it('takes names as they are, and keeps those of other scripts from turning the amounts around', () => {
    const odd = ['*Ana* _x_ [link](http://x)', '{name} {amount}', '\u05d3\u05d5\u05d3', '\ud83d\ude80', '']
    const people = odd.map((name, i) => aPerson(`p${i}`, { name }))
    const bill = aBill(people, [
      aReceipt('x', [anItem('Soup', 500, takenBy('p0', 'p1', 'p2', 'p3', 'p4'))], [], {
        payer: personId('p0'),
      }),
    ])
    const text = summary(bill, 'items')
    expect(text).toContain('*Ana* _x_ [link](http://x): €1.00')
    expect(text).toContain('{name} {amount}: €1.00')
    expect(text).toContain('\u2068\u05d3\u05d5\u05d3\u2069: €1.00')
    expect(text).toContain('\ud83d\ude80: €1.00')
    expect(text).toContain('No name: €1.00')
  })

  it('of a bill with nothing on it is its title and nothing', () => {
    expect(summary(aBill([aPerson('Ana')], [aReceipt('', [])]), 'items')).toBe(
      'New bill\nTotal €0.00\n\nNobody owes anybody.',
    )
  })
})

describe('Taking somebody off the bill', () => {
  const words = (share: number, freed: number) => removalWords('Tom', share, freed, minor => `€${minor}`)

  it('says what became of what they had', () => {
    expect(words(0, 0)).toBe('Tom removed.')
    expect(words(500, 500)).toBe('Tom removed. What they had is free again.')
    expect(words(500, 0)).toBe('Tom removed. The others share what they had.')
    expect(words(500, 200)).toBe('Tom removed. €200 is free again, the others share the rest.')
  })
})
