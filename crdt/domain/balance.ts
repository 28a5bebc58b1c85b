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
import { apportion } from './apportion.ts'
import { bearing } from './bearing.ts'
import type { Bill, CurrencyCode, Issue, Minor } from './bill.ts'
import { billLedger, type Entry, type Ledger, ledgersByCurrency, type Splitter } from './ledger.ts'
import { sumMinor } from './money.ts'
import { addCell, type Cells, nobody, type Share } from './share.ts'
import { split } from './split.ts'

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
export function balances(bill: Bill, splitter: Splitter = split): Balances {
  return addUp(billLedger(bill, splitter))
}

/** The balances kept apart, nothing exchanged: one for each currency that occurs, the bill's own first. */
export function balancesByCurrency(
  bill: Bill,
  splitter: Splitter = split,
): ReadonlyMap<CurrencyCode, Balances> {
  return new Map(ledgersByCurrency(bill, splitter).map(ledger => [ledger.currency, addUp(ledger)]))
}

function addUp(ledger: Ledger): Balances {
  const columns = makeColumns()
  const leftWith = new Map<PersonId, Minor>()
  for (const entry of ledger.entries) {
    for (const [share, minor] of entry.paid) addCell(columns.paid, share, minor)
    for (const [share, minor] of entry.shares) addCell(columns.share, share, minor)
    for (const [person, minor] of leftover(entry).minors) addCell(leftWith, person, minor)
  }
  for (const { from, to, amountMinor } of ledger.flows) {
    addCell(columns.sent, from, amountMinor)
    addCell(columns.received, to, amountMinor)
  }
  const everyone: Share[] = [...ledger.people]
  if (columns.paid.has(nobody) || columns.share.has(nobody)) everyone.push(nobody)
  const parts = new Map(everyone.map(share => [share, partsOf(columns, share)]))
  const byPerson = new Map(Array.from(parts, ([share, of]) => [share, balanceOf(of)]))
  const nobodyMinor = byPerson.get(nobody) ?? 0
  if (nobodyMinor === 0) byPerson.delete(nobody)
  for (const [person, minor] of leftWith) if (minor === 0) leftWith.delete(person)
  return {
    currency: ledger.currency,
    byPerson,
    parts,
    nobodyMinor,
    leftWith,
    spentMinor: sumMinor(columns.share.values()),
    issues: ledger.issues,
  }
}

interface Columns {
  readonly paid: Map<Share, Minor>
  readonly share: Map<Share, Minor>
  readonly sent: Map<Share, Minor>
  readonly received: Map<Share, Minor>
}

function makeColumns(): Columns {
  return { paid: new Map(), share: new Map(), sent: new Map(), received: new Map() }
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

/** What one expense comes to among people alone: nobody's parts are with those who are left with them. */
export interface Settled {
  readonly shares: ReadonlyMap<PersonId, Minor>
  readonly paid: ReadonlyMap<PersonId, Minor>
}

export function settled(entry: Entry): Settled {
  const shares = withoutNobody(entry.shares)
  const paid = withoutNobody(entry.paid)
  const { side, minors } = leftover(entry)
  for (const [person, minor] of minors)
    if (side === 'paid') addCell(paid, person, minor)
    else addCell(shares, person, -minor)
  return { shares, paid }
}

interface Leftover {
  /** Whether it is with those who paid or with those who have a share. */
  readonly side: 'paid' | 'shares'
  /** Sums to nobody's balance. */
  readonly minors: ReadonlyMap<PersonId, Minor>
}

/** Who is left with nobody's part of one expense. */
function leftover(entry: Entry): Leftover {
  const minor = (entry.paid.get(nobody) ?? 0) - (entry.shares.get(nobody) ?? 0)
  if (minor === 0) return { side: 'paid', minors: new Map() }
  const payers = bearing(withoutNobody(entry.paid))
  const sharers = bearing(withoutNobody(entry.shares))
  const unpaid = Math.sign(minor) === Math.sign(sumMinor(entry.shares.values()))
  // Paid and shares differ here, so at least one of the two has somebody in it.
  const ofShares = unpaid ? sharers.length > 0 : payers.length === 0
  const minors = apportion(minor, ofShares ? sharers : payers, [entry.id])
  return { side: ofShares ? 'shares' : 'paid', minors }
}

function withoutNobody(cells: Cells): Map<PersonId, Minor> {
  const people = new Map<PersonId, Minor>()
  for (const [share, minor] of cells) if (share !== nobody) people.set(share, minor)
  return people
}
