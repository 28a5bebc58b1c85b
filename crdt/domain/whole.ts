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
const wholePoints = 10_000

/** The total's cells in any mode but "items"; they sum to it. */
export function divideWhole(frame: Frame, mode: Exclude<SplitMode, 'items'>, totalMinor: Minor): Cells {
  const cells = new Map<Share, Minor>()
  for (const [person, minor] of assigned(frame, mode, totalMinor))
    if (person !== nobody) cells.set(person, minor)
  const missing = totalMinor - sumMinor(cells.values())
  if (missing !== 0) cells.set(nobody, missing)
  return cells
}

function assigned(frame: Frame, mode: Exclude<SplitMode, 'items'>, totalMinor: Minor): Cells {
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

function byParts(frame: Frame, totalMinor: Minor, parts: ReadonlyMap<PersonId, number>): Cells {
  if (parts.size === 0)
    frame.report('weightsSumToZero', [frame.expense.split.mode === 'parts' ? 'parts' : 'among'])
  return apportion<Share>(totalMinor, payingWeights(frame, parts), [frame.expense.id])
}

function payingWeights(frame: Frame, parts: ReadonlyMap<PersonId, number>): Weight<PersonId>[] {
  const weights: Weight<PersonId>[] = []
  for (const [key, weight] of parts) if (!frame.isExempt(key)) weights.push({ key, weight })
  return weights
}

function byPercent(frame: Frame, totalMinor: Minor): Cells {
  const points = countedParts(frame, frame.expense.split.percent, limits.parts, ['percent'])
  const sum = sumMinor(points.values())
  if (sum !== wholePoints) frame.report('percentNot100', ['percent'])
  const paying = payingWeights(frame, points)
  const seed = [frame.expense.id]
  if (sum > wholePoints) {
    const tooMuch = Number(roundHalfAwayFromZero(BigInt(totalMinor) * BigInt(sum), BigInt(wholePoints)))
    if (isMinor(tooMuch)) return apportion<Share>(tooMuch, paying, seed)
    frame.report('amountTooBig', ['percent'])
    return new Map()
  }
  // The paying people's weights are stretched over all points that were given, so that nobody's stay nobody's.
  const payingSum = paying.reduce((total, weight) => total + BigInt(weight.weight), 0n)
  const weights: Weight<Share>[] = paying.map(({ key, weight }) => ({
    key,
    weight: BigInt(weight) * BigInt(sum),
  }))
  weights.push({ key: nobody, weight: payingSum * BigInt(wholePoints - sum) })
  return apportion(totalMinor, weights, seed)
}

function byExact(frame: Frame): Cells {
  const cells = new Map<PersonId, Minor>()
  let exempt = 0
  for (const [person, minor] of countedAmounts(frame, frame.expense.split.exact, ['exact'])) {
    if (frame.isExempt(person)) exempt += minor
    else cells.set(person, minor)
  }
  for (const [person, minor] of apportion(exempt, bearing(cells), [frame.expense.id])) {
    addCell(cells, person, minor)
  }
  return cells
}

function byAdjustment(frame: Frame, totalMinor: Minor): Cells {
  const people = equalParts(frame)
  if (people.size === 0) frame.report('weightsSumToZero', ['among'])
  const paying = payingWeights(frame, people)
  const adjustments = new Map<PersonId, Minor>()
  for (const [person, minor] of countedAmounts(frame, frame.expense.split.adjust, ['adjust'])) {
    if (people.has(person) && !frame.isExempt(person)) adjustments.set(person, minor)
  }
  const rest = totalMinor - sumMinor(adjustments.values())
  const cells = apportion(rest, paying, [frame.expense.id])
  for (const [person, minor] of adjustments) addCell(cells, person, minor)
  return cells
}
