/**
 * The records as lines of a page: which belong to a filter, which are told together, and on which day. Pure, newest first, and no
 * further down than is shown.
 */
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { Verb } from '../../../crdt/document/verbs.ts'
import type { Day } from '../../../crdt/domain/bill.ts'
import { dayOf } from '../../i18n/format.ts'

export type Filter = 'all' | 'items' | 'payments' | 'people'

/** Records that are told as one; the newest first, one at least. */
export interface ActivityLine {
  readonly key: string
  readonly day: Day
  readonly first: ActivityRecord
  readonly records: readonly ActivityRecord[]
}

/** Records of a run are no further apart. */
const runMs = 10 * 60_000

/** What a record is about, as a filter; `all` for the bill itself. */
export function filterOf({ verb, of }: ActivityRecord): Filter {
  const what: Verb = (verb === 'undo' || verb === 'redo') && of !== null ? of : verb
  if (/Payment$/.test(what)) return 'payments'
  if (/Person$|People$/.test(what) || ['leave', 'comeBack', 'seat'].includes(what)) return 'people'
  return /Item|Charge|Expense|Share|splitRest|freeRest/.test(what) ? 'items' : 'all'
}

/** The newest `count` lines of a filter, and whether there are more. */
export function linesOf(
  records: readonly ActivityRecord[],
  filter: Filter,
  count: number,
): { readonly lines: readonly ActivityLine[]; readonly hasMore: boolean } {
  const lines: ActivityLine[] = []
  let run: ActivityRecord[] = []
  const end = () => {
    const [first] = run
    if (first !== undefined) {
      const key = run.length === 1 ? first.key : `${first.key} ${run[run.length - 1]?.key}`
      lines.push({ key, day: dayOf(new Date(first.at)), first, records: run })
    }
    run = []
  }
  for (const [at, record] of records.entries()) {
    if (filter !== 'all' && filterOf(record) !== filter) continue
    if (isStarting(record, records[at + 1])) continue
    const before = run[run.length - 1]
    if (before !== undefined && isLike(before, record)) {
      run.push(record)
      continue
    }
    end()
    if (lines.length === count) return { lines, hasMore: true }
    run = [record]
  }
  end()
  return { lines, hasMore: false }
}

/** Whoever starts a bill sits down in the same moment, which says nothing more. */
function isStarting(record: ActivityRecord, before: ActivityRecord | undefined): boolean {
  return record.verb === 'seat' && before?.verb === 'create' && before.by === record.by
}

/** Told together: one person's takes, and what one person adds one by one. */
function isLike(newer: ActivityRecord, older: ActivityRecord): boolean {
  if (newer.verb !== older.verb || newer.by !== older.by || newer.by === null) return false
  if (newer.at - older.at > runMs || dayOf(new Date(newer.at)) !== dayOf(new Date(older.at))) return false
  if (newer.verb === 'addItem' || newer.verb === 'addPerson') return true
  return newer.verb === 'takeItem' && isTaking(newer) && isTaking(older)
}

function isTaking({ changes }: ActivityRecord): boolean {
  const [change] = changes
  return change?.now === 1 && change.before === 0
}
