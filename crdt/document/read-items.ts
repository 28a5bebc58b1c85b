/** The lines of a receipt: its items and its charges, in reading order. */
import {
  type Charge,
  type ChargeValue,
  type IssueReason,
  type Item,
  limits,
  maxAmountMinor,
} from '../domain/bill.ts'
import type { ChargeId, ItemId } from '../ids.ts'
import { amountFault, Fields, isIntegerIn } from './fields.ts'
import type { IssueList } from './issues.ts'
import { type Entry, readEntries } from './read-entries.ts'
import { type AnyMap, asMap, isSafeId } from './schema.ts'
import type { Seats } from './seats.ts'

/** The items of the expense whose fields these are. */
export function readItems(expense: Fields, seats: Seats): Item[] {
  const map = expense.inner('items')
  if (map === null) return []
  const path = [...expense.path, 'items']
  return readEntries(map, path, limits.items, expense.issues).map(entry =>
    readItem(entry, path, seats, expense.issues),
  )
}

/** One item. `path` is that of the map it stands in. */
export function readItem(entry: Entry, path: readonly string[], seats: Seats, issues: IssueList): Item {
  const fields = new Fields(entry.map, [...path, entry.id], issues)
  return {
    id: entry.id as ItemId,
    name: fields.text('name'),
    quantity: fields.integer('quantity', 1, limits.quantity, 1, 'badQuantity'),
    priceMinor: fields.minor('price'),
    byPortion: fields.flag('byPortion'),
    parts: seats.integers(fields, 'parts', partsFault),
    order: entry.order,
    written: fields.written,
  }
}

/** Why a value is no number of parts, or null when it is one. */
export function partsFault(value: unknown): IssueReason | null {
  return isIntegerIn(value, 0, limits.parts) ? null : 'badParts'
}

/** The charges of the expense whose fields these are. */
export function readCharges(expense: Fields): Charge[] {
  const map = expense.inner('charges')
  if (map === null) return []
  const items = expense.inner('items')
  const path = [...expense.path, 'charges']
  return readEntries(map, path, limits.charges, expense.issues).map(entry =>
    readCharge(entry, path, items, expense.issues),
  )
}

function readCharge(entry: Entry, path: readonly string[], items: AnyMap | null, issues: IssueList): Charge {
  const fields = new Fields(entry.map, [...path, entry.id], issues)
  return {
    id: entry.id as ChargeId,
    kind: fields.word('kind', ['fee', 'tax', 'tip', 'service', 'discount']),
    name: fields.text('name'),
    value: readValue(fields),
    included: fields.flag('included'),
    basis: fields.word('basis', ['beforeTax', 'afterTax']),
    items: readAppliesTo(fields, items),
    order: entry.order,
    written: fields.written,
  }
}

/** A charge’s value; an amount of nothing when it is none. */
export function readValue(fields: Fields): ChargeValue {
  const value = fields.map.get('value')
  const nothing: ChargeValue = { type: 'amount', minor: 0 }
  if (value === undefined) return nothing
  if (!Array.isArray(value) || value.length !== 2) {
    fields.issue('badShape', 'value')
    return nothing
  }
  const [type, number] = value as unknown[]
  if (type === 'percent' && isIntegerIn(number, 0, limits.thousandths)) {
    return { type: 'percent', thousandths: number }
  }
  if (type === 'amount' && isIntegerIn(number, 0, maxAmountMinor)) return { type: 'amount', minor: number }
  fields.issue(amountFault(number) ?? 'badAmount', 'value')
  return nothing
}

/** The items a charge is limited to. A deleted one stays in: a charge on it alone must not become one on all. */
function readAppliesTo(fields: Fields, items: AnyMap | null): ItemId[] {
  const map = fields.inner('items')
  if (map === null) return []
  const result: ItemId[] = []
  const keys = [...map.keys()].sort()
  for (const id of keys.slice(0, limits.items)) {
    const chosen = map.get(id)
    if (chosen === false) continue
    if (chosen !== true) fields.issue('badShape', 'items', id)
    else if (!isSafeId(id) || asMap(items?.get(id)) === null) fields.issue('unknownItem', 'items', id)
    else result.push(id as ItemId)
  }
  if (keys.length > limits.items) fields.issue('tooMany', 'items')
  return result
}
