/**
 * Commands on what was done: taking a record back, and setting again what was overwritten.
 *
 * Taking back is a new step with a record of its own, made by the ordinary command for it; it is no undo of Yjs, so it works
 * for what was done on another device, or long ago. It happens only while all that the record set is still as it set it.
 */
import { type ActivityRecord, readActivity } from './activity.ts'
import type { ActivityChange } from './changes.ts'
import type { BillCommands, HistoryCommands } from './commands.ts'
import { Conflict } from './conflict.ts'
import { isCurrency } from './fields.ts'
import { type Plain, plainOf } from './plain.ts'
import { changeCurrency, fitsCurrency, fitsEntry, relabelEntry } from './relabel.ts'
import type { AnyMap } from './schema.ts'
import { entriesOf, madeBy, type Setting, settingDetails, settingsOf } from './settings.ts'
import { headOf, type Spot, spotOf } from './spots.ts'
import { standingsOf } from './standing.ts'
import { keepsAmounts, type Stored } from './stored.ts'
import { isGone, isHere, isThere, type Place, type Places, placesIn } from './things.ts'
import { effectOf, isDeletion, isRestoring, type Verb } from './verbs.ts'
import { setDeleted } from './write-deleted.ts'
import { commit, localOrigin, type WriterContext } from './writer.ts'

type Commands = Omit<BillCommands, keyof HistoryCommands>

/** Which of a change's values is to stand. */
type Side = 'now' | 'before'

export function historyCommands(context: WriterContext, commands: Commands): HistoryCommands {
  const { doc } = context
  return {
    takeBack(records) {
      const places = placesIn(doc)
      const standings = standingsOf(readActivity(doc), id => places.get(id)?.expense ?? null)
      let count = 0
      // In one transaction, hence one step; each keeps its own record.
      doc.transact(() => {
        for (const record of records) {
          if (!standings.get(record.key)?.lasts || !isAsMade(places, headOf(context), record)) continue
          if (settingsOf(record).length === 0) opposite(commands, places, record)
          else setTo(context, places, record, 'before')
          count += 1
        }
      }, localOrigin)
      return count
    },
    restore(id) {
      const places = placesIn(doc)
      const place = places.get(id)
      if (!isGone(place)) return false
      const around = place.expense === null ? undefined : places.get(place.expense)
      if (around !== undefined && !isThere(around)) throw new Conflict('expenseGone')
      if (place.kind === 'payment' && !hasPeople(places, place)) throw new Conflict('personGone')
      // A line is seen with its expense: both come back in one step.
      doc.transact(() => {
        if (isGone(around)) setDeleted(commands, places, place.expense ?? '', false)
        setDeleted(commands, places, id, false)
      }, localOrigin)
      return true
    },
    setAgain: record => madeBy(record).length === 0 && setTo(context, placesIn(doc), record, 'now'),
  }
}

/**
 * True while all is as the record left it, and the record says what was there before. Whether it is so by somebody else's
 * doing the records tell (standing.ts).
 */
export function isAsMade(places: Places, head: AnyMap | null, record: ActivityRecord): boolean {
  const made = madeBy(record)
  if (made.length > 0) return made.some(id => isHere(places.get(id)))
  const verb = effectOf(record)
  const place = places.get(record.target)
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
  const entries = entriesOf(record).flatMap(id => places.get(id) ?? [])
  if (isDeletion(verb)) return entries.some(isGone)
  if (isRestoring(verb)) return entries.some(isHere)
  const settings = settingsOf(record)
  return (
    settings.length > 0 &&
    settings.every(setting => {
      // Nobody sees what becomes of something deleted: first it is restored.
      if (setting.verb !== 'setBill' && !isHere(places.get(setting.id))) return false
      const spot = spotOf(places, head, setting)
      const { now, before } = setting.change
      return spot?.holds(now) === true && spot.stored(before) !== null
    }) &&
    keepsMoney(places, head, record, settings) &&
    keepsSides(places, record, settings, 'before')
  )
}

/** False where both sides of a payment would be one person, since another has changed the other side. */
function keepsSides(
  places: Places,
  { target }: ActivityRecord,
  settings: readonly Setting[],
  side: Side,
): boolean {
  if (!settings.some(({ verb }) => verb === 'setPayment')) return true
  const map = places.get(target)?.map
  const sideOf = (field: string) =>
    settings.find(({ change }) => change.field === field)?.change[side] ?? map?.get(field)
  return sideOf('from') !== sideOf('to')
}

