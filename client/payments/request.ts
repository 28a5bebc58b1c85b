/** What a payment link asks for: an amount, its currency and a reason. */
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { decimalsOf } from '../../crdt/domain/currency.ts'

export interface PayRequest {
  /** > 0 */
  readonly amountMinor: Minor
  readonly currency: CurrencyCode
  /** What it is for, as the receiver reads it; may be empty. */
  readonly reason: string
  /** Who gets it, as the bill calls them. */
  readonly name: string
}

/** The amount as links and banks read it: a point, the currency's decimals, nothing between the digits ("1234.50"). */
export function plainAmount({ amountMinor, currency }: Pick<PayRequest, 'amountMinor' | 'currency'>): string {
  const digits = decimalsOf(currency) ?? 2
  const text = String(amountMinor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * A text on one line without anything that steers a reader's eye or a bank's parser: control and format characters
 * (line ends, bidi marks) and halves of characters are blanks; at most `most` characters, none of them halved.
 */
export function oneLine(text: string, most: number): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return Array.from(plain).slice(0, most).join('').trim()
}
