/**
 * How somebody's share of an expense came about: one line for each row they have a part of, in the order of the receipt.
 *
 * Promises: the lines add up to the share, to the cent; a line says by what it was divided wherever one fraction says it
 * all (parts of an item, items of a charge, people, percent), and whether the odd cent fell on this person. It reads what
 * `split` gave and divides nothing itself, so it cannot tell another story than the sums do.
 */
import type { ChargeId, ExpenseId, ItemId, PersonId } from '../ids.ts'
import type { Expense, Item, Minor, Person } from './bill.ts'
import { whoCounts } from './identity.ts'
import { sumMinor } from './money.ts'
import { nobody, type Share } from './share.ts'
import type { SplitResult, SplitRow } from './split.ts'

/**
 * By what a row was divided. `parts`: mine of all, free portions included. `items`: a charge, by what one's items cost
 * of all it applies to, minor units. `percent`: basis points. `exact`: as it was entered. `adjusted`: so much on top
 * of an equal part of the rest. `other`: somebody is treated, or amounts below 0 play in; no one fraction says it.
 */
export type Basis =
  | { readonly kind: 'parts' | 'items'; readonly mine: number; readonly all: number }
  | { readonly kind: 'percent'; readonly points: number }
  | { readonly kind: 'adjusted'; readonly minor: Minor; readonly people: number }
  | { readonly kind: 'exact' | 'other' }

export interface ShareLine {
  readonly kind: SplitRow['kind']
  readonly id: ItemId | ChargeId | ExpenseId
  /** The whole row. */
  readonly rowMinor: Minor
  /** This person's part of it. */
  readonly minor: Minor
  readonly basis: Basis
  /** The row cannot be divided evenly, and one of the units that were left fell on this person. */
  readonly isOdd: boolean
}

/** The lines of `share` in this expense; empty for whoever has no part in it. `result` is what `split` made of both. */
export function explainShare(
  expense: Expense,
  people: readonly Person[],
  share: Share,
  result: SplitResult,
): readonly ShareLine[] {
  const stands = whoCounts(people)
  const basisOf = makeBases(expense, share, result, stands)
  return result.rows.flatMap(row => {
    const minor = row.cells.get(share)
    if (row.included || minor === undefined) return []
    const basis = basisOf(row)
    return [
      {
        kind: row.kind,
        id: row.id,
        rowMinor: row.amountMinor,
        minor,
        basis,
        isOdd: gotTheOddUnit(row, minor, basis),
      },
    ]
  })
}

type Stands = ReadonlyMap<PersonId, PersonId>

function makeBases(
  expense: Expense,
  share: Share,
  result: SplitResult,
  stands: Stands,
): (row: SplitRow) => Basis {
  const items = new Map<string, Item>(expense.split.items.map(item => [item.id, item]))
  const charges = new Map<string, readonly ItemId[]>(
    expense.split.charges.map(({ id, items }) => [id, items]),
  )
  const rows = result.rows.filter(row => row.kind === 'item')
  return row => {
    // Whoever is treated shifts parts to others: then the fraction is not the one that was entered.
    if (row.kind === 'item') {
      const item = items.get(row.id)
      return item === undefined || expense.exempt.length > 0 ? other : itemBasis(item, share, stands)
    }
    if (row.kind === 'charge') return chargeBasis(charges.get(row.id) ?? [], rows, share)
    return wholeBasis(expense, share, row, stands)
  }
}

const other: Basis = { kind: 'other' }

function itemBasis(item: Item, share: Share, stands: Stands): Basis {
  const parts = countedBy(item.parts, stands)
  const taken = sumMinor(parts.values())
  const all = item.byPortion ? Math.max(item.quantity, taken) : taken
  // What nobody took has no parts: all of it is free.
  if (all === 0) return { kind: 'parts', mine: 1, all: 1 }
  return { kind: 'parts', mine: share === nobody ? all - taken : (parts.get(share) ?? 0), all }
}

function chargeBasis(applies: readonly ItemId[], rows: readonly SplitRow[], share: Share): Basis {
  const on = applies.length === 0 ? rows : rows.filter(row => applies.includes(row.id as ItemId))
  let mine = 0
  let all = 0
  for (const { amountMinor, cells } of on) {
    mine += cells.get(share) ?? 0
    all += amountMinor
  }
  // With refunds among the items only those on the side of the sum bear the charge (bearing.ts).
  if (all <= 0 || on.some(({ amountMinor }) => amountMinor < 0)) return other
  return { kind: 'items', mine, all }
}

function wholeBasis(expense: Expense, share: Share, row: SplitRow, stands: Stands): Basis {
  const { split, exempt } = expense
  if (split.mode === 'exact') return { kind: 'exact' }
  if (share === nobody || exempt.length > 0) return other
  switch (split.mode) {
    case 'equal': {
      const all = new Set(split.among.map(id => stands.get(id)).filter(id => id !== undefined)).size
      return { kind: 'parts', mine: 1, all }
    }
    case 'parts': {
      const parts = countedBy(split.parts, stands)
      return { kind: 'parts', mine: parts.get(share) ?? 0, all: sumMinor(parts.values()) }
    }
    case 'percent': {
      const points = countedBy(split.percent, stands)
      return sumMinor(points.values()) > 10_000 ? other : { kind: 'percent', points: points.get(share) ?? 0 }
    }
    case 'adjust': {
      const people = [...row.cells.keys()].filter(key => key !== nobody).length
      return { kind: 'adjusted', minor: countedBy(split.adjust, stands).get(share) ?? 0, people }
    }
    default:
      return other
  }
}

/** Positive or signed integers by the person who counts. */
function countedBy(values: Readonly<Record<PersonId, number>>, stands: Stands): ReadonlyMap<Share, number> {
  const counted = new Map<Share, number>()
  for (const [id, value] of Object.entries(values)) {
    const person = stands.get(id as PersonId)
    if (person !== undefined) counted.set(person, (counted.get(person) ?? 0) + value)
  }
  return counted
}

/** True where the exact quota lies below the cell: the division left a unit, and it fell here. */
function gotTheOddUnit(row: SplitRow, minor: Minor, basis: Basis): boolean {
  const [mine, all] = fractionOf(basis)
  if (all === 0n) return false
  const size = BigInt(Math.abs(row.amountMinor))
  return BigInt(Math.abs(minor)) * all > size * mine
}

function fractionOf(basis: Basis): readonly [mine: bigint, all: bigint] {
  if (basis.kind === 'parts' || basis.kind === 'items') return [BigInt(basis.mine), BigInt(basis.all)]
  if (basis.kind === 'percent') return [BigInt(basis.points), 10_000n]
  return [0n, 0n]
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
