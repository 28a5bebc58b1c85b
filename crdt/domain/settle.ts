import type { PersonId } from '../ids.ts'
import type { Balances, Splitter } from './balance.ts'
import type { Bill, Minor } from './bill.ts'
import { split } from './split.ts'

/** A payment that the app suggests; the amount is above 0. */
export interface Transfer {
  readonly from: PersonId
  readonly to: PersonId
  readonly amountMinor: Minor
}

export function settle(_balances: Balances): readonly Transfer[] {
  return []
}

/** What each pair owes directly, netted; its length is the n of "without this it would take n". */
export function directDebts(_bill: Bill, _splitter: Splitter = split): readonly Transfer[] {
  return []
}
