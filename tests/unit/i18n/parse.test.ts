import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAmount, formatEditable, formatMoney } from '../../../client/i18n/format.ts'
import { parseAmount, parsePercent } from '../../../client/i18n/parse.ts'
import { maxAmountMinor } from '../../../crdt/domain/bill.ts'

const minor = (text: string, currency = 'EUR', locale = 'en') => {
  const parsed = parseAmount(text, locale, currency)
  return parsed.ok ? parsed.minor : parsed.reason
}

describe('An amount as typed', () => {
  it('takes a point or a comma as the decimal sign in any locale', () => {
    for (const locale of ['en', 'de', 'fr', 'ar-EG']) {
      expect(minor('13.50', 'EUR', locale)).toBe(1350)
      expect(minor('13,50', 'EUR', locale)).toBe(1350)
      expect(minor('13,5', 'EUR', locale)).toBe(1350)
    }
  })

  it('reads whole numbers, leading and trailing signs of the fraction', () => {
    expect(minor('13')).toBe(1300)
    expect(minor('13.')).toBe(1300)
    expect(minor('.5')).toBe(50)
    expect(minor('0,05')).toBe(5)
    expect(minor('007')).toBe(700)
  })

  it('does not guess what one mark before three digits means', () => {
    expect(minor('1.234')).toBe('ambiguous')
    expect(minor('1,234')).toBe('ambiguous')
    expect(minor('1.234', 'EUR', 'de')).toBe('ambiguous')
    expect(minor('1,234', 'KWD', 'en')).toBe('ambiguous')
    expect(minor('2*1.234')).toBe('ambiguous')
  })

  it('reads the same text where only one meaning is possible', () => {
    expect(minor('1.234', 'JPY')).toBe(1234)
    expect(minor('1.234', 'KWD', 'en')).toBe(1234)
    expect(minor('1,234', 'KWD', 'de')).toBe(1234)
    expect(minor('0.234', 'KWD', 'de')).toBe(234)
    expect(minor('1.234,50')).toBe(123450)
    expect(minor('1,234.50')).toBe(123450)
    expect(minor('1.234.567')).toBe(123456700)
    expect(minor('12,34,567.00', 'INR', 'hi')).toBe(123456700)
    expect(minor('1 234,50')).toBe(123450)
    expect(minor('1\u202f234,50')).toBe(123450)
    expect(minor('1’234.50', 'CHF')).toBe(123450)
  })

  it('refuses groups that are none', () => {
    expect(minor('1.23.456')).toBe('notAnAmount')
    expect(minor('1,2,3')).toBe('notAnAmount')
    expect(minor('1.234,5.6')).toBe('notAnAmount')
    expect(minor("1'2")).toBe('notAnAmount')
    expect(minor('1 2')).toBe('notAnAmount')
  })

  it('computes sums and products', () => {
    expect(minor('3*4.50')).toBe(1350)
    expect(minor('2x3.20')).toBe(640)
    expect(minor('2 × 3,20')).toBe(640)
    expect(minor('1+2.50')).toBe(350)
    expect(minor('10-2,50')).toBe(750)
    expect(minor('2*3.20+1.10')).toBe(750)
    expect(minor('0.375*12.90')).toBe(484)
    expect(minor('-5')).toBe(-500)
    expect(minor('−5.25')).toBe(-525)
  })

  it('knows how many pieces a plain product has', () => {
    expect(parseAmount('3*4.50', 'en', 'EUR')).toEqual({ ok: true, minor: 1350, pieces: 3 })
    expect(parseAmount('1.5*4.50', 'en', 'EUR')).toMatchObject({ pieces: null })
    expect(parseAmount('3*4.50+1', 'en', 'EUR')).toMatchObject({ pieces: null })
    expect(parseAmount('4.50', 'en', 'EUR')).toMatchObject({ pieces: null })
  })

  it('rounds a product once, half away from zero', () => {
    expect(minor('0.5*0.01')).toBe(1)
    expect(minor('-0.5*0.01')).toBe(-1)
    expect(minor('0.1*0.04')).toBe(0)
  })

  it('tolerates currency signs, codes and spaces', () => {
    for (const text of ['€13.50', '13,50 €', 'EUR 13.50', '13.50EUR', ' 13.50 ', '13.50\u00a0€', '€ 13,5']) {
      expect(minor(text)).toBe(1350)
    }
    expect(minor('kr 20', 'SEK')).toBe(2000)
    expect(minor('20 kr', 'SEK')).toBe(2000)
    expect(minor('CA$5', 'CAD')).toBe(500)
    expect(minor('5.-', 'CHF')).toBe(500)
    expect(minor('¥1,200', 'JPY')).toBe(1200)
  })

  it('reads the digits of every script', () => {
    expect(minor('١٣٫٥٠')).toBe(1350)
    expect(minor('१३.५०')).toBe(1350)
    expect(minor('１３．５０')).toBe(1350)
    expect(minor('۱۳٫۵')).toBe(1350)
  })

  it('counts the decimals of the currency', () => {
    expect(minor('13.5', 'JPY')).toBe('tooManyDecimals')
    expect(minor('13.505')).toBe('ambiguous')
    expect(minor('13.5055')).toBe('tooManyDecimals')
    expect(minor('13.5000')).toBe(1350)
    expect(minor('0.005')).toBe('tooManyDecimals')
    expect(minor('1.005', 'KWD')).toBe(1005)
  })

  it('says why a text is no amount', () => {
    expect(minor('')).toBe('empty')
    expect(minor('  ')).toBe('empty')
    expect(minor('€')).toBe('empty')
    expect(minor('beer')).toBe('notAnAmount')
    expect(minor('3*')).toBe('notAnAmount')
    expect(minor('+')).toBe('notAnAmount')
    expect(minor('1e9')).toBe('notAnAmount')
    expect(minor('.')).toBe('notAnAmount')
    expect(minor('9'.repeat(61))).toBe('notAnAmount')
    expect(minor('9'.repeat(20))).toBe('tooBig')
    expect(minor('999999999*999999999')).toBe('tooBig')
  })

  it('never throws and never gives more than a bill can hold', () => {
    const characters = fc.constantFrom(..."0123456789.,*x+- €%'\u202f٣٫".split(''))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(characters, { maxLength: 20 }).map(parts => parts.join('')),
        ),
        fc.constantFrom('EUR', 'JPY', 'KWD', 'XXX'),
        (text, currency) => {
          const parsed = parseAmount(text, 'en', currency)
          if (parsed.ok)
            expect(Number.isSafeInteger(parsed.minor) && Math.abs(parsed.minor) <= maxAmountMinor).toBe(true)
        },
      ),
    )
  })
})

