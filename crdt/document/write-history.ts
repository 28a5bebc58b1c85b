/**
 * Commands on what was done: taking a record back, and setting again what was overwritten.
 *
 * Taking back is a new step with a record of its own, made by the ordinary command for it; it is no undo of Yjs, so it works
 * for what was done on another device, or long ago. It happens only while all that the record set is still as it set it.
 */
import type { ChargeId, ExpenseId, ItemId, PaymentId, PersonId } from '../ids.ts'
import {
  type ActivityChange,
  type ActivityRecord,
  type Plain,
  plainOf,
  readActivity,
  type Verb,
} from './activity.ts'
import type { BillCommands, HistoryCommands } from './commands.ts'
import { isMethodName } from './read-people.ts'
import { type AnyMap, asMap, rootMap } from './schema.ts'
import { madeBy, standingsOf } from './standing.ts'
import { keepsAmounts, storedOf } from './stored.ts'
import { cleanText } from './text.ts'
import { type Place, type Places, placesIn } from './things.ts'
import { commit, localOrigin, put, type WriterContext } from './writer.ts'

type Commands = Omit<BillCommands, keyof HistoryCommands>

export function historyCommands(context: WriterContext, commands: Commands): HistoryCommands {
  const { doc } = context
  return {
    takeBack(records) {
      const places = placesIn(doc)
      const standings = standingsOf(readActivity(doc), id => places.get(id)?.expense ?? null)
      // In one transaction, hence one step; each keeps its own record.
      doc.transact(() => {
        for (const record of records) {
          if (!standings.get(record.key)?.lasts || !isAsMade(places, headOf(context), record)) continue
          if (madeBy(record).length > 0 || !isFieldsOnly(record)) opposite(commands, places, record)
          else setTo(context, places, record, change => change.before)
        }
      }, localOrigin)
    },
    restore: id => setDeleted(commands, placesIn(doc), id, false),
    setAgain(record) {
      if (isFieldsOnly(record)) setTo(context, placesIn(doc), record, change => change.now)
    },
  }
}

/**
 * True while all is as the record left it, and the record says what was there before. Whether it is so by somebody else's
 * doing the records tell (standing.ts).
 */
export function isAsMade(places: Places, head: AnyMap | null, record: ActivityRecord): boolean {
  const { verb, target } = record
  const made = madeBy(record)
  if (made.length > 0) return made.some(id => isHere(places.get(id)))
  const place = places.get(target)
  switch (verb) {
    case 'close':
      return head?.get('closedAt') !== undefined
    case 'reopen':
      return head !== null && head.get('closedAt') === undefined
    case 'leave':
      return isHere(place) && place?.map.get('leftAt') !== undefined
    case 'comeBack':
      return isHere(place) && place?.map.get('leftAt') === undefined
  }
  if (verb.startsWith('delete') || verb === 'removePerson')
    return place !== undefined && isThere(place) && !isHere(place)
  if (verb.startsWith('restore')) return isHere(place)
  if (!isFieldsOnly(record) || record.changes.length === 0) return false
  // Nobody sees what becomes of something deleted: first it is restored.
  if (verb !== 'setBill' && !isHere(place)) return false
  // The currency of a bill goes with all its amounts (relabel.ts), of which the record says nothing.
  if (verb === 'setBill' && record.changes.some(({ field }) => field === 'currency')) return false
  const whole = plainOf(head?.get('currency'))
  return record.changes.every(change => {
    const spot = spotOf(places, head, record, change)
    if (verb === 'setExpense' && !keepsAmounts(change.field, change.now ?? whole, change.before ?? whole))
      return false
    return spot !== null && storedOf(spot.field, change.before) !== null && isSame(spot, change.now)
  })
}

/** The root of the bill's own fields. */
export function headOf({ doc }: Pick<WriterContext, 'doc'>): AnyMap | null {
  return rootMap(doc, 'bill')
}

/** What the field that a record tells of holds now, as a record would tell it; undefined when there is no such field. */
export function plainNow(
  places: Places,
  head: AnyMap | null,
  record: ActivityRecord,
  change: ActivityChange,
): Plain | undefined {
  const spot = spotOf(places, head, record, change)
  if (spot === null) return undefined
  const value = plainOf(spot.map.get(spot.key))
  if (value === null && spot.isByPerson) return 0
  return typeof value === 'string' ? cleanText(value, 'one') : value
}

/** A key of a map of the document. */
interface Spot {
  readonly map: AnyMap
  readonly key: string
  /** As `storedOf` knows the field. */
  readonly field: string
  readonly isByPerson: boolean
}

