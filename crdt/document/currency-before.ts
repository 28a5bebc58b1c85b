/**
 * What the last change of the bill's currency took, for whoever goes back to the one before it by choosing that again: the same
 * as taking the change back, so that what stood in a currency of its own still does.
 */
import type * as Y from 'yjs'
import type { CurrencyCode } from '../domain/bill.ts'
import { readActivity } from './activity.ts'
import { settingsOf } from './settings.ts'

/** What the record of that change tells was lost; empty where `code` is not what the bill went by before it. */
export function lostSince(doc: Y.Doc, code: CurrencyCode): readonly string[] {
  for (const record of readActivity(doc)) {
    const change = settingsOf(record).find(
      setting => setting.verb === 'setBill' && setting.change.field === 'currency',
    )?.change
    if (change === undefined) continue
    return change.before === code ? (record.lost ?? []) : []
  }
  return []
}
