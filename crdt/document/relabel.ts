/**
 * The bill turns out to be in another currency than it said: every amount that stands in the bill's currency goes by
 * the new one, with the same printed number. Nothing is exchanged.
 *
 * Promises: one transaction, hence one undo step. Where the two currencies have different decimals the stored minor
 * units are rescaled, so that 12.00 euros become 12 yen and not 1,200; digits that the new currency does not have are
 * rounded, halves away from zero. Deleted entries go along, so that a restore brings back the same number. Expenses and
 * payments in a currency of their own are left alone, and so is whatever cannot be read as an amount. What rounding took, and
 * what was in the new currency before, is told in the record ("lost"), so that taking it back gives every amount as it was.
 */
import type * as Y from 'yjs'
import { type CurrencyCode, type Minor, maxAmountMinor } from '../domain/bill.ts'
import { decimalsOf } from '../domain/currency.ts'
import { rescale } from '../domain/money.ts'
import type { CurrencyChange } from './commands.ts'
import { amountFault } from './fields.ts'
import { fitsRecord, type Plain, packTexts, plainOf } from './plain.ts'
import { type AnyMap, asMap, isSafeId, rootMap } from './schema.ts'
import { commit, type WriterContext, writableRoot } from './writer.ts'

/** Maps of an expense that hold amounts by person. */
const amountMaps = ['exact', 'adjust', 'paid'] as const

/** Where an amount stands, and how a new one is written there. */
interface Place {
  /** Names it in a record: the entry's id and which of its amounts. */
  readonly key: string
  readonly minor: Minor
  /** The least that may stand there. */
  readonly leastMinor?: Minor
  readonly write: (minor: Minor) => void
}

/** An amount's place and what it will be. */
interface Step {
  readonly place: Place
  readonly next: Minor
  readonly isExact: boolean
}

/** What changing the bill's currency comes to. */
interface Plan {
  /** What is in the new one already, and is not to come along when this is taken back. */
  readonly kept: readonly string[]
  /** What goes by the new one from then on. */
  readonly entries: readonly AnyMap[]
  readonly steps: readonly Step[]
  readonly from: number | null
  readonly to: number
}

/** @param lost what an earlier change says was lost, where this one takes it back */
export function changeCurrency(
  context: WriterContext,
  code: CurrencyCode,
  lost: readonly string[] = [],
): CurrencyChange {
  const head = writableRoot(context, 'bill')
  const before = head.get('currency')
  if (before === code) return 'same'
  const { kept, entries, steps, from, to } = planOf(context.doc, code, lost)
  if (steps.some(isTooBig)) return 'tooBig'
  const details = [
    'currency',
    code,
    plainOf(before),
    ...lostDetails([...kept, ...lostIn(steps, from, to)], 3),
  ]
  commit(context, { verb: 'setBill', by: context.by(), target: '', details }, () => {
    head.set('currency', code)
    for (const map of entries) if (map.get('currency') !== undefined) map.set('currency', code)
    if (from === to) return
    for (const { place, next } of steps) place.write(next)
  })
  return steps.every(({ isExact }) => isExact) ? 'exact' : 'rounded'
}

/** True when the bill can go by that currency with every amount as it was, or with the same number. */
export function fitsCurrency(doc: Y.Doc, code: CurrencyCode, lost: readonly string[]): boolean {
  return planOf(doc, code, lost).steps.every(step => step.isExact && !isTooBig(step))
}

/** The same for one expense. */
export function fitsEntry(
  id: string,
  expense: AnyMap,
  before: unknown,
  code: CurrencyCode,
  lost: readonly string[],
): boolean {
  const [from, to] = [decimalsIn(before), decimalsOf(code)]
  if (from === null || to === null) return false
  return stepsOf(placesOfExpense(id, expense), from, to, lost).every(step => step.isExact && !isTooBig(step))
}

/**
 * Rescales every amount of one expense that changes its currency; to be called inside the transaction that does.
 * @returns what a record with so many other values tells of it, to be asked when all that comes with the currency is written
 */
export function relabelEntry(
  id: string,
  expense: AnyMap,
  before: unknown,
  code: CurrencyCode,
  lost: readonly string[] = [],
): (others: number) => Plain[] {
  const [from, to] = [decimalsIn(before), decimalsOf(code)]
  if (from === null || to === null || from === to) return () => []
  const steps = stepsOf(placesOfExpense(id, expense), from, to, lost)
  for (const step of steps) {
    // Beyond what a bill can hold it stays, and is read as too big.
    if (!isTooBig(step)) step.place.write(step.next)
  }
  return others => {
    const written = new Map(placesOfExpense(id, expense).map(({ key, minor }) => [key, minor]))
    const done = steps.map(step => ({ ...step, next: written.get(step.place.key) ?? 0 }))
    return lostDetails(lostIn(done, from, to), others)
  }
}

