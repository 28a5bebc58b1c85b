/**
 * What some expenses and payments come to for each person, as sums that can be added to those of others: the balances of a long bill
 * are those of its parts, and a change of one expense makes one part anew.
 */
import type { PersonId } from '../ids.ts'
import type { Issue, Minor } from './bill.ts'
import type { Ledger } from './ledger.ts'
import { leftover } from './leftover.ts'
import { addCell, addCells, type Cells, type Share } from './share.ts'

/** What the entries of a ledger come to together. */
export interface Tally {
  readonly paid: Cells
  readonly share: Cells
  readonly sent: Cells
  readonly received: Cells
  /** As in `Balances`, with those whom it evened out for. */
  readonly leftWith: ReadonlyMap<PersonId, Minor>
  readonly issues: readonly Issue[]
  /** As in `Ledger`. */
  readonly movedMinor: Minor
}

export function tallyOf({ entries, flows, issues, movedMinor }: Ledger): Tally {
  const columns = makeColumns()
  for (const entry of entries) {
    addCells<Share>(columns.paid, entry.paid)
    addCells<Share>(columns.share, entry.shares)
    addCells(columns.leftWith, leftover(entry).minors)
  }
  for (const { from, to, amountMinor } of flows) {
    addCell<Share>(columns.sent, from, amountMinor)
    addCell<Share>(columns.received, to, amountMinor)
  }
  return { ...columns, issues, movedMinor }
}

/** True when both come to the same. */
export function sameTally(one: Tally, other: Tally): boolean {
  return (
    columnNames.every(name => sameCells(one[name], other[name])) &&
    sameCells(one.leftWith, other.leftWith) &&
    one.movedMinor === other.movedMinor &&
    one.issues.length + other.issues.length === 0
  )
}

function sameCells(one: Cells, other: Cells): boolean {
  if (one.size !== other.size) return false
  for (const [share, minor] of one) if (other.get(share) !== minor) return false
  return true
}

export const columnNames = ['paid', 'share', 'sent', 'received'] as const

/** As they are being added up. */
export type Columns = Readonly<Record<(typeof columnNames)[number], Map<Share, Minor>>> & {
  readonly leftWith: Map<PersonId, Minor>
}

export function makeColumns(): Columns {
  return { paid: new Map(), share: new Map(), sent: new Map(), received: new Map(), leftWith: new Map() }
}
