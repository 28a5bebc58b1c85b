import { describe, expect, it } from 'vitest'
import {
  formatAmount,
  formatDay,
  formatMoment,
  formatMoney,
  formatMonth,
  formatPercent,
  formatSigned,
  moneyParts,
  spokenMoney,
} from '../../../client/i18n/format.ts'
import { list, t } from '../../../client/i18n/text.ts'
import { currencies } from '../../../crdt/domain/currency.ts'

describe('Money', () => {
  it('is plain in rows, with its sign in sentences, signed in balances', () => {
    expect(formatAmount('en', 2443, 'EUR')).toBe('24.43')
    expect(formatAmount('en', -1000, 'EUR')).toBe('−10.00')
    expect(formatAmount('de', 123450, 'EUR')).toBe('1.234,50')
    expect(formatMoney('en', 13960, 'EUR')).toBe('€139.60')
    expect(formatMoney('de', 13960, 'EUR')).toBe('139,60\u00a0€')
    expect(formatMoney('en', 5, 'CHF')).toBe('CHF\u00a00.05')
    expect(formatSigned('en', 39104, 'EUR')).toBe('+391.04')
    expect(formatSigned('en', -17951, 'EUR')).toBe('−179.51')
    expect(formatSigned('en', 0, 'EUR')).toBe('0.00')
  })

  it('has a sign that two currencies never share', () => {
    const signs = (locale: string, codes: string) =>
      codes.split(' ').map(code => formatMoney(locale, 1, code).replace(/[\d.,\s]/g, ''))
    expect(signs('en-IE', 'USD CAD AUD JPY CNY GBP')).toEqual(['$', 'CA$', 'A$', '¥', 'CN¥', '£'])
    // Whoever lives with another dollar means that one.
    expect(signs('en-CA', 'CAD USD')).toEqual(['$', 'US$'])
    expect(signs('sv-SE', 'SEK NOK DKK')).toEqual(['kr', 'Nkr', 'Dkr'])
    // "FCFA" and "F CFA", of Central and West Africa, are what Intl itself tells apart.
    const apart = currencies.filter(({ code }) => code !== 'XAF')
    const all = apart.map(({ code }) => code).join(' ')
    for (const locale of ['en-IE', 'en-US', 'en-CA', 'de-DE', 'fr-FR', 'sv-SE', 'ja-JP', 'es-MX']) {
      const seen = signs(locale, all)
      expect(seen.filter((sign, at) => seen.indexOf(sign) !== at)).toEqual([])
    }
  })

  it('shows the decimals of its currency', () => {
    expect(formatAmount('en', 1200, 'JPY')).toBe('1,200')
    expect(formatAmount('en', 1200, 'KWD')).toBe('1.200')
    expect(formatAmount('en', 1_000_000_000_000, 'EUR')).toBe('10,000,000,000.00')
  })

  it('comes in parts for a raised sign', () => {
    expect(moneyParts('en', 2443, 'EUR')).toEqual({ minus: '', before: '€', number: '24.43', after: '' })
    expect(moneyParts('de', -2443, 'EUR')).toEqual({
      minus: '−',
      before: '',
      number: '24,43',
      after: '\u00a0€',
    })
    expect(moneyParts('en', 1, 'not a code').before).toContain('not a code')
  })

  it('is spoken in words', () => {
    expect(spokenMoney('en', 2800, 'EUR')).toBe('28.00 euros')
  })

  it('has rates to the thousandth', () => {
    expect(formatPercent('en', 10_000)).toBe('10\u00a0%')
    expect(formatPercent('en', 8_875)).toBe('8.875\u00a0%')
    expect(formatPercent('de', 12_500)).toBe('12,5\u00a0%')
    expect(formatPercent('en', 0)).toBe('0\u00a0%')
  })
})

describe('Days', () => {
  it('carry the year only when it is not this one', () => {
    expect(formatDay('2026-11-15', '2026-11-23')).toBe('Sun 15 Nov')
    expect(formatDay('2025-11-15', '2026-11-23')).toBe('Sat 15 Nov 2025')
    expect(formatMonth('2026-11-15', '2026-11-23')).toBe('November')
    expect(formatMonth('2025-11-15', '2026-11-23')).toBe('November 2025')
    expect(formatDay('never', '2026-11-23')).toBe('never')
  })
})

describe('Moments', () => {
  const now = Date.UTC(2026, 10, 23, 20, 0)
  const ago = (minutes: number) => formatMoment(now - minutes * 60_000, now, 'UTC')

  it('grow coarser with age', () => {
    expect(ago(0)).toBe('just now')
    expect(ago(5)).toBe('5 min ago')
    expect(ago(120)).toBe('18:00')
    expect(ago(24 * 60)).toBe('Sun 20:00')
    expect(ago(30 * 24 * 60)).toBe('24 Oct')
  })
})

describe('Sentences', () => {
  it('fill their slots and agree in number', () => {
    expect(t('people.count', { n: 1 })).toBe('1 person')
    expect(t('people.count', { n: 5 })).toBe('5 people')
    expect(t('bill.paid', { name: 'Maya' })).toBe('Maya paid')
    expect(list(['Maya', 'Tom', 'Ines'])).toBe('Maya, Tom and Ines')
  })
})
