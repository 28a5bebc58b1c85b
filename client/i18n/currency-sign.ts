/**
 * Which sign stands for a currency. Many share the short one ("$", "kr"): it is for the currency of the reader's own region,
 * else for the one that most people mean; the others get the long sign of the locale ("CA$", "NOK").
 */
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { currencyOfLocale } from './currency-list.ts'

const meantBy: ReadonlyMap<string, CurrencyCode> = new Map([
  ['$', 'USD'],
  ['¥', 'JPY'],
  ['￥', 'JPY'],
  ['£', 'GBP'],
  ['₩', 'KRW'],
])

/** Short signs that several currencies have and none is meant by alone. */
const nobodysOwn: ReadonlySet<string> = new Set(['kr', 'Rs', 'L', 'K'])

/** How Intl is asked for the sign: `currencyDisplay`. Throws a RangeError for what is not a currency code. */
export function displayOf(locale: string, currency: CurrencyCode): 'symbol' | 'narrowSymbol' {
  const short = shortSign(locale, currency)
  const meant = meantBy.get(short)
  if (meant === undefined && !nobodysOwn.has(short)) return 'narrowSymbol'
  const own = currencyOfLocale(locale)
  const owner = own !== null && shortSign(locale, own) === short ? own : meant
  return owner === currency ? 'narrowSymbol' : 'symbol'
}

function shortSign(locale: string, currency: CurrencyCode): string {
  const parts = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(1)
  return parts.find(part => part.type === 'currency')?.value ?? currency
}
