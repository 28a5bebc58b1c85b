/**
 * The shape of a bill as a Yjs document: the only place that lists its maps and fields.
 *
 * Promises: every thing that two people can touch at once is its own key of a Y.Map, and every nested map is made
 * in the same transaction as its parent. A map made lazily on two phones would lose the taps of one of them. Values
 * are plain JSON (numbers, strings, booleans, small arrays) or nested Y.Maps, never Y.Array or Y.Text.
 *
 * | where | fields | nested maps |
 * |---|---|---|
 * | `bill` | schema title currency note createdAt createdBy closedAt | defaults: see defaults.ts |
 * | `people[id]` | name ink weight joinedAt leftAt mergedInto order + mark | handles: method -> text |
 * | `expenses[id]` | title date category note amount currency rate payer mode printed order + mark | among exempt: person -> true; parts percent exact adjust paid: person -> integer; items; charges |
 * | `expenses[id].items[id]` | name quantity price byPortion order + mark | parts: person -> integer |
 * | `expenses[id].charges[id]` | kind name value included basis order + mark | items: item -> true |
 * | `payments[id]` | from to amount currency date note + mark | |
 * | `devices[device id]` | plain `{person}`: a device writes only its own | |
 * | `activity[key]` | plain array, see activity.ts | |
 *
 * "mark" is `by` and `at` (who wrote it, when) and `deletedBy` and `deletedAt` while it is deleted. An entry
 * without `at` is a shell: its making was undone (undo.ts). It counts as absent, and what others put inside waits
 * for the redo. `rate` is [value, exponent]; `value` of a charge is ['percent', thousandths] or ['amount', minor].
 * A field that has its default is left out, which keeps a bill small.
 */
import * as Y from 'yjs'
import { isId } from '../ids.ts'

/** The version that this code writes in `bill.schema`. */
export const schemaVersion = 1

export type RootName = 'bill' | 'people' | 'expenses' | 'payments' | 'devices' | 'activity'
/** A Y.Map of which nothing is known: every value is checked where it is read. */
export type AnyMap = Y.Map<unknown>

/** Maps of one expense that hold an integer or true by person. */
export type ByPersonMap = 'among' | 'exempt' | 'parts' | 'percent' | 'exact' | 'adjust' | 'paid'
/** Every nested map of an expense; all are made with it. */
export const expenseMaps = [
  'among',
  'exempt',
  'parts',
  'percent',
  'exact',
  'adjust',
  'paid',
  'items',
  'charges',
] as const

/**
 * The root map of that name, or null when this Y.Doc holds the root as another type. Never throws, where
 * `doc.getMap` would.
 */
export function rootMap(doc: Y.Doc, name: RootName): AnyMap | null {
  try {
    return doc.getMap(name)
  } catch {
    return null
  }
}

/** A map to be put into the document; keys whose value is undefined are left out. */
export function newMap(entries: readonly (readonly [string, unknown])[]): AnyMap {
  return new Y.Map(entries.filter(([, value]) => value !== undefined))
}

/** The value as a Y.Map, or null. */
export function asMap(value: unknown): AnyMap | null {
  return value instanceof Y.Map ? value : null
}

/** True for an id inside a bill that is also safe as a key of a plain object ("toString" has eight letters). */
export function isSafeId(value: unknown): value is string {
  return isId(value) && !(value in Object.prototype)
}
