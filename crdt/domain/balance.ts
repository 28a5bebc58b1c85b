/**
 * A bill becomes balances (money rule 10): paid + payments made - shares - payments received, per person. Above 0
 * gets money back, below 0 owes; with "nobody yet" as a row they sum to 0.
 *
 * Settling has to ignore the nobody row, so somebody must be left with it: `leftWith` says who. What nobody took of
 * an expense stays with those who paid that expense, in proportion to what they paid; what nobody paid is not
 * collected, so it stays with those whose shares it would have been. It is worked out expense by expense and never
 * from the balances, because payments must not move it: else each payment would reshuffle the transfers that remain.
 */
import type { PersonId } from '../ids.ts'
import type { Bill, CurrencyCode, Issue, Minor, Person } from './bill.ts'
import {
  type Booked,
  billLedger,
  ledgersByCurrency,
  maxMovedMinor,
  type Splitter,
  whoIsIn,
} from './ledger.ts'
import { sumMinor } from './money.ts'
import { addCells, nobody, type Share } from './share.ts'
import { split } from './split.ts'
import { type Columns, columnNames, makeColumns, type Tally, tallyOf } from './tally.ts'

/** What a balance is made of, in minor units: paid + sent - share - received. */
export interface BalanceParts {
  readonly paidMinor: Minor
  readonly shareMinor: Minor
  readonly sentMinor: Minor
  readonly receivedMinor: Minor
}

export interface Balances {
  readonly currency: CurrencyCode
  /** Everybody who counts, in the bill's order (merged people count for the other), then nobody when nonzero. Sums to 0. */
  readonly byPerson: ReadonlyMap<Share, Minor>
  /** What each balance is made of; the keys of `byPerson`, and nobody whenever it took part. */
  readonly parts: ReadonlyMap<Share, BalanceParts>
  /** The nobody row of `byPerson`: below 0 what nobody took yet, above 0 what nobody paid yet, netted. */
  readonly nobodyMinor: Minor
  /** Sums to `nobodyMinor`; `byPerson` + `leftWith` is what settling brings to 0. Only nonzero ones. */
  readonly leftWith: ReadonlyMap<PersonId, Minor>
  /** What was spent: the sum of the expenses that count. */
  readonly spentMinor: Minor
  /** What is not counted, with the issues of the splits. */
  readonly issues: readonly Issue[]
}

/**
 * The balances in the bill's currency. An expense in another currency counts at its rate, without one it is left out
 * and reported as `badRate`; so is a payment in another currency.
 */
export function balances(bill: Booked, splitter: Splitter = split): Balances {
  return addUp(bill.people, bill.currency, [tallyOf(billLedger(bill, splitter))])
}

/**
 * The same from tallies of parts of the bill, each `tallyOf(billLedger(part, splitter))`, in the bill's order and together all of it:
 * where one expense changed, only the tally with it is another one. Null where the parts are too big together: which entries are left
 * out then shows in the bill as a whole.
 */
export function balancesFrom(
  bill: Pick<Bill, 'people' | 'currency'>,
  tallies: readonly Tally[],
): Balances | null {
  const movedMinor = tallies.reduce((sum, tally) => sum + tally.movedMinor, 0)
  return movedMinor > maxMovedMinor ? null : addUp(bill.people, bill.currency, tallies)
}

/** The balances kept apart, nothing exchanged: one for each currency that occurs, the bill's own first. */
export function balancesByCurrency(
  bill: Bill,
  splitter: Splitter = split,
): ReadonlyMap<CurrencyCode, Balances> {
  return new Map(
    ledgersByCurrency(bill, splitter).map(ledger => [
      ledger.currency,
      addUp(bill.people, ledger.currency, [tallyOf(ledger)]),
    ]),
  )
}

function addUp(people: readonly Person[], currency: CurrencyCode, tallies: readonly Tally[]): Balances {
  const columns = makeColumns()
  const { leftWith } = columns
  for (const tally of tallies) {
    for (const name of columnNames) addCells<Share>(columns[name], tally[name])
    addCells(leftWith, tally.leftWith)
  }
  const moved = { has: (share: Share) => columnNames.some(name => columns[name].has(share)) }
  const everyone: Share[] = [...whoIsIn(people, moved)]
  if (columns.paid.has(nobody) || columns.share.has(nobody)) everyone.push(nobody)
  const parts = new Map(everyone.map(share => [share, partsOf(columns, share)]))
  const byPerson = new Map(Array.from(parts, ([share, of]) => [share, balanceOf(of)]))
  const nobodyMinor = byPerson.get(nobody) ?? 0
  if (nobodyMinor === 0) byPerson.delete(nobody)
  for (const [person, minor] of leftWith) if (minor === 0) leftWith.delete(person)
  return {
    currency,
    byPerson,
    parts,
    nobodyMinor,
    leftWith,
    spentMinor: sumMinor(columns.share.values()),
    issues: tallies.flatMap(({ issues }) => issues),
  }
}

function partsOf(columns: Columns, share: Share): BalanceParts {
  return {
    paidMinor: columns.paid.get(share) ?? 0,
    shareMinor: columns.share.get(share) ?? 0,
    sentMinor: columns.sent.get(share) ?? 0,
    receivedMinor: columns.received.get(share) ?? 0,
  }
}

function balanceOf(parts: BalanceParts): Minor {
  return parts.paidMinor + parts.sentMinor - parts.shareMinor - parts.receivedMinor
}
