/**
 * Who can hold a part of an amount: somebody on the bill, or "nobody yet".
 *
 * Nobody yet is a row like any other, so that what no one took (or paid) stays visible, bears its part of every
 * charge, and no cent is ever missing from a sum. Its key is the empty string, which no person id can be.
 */
import type { PersonId } from '../ids.ts'
import type { Minor } from './bill.ts'

/** The visible "nobody yet": what no one has taken, or no one has paid. */
export const nobody = ''

/** Somebody on the bill, or nobody yet. */
export type Share = PersonId | typeof nobody

/** Minor units by share. */
export type Cells = ReadonlyMap<Share, Minor>

/** Adds all of `more` in place. */
export function addCells<Key extends Share>(cells: Map<Key, Minor>, more: ReadonlyMap<Key, Minor>): void {
  for (const [share, minor] of more) addCell(cells, share, minor)
}

/** Adds `minor` to the share's cell in place. */
export function addCell<Key extends Share>(cells: Map<Key, Minor>, share: Key, minor: Minor): void {
  cells.set(share, (cells.get(share) ?? 0) + minor)
}
