/**
 * How somebody's share of an expense came about: one line for each row they have a part of, in the order of the receipt.
 *
 * Promises: the lines add up to the share, to the cent; a line says by what it was divided (basis.ts) and, where it could not
 * be divided evenly, to whom the odd unit went and why (odd.ts).
 */
import type { ChargeId, ExpenseId, ItemId } from '../ids.ts'
import { type Basis, type Division, divisionsOf, sumOf } from './basis.ts'
import type { Expense, Minor, Person } from './bill.ts'
import { type Odd, oddUnits } from './odd.ts'
import { type Cells, nobody, type Share } from './share.ts'
import type { SplitResult, SplitRow } from './split.ts'

export interface ShareLine {
  readonly kind: SplitRow['kind']
  readonly id: ItemId | ChargeId | ExpenseId
  /** The whole row. */
  readonly rowMinor: Minor
  /** This person's part of it. */
  readonly minor: Minor
  readonly basis: Basis
  /** What the part comes from, exactly: `minor` lies less than one unit from it. */
  readonly quota: Quota
  /** Null where the row was divided without anything left over. */
  readonly odd: Odd | null
  /** One of the units that were left over fell on this person. */
  readonly isOdd: boolean
}

/** `fixedMinor`, and `mine` of `all` of `dividedMinor`. */
export interface Quota {
  readonly fixedMinor: Minor
  readonly dividedMinor: Minor
  readonly mine: bigint
  readonly all: bigint
}

/** The lines of `share` in this expense; empty for whoever has no part in it. `result` is what `split` made of both. */
export function explainShare(
  expense: Expense,
  people: readonly Person[],
  share: Share,
  result: SplitResult,
): readonly ShareLine[] {
  const divisions = divisionsOf(expense, people)
  return result.rows.flatMap(row => {
    const minor = row.cells.get(share)
    const division = divisions.get(row.id)
    if (row.included || minor === undefined || division === undefined) return []
    const odd = oddOf(row, division)
    return [
      {
        kind: row.kind,
        id: row.id,
        rowMinor: row.amountMinor,
        minor,
        basis: division.basisOf(share, minor),
        quota: quotaOf(division, share, minor),
        odd,
        isOdd: odd?.to.includes(share) ?? false,
      },
    ]
  })
}

function oddOf(row: SplitRow, { fixed, dividedMinor, weights }: Division): Odd | null {
  if (fixed.size === 0) return oddUnits(dividedMinor, weights, row.cells)
  const divided = Array.from(
    row.cells,
    ([share, minor]) => [share, minor - (share === nobody ? 0 : (fixed.get(share) ?? 0))] as const,
  )
  return oddUnits(dividedMinor, weights, new Map(divided))
}

function quotaOf({ fixed, dividedMinor, weights }: Division, share: Share, minor: Minor): Quota {
  // What was left over, and what nobody took, is no part of a division: it is as it is.
  if (share === nobody && !weights.has(nobody))
    return { fixedMinor: minor, dividedMinor: 0, mine: 0n, all: 1n }
  return {
    fixedMinor: share === nobody ? 0 : (fixed.get(share) ?? 0),
    dividedMinor,
    mine: weights.get(share) ?? 0n,
    all: weights.size === 0 ? 1n : sumOf(weights),
  }
}

/**
 * Who got the odd unit of a share in the bill's currency: the exchanged total is divided by the shares (exchange.ts). Null
 * also where shares of both signs meet, which are divided each by themselves.
 */
export function oddOfExchange(shares: Cells, exchanged: Cells): Odd | null {
  const own = [...shares].filter(([, minor]) => minor !== 0)
  if (new Set(own.map(([, minor]) => Math.sign(minor))).size !== 1) return null
  const weights = new Map(own.map(([share, minor]) => [share, BigInt(Math.abs(minor))]))
  let totalMinor = 0
  for (const minor of exchanged.values()) totalMinor += minor
  return oddUnits(totalMinor, weights, exchanged)
}

/** Where somebody's balance comes from: what each expense cost and brought them, in the currency of the ledger. */
export interface BalanceLine {
  readonly id: ExpenseId
  readonly shareMinor: Minor
  readonly paidMinor: Minor
}

/** The expenses that `share` has a part in, as given; paid - share of all lines, and the payments, make the balance. */
export function explainBalance(
  entries: readonly {
    readonly id: ExpenseId
    readonly shares: ReadonlyMap<Share, Minor>
    readonly paid: ReadonlyMap<Share, Minor>
  }[],
  share: Share,
): readonly BalanceLine[] {
  return entries.flatMap(({ id, shares, paid }) => {
    if (!shares.has(share) && !paid.has(share)) return []
    return [{ id, shareMinor: shares.get(share) ?? 0, paidMinor: paid.get(share) ?? 0 }]
  })
}
