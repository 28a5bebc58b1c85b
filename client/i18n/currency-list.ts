/**
 * The currencies to choose from, in the order in which people look for them: that of the user's own region, a few that
 * many bills are in, then all others by name. And the search in them.
 */
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { currencies } from '../../crdt/domain/currency.ts'
import { plain } from './plain.ts'

export interface CurrencyChoice {
  readonly code: CurrencyCode
  /** "Swiss franc" */
  readonly name: string
  /** Among the first, before the alphabet begins. */
  readonly isCommon: boolean
}

const common = 'EUR USD GBP CHF JPY CAD AUD SEK NOK DKK PLN CZK'.split(' ')

/** Names that ICU got after browsers in use were built. */
const newNames: Readonly<Record<CurrencyCode, string>> = {
  SLE: 'Sierra Leonean Leone',
  VED: 'Venezuelan Digital Bolívar',
  XCG: 'Caribbean Guilder',
  ZWG: 'Zimbabwean Gold',
}

/** Regions by currency (ISO 3166-1), where Billington is likely to be used; a region that is missing has no first one. */
const regions: Readonly<Record<CurrencyCode, string>> = {
  EUR: 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK',
  USD: 'US EC PA PR SV',
  GBP: 'GB IM JE GG',
  CHF: 'CH LI',
  ...Object.fromEntries(
    `AED:AE ARS:AR AUD:AU BRL:BR CAD:CA CLP:CL CNY:CN COP:CO CZK:CZ DKK:DK EGP:EG HKD:HK HUF:HU IDR:ID ILS:IL INR:IN
     ISK:IS JPY:JP KES:KE KRW:KR KWD:KW MAD:MA MXN:MX MYR:MY NGN:NG NOK:NO NZD:NZ PEN:PE PHP:PH PKR:PK PLN:PL QAR:QA
     RON:RO RSD:RS RUB:RU SAR:SA SEK:SE SGD:SG THB:TH TND:TN TRY:TR TWD:TW UAH:UA UYU:UY VND:VN ZAR:ZA`
      .split(/\s+/)
      .map(pair => pair.split(':')),
  ),
}

/** The currency of the region that a locale names or implies ("de-CH", "ja"); null when it is not known here. */
export function currencyOfLocale(locale: string): CurrencyCode | null {
  try {
    const { region } = new Intl.Locale(locale).maximize()
    const found = Object.entries(regions).find(([, codes]) => region && codes.split(' ').includes(region))
    return found?.[0] ?? null
  } catch {
    return null
  }
}

/**
 * The currency that somebody with these languages, the dearest first, most likely pays in: that of the first region that one
 * of them names ("en-GB"); else of the one that the first language implies ("ja"). Null when it is not known here.
 */
export function currencyOfLanguages(languages: readonly string[]): CurrencyCode | null {
  const withRegion = languages.find(language => regionOf(language) !== null)
  const chosen = withRegion ?? languages[0]
  return chosen === undefined ? null : currencyOfLocale(chosen)
}

function regionOf(language: string): string | null {
  try {
    return new Intl.Locale(language).region ?? null
  } catch {
    return null
  }
}

/** What a currency is called; its code when nobody knows. */
export function nameOfCurrency(code: CurrencyCode): string {
  const name = new Intl.DisplayNames('en', { type: 'currency', fallback: 'code' }).of(code)
  return name === undefined || name === code ? (newNames[code] ?? code) : name
}

/** Every currency that is offered. */
export function currencyChoices(locale: string): readonly CurrencyChoice[] {
  const own = currencyOfLocale(locale)
  const first = [...new Set(own === null ? common : [own, ...common])]
  const choice = (code: CurrencyCode) => ({
    code,
    name: nameOfCurrency(code),
    isCommon: first.includes(code),
  })
  const rest = currencies.map(({ code }) => choice(code)).filter(({ isCommon }) => !isCommon)
  return [...first.map(choice), ...rest.sort((a, b) => a.name.localeCompare(b.name, 'en'))]
}

/** Those whose code or a word of whose name starts with what was typed; marks over letters may be left out. */
export function findCurrencies(choices: readonly CurrencyChoice[], typed: string): readonly CurrencyChoice[] {
  const wanted = plain(typed)
  if (wanted === '') return choices
  const byCode = choices.filter(({ code }) => plain(code).startsWith(wanted))
  const byName = choices.filter(
    choice => !byCode.includes(choice) && ` ${plain(choice.name)}`.includes(` ${wanted}`),
  )
  return [...byCode, ...byName]
}
