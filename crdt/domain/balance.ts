import type { PersonId } from '../ids.ts'
import type { Bill, CurrencyCode, Expense, Issue, Minor, Person } from './bill.ts'
import { type Share, type SplitResult, split } from './split.ts'

/** `split`, or a remembering one: balances of a long bill are cheap when only one expense changed. */
export type Splitter = (expense: Expense, people: readonly Person[]) => SplitResult

/** What a balance is made of; all in minor units: paid + sent - share - received. */
export interface BalanceParts {
  readonly paidMinor: Minor
  readonly shareMinor: Minor
  readonly sentMinor: Minor
  readonly receivedMinor: Minor
}

export interface Balances {
  readonly currency: CurrencyCode
  /** Everybody on the bill (merged ones count for the other), then nobody when nonzero. Above 0 gets money back; sums to 0. */
  readonly byPerson: ReadonlyMap<Share, Minor>
  readonly parts: ReadonlyMap<Share, BalanceParts>
  /** The "nobody yet" row of `byPerson`, 0 when there is none. */
  readonly nobodyMinor: Minor
  /** Where settling leaves the "nobody yet" row: added to `byPerson` it makes the people sum to 0. */
  readonly leftWith: ReadonlyMap<PersonId, Minor>
  /** What was spent: the sum of the expenses counted. */
  readonly spentMinor: Minor
  readonly issues: readonly Issue[]
}

export function balances(bill: Bill, splitter: Splitter = split): Balances {
  void splitter
  return {
    currency: bill.currency,
    byPerson: new Map(),
    parts: new Map(),
    nobodyMinor: 0,
    leftWith: new Map(),
    spentMinor: 0,
    issues: [],
  }
}

export function balancesByCurrency(
  bill: Bill,
  splitter: Splitter = split,
): ReadonlyMap<CurrencyCode, Balances> {
  return new Map([[bill.currency, balances(bill, splitter)]])
}
