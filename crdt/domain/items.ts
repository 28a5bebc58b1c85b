/**
 * The items of a receipt, each divided on its own (money rules 2, 4 and 6).
 *
 * A line's price is divided by the parts of those who took it. A line "by portion" costs price / quantity per part
 * and the portions nobody took stay with nobody; when more parts were taken than there are portions (two people
 * tapped the last one), the line is divided by the parts taken. The parts of exempt people go to the item's other
 * sharers; an item that only exempt people took goes to everyone else in proportion to their other items, or to
 * nobody when they have none.
 */
import type { PersonId } from '../ids.ts'
import { apportion, type Weight } from './apportion.ts'
import { bearing } from './bearing.ts'
import { type Item, limits, type Minor } from './bill.ts'
import { type Allowance, countedParts, type Frame } from './frame.ts'
import { sumMinor } from './money.ts'
import { addCell, type Cells, nobody, type Share } from './share.ts'

/** A line that counts, and who took how much of it. */
interface Taken {
  readonly item: Item
  /** Parts of the people who pay; exempt people are not among them. */
  readonly parts: ReadonlyMap<PersonId, number>
  /** Sum of `parts`. */
  readonly paying: number
  /** Parts of exempt people. */
  readonly exempt: number
  /** Portions nobody took; 0 unless the item is by portion. */
  readonly free: number
}

/** The line, and who holds it. */
export interface Line extends Taken {
  readonly cells: Cells
  /** Those who pay for what was taken: by their parts of it or, where only exempt people took it, by their other items. */
  readonly bearers: readonly Weight<PersonId>[]
  /** What the price was divided by, nobody's portions included; empty where nobody has all of it. */
  readonly weights: readonly Weight<Share>[]
}

/** The lines that count, in the receipt's order, with cells that sum to each price. */
export function divideItems(frame: Frame, items: readonly Item[], allowance: Allowance): Line[] {
  const taken: Taken[] = []
  for (const item of items) {
    if (allowance(item.priceMinor, ['items', item.id], item.written)) taken.push(whoTook(frame, item))
  }
  const treats = taken.some(isTreat) ? othersWeights(frame, taken) : []
  return taken.map(line => {
    const { item, parts, paying, exempt, free } = line
    const bearers = isTreat(line) ? treats : partWeights(line)
    const weights = itemWeights(line, bearers)
    // Field by field: a spread takes longer than the division.
    return { item, parts, paying, exempt, free, bearers, weights, cells: itemCells(frame, item, weights) }
  })
}

/** Only exempt people took it, so everyone else pays. */
export function isTreat(line: Pick<Taken, 'paying' | 'exempt'>): boolean {
  return line.paying === 0 && line.exempt > 0
}

function whoTook(frame: Frame, item: Item): Taken {
  const everyone = countedParts(frame, item.parts, limits.parts, ['items', item.id, 'parts'], item.written)
  let paying = 0
  let exempt = 0
  for (const [person, count] of everyone) {
    if (frame.isExempt(person)) {
      exempt += count
      everyone.delete(person)
    } else paying += count
  }
  return { item, parts: everyone, paying, exempt, free: freePortions(frame, item, paying + exempt) }
}

function freePortions(frame: Frame, item: Item, takenParts: number): number {
  if (!item.byPortion) return 0
  if (!Number.isInteger(item.quantity) || item.quantity < 1 || item.quantity > limits.quantity) {
    frame.report('badQuantity', ['items', item.id], item.written)
    return 0
  }
  return Math.max(0, item.quantity - takenParts)
}

function partWeights(line: Taken): Weight<PersonId>[] {
  const weights: Weight<PersonId>[] = []
  for (const [key, weight] of line.parts) weights.push({ key, weight })
  return weights
}

/** What each paying person's other items come to, as weights for what the exempt had to themselves. */
function othersWeights(frame: Frame, taken: readonly Taken[]): Weight<PersonId>[] {
  const amounts = new Map<PersonId, Minor>()
  for (const line of taken) {
    if (isTreat(line)) continue
    const weights = itemWeights(line, partWeights(line))
    for (const [share, minor] of itemCells(frame, line.item, weights)) {
      if (share !== nobody) addCell(amounts, share, minor)
    }
  }
  return bearing(amounts)
}

/** The portions that were taken are the `bearers`', the free ones are nobody's, in one division. */
function itemWeights(line: Taken, bearers: readonly Weight<PersonId>[]): readonly Weight<Share>[] {
  const takenParts = line.paying + line.exempt
  if (bearers.length === 0 || takenParts === 0) return []
  if (line.free === 0) return bearers
  // free : taken must stand as it was, whatever scale the bearers' weights have.
  const scale = bearers.reduce((sum, bearer) => sum + BigInt(bearer.weight), 0n)
  return [
    ...bearers.map(bearer => ({ key: bearer.key, weight: BigInt(bearer.weight) * BigInt(takenParts) })),
    { key: nobody, weight: scale * BigInt(line.free) },
  ]
}

function itemCells(frame: Frame, item: Item, weights: readonly Weight<Share>[]): Cells {
  if (weights.length === 0) return nobodysCell(item.priceMinor)
  return withoutEmptyNobody(apportion(item.priceMinor, weights, [frame.expense.id, item.id]))
}

function nobodysCell(minor: Minor): Cells {
  return new Map(minor === 0 ? [] : [[nobody, minor]])
}

function withoutEmptyNobody(cells: Map<Share, Minor>): Cells {
  if (cells.get(nobody) === 0) cells.delete(nobody)
  return cells
}

/** What the lines cost each share, and together. */
export function sumLines(lines: Iterable<Line>): {
  readonly amounts: Map<Share, Minor>
  readonly sum: Minor
} {
  const amounts = new Map<Share, Minor>()
  for (const line of lines) for (const [share, minor] of line.cells) addCell(amounts, share, minor)
  return { amounts, sum: sumMinor(amounts.values()) }
}