/** False where another currency would leave amounts other than they were. */
function keepsMoney(
  places: Places,
  head: AnyMap | null,
  { target, lost }: ActivityRecord,
  settings: readonly Setting[],
): boolean {
  const currency = settings.find(({ change }) => change.field === 'currency')
  if (currency === undefined || head === null) return currency === undefined
  const whole = plainOf(head.get('currency'))
  const { now, before } = currency.change
  if (currency.verb === 'setBill') {
    return (
      head.doc !== null && lost !== undefined && isCurrency(before) && fitsCurrency(head.doc, before, lost)
    )
  }
  if (currency.verb !== 'setExpense' || keepsAmounts('currency', now ?? whole, before ?? whole)) return true
  const map = places.get(target)?.map
  return (
    map !== undefined && lost !== undefined && isCurrency(before) && fitsEntry(target, map, now, before, lost)
  )
}

/** There are those two on the books, removed or not. */
function hasPeople(places: Places, { map }: Place): boolean {
  return ['from', 'to'].every(side => {
    const person = places.get(String(map.get(side)))
    return person !== undefined && isThere(person)
  })
}

/** A field that is to be written. */
interface Writing {
  readonly setting: Setting
  readonly spot: Spot
  readonly stored: Stored
}

/** Writes one value of each change. @returns false where nothing was to be written */
function setTo(context: WriterContext, places: Places, record: ActivityRecord, side: Side): boolean {
  const head = headOf(context)
  const settings = settingsOf(record)
  if (!keepsSides(places, record, settings, side)) throw new Conflict('samePerson')
  const writings = settings.flatMap((setting): Writing[] => {
    const wanted = setting.change[side]
    const spot = spotOf(places, head, setting)
    const stored = spot?.stored(wanted) ?? null
    return spot === null || stored === null || spot.holds(wanted) ? [] : [{ setting, spot, stored }]
  })
  const [first] = writings
  if (first === undefined) return false
  const currency = writings.find(({ setting }) => setting.change.field === 'currency')
  const code = currency?.setting.change[side]
  const lost = side === 'before' ? record.lost : undefined
  // The currency of a bill goes with all its amounts.
  if (currency?.setting.verb === 'setBill') {
    return isCurrency(code) && !['same', 'tooBig'].includes(changeCurrency(context, code, lost))
  }
  const verb = writtenAs(record, side)
  const told = settingDetails(
    verb,
    writings.map(({ setting, spot, stored }) => ({
      ...setting,
      change: changeTo(setting.change, spot, stored),
    })),
    places.get(record.target)?.map.get('name'),
  )
  const expense =
    first.setting.verb === 'setExpense' && currency !== undefined ? places.get(record.target) : undefined
  let tellLost: (others: number) => Plain[] = () => []
  commit(
    context,
    { verb, by: context.by(), target: record.target, details: told },
    () => {
      if (expense !== undefined && isCurrency(code)) {
        const from = expense.map.get('currency') ?? head?.get('currency')
        tellLost = relabelEntry(record.target, expense.map, from, code, lost)
      }
      for (const { spot, stored } of writings) spot.write(stored)
    },
    () => tellLost(told.length),
  )
  return true
}

/** The verb of the record of it. */
function writtenAs(record: ActivityRecord, side: Side): Verb {
  const verb = effectOf(record) ?? record.verb
  if (verb === 'takeItem') return 'giveItem'
  if (verb === 'splitRest' || verb === 'freeRest') {
    return (verb === 'splitRest') === (side === 'now') ? 'splitRest' : 'freeRest'
  }
  return verb
}

/** As a record will tell it. */
function changeTo(change: ActivityChange, spot: Spot, stored: Stored): ActivityChange {
  return { ...change, now: spot.told(stored), before: spot.now() }
}

/** What undoes a making, a deletion, a restoring, a leaving, a closing. */
function opposite(commands: Commands, places: Places, record: ActivityRecord): void {
  const { target } = record
  const verb = effectOf(record)
  if (verb === 'close') return commands.reopen()
  if (verb === 'reopen') return commands.close()
  if (verb === 'leave') return commands.comeBack(target as never)
  if (verb === 'comeBack') return commands.leave(target as never)
  for (const id of entriesOf(record)) setDeleted(commands, places, id, !isDeletion(verb))
}
