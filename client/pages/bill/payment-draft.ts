/** A payment as the sheet has it, and what of it was changed there. */
import type { Payment } from '../../../crdt/domain/bill.ts'

export type PaymentDraft = Pick<Payment, 'from' | 'to' | 'amountMinor' | 'currency' | 'date' | 'note'>

const fields = ['from', 'to', 'amountMinor', 'currency', 'date', 'note'] as const

/** The payment as it is now, on its own: the store's changes when the payment does. */
export function draftOf(payment: Payment): PaymentDraft {
  const { from, to, amountMinor, currency, date, note } = payment
  return { from, to, amountMinor, currency, date, note }
}

/** What of `now` is not as it was `before`: all else may have been changed by others meanwhile. */
export function changedIn(before: PaymentDraft, now: PaymentDraft): Partial<PaymentDraft> {
  return picked(now, field => now[field] !== before[field])
}

/** Those fields of `draft` that `other` has. */
export function sameFieldsOf(draft: PaymentDraft, other: Partial<PaymentDraft>): Partial<PaymentDraft> {
  return picked(draft, field => other[field] !== undefined)
}

function picked(
  draft: PaymentDraft,
  isWanted: (field: (typeof fields)[number]) => boolean,
): Partial<PaymentDraft> {
  return Object.fromEntries(fields.filter(isWanted).map(field => [field, draft[field]]))
}
