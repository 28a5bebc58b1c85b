import { describe, expect, it } from 'vitest'
import { currencies, decimalsOf } from '../../../crdt/domain/currency.ts'

describe('currencies', () => {
  it.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['ISK', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
  ])('%s has %i decimals', (code, decimals) => {
    expect(decimalsOf(code)).toBe(decimals)
  })

  it('follows ISO 4217 where the tables of Intl round to what people carry', () => {
    // CLDR says 0 for these; a bill stores what the standard says.
    expect(['HUF', 'COP', 'IDR', 'PKR', 'IQD'].map(decimalsOf)).toEqual([2, 2, 2, 2, 3])
  })

  it('knows no code that the standard does not have', () => {
    expect(decimalsOf('XYZ')).toBeNull()
    expect(decimalsOf('eur')).toBeNull()
    expect(decimalsOf('')).toBeNull()
    expect(decimalsOf('constructor')).toBeNull()
  })

  it('lists every active currency once, by code', () => {
    const codes = currencies.map(currency => currency.code)
    expect(codes).toEqual([...new Set(codes)].sort())
    expect(codes).toHaveLength(155)
    expect(codes.every(code => /^[A-Z]{3}$/.test(code))).toBe(true)
  })

  it('reads withdrawn currencies and those of funds, and does not offer them', () => {
    for (const [code, decimals] of [
      ['HRK', 2],
      ['CHE', 2],
      ['UYI', 0],
      ['CLF', 4],
    ] as const) {
      expect(decimalsOf(code)).toBe(decimals)
      expect(currencies.some(currency => currency.code === code)).toBe(false)
    }
  })
})
