/**
 * What a line of a receipt is besides a dish: tax, tip, service, fee, discount, the printed total, or a line of the
 * till that counts for nothing (subtotal, card slip). Words of the receipts one meets most, English first; whatever
 * is read here is shown for correction before it counts.
 */
import { type ChargeKind, type ChargeValue, limits, type Minor } from '../../crdt/domain/bill.ts'
import { roundHalfAwayFromZero } from '../../crdt/domain/money.ts'
import { plainDigits } from './digits.ts'
import { parsePercent } from './parse.ts'

/** A charge as a receipt names it. */
export interface ReadCharge {
  readonly kind: ChargeKind
  /** What the receipt calls it, without the percentage; empty where that is the kind's own word. */
  readonly name: string
  readonly value: ChargeValue
  /** Inside the prices already, as far as the words say. */
  readonly included: boolean
}

export type LineKind = 'item' | 'charge' | 'total' | 'other'

const words: readonly (readonly [ChargeKind, RegExp])[] = [
  [
    'tax',
    /^(sales tax|tax|taxes|vat|gst|hst|pst|qst|mwst|ust|umsatzsteuer|steuer|iva|tva|btw|moms|\u6d88\u8cbb\u7a0e|\u5916\u7a0e|\u5185\u7a0e|\u7a0e)$/,
  ],
  ['tip', /^(tip|tips|gratuity|trinkgeld|mancia|pourboire|propina|\u30c1\u30c3\u30d7)$/],
  ['service', /^(service|service charge|servizio|servicio|bedienung|\u30b5\u30fc\u30d3\u30b9\u6599)$/],
  ['fee', /^(fee|booking fee|service fee|delivery|delivery fee|surcharge|zuschlag|lieferung)$/],
]
const discount =
  /(^|\s)(discount|rabatt|sconto|remise|descuento|voucher|gutschein|coupon|promo|promotion|\u5272\u5f15|\u5024\u5f15|\u5024\u5f15\u304d)(\s|$)/
/** Taxes that receipts name although the prices hold them. */
const insideByCustom = /^(vat|mwst|ust|umsatzsteuer|iva|tva|btw|moms|\u5185\u7a0e)$/
const inside = /(^|\s)(incl|included|inkl|enthalten|davon|enth|dont|inclusa|inclus|incluido)\.?(?=\s|$)/g
const total =
  /^(grand total|total|totale|gesamt|gesamtbetrag|summe|sum|zu zahlen|somme|importe|amount due|balance due|to pay|\u5408\u8a08|\u5408\u8a08\u91d1\u984d|\u7dcf\u8a08|\u304a\u4f1a\u8a08|\u304a\u8cb7\u4e0a\u8a08)(\s|$)/
const other =
  /^(sub ?total|zwischensumme|subtotale|sous-total|net|netto|amount|balance|change|cash|card|visa|mastercard|amex|bar|karte|gegeben|r\u00fcckgeld|paid|bezahlt|table|tisch|server|tel|telefon|phone|fax|datum|rechnung|rechnungsnr|invoice|kasse|beleg|ust-?id|ust-?idnr|steuer-?nr|\u5c0f\u8a08|\u304a\u9810\u308a|\u304a\u9810\u304b\u308a|\u304a\u91e3\u308a|\u304a\u3064\u308a|\u73fe\u91d1|\u96fb\u8a71)\.?(\s|$)/
const percent = /(\d{1,3}(?:[.,]\d{1,3})?) ?%/