function spotOf(
  places: Places,
  head: AnyMap | null,
  { verb, target }: ActivityRecord,
  { field, person }: ActivityChange,
): Spot | null {
  const entry = verb === 'setBill' ? head : (places.get(target)?.map ?? null)
  if (entry === null) return null
  if (verb === 'takeItem' || verb === 'giveItem' || verb === 'setShare' || person !== null) {
    const map = asMap(entry.get(field))
    return map === null || person === null ? null : { map, key: person, field, isByPerson: true }
  }
  if (verb === 'setPerson' && !['name', 'ink', 'weight', 'mergedInto'].includes(field)) {
    const handles = asMap(entry.get('handles'))
    const isHandle = handles !== null && isMethodName(field)
    return isHandle ? { map: handles, key: field, field: 'handle', isByPerson: false } : null
  }
  // A nested map is no field: whoever wrote such a record must not have it taken away.
  return asMap(entry.get(field)) === null ? { map: entry, key: field, field, isByPerson: false } : null
}

function isSame({ map, key, isByPerson }: Spot, now: Plain): boolean {
  const value = plainOf(map.get(key))
  if (isByPerson && (value === null || value === 0)) return now === 0 || now === null
  return (typeof value === 'string' ? cleanText(value, 'one') : value) === now
}

/** Made, and not a shell (undo.ts). */
function isThere({ map }: Place): boolean {
  return map.get('at') !== undefined
}

function isHere(place: Place | undefined): boolean {
  return place !== undefined && isThere(place) && place.map.get('deletedAt') === undefined
}

/** True for a record that is nothing but fields with the values before and after. */
function isFieldsOnly({ verb }: ActivityRecord): boolean {
  return verb.startsWith('set') || verb === 'takeItem' || verb === 'giveItem'
}

/** Writes one value of each change. */
function setTo(
  context: WriterContext,
  places: Places,
  record: ActivityRecord,
  choose: (change: ActivityChange) => Plain,
): void {
  const { verb, target } = record
  const head = headOf(context)
  const all = record.changes.flatMap(change => {
    const spot = spotOf(places, head, record, change)
    const stored = spot && storedOf(spot.field, choose(change))
    return spot === null || stored === null || isSame(spot, choose(change)) ? [] : [{ change, spot, stored }]
  })
  if (all.length === 0) return
  const zero = (value: Plain, spot: Spot): Plain => value ?? (spot.isByPerson ? 0 : null)
  const told = all.map(({ change, spot, stored }) => ({
    ...change,
    now: zero(plainOf(stored.value), spot),
    before: zero(plainOf(spot.map.get(spot.key)), spot),
  }))
  const details = detailsOf(verb, told)
  const written = verb === 'takeItem' ? 'giveItem' : verb
  commit(context, { verb: written, by: context.by(), target, details }, () => {
    for (const { spot, stored } of all) put(spot.map, spot.key, stored.value)
  })
}

/** The details of a record of these changes, as the commands write them. */
function detailsOf(verb: Verb, changes: readonly ActivityChange[]): Plain[] {
  return changes.flatMap(({ field, person, now, before }) => {
    if (person === null) return [field, now, before]
    if (verb === 'setShare') return [field, person, now, before]
    return verb === 'setExpense' ? [`${field}.${person}`, now, before] : [person, now, before]
  })
}

/** What undoes a making, a deletion, a restoring, a leaving, a closing. */
function opposite(commands: Commands, places: Places, record: ActivityRecord): void {
  const { verb, target } = record
  if (verb === 'close') return commands.reopen()
  if (verb === 'reopen') return commands.close()
  if (verb === 'leave') return commands.comeBack(target as PersonId)
  if (verb === 'comeBack') return commands.leave(target as PersonId)
  const made = madeBy(record)
  if (made.length > 0) for (const id of made) setDeleted(commands, places, id, true)
  else setDeleted(commands, places, target, verb.startsWith('restore'))
}

function setDeleted(commands: Commands, places: Places, id: string, isDeleted: boolean): void {
  const place = places.get(id)
  if (place === undefined) return
  const expense = (place.expense ?? id) as ExpenseId
  const [item, charge] = [id as ItemId, id as ChargeId]
  const [payment, person] = [id as PaymentId, id as PersonId]
  switch (place.kind) {
    case 'item':
      return isDeleted ? commands.deleteItem(expense, item) : commands.restoreItem(expense, item)
    case 'charge':
      return isDeleted ? commands.deleteCharge(expense, charge) : commands.restoreCharge(expense, charge)
    case 'expense':
      return isDeleted ? commands.deleteExpense(expense) : commands.restoreExpense(expense)
    case 'payment':
      return isDeleted ? commands.deletePayment(payment) : commands.restorePayment(payment)
    case 'person':
      return isDeleted ? commands.removePerson(person) : commands.restorePerson(person)
  }
}
