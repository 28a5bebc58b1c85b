/**
 * What the user spent on a bill, as its summary row keeps it: enough for home's months and for Insights, so that no document is
 * opened for a sum. Amounts are in the bill's currency, those of other currencies at their rates.
 */
import type { Minor } from '../../crdt/domain/bill.ts'

export interface MonthSpending {
  /** YYYY-MM, of the expenses' own dates. */
  readonly month: string
  /** The user's share by category: a key of the app, or "=" and the name of one of the bill's own. */
  readonly categories: Readonly<Record<string, Minor>>
  /** The user's share of what these companions had a share in too, by their place in `companions`. */
  readonly with: readonly (readonly [at: number, minor: Minor])[]
}

/** Somebody who shared an expense with the user, whether they are still on the bill or not. */
export interface Companion {
  readonly name: string
  readonly ink: number
}

export interface Spending {
  /** Oldest first; at most `mostMonths`, the newest. */
  readonly months: readonly MonthSpending[]
  /** At most `mostCompanions`, those the user shared most with. */
  readonly companions: readonly Companion[]
}

/** Twenty years. */
export const mostMonths = 240
export const mostCompanions = 60
/** Names of a bill's own categories; what goes beyond is "other". */
export const mostOwnCategories = 12
