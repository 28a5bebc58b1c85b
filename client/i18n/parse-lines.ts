/**
 * Lines of a receipt as typed or pasted: "2 Tagliatelle 28.00", "Beer 13,00", "3 x Espresso 2.00", "Cola ..... 3.50".
 * A price at the end is the price of the whole line, as on paper; it is the price of one piece only where the line
 * says so ("à", "@", "each", or "3 x 2.00" as the price). A price a piece that stands beside the price of the line is
 * told by the arithmetic and left out of the name. Lines that are no dishes are told apart by parse-charges.ts.
 * Everything read here is shown for correction before it counts.
 */
import { type CurrencyCode, limits, type Minor } from '../../crdt/domain/bill.ts'
import { plainDigits } from './digits.ts'
import { decimals } from './format.ts'
import { type AmountProblem, parseAmount } from './parse.ts'
import { fitCharges, type LineKind, type ReadCharge, readKind } from './parse-charges.ts'

/** `priceMinor` is null where the line has no price, or one that can be read in two ways (`problem`). */
export interface ReceiptLine {
  readonly quantity: number
  readonly name: string
  readonly priceMinor: Minor | null
  readonly problem: AmountProblem | null
  readonly kind: LineKind
  /** Where the line is a tax, a tip, a service, a fee or a discount. */
  readonly charge: ReadCharge | null
}