describe('What is written is read back', () => {
  const locales = [
    'en',
    'en-IN',
    'de',
    'de-CH',
    'fr',
    'es',
    'pl',
    'sv',
    'hi',
    'ar-EG',
    'fa',
    'bn',
    'ja',
    'pt-BR',
  ]
  const currencies = ['EUR', 'USD', 'JPY', 'KWD', 'CHF', 'SEK', 'INR', 'CLF']
  const anyAmount = fc.oneof(
    fc.integer({ min: -200_000, max: 200_000 }),
    fc.integer({ min: -maxAmountMinor, max: maxAmountMinor }),
  )

  it('as the same amount, in each locale and currency, with or without its sign', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.constantFrom(...currencies),
        anyAmount,
        (locale, currency, amount) => {
          for (const format of [formatAmount, formatEditable, formatMoney]) {
            expect([
              format(locale, amount, currency),
              minor(format(locale, amount, currency), currency, locale),
            ]).toEqual([format(locale, amount, currency), amount])
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('A percentage as typed', () => {
  const thousandths = (text: string) => {
    const parsed = parsePercent(text, 'en', 10_000_000)
    return parsed.ok ? parsed.thousandths : parsed.reason
  }

  it('is read to the thousandth of a percent', () => {
    expect(thousandths('10')).toBe(10_000)
    expect(thousandths('12,5 %')).toBe(12_500)
    expect(thousandths('8.875')).toBe(8_875)
    expect(thousandths('8.8755')).toBe('tooManyDecimals')
  })

  it('is bounded, and nothing else', () => {
    expect(thousandths('10000')).toBe(10_000_000)
    expect(thousandths('10001')).toBe('tooBig')
    expect(thousandths('-5')).toBe('notAnAmount')
    expect(thousandths('ten')).toBe('notAnAmount')
    expect(thousandths('')).toBe('empty')
  })
})
