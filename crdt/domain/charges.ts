/**
 * Tax, tip, service, fees and discounts of a receipt (money rule 7), each rounded once and divided on its own.
 *
 * What a charge is a percent of: the prices, as written, of the items it applies to ("before tax"), or those plus
 * the taxes that come on top of them ("after tax"; a tax after tax takes in the taxes above it in the list). Other
 * charges are never part of the base, so a voucher does not make the tip smaller. A charge that is included is inside
 * the prices already: it is worked out from them, shown, divided, and adds nothing.
 *
 * Who bears it: everyone, nobody yet included, in proportion to what the same items cost them (see `bearing`). Where
 * those items cost nothing, by the parts people have of them; where nobody has any (no items at all, or only deleted
 * ones), nobody yet bears it until somebody takes something.
 */
import type { ItemId, PersonId } from '../ids.ts'
import { apportion, type Weight } from './apportion.ts'
import { bearing } from './bearing.ts'
import { type Charge, limits, type Minor } from './bill.ts'
import type { Allowance, Frame } from './frame.ts'
import { type Line, sumLines } from './items.ts'
import { isMinor, percentInside, percentOf, roundHalfAwayFromZero, sumMinor } from './money.ts'
import { addCell, type Cells, nobody, type Share } from './share.ts'

/** A charge that counts. */
export interface ChargeLine {
  readonly charge: Charge
  /** Signed: a discount is below 0 (on a receipt above 0). */
  readonly amountMinor: Minor
  readonly cells: Cells
  readonly bearing: ChargeBearing
}

/** By what a charge was divided. */
export interface ChargeBearing {
  /** By what the items cost, or by the parts of them where they cost nothing. */
  readonly by: 'cost' | 'parts'
  /** Empty where nobody has all of it. */
  readonly weights: readonly Weight<Share>[]
  /** The weights are not all that the items cost: refunds among them stand aside (see `bearing`). */
  readonly isPartial: boolean
}

/** The items that a charge applies to. */
interface Field {
  readonly lines: readonly Line[]
  readonly amounts: ReadonlyMap<Share, Minor>
  readonly sum: Minor
}

/** A tax on top, for the charges that count after it. */
interface Tax {
  readonly amountMinor: Minor
  readonly field: Field
}

/** The charges that count, in the receipt's order, with cells that sum to each amount. */
export function divideCharges(
  frame: Frame,
  charges: readonly Charge[],
  lines: readonly Line[],
  allowance: Allowance,
): ChargeLine[] {
  if (charges.length === 0) return []
  const fieldOf = makeFields(frame, lines)
  const taxes: Tax[] = []
  const counted = new Map<Charge, ChargeLine>()
  // Taxes first: what comes "after tax" may stand above the tax on the paper.
  for (const charge of [...charges.filter(isTax), ...charges.filter(other => !isTax(other))]) {
    const field = fieldOf(charge)
    const amountMinor = chargeAmount(frame, charge, field, taxes)
    if (amountMinor === null) continue
    if (!charge.included && !allowance(amountMinor, ['charges', charge.id], charge.written)) continue
    if (isTax(charge) && !charge.included) taxes.push({ amountMinor, field })
    const by = bearingOf(field)
    counted.set(charge, {
      charge,
      amountMinor,
      cells: chargeCells(frame, charge, amountMinor, by),
      bearing: by,
    })
  }
  return charges.flatMap(charge => counted.get(charge) ?? [])
}

function isTax(charge: Charge): boolean {
  return charge.kind === 'tax'
}

function makeFields(frame: Frame, lines: readonly Line[]): (charge: Charge) => Field {
  const all: Field = { lines, ...sumLines(lines) }
  const byId = new Map<ItemId, Line>(lines.map(line => [line.item.id, line]))
  return charge => {
    if (charge.items.length === 0) return all
    const chosen = [...new Set(charge.items)].flatMap(id => byId.get(id) ?? [])
    if (chosen.length === 0) frame.report('unknownItem', ['charges', charge.id], charge.written)
    return { lines: chosen, ...sumLines(chosen) }
  }
}

/** Signed and rounded once; null (and an issue) when the value is no rate and no amount. */
function chargeAmount(frame: Frame, charge: Charge, field: Field, taxes: readonly Tax[]): Minor | null {
  const amount = unsignedAmount(charge, field, taxes)
  if (amount === null || !Number.isSafeInteger(amount)) {
    frame.report('badAmount', ['charges', charge.id], charge.written)
    return null
  }
  return charge.kind === 'discount' && amount !== 0 ? -amount : amount
}

function unsignedAmount(charge: Charge, field: Field, taxes: readonly Tax[]): Minor | null {
  const { value } = charge
  if (value.type === 'amount') return isMinor(value.minor) && value.minor >= 0 ? value.minor : null
  const { thousandths } = value
  if (!Number.isInteger(thousandths) || thousandths < 0 || thousandths > limits.thousandths) return null
  const base =
    charge.basis === 'afterTax' ? field.sum + sumMinor(taxes.map(tax => taxOn(field, tax))) : field.sum
  if (!charge.included) return percentOf(base, thousandths)
  return percentInside(base, thousandths, charge.kind === 'discount' ? -1 : 1)
}

/** How much of a tax falls on these items: by price, among the items that the tax applies to. */
function taxOn(field: Field, tax: Tax): Minor {
  if (field.lines === tax.field.lines) return tax.amountMinor
  const taxed = new Set(tax.field.lines)
  const shared = sumMinor(field.lines.map(line => (taxed.has(line) ? line.item.priceMinor : 0)))
  if (shared === tax.field.sum) return tax.amountMinor
  if (tax.field.sum === 0) return 0
  return Number(roundHalfAwayFromZero(BigInt(tax.amountMinor) * BigInt(shared), BigInt(tax.field.sum)))
}

function bearingOf(field: Field): ChargeBearing {
  const weights = bearing(field.amounts)
  if (weights.length === 0) return { by: 'parts', weights: partsIn(field.lines), isPartial: false }
  const borne = weights.reduce((sum, { weight }) => sum + BigInt(weight), 0n)
  return { by: 'cost', weights, isPartial: borne !== BigInt(Math.abs(field.sum)) }
}

function chargeCells(frame: Frame, charge: Charge, amountMinor: Minor, { weights }: ChargeBearing): Cells {
  if (amountMinor === 0) return new Map()
  if (weights.length === 0) return new Map([[nobody, amountMinor]])
  return apportion(amountMinor, weights, [frame.expense.id, charge.id])
}

function partsIn(lines: readonly Line[]): Weight<Share>[] {
  const parts = new Map<PersonId, number>()
  for (const line of lines) for (const [person, count] of line.parts) addCell(parts, person, count)
  return Array.from(parts, ([key, weight]) => ({ key, weight }))
}
