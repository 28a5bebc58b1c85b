/**
 * Where each record stands among those after it: whether what it did was touched since, and by whom it was restored. Told from
 * the records alone, newest first, in one pass.
 *
 * Promises: `lasts` is never true for a record after which somebody else changed the same thing: the same field of the same
 * entry; for a record that made an entry, anything about or inside it; for one that restored an entry, the same since; for the
 * bill's currency, with which all amounts go, any amount. So taking it back never undoes another's change. "After" goes by the
 * writers' clocks; what was made by one and touched by another needs no clock.
 */
import { decimalsOf } from '../domain/currency.ts'
import type { PersonId } from '../ids.ts'
import type { ActivityRecord } from './activity.ts'
import { deletes, entriesOf, madeBy, restores, type Setting, settingsOf } from './settings.ts'
import { effectOf, isMaking } from './verbs.ts'

export interface Standing {
  /** Nothing that it set or made was touched since. */
  readonly lasts: boolean
  /** Of a deletion: who restored what it deleted, later; null by nobody on the bill, undefined: it was not restored. */
  readonly restoredBy?: PersonId | null
}

/** Fields whose numbers go by a currency. */
const moneyFields: ReadonlySet<string> = new Set([
  'amount',
  'price',
  'printed',
  'exact',
  'adjust',
  'paid',
  'value',
])

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
  const busy = new Busy(outside)
  for (const record of records) busy.add(record)
  const busySince = new Busy(outside)
  const restored = new Map<string, PersonId | null>()
  /** What of has another number now than it was given: expenses, and the bill itself as "". */
  const rescaled = new Set<string>()
  let isMoneySince = false
  for (const record of records) {
    const { key, by } = record
    const settings = settingsOf(record)
    const fields = fieldsOf(record, settings)
    const made = madeBy(record)
    const entries = entriesOf(record)
    const isRescaled = (id: string) => rescaled.has('') || rescaled.has(id) || rescaled.has(outside(id) ?? id)
    const isMoneyGone = ({ id, change }: Setting) => moneyFields.has(change.field) && isRescaled(id)
    const lasts =
      made.length > 0
        ? !made.some(id => busy.isOthers(id, by))
        : fields.length > 0 &&
          !fields.some(field => set.has(field)) &&
          !settings.some(isMoneyGone) &&
          !(restores(record) && entries.some(id => busySince.isOthers(id, by))) &&
          !(isMoneySince && settings.some(isWholeCurrency))
    const restorer = deletes(record) ? entries.find(id => restored.has(id)) : undefined
    standings.set(
      key,
      restorer === undefined ? { lasts } : { lasts, restoredBy: restored.get(restorer) ?? null },
    )

    for (const id of entries) {
      if (deletes(record)) restored.delete(id)
      // The first that restored it after this deletion: from here on each earlier one takes its place.
      if (restores(record)) restored.set(id, by)
    }
    for (const field of fields) set.add(field)
    busySince.add(record)
    isMoneySince ||= bringsMoney(record, settings)
    for (const { id, change } of settings) {
      if (change.field === 'currency' && !isSameScale(change.now, change.before)) rescaled.add(id)
    }
  }
  return standings
}

/** By entry: who had to do with it, or with something inside it. */
class Busy {
  private readonly who = new Map<string, Set<PersonId | null>>()

  constructor(private readonly outside: (id: string) => string | null) {}

  add(record: ActivityRecord): void {
    for (const id of concerned(record, this.outside)) {
      const who = this.who.get(id)
      if (who) who.add(record.by)
      else this.who.set(id, new Set([record.by]))
    }
  }

  /** Somebody else had to do with it. */
  isOthers(id: string, by: PersonId | null): boolean {
    for (const who of this.who.get(id) ?? []) if (who !== by) return true
    return false
  }
}

/** What the record set, each as one text. An undo of older builds does not say which field it undid. */
function fieldsOf(record: ActivityRecord, settings: readonly Setting[]): readonly string[] {
  if (deletes(record) || restores(record)) return entriesOf(record).map(id => `${id} deletedAt`)
  const verb = effectOf(record)
  if (verb === 'leave' || verb === 'comeBack') return [`${record.target} leftAt`]
  if (verb === 'close' || verb === 'reopen') return ['closedAt']
  return settings.map(({ id, change }) => `${id} ${change.field} ${change.person ?? ''}`)
}

/** The entries that a record has to do with. */
function concerned(
  { target, by, ids = [], people = [], changes }: ActivityRecord,
  outside: (id: string) => string | null,
): readonly string[] {
  const around = outside(target)
  return [
    target,
    ...(around === null ? [] : [around]),
    ...(by === null ? [] : [by]),
    ...ids,
    ...people,
    ...changes.flatMap(({ person }) => (person === null ? [] : [person])),
  ].filter(id => id !== '')
}

const isWholeCurrency = ({ id, change }: Setting) => id === '' && change.field === 'currency'

/** After it there are amounts that a change of the bill's currency before it knew nothing of. */
function bringsMoney(record: ActivityRecord, settings: readonly Setting[]): boolean {
  if (isMaking(record.of ?? record.verb)) return true
  return settings.some(({ change }) => moneyFields.has(change.field) || change.field === 'currency')
}

function isSameScale(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && decimalsOf(one) === decimalsOf(other)
}