/** A number that may be a price: no spaces inside, for "Room 101 250.00" is no hundred thousand. */
const amount = "[-+]?\\p{Sc}? ?\\d[\\d.,']*(?: ?(?:\\p{Sc}|[A-Z]{3}\\b))?"
const atEnd = new RegExp(`^(.*?)(?:^| )(${amount})(?: each| ea\\.?| pro st\\S*)?(?: [A-Z*]{1,2})?$`, 'u')
const product = new RegExp(`^(.*?)(?:^| )(\\d{1,5}) ?[x*] ?(${amount})$`, 'iu')
/** "Espresso x3" */
const trailingCount = /^(.*\S) [x*] ?(\d{1,4})$/i
const leadingCount = /^(\d{1,5})(?: ?[x*] ?| )(?=[\p{L}"'(\d])(.+)$/iu

/** Reads one line; null for a line with no letters at all. `wholePrices`: "Beer 13" has a price. */
export function parseLine(
  typed: string,
  locale: string,
  currency: CurrencyCode,
  wholePrices: boolean,
): ReceiptLine | null {
  const source = typed
    .replace(/[.\u2026_]{3,}/g, ' ')
    // Yen, yuan and won written out behind a number, and the sign of a product.
    .replace(/(\p{Nd})\s*[\u5186\u5143\uc6d0]/gu, '$1')
    .replaceAll('\u00d7', 'x')
    .replace(/\s+/g, ' ')
    .trim()
  const plain = plainDigits(source)
  if (!/\p{L}/u.test(source) || source.length > limits.nameLength + 60) return null
  const price = (text: string) => parseAmount(text, locale, currency)

  const found = atEnd.exec(plain)
  const token = found?.[2] ?? ''
  // "Espresso x 3" has no price.
  const isCount = /^\d+$/.test(token) && trailingCount.test(plain)
  const looksLikePrice =
    found !== null &&
    !isCount &&
    (/[.,]\d|\p{Sc}/u.test(token) || wholePrices || (decimals(currency) === 0 && /\d{3}/.test(token)))
  const whole = looksLikePrice ? price(token) : null
  let minor = whole?.ok ? whole.minor : null
  // Names keep their own characters, so the rest is cut from the source; plainDigits may have changed the length.
  let rest = whole === null ? source : cutAtEnd(source, plain, found?.[1] ?? '')
  let quantity: number | null = null

  const inPrice = whole === null ? null : product.exec(plain)
  const afterPrice = product.exec(plainDigits(rest))
  if (inPrice && whole?.ok) {
    // "Espresso 3 x 2.00"
    const total = price(`${inPrice[2]}*${inPrice[3]}`)
    if (total.ok && /\p{L}/u.test(inPrice[1] ?? '')) {
      quantity = Number(inPrice[2])
      minor = total.minor
      rest = cutAtEnd(source, plain, inPrice[1] ?? '')
    }
  } else if (afterPrice && minor !== null) {
    // "Espresso 3 x 2.00 6.00"
    const total = price(`${afterPrice[2]}*${afterPrice[3]}`)
    if (total.ok && total.minor === minor) {
      quantity = Number(afterPrice[2])
      rest = cutAtEnd(rest, plainDigits(rest), afterPrice[1] ?? '')
    }
  }

  const counted = quantity === null ? leadingCount.exec(plainDigits(rest)) : null
  if (counted) {
    const count = Number(counted[1])
    const tail = counted[2] ?? ''
    const name = tail.length <= rest.length ? rest.slice(rest.length - tail.length) : tail
    // "3 x 2.00 Espresso 6.00"
    const unit = /^([\d.,']+)(?: ?\p{Sc})? (.+)$/u.exec(tail)
    const unitTotal = unit ? price(`${count}*${unit[1]}`) : null
    if (unit && unitTotal?.ok && unitTotal.minor === minor) rest = unit[2] ?? name
    else if (/^\p{L}|^["'(]/u.test(tail)) rest = name
    if (rest !== source && count >= 1) quantity = count
  }

  const trailing = quantity === null ? trailingCount.exec(plainDigits(rest)) : null
  if (trailing) {
    quantity = Number(trailing[2])
    rest = cutAtEnd(rest, plainDigits(rest), trailing[1] ?? '')
  }
  const beside = minor === null ? null : pieceBeside(plainDigits(rest), quantity, minor, price)
  if (beside) {
    quantity = beside.quantity
    rest = cutAtEnd(rest, plainDigits(rest), beside.head)
  }

  const each = /(?:^| )(?:\u00e0|\u00e1|@|je)$/iu.exec(rest)
  const saysEach = each !== null || /\d (each|ea\.?|pro st\S*)( [A-Z*]{1,2})?$/i.test(plain)
  if (each) rest = rest.slice(0, each.index)
  if (saysEach && minor !== null && quantity !== null) {
    const total = price(`${quantity}*${token}`)
    if (total.ok) minor = total.minor
  }

  const name = rest.replace(/^[\s\-\u2022*]+|[\s:\-\u2013*]+$/g, '').slice(0, limits.nameLength)
  if (name === '') return null
  return {
    ...readKind(name, minor, locale),
    quantity: quantity !== null && quantity >= 1 && quantity <= limits.quantity ? quantity : 1,
    name,
    priceMinor: minor,
    problem: whole && !whole.ok ? whole.reason : null,
  }
}

/**
 * "Grissini 2.50" before a line's price of 7.50: the price of one of three. Where the line says how many, any number
 * that makes the price is one; where it does not, only a price with decimals that divides it.
 */
function pieceBeside(
  rest: string,
  quantity: number | null,
  minor: Minor,
  price: (text: string) => ReturnType<typeof parseAmount>,
): { readonly head: string; readonly quantity: number } | null {
  const found = atEnd.exec(rest)
  const [, head = '', token = ''] = found ?? []
  const unit = found && /\p{L}/u.test(head) ? price(token) : null
  if (!unit?.ok || unit.minor === 0) return null
  if (quantity !== null && quantity * unit.minor === minor) return { head, quantity }
  const pieces = minor / unit.minor
  const isTold = quantity === null && /[.,]\d/.test(token) && Number.isInteger(pieces)
  return isTold && pieces >= 1 && pieces <= limits.quantity ? { head, quantity: pieces } : null
}

/** The part of `source` that stands before what was matched at its end; `head` is that part in plain digits. */
function cutAtEnd(source: string, plain: string, head: string): string {
  const cut = source.length === plain.length ? source.slice(0, head.length) : head
  return cut.trim()
}

/** Reads a pasted receipt, line by line, leaving out what has no letters; at most `limits.charges` lines. */
export function parseLines(text: string, locale: string, currency: CurrencyCode): readonly ReceiptLine[] {
  const lines = text
    .split(/[\r\n]+/)
    .map(line => parseLine(line, locale, currency, true))
    .filter(line => line !== null)
    .slice(0, limits.charges)
  const itemsMinor = lines.reduce(
    (sum, line) => (line.kind === 'item' ? sum + (line.priceMinor ?? 0) : sum),
    0,
  )
  const totalMinor = lines.find(line => line.kind === 'total')?.priceMinor ?? null
  const fitted = fitCharges(
    lines.flatMap(({ charge, name }) => (charge ? [{ charge, line: name }] : [])),
    itemsMinor,
    totalMinor,
    locale,
  )
  return lines.map(line => (line.charge ? { ...line, charge: fitted.shift() ?? line.charge } : line))
}
