/**
 * The entries of a map of entries (people, expenses, items, charges, payments): which are there, in reading order.
 *
 * Promises: at most `limit` entries, the first in reading order, the same on every replica; a million of them cost
 * one pass and one sort. Deleted ones and shells (schema.ts) are left out without an issue; a value that is no Y.Map
 * or has a key that is no id is an issue.
 */

import { readAuthorship } from './fields.ts'
import type { IssueList } from './issues.ts'
import { comparePlaced, isOrderKey } from './order.ts'
import { type AnyMap, asMap, isSafeId } from './schema.ts'

/** One entry with its place. */
export interface Entry {
  readonly id: string
  readonly map: AnyMap
  /** Empty when it has no valid key: then it comes last. */
  readonly order: string
}

/** What `readEntries` leaves in: those that are there, or those that are deleted. */
export type Presence = 'here' | 'deleted'

/** The entry under a key, if it is one and present in that way. */
export function readEntry(id: string, value: unknown, presence: Presence): Entry | null {
  const map = asMap(value)
  if (map === null || !isSafeId(id) || map.get('at') === undefined) return null
  if ((map.get('deletedAt') !== undefined) !== (presence === 'deleted')) return null
  const order = map.get('order')
  return { id, map, order: isOrderKey(order) ? order : '' }
}

/** The entries of `parent` that are here, in reading order. */
export function readEntries(
  parent: AnyMap,
  path: readonly string[],
  limit: number,
  issues: IssueList,
): readonly Entry[] {
  const entries: Entry[] = []
  const badIds: string[] = []
  const badShapes: string[] = []
  parent.forEach((value, id) => {
    const entry = readEntry(id, value, 'here')
    if (entry !== null) entries.push(entry)
    else if (!isSafeId(id)) badIds.push(id)
    else if (asMap(value) === null) badShapes.push(id)
  })
  for (const id of badIds.sort()) issues.add('badId', [...path, id], null)
  for (const id of badShapes.sort()) issues.add('badShape', [...path, id], null)
  entries.sort(comparePlaced)
  for (const { id, map, order } of entries.slice(0, limit)) {
    if (order === '' && map.get('order') !== undefined) {
      issues.add('badShape', [...path, id, 'order'], readAuthorship(map))
    }
  }
  if (entries.length <= limit) return entries
  issues.add('tooMany', path, null)
  return entries.slice(0, limit)
}
