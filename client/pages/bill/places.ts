/**
 * The addresses inside a bill. Everything that names something stands in the fragment, so that no server is told what is
 * open: `#~{bill}` and, where one expense is meant, `#~{bill}/{expense}`.
 */
import { type BillId, type ExpenseId, isId } from '../../../crdt/ids.ts'

/** What a fragment names. */
export interface Place {
  readonly bill: BillId
  readonly expense: ExpenseId | null
}

/** Reads a fragment such as "#~k7Qp3vT9xM2c/Ab3dEf9h"; null for any other. */
export function placeIn(hash: string): Place | null {
  const found = /^#~([\w-]{12})(?:\/([\w-]{8}))?$/.exec(hash)
  if (found?.[1] === undefined) return null
  return { bill: found[1] as BillId, expense: isId(found[2]) ? (found[2] as ExpenseId) : null }
}

/** The receipt of an itemised expense of a bill that has others. */
export function receiptHref(bill: BillId, expense: ExpenseId): string {
  return `/b/receipt#~${bill}/${expense}`
}

/** The editor of an expense; without one, of a new one. */
export function expenseHref(bill: BillId, expense: ExpenseId | null): string {
  return expense === null ? `/b/expense#~${bill}` : `/b/expense#~${bill}/${expense}`
}

export function balancesHref(bill: BillId): string {
  return `/b/balances#~${bill}`
}
