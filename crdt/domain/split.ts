/**
 * An expense becomes everybody's cells and shares: the one definition of what each person owes for it.
 *
 * Promises: pure and total, it never throws for anything the types allow; every row's cells sum to the row, the rows
 * that count sum to the total, the shares sum to the total, the payers sum to the total (money rules 4, 5, 8); the
 * same on every device whatever the order of people and parts. What is not valid is left out and stands in `issues`.
 */
import type { ChargeId, ExpenseId, ItemId } from '../ids.ts'
import type { Expense, Issue, Minor, Person } from './bill.ts'
import { divideCharges } from './charges.ts'
import { type Frame, makeAllowance, makeFrame } from './frame.ts'
import { divideItems } from './items.ts'
import { sumMinor } from './money.ts'
import { whoPaid } from './payers.ts'
import { addCells, type Cells, nobody, type Share } from './share.ts'
import { divideWhole } from './whole.ts'

// biome-ignore lint/performance/noBarrelFile: whoever reads a result needs these two names; share.ts exists only to keep the rooms of the split free of circles.
export { nobody, type Share } from './share.ts'

/** One printed line: an item, a charge, or the whole amount of an expense without items. */
export interface SplitRow {
  readonly kind: 'item' | 'charge' | 'amount'
  readonly id: ItemId | ChargeId | ExpenseId
  /** Signed: a discount is below 0. */
  readonly amountMinor: Minor
  /** True: inside the item prices already; the row is shown and does not count. */
  readonly included: boolean
  /** Sum to `amountMinor`. Whoever takes part has a cell, if only of 0; nobody has one only when it is not 0. */
  readonly cells: ReadonlyMap<Share, Minor>
}

export interface SplitResult {
  /** Items, then charges, each in the receipt's order; what is not counted has no row. */
  readonly rows: readonly SplitRow[]
  /** The items; for an expense without items its amount. */
  readonly subtotalMinor: Minor
  readonly totalMinor: Minor
  /** Everyone who takes part, in the bill's order, then nobody when nonzero; sums to `totalMinor`. */
  readonly shares: ReadonlyMap<Share, Minor>
  /** The share of nobody yet, charges included; 0 when all is taken, below 0 when too much is. */
  readonly nobodyMinor: Minor
  /** Who paid, in the bill's order, then nobody for a gap; sums to `totalMinor`. */
  readonly paid: ReadonlyMap<Share, Minor>
  readonly issues: readonly Issue[]
}

/** Divides one expense among the bill's people, in the expense's own currency. */
export function split(expense: Expense, people: readonly Person[]): SplitResult {
  const frame = makeFrame(expense, people)
  const rows = expense.split.mode === 'items' ? receiptRows(frame) : wholeRows(frame, expense.split.mode)
  const shares = new Map<Share, Minor>()
  let subtotalMinor = 0
  for (const row of rows) {
    if (row.included) continue
    if (row.kind !== 'charge') subtotalMinor += row.amountMinor
    addCells(shares, row.cells)
  }
  const totalMinor = sumMinor(shares.values())
  return {
    rows,
    subtotalMinor,
    totalMinor,
    shares: inOrder(shares, people),
    nobodyMinor: shares.get(nobody) ?? 0,
    paid: inOrder(whoPaid(frame, totalMinor), people),
    issues: frame.issues,
  }
}

function receiptRows(frame: Frame): SplitRow[] {
  const { items, charges } = frame.expense.split
  const allowance = makeAllowance(frame)
  const lines = divideItems(frame, items, allowance)
  return [
    ...lines.map(
      ({ item, cells }): SplitRow => ({
        kind: 'item',
        id: item.id,
        amountMinor: withoutMinus(item.priceMinor),
        included: false,
        cells,
      }),
    ),
    ...divideCharges(frame, charges, lines, allowance).map(
      ({ charge, amountMinor, cells }): SplitRow => ({
        kind: 'charge',
        id: charge.id,
        amountMinor: withoutMinus(amountMinor),
        included: charge.included,
        cells,
      }),
    ),
  ]
}

function wholeRows(frame: Frame, mode: Parameters<typeof divideWhole>[1]): SplitRow[] {
  const { id } = frame.expense
  if (!makeAllowance(frame)(frame.expense.amountMinor, ['amount'])) return []
  const amountMinor = withoutMinus(frame.expense.amountMinor)
  return [{ kind: 'amount', id, amountMinor, included: false, cells: divideWhole(frame, mode, amountMinor) }]
}

/** JSON can bring a -0, which would be written "-0.00". */
function withoutMinus(minor: Minor): Minor {
  return minor === 0 ? 0 : minor
}

function inOrder(cells: Cells, people: readonly Person[]): Map<Share, Minor> {
  const ordered = new Map<Share, Minor>()
  for (const { id } of people) {
    const minor = cells.get(id)
    if (minor !== undefined) ordered.set(id, minor)
  }
  const unclaimed = cells.get(nobody) ?? 0
  if (unclaimed !== 0) ordered.set(nobody, unclaimed)
  return ordered
}

/**
 * The total printed on the receipt against ours (money rule 12); null when none was typed. `missingMinor` is what
 * ours lacks: below 0 when ours is too much, 0 when they agree.
 */
export function printedGap(
  expense: Expense,
  result: SplitResult,
): { readonly printedMinor: Minor; readonly ownMinor: Minor; readonly missingMinor: Minor } | null {
  const printedMinor = expense.printedTotalMinor
  if (printedMinor === null) return null
  return { printedMinor, ownMinor: result.totalMinor, missingMinor: printedMinor - result.totalMinor }
}