function planOf(doc: Y.Doc, code: CurrencyCode, lost: readonly string[]): Plan {
  const before = rootMap(doc, 'bill')?.get('currency')
  const had = new Set(lost)
  const isOwn = ([id, map]: Entry) =>
    map.get('currency') === undefined || (map.get('currency') === before && !had.has(id))
  const [allExpenses, allPayments] = [mapsIn(rootMap(doc, 'expenses')), mapsIn(rootMap(doc, 'payments'))]
  const [expenses, payments] = [allExpenses.filter(isOwn), allPayments.filter(isOwn)]
  const kept = [...allExpenses, ...allPayments].flatMap(([id, map]) =>
    map.get('currency') === code && isSafeId(id) ? [id] : [],
  )
  const places = [
    ...expenses.flatMap(([id, map]) => placesOfExpense(id, map)),
    ...payments.flatMap(([id, map]) => placesOfPayment(id, map)),
  ]
  const from = decimalsIn(before)
  const to = decimalsOf(code) ?? 0
  const entries = [...expenses, ...payments].map(([, map]) => map)
  return { kept, entries, steps: stepsOf(places, from ?? to, to, lost), from, to }
}

function stepsOf(
  places: readonly Place[],
  from: number,
  to: number,
  lost: readonly string[],
): readonly Step[] {
  const known = lostValues(lost)
  return places.map(place => {
    const { key, minor, leastMinor = -Infinity } = place
    const was = known.get(key)
    // What was set since goes by its own number.
    if (was !== undefined && was.after === minor) return { place, next: was.before, isExact: true }
    const rescaled = rescale(minor, from, to)
    return { place, next: Math.max(leastMinor, rescaled.minor), isExact: rescaled.isExact }
  })
}

const isTooBig = ({ next }: Step) => Math.abs(next) > maxAmountMinor

/** "AAAAAAAAi.1250.13" for each amount that its new number does not lead back to. */
function lostIn(steps: readonly Step[], from: number | null, to: number): readonly string[] {
  if (from === null || from === to) return []
  return steps.flatMap(({ place: { key, minor }, next }) =>
    rescale(next, to, from).minor === minor ? [] : [`${key}.${minor}.${next}`],
  )
}

/**
 * What was lost, and nothing at all when it is too much to be told: such a record is not taken back.
 * @param others how many values the record has without it
 */
function lostDetails(lost: readonly string[], others: number): Plain[] {
  const texts = packTexts(lost)
  const pairs = Array.from({ length: Math.max(1, Math.ceil(texts.length / 2)) }, (_, at) => at * 2)
  const details = pairs.flatMap(at => ['lost', texts[at] ?? '', texts[at + 1] ?? ''])
  return fitsRecord(others + details.length) ? details : []
}

function lostValues(
  lost: readonly string[],
): ReadonlyMap<string, { readonly before: Minor; readonly after: Minor }> {
  return new Map(
    lost.flatMap(text => {
      const [, key, before, after] = /^([\w-]{9,17})\.(-?\d{1,15})\.(-?\d{1,15})$/.exec(text) ?? []
      const values = { before: Number(before), after: Number(after) }
      return key === undefined || amountFault(values.before) !== null ? [] : [[key, values]]
    }),
  )
}

const decimalsIn = (currency: unknown): number | null =>
  typeof currency === 'string' ? decimalsOf(currency) : null

type Entry = readonly [id: string, map: AnyMap]

function mapsIn(parent: AnyMap | null): Entry[] {
  return [...(parent?.entries() ?? [])].flatMap(([id, value]) => {
    const map = asMap(value)
    return map === null ? [] : [[id, map]]
  })
}

/** The amount of a payment; one that rounds to nothing was money all the same. */
function placesOfPayment(id: string, payment: AnyMap): Place[] {
  return amount(`${id}m`, payment, 'amount').map(place => ({ ...place, leastMinor: 1 }))
}

/** Every amount of an expense. */
function placesOfExpense(id: string, entry: AnyMap): Place[] {
  return [
    ...amount(`${id}a`, entry, 'amount'),
    ...amount(`${id}t`, entry, 'printed'),
    ...amountMaps.flatMap(name => {
      const map = asMap(entry.get(name))
      return [...(map?.keys() ?? [])].flatMap(person =>
        amount(`${id}${name[0]}${person}`, map as AnyMap, person),
      )
    }),
    ...mapsIn(asMap(entry.get('items'))).flatMap(([item, map]) => amount(`${item}i`, map, 'price')),
    ...mapsIn(asMap(entry.get('charges'))).flatMap(([charge, map]) => chargeAmount(`${charge}c`, map)),
  ]
}

function amount(key: string, map: AnyMap, field: string): Place[] {
  const minor = map.get(field)
  if (amountFault(minor) !== null) return []
  return [{ key, minor: minor as Minor, write: rescaled => map.set(field, rescaled) }]
}

/** A charge of so much; a percentage has no currency. */
function chargeAmount(key: string, charge: AnyMap): Place[] {
  const value = charge.get('value')
  if (!Array.isArray(value) || value[0] !== 'amount' || amountFault(value[1]) !== null) return []
  return [{ key, minor: value[1] as Minor, write: minor => charge.set('value', ['amount', minor]) }]
}
