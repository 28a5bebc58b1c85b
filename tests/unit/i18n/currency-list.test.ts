import { describe, expect, it } from 'vitest'
import {
  currencyChoices,
  currencyOfLanguages,
  currencyOfLocale,
  findCurrencies,
} from '../../../client/i18n/currency-list.ts'
import { currencies } from '../../../crdt/domain/currency.ts'

const codes = (locale: string) => currencyChoices(locale).map(({ code }) => code)

describe('The currencies to choose from', () => {
  it('begin with the one of the region, then the common ones, then all others by name', () => {
    expect(codes('en-AU').slice(0, 4)).toEqual(['AUD', 'EUR', 'USD', 'GBP'])
    expect(codes('de-CH').slice(0, 3)).toEqual(['CHF', 'EUR', 'USD'])
    expect(codes('ja')[0]).toBe('JPY')
    expect(codes('en-AQ').slice(0, 2)).toEqual(['EUR', 'USD'])
    const rest = currencyChoices('en-GB').filter(({ isCommon }) => !isCommon)
    expect(rest[0]?.name).toBe('Afghan Afghani')
    expect(rest.at(-1)?.code).toBe('ZWG')
  })

  it('are all that are offered, once each, each with a name', () => {
    const all = currencyChoices('en-GB')
    expect(all.map(({ code }) => code).sort()).toEqual(currencies.map(({ code }) => code))
    expect(all.filter(({ code, name }) => name === code || name === '')).toEqual([])
  })

  it('know what people of a region pay in, from the first of their languages that names one', () => {
    expect(currencyOfLanguages(['en-GB', 'de-DE'])).toBe('GBP')
    expect(currencyOfLanguages(['en', 'de-CH'])).toBe('CHF')
    expect(currencyOfLanguages(['ja'])).toBe('JPY')
    expect(currencyOfLanguages(['not a locale', 'sv-SE'])).toBe('SEK')
    expect(currencyOfLanguages(['en-AQ'])).toBeNull()
    expect(currencyOfLanguages([])).toBeNull()
  })

  it('survive a locale that is none', () => {
    expect(currencyOfLocale('not a locale')).toBeNull()
    expect(currencyChoices('')[0]?.code).toBe('EUR')
  })
})

describe('Typing into the list', () => {
  const found = (typed: string) => findCurrencies(currencyChoices('en-GB'), typed).map(({ code }) => code)

  it('finds by code first, then by any word of the name', () => {
    expect(found('chf')).toEqual(['CHF'])
    expect(found('yen')).toEqual(['JPY'])
    expect(found('SE')[0]).toBe('SEK')
    expect(found(' swiss fr')).toEqual(['CHF'])
    expect(found('colon')).toEqual(['CRC', 'SVC'])
    expect(found('zzz')).toEqual([])
  })
})
