/**
 * What of one person's own changes gave way to another's at the same moment: both set one field, neither had seen the other's
 * value, and the document kept the other's. Told from the records: each says what it found and what it set.
 *
 * Nothing follows from it but a message with a way to have one's own value back, so it errs on the side of silence: where records
 * are not enough to tell (after an undo, or a change of the currency that rewrote all amounts) there is nothing to tell.
 */
import type { PersonId } from '../ids.ts'
import type { ActivityRecord } from './activity.ts'
import type { ActivityChange } from './changes.ts'
import type { Plain } from './plain.ts'
import { keepsAmounts, storedOf } from './stored.ts'

export interface Overwritten {
  /** One's own record, and the field of it that gave way. */
  readonly mine: ActivityRecord
  readonly change: ActivityChange
  readonly by: PersonId
  /** What the other set, and what stands now. */
  readonly theirs: Plain
  /** The record says one's own value well enough to set it again. */
  readonly canUseMine: boolean
}

/**
 * @param arrived what has just come from others
 * @param records all, newest first
 * @param now what a field of a record's entry holds, as a record tells it; undefined: no such field
 */
export function overwritten(
  arrived: readonly ActivityRecord[],
  records: readonly ActivityRecord[],
  me: PersonId,
  now: (record: ActivityRecord, change: ActivityChange) => Plain | undefined,
): readonly Overwritten[] {
  const news = new Set(arrived.map(({ key }) => key))
  const lost = new Map<string, Overwritten>()
  for (const theirs of arrived) {
    if (theirs.by === null || theirs.by === me || !isSetting(theirs)) continue
    for (const change of theirs.changes) {
      if (now(theirs, change) !== change.now) continue
      const own = ownChange(records, theirs, change, me, news)
      if (own === null || own.change.now === change.now) continue
      if (hasSeen(records, theirs, change, own.change.now)) continue
      const canUseMine =
        storedOf(own.change.field, own.change.now) !== null &&
        keepsAmounts(own.change.field, own.change.now, change.now)
      lost.set(fieldOf(theirs, change), { ...own, by: theirs.by, theirs: change.now, canUseMine })
    }
  }
  return [...lost.values()]
}

/** One's own last change of the same field, unless something came after it of which records don't tell the values. */
function ownChange(
  records: readonly ActivityRecord[],
  theirs: ActivityRecord,
  field: ActivityChange,
  me: PersonId,
  news: ReadonlySet<string>,
): { readonly mine: ActivityRecord; readonly change: ActivityChange } | null {
  for (const record of records) {
    if (news.has(record.key)) continue
    if (isRelabelling(record)) return null
    if (record.target !== theirs.target) continue
    if (record.verb === 'undo' || record.verb === 'redo') return null
    if (record.by !== me || !isSetting(record)) continue
    const change = record.changes.find(each => fieldOf(record, each) === fieldOf(theirs, field))
    if (change !== undefined) return { mine: record, change }
  }
  return null
}

/** True when the way from what they found leads back to what I set: then theirs is an answer to mine. */
function hasSeen(
  records: readonly ActivityRecord[],
  theirs: ActivityRecord,
  field: ActivityChange,
  mine: Plain,
): boolean {
  const steps = records.flatMap(record =>
    record.target === theirs.target && isSetting(record)
      ? record.changes.filter(each => fieldOf(record, each) === fieldOf(theirs, field))
      : [],
  )
  const walked = new Set<ActivityChange>()
  for (let found = field.before; ; ) {
    if (found === mine) return true
    const step = steps.find(each => each.now === found && each !== field && !walked.has(each))
    if (step === undefined) return false
    walked.add(step)
    found = step.before
  }
}

function isSetting({ verb }: ActivityRecord): boolean {
  return verb.startsWith('set')
}

/** The currency of all amounts changed, and with it their numbers. */
function isRelabelling({ verb, changes }: ActivityRecord): boolean {
  return verb === 'setBill' && changes.some(({ field }) => field === 'currency')
}

function fieldOf({ target }: ActivityRecord, { field, person }: ActivityChange): string {
  return `${target} ${field} ${person ?? ''}`
}
