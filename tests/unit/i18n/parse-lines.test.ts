import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLine, parseLines } from '../../../client/i18n/parse-lines.ts'

const read = (text: string, currency = 'EUR') => {
  const line = parseLine(text, 'en', currency, true)
  return line && [line.quantity, line.name, line.priceMinor]
}

describe('A line of a receipt', () => {
  it('has a name and the price of the line', () => {
    expect(read('Tiramisù 7.00')).toEqual([1, 'Tiramisù', 700])
    expect(read('Beer 13,00')).toEqual([1, 'Beer', 1300])
    expect(read('Cola ........ 3.50')).toEqual([1, 'Cola', 350])
    expect(read('Mac & Cheese\t5.00')).toEqual([1, 'Mac & Cheese', 500])
    expect(read('Vino rosso €24.00')).toEqual([1, 'Vino rosso', 2400])
    expect(read('Vino rosso 24,00 €')).toEqual([1, 'Vino rosso', 2400])
    expect(read('Wasser 4,50 A')).toEqual([1, 'Wasser', 450])
    expect(read('Beer 13')).toEqual([1, 'Beer', 1300])
    expect(read('Ramen 1,200', 'JPY')).toEqual([1, 'Ramen', 1200])
  })

  it('may start with a quantity, and the price stays that of the line', () => {
    expect(read('2 Tagliatelle al ragù 28.00')).toEqual([2, 'Tagliatelle al ragù', 2800])
    expect(read('3 x Espresso 2.00')).toEqual([3, 'Espresso', 200])
    expect(read('3x Espresso 6,00')).toEqual([3, 'Espresso', 600])
    expect(read('3 × Espresso 6.00')).toEqual([3, 'Espresso', 600])
  })

  it('has a price a piece only where it says so', () => {
    expect(read('3 x Espresso à 2.00')).toEqual([3, 'Espresso', 600])
    expect(read('3 Espresso @ 2.00')).toEqual([3, 'Espresso', 600])
    expect(read('3 Espresso 2.00 each')).toEqual([3, 'Espresso', 600])
    expect(read('Espresso 3 x 2.00')).toEqual([3, 'Espresso', 600])
    expect(read('Espresso 3 x 2.00 6.00')).toEqual([3, 'Espresso', 600])
    expect(read('3 x 2.00 Espresso 6.00')).toEqual([3, 'Espresso', 600])
  })

  it('keeps numbers that belong to the name', () => {
    expect(read('Room 101 250.00')).toEqual([1, 'Room 101', 25000])
    expect(read('Menu 3 12.50')).toEqual([1, 'Menu 3', 1250])
  })

  it('may have no price yet', () => {
    expect(read('Burrata e pomodori')).toEqual([1, 'Burrata e pomodori', null])
    expect(read('2 Burrata')).toEqual([2, 'Burrata', null])
  })

  it('does not guess a price that can be read in two ways', () => {
    const line = parseLine('Wine 1.234', 'en', 'EUR', true)
    expect(line).toMatchObject({ name: 'Wine', priceMinor: null, problem: 'ambiguous' })
  })

  it('keeps a whole number in the name while one types', () => {
    expect(parseLine('Menu 2', 'en', 'EUR', false)).toMatchObject({ name: 'Menu 2', priceMinor: null })
    expect(parseLine('2 Beer 9.00', 'en', 'EUR', false)).toMatchObject({
      quantity: 2,
      name: 'Beer',
      priceMinor: 900,
    })
  })

  it('is not ticked where it looks like a total or a tax', () => {
    for (const text of ['Total 139.60', 'Subtotal 136.00', 'MwSt 19% 4,50', 'VISA 139.60']) {
      expect(parseLine(text, 'en', 'EUR', true)?.isItem).toBe(false)
    }
    expect(parseLine('Totally good pizza 9.00', 'en', 'EUR', true)?.isItem).toBe(true)
  })

  it('is nothing without a letter', () => {
    expect(read('-----------')).toBeNull()
    expect(read('28.00')).toBeNull()
    expect(read('')).toBeNull()
  })
})

describe('A pasted receipt', () => {
  it('gives its lines in order', () => {
    const lines = parseLines(
      'OSTERIA\n\n2 Tagliatelle 28.00\r\nBeer 13,00\n==========\nTotal 41.00\n',
      'en',
      'EUR',
    )
    expect(lines.map(line => [line.quantity, line.name, line.priceMinor, line.isItem])).toEqual([
      [1, 'OSTERIA', null, true],
      [2, 'Tagliatelle', 2800, true],
      [1, 'Beer', 1300, true],
      [1, 'Total', 4100, false],
    ])
  })

  it('never throws, and names are never empty', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), text => {
        for (const line of parseLines(text, 'de', 'EUR')) {
          expect(line.name).not.toBe('')
          expect(line.quantity).toBeGreaterThanOrEqual(1)
        }
      }),
    )
  })
})
