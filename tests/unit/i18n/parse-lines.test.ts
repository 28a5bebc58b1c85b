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

  it('may end with a quantity', () => {
    expect(read('Espresso x3 6.00')).toEqual([3, 'Espresso', 600])
    expect(read('Espresso ×3 6.00')).toEqual([3, 'Espresso', 600])
    expect(read('Espresso x3')).toEqual([3, 'Espresso', null])
    expect(read('Espresso x 3')).toEqual([3, 'Espresso', null])
    expect(read('Vitamin Box 3 4.00')).toEqual([1, 'Vitamin Box 3', 400])
  })

  it('leaves the price a piece out of the name where it explains the price of the line', () => {
    expect(read('3 x Grissini 2.50 7.50')).toEqual([3, 'Grissini', 750])
    expect(read('Grissini 2.50 7.50')).toEqual([3, 'Grissini', 750])
    expect(read('Grissini 2.50 7.00')).toEqual([1, 'Grissini 2.50', 700])
    expect(read('Wein 0.5 l 12.00')).toEqual([1, 'Wein 0.5 l', 1200])
  })

  it('is no dish where it is a total, or a line of the till', () => {
    const kind = (text: string) => parseLine(text, 'en', 'EUR', true)?.kind
    expect(kind('Total 139.60')).toBe('total')
    expect(kind('TOTAL EUR 139.60')).toBe('total')
    for (const text of ['Subtotal 136.00', 'VISA 139.60', 'Change 0.40', 'Tip ______', 'Total']) {
      expect(kind(text)).toBe('other')
    }
    for (const text of ['Totally good pizza 9.00', 'Tip of the day 12.00', 'Taxi ride 20.00']) {
      expect(kind(text)).toBe('item')
    }
  })

  it('is a charge where the receipt names one', () => {
    const charge = (text: string) => parseLine(text, 'en', 'EUR', true)?.charge
    const amount = (minor: number) => ({ type: 'amount', minor })
    expect(charge('Discount −5.00')).toEqual({
      kind: 'discount',
      name: '',
      value: amount(500),
      included: false,
    })
    expect(charge('Lunch voucher -10.00')).toMatchObject({ kind: 'discount', name: 'Lunch voucher' })
    expect(charge('Service 10 %')).toMatchObject({
      kind: 'service',
      name: '',
      value: { type: 'percent', thousandths: 10_000 },
    })
    expect(charge('Gratuity 8.00')).toMatchObject({ kind: 'tip', value: amount(800) })
    expect(charge('Tax 4.50')).toMatchObject({ kind: 'tax', included: false })
    expect(charge('MwSt 19% 4,50')).toMatchObject({ kind: 'tax', included: true, value: amount(450) })
    expect(charge('Tax incl. 4.50')).toMatchObject({ kind: 'tax', included: true })
    expect(charge('Tiramisù 7.00')).toBeNull()
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
    expect(lines.map(line => [line.quantity, line.name, line.priceMinor, line.kind])).toEqual([
      [1, 'OSTERIA', null, 'item'],
      [2, 'Tagliatelle', 2800, 'item'],
      [1, 'Beer', 1300, 'item'],
      [1, 'Total', 4100, 'total'],
    ])
  })

  it('tells by its total whether the tax is in the prices', () => {
    const included = (text: string) =>
      parseLines(text, 'en', 'EUR').find(line => line.charge?.kind === 'tax')?.charge?.included
    expect(included('Pizza 100.00\nVAT 20.00\nTotal 120.00')).toBe(false)
    expect(included('Pizza 100.00\nTax 8.00\nTotal 100.00')).toBe(true)
    expect(included('Pizza 100.00\nTax 8.00')).toBe(false)
    expect(included('Pizza 100.00\nVAT 16.67')).toBe(true)
  })

  it('takes a percentage where it explains the amount to the cent, else the amount', () => {
    const service = (text: string) =>
      parseLines(text, 'en', 'EUR').find(line => line.charge?.kind === 'service')?.charge
    expect(service('Pizza 13.35\nService 10% 1.34')).toMatchObject({
      name: '',
      value: { type: 'percent', thousandths: 10_000 },
    })
    expect(service('Pizza 13.35\nService 10% 1.30')?.value).toEqual({ type: 'amount', minor: 130 })
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

it('reads a receipt in Japanese: wide digits, yen written out, products, tax and what the till says', () => {
  const text = [
    '\u751f\u30d3\u30fc\u30eb \u00a5550',
    '\u679d\u8c46 380\u5186',
    '\u5510\u63da\u3052 \u00d72 \u00a51,360',
    '\u304a\u901a\u3057\u3000\uff13\uff10\uff10',
    '\u5c0f\u8a08 \u00a52,590',
    '\u6d88\u8cbb\u7a0e 10% \u00a5259',
    '\u5408\u8a08 \u00a52,849',
    '\u304a\u9810\u308a \u00a53,000',
  ].join('\n')
  const lines = parseLines(text, 'ja-JP', 'JPY')
  expect(lines.map(({ kind, quantity, priceMinor }) => [kind, quantity, priceMinor])).toEqual([
    ['item', 1, 550],
    ['item', 1, 380],
    ['item', 2, 1360],
    ['item', 1, 300],
    ['other', 1, 2590],
    ['charge', 1, 259],
    ['total', 1, 2849],
    ['other', 1, 3000],
  ])
  expect(lines[5]?.charge?.value).toEqual({ type: 'percent', thousandths: 10_000 })
})

it.each([
  'Tel. 0761 123456',
  'Telefon: 0761 123456',
  'Fax 0761 1234',
  'Rechnung Nr. 4711',
  'Datum 12.03.2026',
])('takes "%s" for no dish', text => {
  expect(parseLines(text, 'en-GB', 'EUR').map(({ kind }) => kind)).toEqual(['other'])
})
