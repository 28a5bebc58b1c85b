/**
 * Balances become the transfers that bring them to 0 (money rule 10).
 *
 * Up to `exactPeople` people with a balance, the fewest transfers there can be: people fall into the most groups that
 * settle among themselves, and a group of k needs k - 1. Which of the fewest: walk through the pairs (debtor,
 * creditor) in id order and let each transfer be as large as a fewest solution allows; so ties go by person id, and
 * inside a group debtors and creditors are met in id order. Beyond that, debtors and creditors are met in id order
 * without groups: at most n - 1 transfers.
 *
 * Why "as large as possible, pair by pair": it makes paying one transfer leave the others as they are. Take the
 * chosen set S and pay one transfer t of it. A better set S' for what remains would make S' + t better than S for the
 * whole, for adding t to both keeps both the count and the order by pairs; but S was the best. (The one step it
 * cannot hold for is from 17 people to 16, where fewest begins to count.)
 */
import type { ExpenseId, PersonId } from '../ids.ts'
import { apportion } from './apportion.ts'
import type { Balances } from './balance.ts'
import { bearing } from './bearing.ts'
import type { Bill, Minor } from './bill.ts'
import { makeGrouping } from './groups.ts'
import { billLedger, type Entry, type Splitter } from './ledger.ts'
import { type Settled, settled } from './leftover.ts'
import { sumMinor } from './money.ts'
import { nobody } from './share.ts'
import { split } from './split.ts'

/** A payment that the app suggests; the amount is above 0. */
export interface Transfer {
  readonly from: PersonId
  readonly to: PersonId
  readonly amountMinor: Minor
}

/** The most people with a balance for whom the fewest transfers are looked for: 2^16 groups take some milliseconds. */
export const exactPeople = 16

interface Open {
  readonly person: PersonId
  /** Never 0. */
  minor: Minor
}

/**
 * The suggested transfers, by debtor id, then creditor id. "Nobody yet" takes no part: what it owes or is owed stays
 * where `balances.leftWith` says, and `balances.nobodyMinor` is how much that is.
 */
export function settle(balances: Balances): readonly Transfer[] {
  const open = openBalances(balances)
  const transfers: Transfer[] = []
  const exact = open.length <= exactPeople
  for (;;) {
    const debtor = open.find(one => one.minor < 0)
    if (debtor === undefined) return transfers
    const creditor = exact ? companion(open, debtor) : open.find(one => one.minor > 0)
    if (creditor === undefined) return transfers
    const amountMinor = Math.min(-debtor.minor, creditor.minor)
    transfers.push({ from: debtor.person, to: creditor.person, amountMinor })
    debtor.minor += amountMinor
    creditor.minor -= amountMinor
    removeSettled(open)
  }
}

function openBalances({ byPerson, leftWith }: Balances): Open[] {
  const open: Open[] = []
  for (const [share, minor] of byPerson) {
    if (share !== nobody) open.push({ person: share, minor: minor + (leftWith.get(share) ?? 0) })
  }
  removeSettled(open)
  return open.sort((one, other) => (one.person < other.person ? -1 : 1))
}

function removeSettled(open: Open[]): void {
  for (let at = open.length - 1; at >= 0; at -= 1) if (open[at]?.minor === 0) open.splice(at, 1)
}

/** The first creditor whom the debtor can pay in a fewest solution. */
function companion(open: readonly Open[], debtor: Open): Open | undefined {
  const together = makeGrouping(open.map(one => one.minor)).togetherWith(open.indexOf(debtor))
  return open.find((one, at) => one.minor > 0 && together(at)) ?? open.find(one => one.minor > 0)
}

/**
 * What each pair owes directly, netted, by ids: how many transfers it would take without settling as a group
 * ("without this it would take n"). Whoever has a share of an expense owes it to its payers in proportion to what
 * they paid. Payments within a pair work its debt off, at most to 0: a payment that was suggested between two people
 * who owe each other nothing directly makes no new debt.
 */
