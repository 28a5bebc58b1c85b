/**
 * What a record did to the document, field by field and entry by entry: the one place that knows what each verb touches. What
 * asks whether something may be taken back, and what takes it back, both go by it.
 */
import type { PersonId } from '../ids.ts'
import type { ActivityRecord } from './activity.ts'
import { type ActivityChange, fieldDetails } from './changes.ts'
import { categoryIn } from './defaults.ts'
import { countedIds, fitsRecord, type Plain, textLength } from './plain.ts'
import { cutText } from './text.ts'
import { effectOf, isDeletion, isMaking, isRestoring, type Verb } from './verbs.ts'

/** A field of an entry that a record set. */
export interface Setting {
  /** As whose field it is told: `setItem`, `giveItem`. */
  readonly verb: Verb
  /** The entry; empty for the bill. */
  readonly id: string
  readonly change: ActivityChange
}

/** The fields that the record set; none for what made or deleted something. */
export function settingsOf(record: ActivityRecord): readonly Setting[] {
  const { target, changes, ids = [], people = [] } = record
  const verb = effectOf(record)
  if (verb === null) return []
  if (verb === 'splitRest' || verb === 'freeRest') {
    const [now, before] = verb === 'splitRest' ? [1, 0] : [0, 1]
    return ids.flatMap(id =>
      people.map(person => ({
        verb: 'giveItem' as const,
        id,
        change: { field: 'parts', person, now, before },
      })),
    )
  }
  if (verb === 'moveItem') {
    const place = changes.filter(({ field }) => field === 'order')
    return place.map(change => ({ verb, id: target, change }))
  }
  if (!isSetting(verb)) return []
  return changes.map(change => ({ verb, id: target, change }))
}

/**
 * The details of a record of this verb that tells of these settings.
 * @param name of the entry
 */
export function settingDetails(verb: Verb, settings: readonly Setting[], name: unknown): Plain[] {
  const changes = settings.map(({ change }) => change)
  if (verb === 'moveItem') {
    const [change] = changes
    return [
      cutText(typeof name === 'string' ? name : '', textLength),
      change?.now ?? null,
      change?.before ?? null,
    ]
  }
  if (verb !== 'splitRest' && verb !== 'freeRest') return fieldDetails(verb, changes)
  const people = [...new Set(changes.flatMap(({ person }) => person ?? []))]
  const items = [...new Set(settings.map(({ id }) => id))]
  return restDetails(items, people)
}

/** The details of a record of lines that these people share, or no longer do. */
export function restDetails(items: readonly string[], people: readonly PersonId[]): Plain[] {
  const details = [...countedIds(items), ...countedIds(people)]
  return fitsRecord(details.length) ? details : [items.length]
}

/** True for verbs that set fields of which the record has the values. */
function isSetting(verb: Verb): boolean {
  return verb.startsWith('set') || verb === 'takeItem' || verb === 'giveItem'
}

/** What came into being with the record; nothing where it does not say. */
export function madeBy(record: ActivityRecord): readonly string[] {
  return isMaking(record.verb) ? entriesOf(record) : []
}

/** The entries that a making, a deletion or a restoring is about; none where the record does not say. */
export function entriesOf({ verb, of, target, ids = [] }: ActivityRecord): readonly string[] {
  const what = of ?? verb
  return what === 'addItems' || what === 'addPeople' ? ids : [target]
}

/** True for a record after which entries are deleted that were not: an undo of their making or restoring too. */
export function deletes(record: ActivityRecord): boolean {
  return isDeletion(effectOf(record))
}

export function restores(record: ActivityRecord): boolean {
  return isRestoring(effectOf(record))
}

/** True for a record that took away what is no entry but somebody's all the same: a note, a category. */
export function clears(record: ActivityRecord): boolean {
  const [setting, ...others] = settingsOf(record)
  if (setting === undefined || others.length > 0) return false
  const { field, now, before } = setting.change
  if (field === 'note') return now === null && before !== null
  const [after, earlier] =
    setting.verb === 'setBill' ? [now, before].map(value => categoryIn(field, value)) : []
  return after?.removed === true && earlier?.removed === false
}
