/**
 * Where each record stands among those after it: whether what it did was touched since, and by whom it was restored. Told from
 * the records alone, newest first, in one pass.
 *
 * Promises: `lasts` is never true for a record after which somebody else changed the same thing: the same field of the same
 * entry, or, for a record that made an entry, anything about or inside it. So taking it back never undoes another's change.
 * "After" goes by the writers' clocks; what was made by one and touched by another needs no clock.
 */
import type { PersonId } from '../ids.ts'
import type { ActivityRecord, Verb } from './activity.ts'

export interface Standing {
  /** Nothing that it set or made was touched since. */
  readonly lasts: boolean
  /** Of a deletion: who restored what it deleted, later; null by nobody on the bill, undefined: it was not restored. */
  readonly restoredBy?: PersonId | null
}

const makes: ReadonlySet<Verb> = new Set<Verb>([
  'addItem',
  'addItems',
  'addCharge',
  'addExpense',
  'addPayment',
  'addPerson',
  'addPeople',
])

/** True for what records a deletion: of an item, an expense, a person. */
export function isDeletion(verb: Verb | null): boolean {
  return verb !== null && (verb.startsWith('delete') || verb === 'removePerson')
}

/** True for a record after which something is deleted that was not: an undo of its restoring too. */
export function deletes({ verb, of }: ActivityRecord): boolean {
  if (verb === 'redo') return isDeletion(of)
  return isDeletion(verb) || (verb === 'undo' && isRestoring(of))
}

function restores({ verb, of }: ActivityRecord): boolean {
  if (verb === 'redo') return isRestoring(of)
  return isRestoring(verb) || (verb === 'undo' && isDeletion(of))
}

function isRestoring(verb: Verb | null): boolean {
  return verb?.startsWith('restore') ?? false
}

/** What came into being with the record. */
export function madeBy(record: ActivityRecord): readonly string[] {
  if (!makes.has(record.verb)) return []
  return record.ids ?? (record.verb === 'addItems' || record.verb === 'addPeople' ? [] : [record.target])
}

/**
 * @param records newest first
 * @param outside what an entry stands in: the expense of an item; null for what stands by itself
 */
export function standingsOf(
  records: readonly ActivityRecord[],
  outside: (id: string) => string | null,
): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>()
  /** Fields that a later record set. */
  const set = new Set<string>()
  const busy = whoTouched(records, outside)
  const restored = new Map<string, PersonId | null>()
  for (const record of records) {
    const { key, by, target } = record
    const fields = fieldsOf(record)
    const isTouched = (id: string) => [...(busy.get(id) ?? [])].some(who => who !== by)
    const made = madeBy(record)
    const lasts =
      made.length > 0 ? !made.some(isTouched) : fields.length > 0 && !fields.some(field => set.has(field))
    const isRestored = deletes(record) && restored.has(target)
    standings.set(key, isRestored ? { lasts, restoredBy: restored.get(target) ?? null } : { lasts })

    if (deletes(record)) restored.delete(target)
    // The first that restored it after this deletion: from here on each earlier one takes its place.
    if (restores(record)) restored.set(target, by)
    for (const field of fields) set.add(field)
  }
  return standings
}

/** By entry: who had to do with it, or with something inside it. */
function whoTouched(
  records: readonly ActivityRecord[],
  outside: (id: string) => string | null,
): ReadonlyMap<string, ReadonlySet<PersonId | null>> {
  const busy = new Map<string, Set<PersonId | null>>()
  for (const record of records) {
    for (const id of concerned(record, outside)) {
      const who = busy.get(id)
      if (who) who.add(record.by)
      else busy.set(id, new Set([record.by]))
    }
  }
  return busy
}

/** What the record set, each as one text. An undo does not say which field it undid: for what came before it sets them all. */
function fieldsOf({ verb, target, changes, of }: ActivityRecord): readonly string[] {
  if (isDeletion(verb) || isRestoring(verb)) return [`${target} deletedAt`]
  if (verb === 'leave' || verb === 'comeBack') return [`${target} leftAt`]
  if (verb === 'close' || verb === 'reopen') return ['closedAt']
  if (verb === 'undo' || verb === 'redo') {
    if (isDeletion(of) || isRestoring(of)) return [`${target} deletedAt`]
    if (of === 'leave' || of === 'comeBack') return [`${target} leftAt`]
    return []
  }
  if (!verb.startsWith('set') && verb !== 'takeItem' && verb !== 'giveItem') return []
  return changes.map(({ field, person }) => `${target} ${field} ${person ?? ''}`)
}

/** The entries that a record has to do with. */
function concerned(
  { target, by, ids = [], changes }: ActivityRecord,
  outside: (id: string) => string | null,
): readonly string[] {
  const around = outside(target)
  const people = changes.flatMap(({ person }) => (person === null ? [] : [person]))
  return [
    target,
    ...(around === null ? [] : [around]),
    ...(by === null ? [] : [by]),
    ...ids,
    ...people,
  ].filter(id => id !== '')
}