/** "MwSt 19 % incl." as words alone: "mwst"; and whether it said that it is inside the prices. */
function wordsOf(name: string): { readonly text: string; readonly isInside: boolean } {
  const plain = name
    .toLowerCase()
    .replace(new RegExp(percent, 'g'), ' ')
    .replace(/[()[\]:*@=+-]/g, ' ')
  const isInside = new RegExp(inside.source).test(plain.replace(/\s+/g, ' ').trim())
  const text = plain
    .replace(/\s+/g, ' ')
    .trim()
    .replace(inside, ' ')
    .replace(/(^|\s)(\d+|[abc]|plus|zzgl\.?|optional|suggested)(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { text, isInside }
}

/** What a line with this name and price is; `charge` stands where it is one. A price below 0 is a discount. */
export function readKind(
  name: string,
  priceMinor: Minor | null,
  locale: string,
): { readonly kind: LineKind; readonly charge: ReadCharge | null } {
  const nothing = { charge: null }
  const { text, isInside } = wordsOf(name)
  const found = words.find(([, pattern]) => pattern.test(text))?.[0]
  const kind = found ?? (discount.test(text) || (priceMinor ?? 0) < 0 ? 'discount' : undefined)
  if (kind === undefined) {
    if (other.test(text)) return { kind: 'other', ...nothing }
    if (total.test(text)) return { kind: priceMinor === null ? 'other' : 'total', ...nothing }
    return { kind: 'item', ...nothing }
  }
  const rate = percent.exec(plainDigits(name))?.[1]
  const read = rate === undefined ? null : parsePercent(rate, locale, limits.thousandths)
  const value: ChargeValue | null =
    priceMinor !== null
      ? { type: 'amount', minor: Math.abs(priceMinor) }
      : read?.ok
        ? { type: 'percent', thousandths: read.thousandths }
        : null
  // "Tip ______": the word alone is nothing to add.
  if (value === null) return { kind: 'other', ...nothing }
  const own = name.replace(new RegExp(percent, 'g'), ' ').replace(/\s+/g, ' ').trim()
  return {
    kind: 'charge',
    charge: {
      kind,
      name: text === kind ? '' : value.type === 'amount' ? name : own,
      value,
      included: kind === 'tax' && (isInside || insideByCustom.test(text)),
    },
  }
}

/** The amount of a rate of a sum, rounded half away from zero (money rule 7). */
function percentOf(minor: Minor, thousandths: number): Minor {
  return Number(roundHalfAwayFromZero(BigInt(minor) * BigInt(thousandths), 100_000n))
}

/**
 * Charges as the whole receipt explains them: an amount that is exactly the percentage named beside it becomes that
 * percentage, and taxes are inside the prices or on top, whichever makes the printed total.
 * @param named the charges with the names of their lines, where the percentage stands.
 */
export function fitCharges(
  named: readonly { readonly charge: ReadCharge; readonly line: string }[],
  itemsMinor: Minor,
  totalMinor: Minor | null,
  locale: string,
): ReadCharge[] {
  const amountOf = ({ kind, value }: ReadCharge): Minor => {
    const minor = value.type === 'amount' ? value.minor : percentOf(itemsMinor, value.thousandths)
    return kind === 'discount' ? -minor : minor
  }
  const sum = (isCounted: (charge: ReadCharge) => boolean): Minor =>
    named.reduce((all, { charge }) => (isCounted(charge) ? all + amountOf(charge) : all), itemsMinor)
  let taxInside: boolean | null = null
  if (totalMinor !== null) {
    if (sum(() => true) === totalMinor) taxInside = false
    else if (sum(charge => charge.kind !== 'tax') === totalMinor) taxInside = true
  }
  return named.map(({ charge, line }) => {
    const included = charge.kind === 'tax' && taxInside !== null ? taxInside : charge.included
    const rate = percent.exec(plainDigits(line))?.[1]
    const read = rate === undefined ? null : parsePercent(rate, locale, limits.thousandths)
    if (!read?.ok || included || charge.value.type === 'percent') return { ...charge, included }
    if (percentOf(itemsMinor, read.thousandths) !== charge.value.minor) return { ...charge, included }
    const name = charge.name.replace(new RegExp(percent, 'g'), ' ').replace(/\s+/g, ' ').trim()
    return { ...charge, included, name, value: { type: 'percent', thousandths: read.thousandths } }
  })
}
