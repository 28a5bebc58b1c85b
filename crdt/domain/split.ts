import type { ChargeId, ExpenseId, ItemId, PersonId } from '../ids.ts'
import type { Expense, Issue, Minor, Person } from './bill.ts'

/** The visible "nobody yet": what no one has taken, or no one has paid. */
export const nobody = ''
/** Somebody on the bill, or nobody yet. */
export type Share = PersonId | typeof nobody

export interface SplitRow {
  readonly kind: 'item' | 'charge' | 'amount'
  readonly id: ItemId | ChargeId | ExpenseId
  readonly amountMinor: Minor
  readonly included: boolean
  readonly cells: ReadonlyMap<Share, Minor>
}

export interface SplitResult {
  readonly rows: readonly SplitRow[]
  readonly subtotalMinor: Minor
  readonly totalMinor: Minor
  readonly shares: ReadonlyMap<Share, Minor>
  readonly nobodyMinor: Minor
  readonly paid: ReadonlyMap<Share, Minor>
  readonly issues: readonly Issue[]
}

export function split(_expense: Expense, _people: readonly Person[]): SplitResult {
  return {
    rows: [],
    subtotalMinor: 0,
    totalMinor: 0,
    shares: new Map(),
    nobodyMinor: 0,
    paid: new Map(),
    issues: [],
  }
}

/** The printed total against ours, null when none was typed; `missingMinor` is 0 when they agree. */
export function printedGap(
  expense: Expense,
  result: SplitResult,
): { readonly printedMinor: Minor; readonly ownMinor: Minor; readonly missingMinor: Minor } | null {
  const printedMinor = expense.printedTotalMinor
  if (printedMinor === null) return null
  return { printedMinor, ownMinor: result.totalMinor, missingMinor: printedMinor - result.totalMinor }
}
