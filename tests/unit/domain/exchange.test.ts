import { describe, expect, it } from 'vitest'
import { exchangeCells, makeExchange } from '../../../crdt/domain/exchange.ts'
import type { Share } from '../../../crdt/domain/split.ts'
import { personId } from '../../world/bills.ts'

function exchanged(
  minor: number,
  from: string,
  to: string,
  value: number,
  exponent: number,
): number | string {
  const result = makeExchange(from, to, { value, exponent })
  return result.ok ? result.exchange(minor) : result.reason
}

describe('an amount at a stated rate', () => {
  it.each([
    [10_000, 'USD', 'EUR', 92, 2, 9200],
    [1000, 'JPY', 'EUR', 61, 4, 610],
    [610, 'EUR', 'JPY', 16_393, 2, 1000],
    [1000, 'KWD', 'EUR', 29, 1, 290],
    [1, 'USD', 'EUR', 5, 1, 1],
    [-1, 'USD', 'EUR', 5, 1, -1],
    [-1000, 'JPY', 'EUR', 61, 4, -610],
  ])('%i %s in %s at %i / 10^%i', (minor, from, to, value, exponent, result) => {
    expect(exchanged(minor, from, to, value, exponent)).toBe(result)
  })

  it('needs no rate within one currency, even one it does not know', () => {
    const result = makeExchange('XYZ', 'XYZ', null)
    expect(result.ok && result.exchange(5)).toBe(5)
  })

  it('refuses rates that are none', () => {
    expect(makeExchange('USD', 'EUR', null)).toEqual({ ok: false, reason: 'badRate' })
    for (const value of [0, -1, 1.5, Number.NaN]) expect(exchanged(1, 'USD', 'EUR', value, 0)).toBe('badRate')
    for (const exponent of [-1, 31, 0.5, Number.NaN])
      expect(exchanged(1, 'USD', 'EUR', 1, exponent)).toBe('badRate')
  })

  it('refuses currencies it does not know', () => {
    expect(exchanged(1, 'XYZ', 'EUR', 1, 0)).toBe('badCurrency')
    expect(exchanged(1, 'EUR', 'XYZ', 1, 0)).toBe('badCurrency')
  })
})

describe('shares at a stated rate', () => {
  const [ana, bob, cleo] = [personId('Ana'), personId('Bob'), personId('Cleo')]
  const half = (minor: number) => Math.sign(minor) * Math.floor(Math.abs(minor) / 2 + 0.5)

  it('follow the total, which is rounded once', () => {
    const cells = new Map<Share, number>([
      [ana, 1],
      [bob, 1],
      [cleo, 1],
    ])
    const parts = exchangeCells(cells, half, ['expense1']) ?? new Map()
    // Each alone would round up to 1 and together to 3.
    expect([...parts.values()].sort()).toEqual([0, 1, 1])
  })

  it('stay at the rate when a refund is among them', () => {
    const cells = new Map<Share, number>([
      [ana, 100_000],
      [bob, -99_999],
      [cleo, 0],
    ])
    const parts = exchangeCells(cells, half, ['expense1'])
    expect(parts).toEqual(
      new Map([
        [ana, 50_000],
        [bob, -49_999],
        [cleo, 0],
      ]),
    )
  })

  it('are none when the result is too big to be an amount', () => {
    expect(exchangeCells(new Map([[ana, 10 ** 12]]), minor => minor * 2, [])).toBeNull()
  })
})
