/**
 * The ways people are paid: how each one's handle is read from what was typed or pasted, how it is shown, which
 * currencies it moves, and its link with amount and reason.
 *
 * Handles in a bill are hostile input: whoever may edit may write anything there. So a link is only ever the service's
 * own address with a handle that has just been read by `read` behind it, whose characters mean nothing in a URL.
 */
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { readIban, showIban } from './iban.ts'
import { pastedName, pastedParameter } from './pasted.ts'
import { oneLine, type PayRequest, plainAmount } from './request.ts'

/** As handles are keyed in a bill. The order is that of choice where nobody has chosen. */
export const methodIds = [
  'paypal',
  'revolut',
  'wise',
  'venmo',
  'cashapp',
  'monzo',
  'upi',
  'swish',
  'iban',
] as const
export type MethodId = (typeof methodIds)[number]

export interface Method {
  readonly id: MethodId
  /** What it is called by whoever runs it; the same in all languages. */
  readonly name: string
  readonly currencies: ReadonlySet<CurrencyCode>
  /** The handle in one form; null where the text holds none. Reading it again gives it again. */
  read(typed: string): string | null
  /** As people know it: "paypal.me/maya", "@maya", "DE89 3704 …". */
  show(handle: string): string
  /** How one looks, for an empty field. */
  readonly example: string
  /** Where to pay; null where there is nothing to open: an account number is copied or scanned. */
  link(handle: string, request: PayRequest): string | null
  /** What the link fills in; the rest is to be typed there. */
  readonly fillsAmount: boolean
  readonly fillsReason: boolean
}

const money = (codes: string): ReadonlySet<CurrencyCode> => new Set(codes.split(' '))
const named =
  (places: readonly string[], shape: RegExp, marks?: string) =>
  (typed: string): string | null => {
    const name = pastedName(typed, places, marks)
    return name !== null && shape.test(name) ? name : null
  }
/** A reason in a URL; services cut what is longer than theirs. */
const reasonIn = (request: PayRequest, most: number): string =>
  encodeURIComponent(oneLine(request.reason, most))
const withReason = (link: string, key: string, reason: string): string =>
  reason === '' ? link : `${link}${link.includes('?') ? '&' : '?'}${key}=${reason}`

const paypal: Method = {
  id: 'paypal',
  name: 'PayPal',
  currencies: money(
    'AUD BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD',
  ),
  // Letters and digits, at most 20 (paypal.com, "How do I set up PayPal.Me").
  read: named(['paypal.me/', 'paypal.com/paypalme/'], /^[A-Za-z0-9]{1,20}$/),
  show: handle => `paypal.me/${handle}`,
  example: 'paypal.me/maya',
  link: (handle, request) => {
    const own = `https://paypal.me/${handle}`
    // PayPal has no fillér and no cents of the Taiwan dollar: such an amount would be refused there.
    const isWhole = !['HUF', 'TWD'].includes(request.currency) || request.amountMinor % 100 === 0
    return isWhole ? `${own}/${plainAmount(request)}${request.currency}` : own
  },
  fillsAmount: true,
  fillsReason: false,
}

const revolut: Method = {
  id: 'revolut',
  name: 'Revolut',
  currencies: money(
    'AED AUD CAD CHF CZK DKK EUR GBP HKD HUF ILS MXN NOK NZD PLN QAR RON SAR SEK SGD THB TRY USD ZAR',
  ),
  read: named(['revolut.me/'], /^[A-Za-z0-9]{2,40}$/),
  show: handle => `revolut.me/${handle}`,
  example: 'revolut.me/maya',
  // The amount is in minor units here.
  link: (handle, request) =>
    withReason(
      `https://revolut.me/${handle}?currency=${request.currency}&amount=${request.amountMinor}`,
      'note',
      reasonIn(request, 140),
    ),
  fillsAmount: true,
  fillsReason: true,
}

const wise: Method = {
  id: 'wise',
  name: 'Wise',
  currencies: money(
    'AED AUD BRL CAD CHF CLP CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN RON SEK SGD THB ' +
      'TRY UAH USD VND ZAR',
  ),
  read: named(['wise.com/pay/me/'], /^[A-Za-z0-9]{2,60}$/),
  show: handle => `wise.com/pay/me/${handle}`,
  example: 'wise.com/pay/me/maya',
  link: (handle, request) =>
    withReason(
      `https://wise.com/pay/me/${handle}?amount=${plainAmount(request)}&currency=${request.currency}`,
      'description',
      reasonIn(request, 100),
    ),
  fillsAmount: true,
  fillsReason: true,
}