export function directDebts(bill: Bill, splitter: Splitter = split): readonly Transfer[] {
  const ledger = billLedger(bill, splitter)
  const owed = makePairs()
  for (const entry of ledger.entries) addEntry(owed, entry)
  const sent = makePairs()
  for (const { from, to, amountMinor } of ledger.flows) sent.add(from, to, amountMinor)
  const debts: Transfer[] = []
  for (const { from, to, minor } of owed.all()) {
    const worked = sent.net(from, to)
    const open = minor > 0 ? minor - clamp(worked, minor) : minor + clamp(-worked, -minor)
    if (open > 0) debts.push({ from, to, amountMinor: open })
    if (open < 0) debts.push({ from: to, to: from, amountMinor: -open })
  }
  return debts.sort((one, other) => (one.from + one.to < other.from + other.to ? -1 : 1))
}

/** What one expense adds to a debt between two people; below 0 it takes off it. */
export interface DebtLine {
  readonly id: ExpenseId
  readonly minor: Minor
}

/**
 * Where a direct debt comes from, expense by expense: the lines, less what payments between the two worked off, are what
 * `directDebts` says that `from` owes `to`.
 */
export function explainDebt(
  bill: Bill,
  { from, to }: Pick<Transfer, 'from' | 'to'>,
  splitter: Splitter = split,
): { readonly lines: readonly DebtLine[]; readonly workedMinor: Minor } {
  const ledger = billLedger(bill, splitter)
  const lines = ledger.entries.flatMap(entry => {
    const owed = makePairs()
    addEntry(owed, entry)
    const minor = owed.net(from, to)
    return minor === 0 ? [] : [{ id: entry.id, minor }]
  })
  const sent = makePairs()
  for (const flow of ledger.flows) sent.add(flow.from, flow.to, flow.amountMinor)
  return { lines, workedMinor: clamp(sent.net(from, to), sumMinor(lines.map(({ minor }) => minor))) }
}

/**
 * Sharers are met in id order, each paying what is left to be paid back, so that both sides come out to the cent: all that
 * somebody owes is their share, all that somebody gets is what they paid. What nobody took or paid is settled before, as for
 * the transfers: both come to the same for everybody.
 */
function addEntry(owed: Pairs, entry: Entry): void {
  const { paid, shares } = settled(entry)
  const side = Math.sign(sumMinor(paid.values()))
  const isPlain = [...paid.values(), ...shares.values()].every(minor => minor * side >= 0)
  if (side === 0 || !isPlain) return addBearing(owed, entry.id, { paid, shares })
  const left = new Map([...paid].map(([payer, minor]) => [payer, minor * side]))
  for (const sharer of [...shares.keys()].sort()) {
    const minor = (shares.get(sharer) ?? 0) * side
    const weights = Array.from(left, ([key, weight]) => ({ key, weight }))
    for (const [payer, part] of apportion(minor, weights, [entry.id, sharer])) {
      left.set(payer, (left.get(payer) ?? 0) - part)
      if (payer !== sharer) owed.add(sharer, payer, part * side)
    }
  }
}

/** Where amounts of both signs meet: each share by itself, borne by those on the side of the sum. */
function addBearing(owed: Pairs, expense: ExpenseId, { paid, shares }: Settled): void {
  const payers = bearing(paid)
  for (const [sharer, minor] of shares) {
    for (const [payer, part] of apportion(minor, payers, [expense, sharer])) {
      if (payer !== sharer) owed.add(sharer, payer, part)
    }
  }
}

/** `worked` within 0 and `most`. */
function clamp(worked: Minor, most: Minor): Minor {
  return Math.min(Math.max(worked, 0), most)
}

/** Net amounts between two people; the smaller id of a pair stands first. */
interface Pairs {
  add(from: PersonId, to: PersonId, minor: Minor): void
  net(from: PersonId, to: PersonId): Minor
  all(): Iterable<{ readonly from: PersonId; readonly to: PersonId; readonly minor: Minor }>
}

function makePairs(): Pairs {
  const nets = new Map<PersonId, Map<PersonId, Minor>>()
  return {
    add(from, to, minor) {
      const [first, second, signed] = from < to ? [from, to, minor] : [to, from, -minor]
      const row = nets.get(first) ?? new Map<PersonId, Minor>()
      nets.set(first, row.set(second, (row.get(second) ?? 0) + signed))
    },
    net(from, to) {
      return from < to ? (nets.get(from)?.get(to) ?? 0) : -(nets.get(to)?.get(from) ?? 0)
    },
    *all() {
      for (const [from, row] of nets) for (const [to, minor] of row) yield { from, to, minor }
    },
  }
}
