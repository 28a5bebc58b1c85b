/**
 * An expense without items, divided as a whole: equally, by parts, by percent, by exact amounts, or equally with
 * adjustments (money rule 5).
 *
 * Whatever the split does not reach stays with nobody, whatever it goes beyond stands there as a negative amount
 * ("3.00 too much"), so the cells always sum to the total. What an exempt person would have had goes to the others
 * in the proportion they have among themselves (money rule 6), or to nobody when there are no others.
 */
import type { PersonId } from '../ids.ts'
import { apportion, type Weight } from './apportion.ts'
import { bearing } from './bearing.ts'
import { limits, type Minor, type SplitMode } from './bill.ts'
import { countedAmounts, countedParts, type Frame } from './frame.ts'
import { isMinor, roundHalfAwayFromZero, sumMinor } from './money.ts'
import { addCell, type Cells, nobody, type Share } from './share.ts'

/** One hundred percent, in basis points. */
export const wholePoints = 10_000

export type WholeMode = Exclude<SplitMode, 'items'>

/** What a mode makes of the total: so much to each, and an amount that is divided by weights. */
export interface Plan {
  /** What stands to each before anything is divided: exact amounts, adjustments. */
  readonly fixed: ReadonlyMap<PersonId, Minor>
  readonly dividedMinor: Minor
  readonly weights: readonly Weight<Share>[]
}

/** The total's cells in any mode but "items"; they sum to it. */
export function divideWhole(frame: Frame, mode: WholeMode, totalMinor: Minor): Cells {
  const { fixed, dividedMinor, weights } = planWhole(frame, mode, totalMinor)
  const cells = apportion<Share>(dividedMinor, weights, [frame.expense.id])
  cells.delete(nobody)
  for (const [person, minor] of fixed) addCell(cells, person, minor)
  const missing = totalMinor - sumMinor(cells.values())
  if (missing !== 0) cells.set(nobody, missing)
  return cells
}

/** What `divideWhole` divides, and by what. */
export function planWhole(frame: Frame, mode: WholeMode, totalMinor: Minor): Plan {
  switch (mode) {
    case 'equal':
      return byParts(frame, totalMinor, equalParts(frame))
    case 'parts':
      return byParts(
        frame,
        totalMinor,
        countedParts(frame, frame.expense.split.parts, limits.parts, ['parts']),
      )
    case 'percent':
      return byPercent(frame, totalMinor)
    case 'exact':
      return byExact(frame)
    case 'adjust':
      return byAdjustment(frame, totalMinor)
  }
}

/** One part for everyone among whom it is divided; someone entered twice (once under a merged name) is one person. */
function equalParts(frame: Frame): Map<PersonId, number> {
  const parts = new Map<PersonId, number>()
  for (const id of frame.expense.split.among) {
    const person = frame.person(id, ['among', id])
    if (person !== null) parts.set(person, 1)
  }
  return parts
}

function byParts(frame: Frame, totalMinor: Minor, parts: ReadonlyMap<PersonId, number>): Plan {
  if (parts.size === 0)
    frame.report('weightsSumToZero', [frame.expense.split.mode === 'parts' ? 'parts' : 'among'])
  return { fixed: new Map(), dividedMinor: totalMinor, weights: payingWeights(frame, parts) }
}

function payingWeights(frame: Frame, parts: ReadonlyMap<PersonId, number>): Weight<PersonId>[] {
  const weights: Weight<PersonId>[] = []
  for (const [key, weight] of parts) if (!frame.isExempt(key)) weights.push({ key, weight })
  return weights
}

function byPercent(frame: Frame, totalMinor: Minor): Plan {
  const points = countedParts(frame, frame.expense.split.percent, limits.parts, ['percent'])
  const sum = sumMinor(points.values())
  if (sum !== wholePoints) frame.report('percentNot100', ['percent'])
  const paying = payingWeights(frame, points)
  const fixed = new Map<PersonId, Minor>()
  if (sum > wholePoints) {
    const tooMuch = Number(roundHalfAwayFromZero(BigInt(totalMinor) * BigInt(sum), BigInt(wholePoints)))
    if (isMinor(tooMuch)) return { fixed, dividedMinor: tooMuch, weights: paying }
    frame.report('amountTooBig', ['percent'])
    return { fixed, dividedMinor: totalMinor, weights: [] }
  }
  // The paying people's weights are stretched over all points that were given, so that nobody's stay nobody's.
  const payingSum = paying.reduce((total, weight) => total + BigInt(weight.weight), 0n)
  const weights: Weight<Share>[] = paying.map(({ key, weight }) => ({
    key,
    weight: BigInt(weight) * BigInt(sum),
  }))
  weights.push({ key: nobody, weight: payingSum * BigInt(wholePoints - sum) })
  return { fixed, dividedMinor: totalMinor, weights }
}

function byExact(frame: Frame): Plan {
  const fixed = new Map<PersonId, Minor>()
  let exempt = 0
  for (const [person, minor] of countedAmounts(frame, frame.expense.split.exact, ['exact'])) {
    if (frame.isExempt(person)) exempt += minor
    else fixed.set(person, minor)
  }
  return { fixed, dividedMinor: exempt, weights: bearing(fixed) }
}

function byAdjustment(frame: Frame, totalMinor: Minor): Plan {
  const people = equalParts(frame)
  if (people.size === 0) frame.report('weightsSumToZero', ['among'])
  const fixed = new Map<PersonId, Minor>()
  for (const [person, minor] of countedAmounts(frame, frame.expense.split.adjust, ['adjust'])) {
    if (people.has(person) && !frame.isExempt(person)) fixed.set(person, minor)
  }
  const rest = totalMinor - sumMinor(fixed.values())
  return { fixed, dividedMinor: rest, weights: payingWeights(frame, people) }
}