const venmo: Method = {
  id: 'venmo',
  name: 'Venmo',
  currencies: money('USD'),
  read: named(['account.venmo.com/u/', 'venmo.com/u/', 'venmo.com/'], /^[A-Za-z0-9_-]{5,30}$/),
  show: handle => `@${handle}`,
  example: '@maya-almeida',
  // Nobody else is to read along in Venmo's feed.
  link: (handle, request) =>
    withReason(
      `https://venmo.com/?txn=pay&audience=private&recipients=${handle}&amount=${plainAmount(request)}`,
      'note',
      reasonIn(request, 140),
    ),
  fillsAmount: true,
  fillsReason: true,
}

const cashapp: Method = {
  id: 'cashapp',
  name: 'Cash App',
  // In pounds until September 2024, when it left the United Kingdom.
  currencies: money('USD'),
  // At most 20 letters and digits, one letter at least (cash.app, "$Cashtags").
  read: named(['cash.app/', 'cash.me/'], /^(?=.*[A-Za-z])[A-Za-z0-9]{1,20}$/, '$\u00a3'),
  show: handle => `$${handle}`,
  example: '$maya',
  link: (handle, request) => `https://cash.app/$${handle}/${plainAmount(request)}`,
  fillsAmount: true,
  fillsReason: false,
}

const monzo: Method = {
  id: 'monzo',
  name: 'Monzo',
  currencies: money('GBP'),
  read: named(['monzo.me/'], /^[A-Za-z0-9]{2,60}$/),
  show: handle => `monzo.me/${handle}`,
  example: 'monzo.me/maya',
  link: (handle, request) =>
    withReason(`https://monzo.me/${handle}/${plainAmount(request)}`, 'd', reasonIn(request, 100)),
  fillsAmount: true,
  fillsReason: true,
}

const upi: Method = {
  id: 'upi',
  name: 'UPI',
  currencies: money('INR'),
  read(typed) {
    const address = pastedParameter(typed, 'upi://pay?', 'pa') ?? typed.trim()
    return /^[A-Za-z0-9._-]{2,100}@[A-Za-z][A-Za-z0-9]{1,63}$/.test(address) ? address : null
  },
  show: handle => handle,
  example: 'maya@okbank',
  // NPCI, "UPI linking specifications" 1.6: payee address, payee name, amount, currency, note. "@" stands as it is.
  link: (handle, request) =>
    withReason(
      `upi://pay?pa=${handle}&pn=${encodeURIComponent(oneLine(request.name, 50))}&am=${plainAmount(request)}&cu=INR`,
      'tn',
      reasonIn(request, 50),
    ),
  fillsAmount: true,
  fillsReason: true,
}

const swish: Method = {
  id: 'swish',
  name: 'Swish',
  currencies: money('SEK'),
  /** A Swedish mobile number as +46 and nine digits, or a Swish number, which begins with 123. */
  read(typed) {
    const pasted = typed.trim().replace(/^https:\/\//i, '')
    const number = pastedParameter(pasted, 'app.swish.nu/1/p/sw/?', 'sw') ?? typed
    if (number.length > 40 || /[^\d\s()+-]/.test(number)) return null
    const digits = number.replace(/[^\d+]/g, '').replace(/^(\+|00)/, '')
    if (/^123\d{7}$/.test(digits)) return digits
    const mobile = /^(?:46)?0?(7\d{8})$/.exec(digits)?.[1]
    return mobile === undefined ? null : `+46${mobile}`
  },
  show: handle =>
    handle.startsWith('+46')
      ? handle.replace(/^\+46(\d\d)(\d{3})(\d\d)(\d\d)$/, '0$1-$2 $3 $4')
      : handle.replace(/^(\d{3})(\d{3})(\d\d)(\d\d)$/, '$1 $2 $3 $4'),
  example: '070-123 45 67',
  // A message has at most 50 characters: letters, digits and :;.,?!()-"
  link: (handle, request) =>
    withReason(
      `https://app.swish.nu/1/p/sw/?sw=${handle.replace('+', '')}&amt=${plainAmount(request)}&cur=SEK`,
      'msg',
      encodeURIComponent(oneLine(request.reason.replace(/[^\p{Script=Latin}\d :;.,?!()"-]/gu, ' '), 50)),
    ),
  fillsAmount: true,
  fillsReason: true,
}

const iban: Method = {
  id: 'iban',
  name: 'IBAN',
  currencies: money('EUR'),
  read: readIban,
  show: showIban,
  example: 'DE89 3704 0044 0532 0130 00',
  link: () => null,
  fillsAmount: false,
  fillsReason: false,
}

export const methods: Readonly<Record<MethodId, Method>> = {
  paypal,
  revolut,
  wise,
  venmo,
  cashapp,
  monzo,
  upi,
  swish,
  iban,
}
