/**
 * The name of everything that ever was on the bill, deleted or not: history needs names for the ids in its records,
 * and the list of what can be restored is made of those that are deleted.
 *
 * Promises: total, like all reading; at most `maxEntries`.
 */
import type * as Y from 'yjs'
import type { TimeMs } from '../domain/bill.ts'
import type { ExpenseId, PersonId } from '../ids.ts'
import { isTime } from './fields.ts'
import { type AnyMap, asMap, isSafeId, rootMap } from './schema.ts'
import { cleanText, cutText } from './text.ts'

export interface EntryName {
  readonly kind: 'person' | 'expense' | 'item' | 'charge' | 'payment'
  readonly id: string
  /** Empty for payments, and for what has no name. */
  readonly name: string
  /** The expense that an item or charge belongs to. */
  readonly expense: ExpenseId | null
  /** Null while it is on the bill. */
  readonly deleted: { readonly at: TimeMs; readonly by: PersonId | null } | null
}

const maxEntries = 100_000
const nameLength = 80

/** Everything by its id. */
export function readNames(doc: Y.Doc): ReadonlyMap<string, EntryName> {
  const names = new Map<string, EntryName>()
  const readAll = (parent: AnyMap | null, kind: EntryName['kind'], expense: ExpenseId | null) => {
    parent?.forEach((value, id) => {
      const map = asMap(value)
      if (map === null || !isSafeId(id) || map.get('at') === undefined || names.size >= maxEntries) return
      names.set(id, { kind, id, name: nameOf(map), expense, deleted: readDeletion(map) })
      if (kind !== 'expense') return
      readAll(asMap(map.get('items')), 'item', id as ExpenseId)
      readAll(asMap(map.get('charges')), 'charge', id as ExpenseId)
    })
  }
  readAll(rootMap(doc, 'people'), 'person', null)
  readAll(rootMap(doc, 'expenses'), 'expense', null)
  readAll(rootMap(doc, 'payments'), 'payment', null)
  return names
}

function nameOf(map: AnyMap): string {
  const name = map.get('name') ?? map.get('title')
  return typeof name === 'string' ? cleanText(cutText(name, nameLength), 'one') : ''
}

function readDeletion(map: AnyMap): EntryName['deleted'] {
  const at = map.get('deletedAt')
  const by = map.get('deletedBy')
  if (at === undefined) return null
  return { at: isTime(at) ? at : 0, by: isSafeId(by) ? (by as PersonId) : null }
}
