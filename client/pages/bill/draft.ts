/**
 * The item that is being typed and is not complete: kept for as long as the bill is open, so that a look at the
 * balances, or at who is here, costs nobody a word. Never stored: it is nothing that anybody meant yet.
 */
import { type Draft, noDraft } from '../../components/add-item-line.tsx'
import type { OpenBill } from '../../state/open-bill.ts'

const drafts = new WeakMap<OpenBill, Draft>()

/** What was left in the open line of this bill. */
export function draftOf(open: OpenBill): Draft {
  return drafts.get(open) ?? noDraft
}

export function keepDraft(open: OpenBill, draft: Draft): void {
  drafts.set(open, draft)
}
