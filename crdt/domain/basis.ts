/**
 * By what each row of an expense was divided: the amounts and weights of the division itself, and the fraction that says
 * it to people.
 *
 * They come from the functions that `split` divides with, asked once more, and not from a second reading of the expense: so
 * it cannot tell another story than the sums do.
 */
import type { PersonId } from '../ids.ts'
import type { Weight } from './apportion.ts'
import type { Expense, Minor, Person } from './bill.ts'
import { limits } from './bill.ts'
import { type ChargeLine, divideCharges } from './charges.ts'
import { countedParts, type Frame, makeAllowance, makeFrame } from './frame.ts'
import { divideItems, isTreat, type Line } from './items.ts'
import { sumMinor } from './money.ts'
import { nobody, type Share } from './share.ts'
import { planWhole, type WholeMode, wholePoints } from './whole.ts'

/** Of an item by portion that exempt people took of too: so many of its portions were taken. */
export interface Portions {
  readonly taken: number
  readonly all: number
}

/**
 * The fraction in words. `parts`: mine of all who pay, free portions included. `others`: only exempt people took it, so it
 * goes by what the others had, minor units. `items`: a charge, by what one's items cost of all it applies to, minor units;
 * partial where refunds among them stand aside. `percent`: basis points, with what those who pay have together of all
 * that was given: the two differ where somebody is exempt. `adjusted`: so much on top of an equal part of the rest. `exact`: as entered, and a part of what the exempt had. `rest`:
 * what the split left over, or too much. `whole`: all of it.
 */
export type Basis =
  | {
      readonly kind: 'parts' | 'others'
      readonly mine: number
      readonly all: number
      readonly portions: Portions | null
    }
  | { readonly kind: 'items'; readonly mine: number; readonly all: number; readonly isPartial: boolean }
  | {
      readonly kind: 'percent'
      readonly points: number
      readonly paying: number
      readonly given: number
    }
  | { readonly kind: 'adjusted'; readonly minor: Minor; readonly people: number }
  | {
      readonly kind: 'exact'
      readonly minor: Minor
      readonly treat: { readonly minor: Minor; readonly mine: Minor; readonly all: Minor } | null
    }
  | { readonly kind: 'rest'; readonly isTooMuch: boolean }
  | { readonly kind: 'whole' }

/** A row's division: `fixed` is what stands to each before `dividedMinor` is divided by the weights. */
export interface Division {
  readonly fixed: ReadonlyMap<PersonId, Minor>
  readonly dividedMinor: Minor
  /** Those of weight 0 left out. Empty where nothing was divided: all is nobody's then. */
  readonly weights: ReadonlyMap<Share, bigint>
  /** @param minor the share's cell. */
  basisOf(share: Share, minor: Minor): Basis
}

/** The divisions of an expense by the id of their row. */
export function divisionsOf(expense: Expense, people: readonly Person[]): ReadonlyMap<string, Division> {
  const frame = makeFrame(expense, people)
  const { mode } = expense.split
  if (mode !== 'items') return new Map([[expense.id, wholeDivision(frame, mode)]])
  const allowance = makeAllowance(frame)
  const lines = divideItems(frame, expense.split.items, allowance)
  const charges = divideCharges(frame, expense.split.charges, lines, allowance)
  return new Map<string, Division>([
    ...lines.map(line => [line.item.id, itemDivision(line)] as const),
    ...charges.map(charge => [charge.charge.id, chargeDivision(charge)] as const),
  ])
}

const none: ReadonlyMap<PersonId, Minor> = new Map()
const whole: Basis = { kind: 'whole' }

function itemDivision(line: Line): Division {
  const { item, paying, exempt, free, bearers } = line
  const taken = paying + exempt
  const kind = isTreat(line) ? 'others' : 'parts'
  const all = bearers.reduce((sum, { weight }) => sum + Number(weight), 0)
  const portions = exempt > 0 && free > 0 ? { taken, all: taken + free } : null
  const weights = weightsOf(line.weights)
  return {
    fixed: none,
    dividedMinor: item.priceMinor,
    weights,
    basisOf(share) {
      if (weights.size === 0) return whole
      if (share === nobody) return { kind: 'parts', mine: free, all: taken + free, portions: null }
      const mine = Number(bearers.find(({ key }) => key === share)?.weight ?? 0)
      return { kind, mine, all: exempt > 0 ? all : all + free, portions }
    },
  }
}

function chargeDivision({ amountMinor, bearing }: ChargeLine): Division {
  const weights = weightsOf(bearing.weights)
  const all = Number(sumOf(weights))
  return {
    fixed: none,
    dividedMinor: amountMinor,
    weights,
    basisOf(share) {
      if (weights.size === 0) return whole
      const mine = Number(weights.get(share) ?? 0n)
      return bearing.by === 'cost'
        ? { kind: 'items', mine, all, isPartial: bearing.isPartial }
        : { kind: 'parts', mine, all, portions: null }
    },
  }
}

function wholeDivision(frame: Frame, mode: WholeMode): Division {
  const { amountMinor } = frame.expense
  const plan = planWhole(frame, mode, amountMinor)
  const { fixed, dividedMinor } = plan
  const weights = weightsOf(plan.weights)
  const all = Number(sumOf(weights))
  const percent = percentOf(frame)
  const given = (share: Share): Basis => {
    const mine = Number(weights.get(share) ?? 0n)
    const minor = share === nobody ? 0 : (fixed.get(share) ?? 0)
    switch (mode) {
      case 'percent':
        return percent(share)
      case 'exact':
        return { kind: 'exact', minor, treat: dividedMinor === 0 ? null : { minor: dividedMinor, mine, all } }
      case 'adjust':
        return { kind: 'adjusted', minor, people: weights.size }
      default:
        return { kind: 'parts', mine, all, portions: null }
    }
  }
  return {
    fixed,
    dividedMinor,
    weights,
    basisOf(share, minor) {
      if (share !== nobody || weights.has(nobody)) return given(share)
      if (weights.size === 0 && fixed.size === 0) return whole
      return { kind: 'rest', isTooMuch: Math.sign(minor) !== (amountMinor < 0 ? -1 : 1) }
    },
  }
}

/** Percent as entered, for whoever pays and for what nobody was given. */
function percentOf(frame: Frame): (share: Share) => Basis {
  const points = countedParts(frame, frame.expense.split.percent, limits.parts, ['percent'])
  const given = sumMinor(points.values())
  const paying = sumMinor(Array.from(points, ([person, own]) => (frame.isExempt(person) ? 0 : own)))
  return share =>
    share === nobody
      ? { kind: 'percent', points: wholePoints - given, paying: wholePoints, given: wholePoints }
      : { kind: 'percent', points: points.get(share) ?? 0, paying, given }
}

function weightsOf(weights: readonly Weight<Share>[]): ReadonlyMap<Share, bigint> {
  return new Map(
    weights.map(({ key, weight }) => [key, BigInt(weight)] as const).filter(([, weight]) => weight > 0n),
  )
}

/** The common denominator. */
export function sumOf(weights: ReadonlyMap<Share, bigint>): bigint {
  let sum = 0n
  for (const weight of weights.values()) sum += weight
  return sum
}
