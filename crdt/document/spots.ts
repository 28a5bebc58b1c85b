/**
 * Where the fields that records tell of stand in the document: what is there now, as a record would tell it, and how another value
 * gets there.
 *
 * Promises: total. Records are anybody's to write, so a field that no command sets has no spot, and no value is put where a reader
 * would not take it.
 */
import { categoryIn, categoryValue, splitKey } from './defaults.ts'
import { idsIn, inLine, type Plain, plainOf, readPlain } from './plain.ts'
import { isMethodName } from './read-people.ts'
import { type AnyMap, asMap, rootMap } from './schema.ts'
import type { Setting } from './settings.ts'
import { type Stored, storedOf } from './stored.ts'
import type { Places } from './things.ts'
import { innerMap } from './write-expenses.ts'
import { put, type WriterContext } from './writer.ts'

export interface Spot {
  /** What stands there, as a record would tell it. */
  now(): Plain
  /** True when this does, in whichever way a record tells it. */
  holds(plain: Plain): boolean
  /** Such a value as a record would tell it. */
  told(stored: Stored): Plain
  /** The value as the document would hold it; null when a record does not say it well enough. */
  stored(plain: Plain): Stored | null
  /** To be called inside a transaction. */
  write(stored: Stored): void
}

/** The root of the bill's own fields. */
export function headOf({ doc }: Pick<WriterContext, 'doc'>): AnyMap | null {
  return rootMap(doc, 'bill')
}

/** Null when the document has no such field. */
export function spotOf(places: Places, head: AnyMap | null, { verb, id, change }: Setting): Spot | null {
  const { field, person } = change
  const entry = verb === 'setBill' ? head : (places.get(id)?.map ?? null)
  if (entry === null) return null
  if (verb === 'takeItem' || verb === 'giveItem' || verb === 'setShare' || person !== null) {
    const map = asMap(entry.get(field))
    return map === null || person === null ? null : ofPerson(map, person, field)
  }
  if (verb === 'setPerson' && !['name', 'ink', 'weight', 'mergedInto'].includes(field)) {
    const handles = asMap(entry.get('handles'))
    return handles !== null && isMethodName(field) ? ofField(handles, field, 'handle') : null
  }
  if (verb === 'setBill' && categoryIn(field, 'x x') !== null) return ofCategory(entry, field)
  if (verb === 'setBill' && field === splitKey) {
    const defaults = asMap(entry.get('defaults'))
    return defaults === null ? null : ofField(defaults, splitKey)
  }
  if (verb === 'setCharge' && field === 'items') return ofItems(entry)
  // A line's place is what moving it sets, and nothing else.
  if ((field === 'order') !== (verb === 'moveItem')) return null
  // A nested map is no field: whoever wrote such a record must not have it taken away.
  return asMap(entry.get(field)) === null ? ofField(entry, field) : null
}

/** What the field that a record tells of holds now, as a record would tell it; undefined when there is no such field. */
export function plainNow(places: Places, head: AnyMap | null, setting: Setting): Plain | undefined {
  return spotOf(places, head, setting)?.now()
}

/** @param told what a record would tell of a value that the document holds */
function makeSpot(
  read: () => unknown,
  told: (value: unknown) => Plain,
  stored: (plain: Plain) => Stored | null,
  write: (value: unknown) => void,
): Spot {
  const now = () => told(read())
  return {
    now,
    told: ({ value }) => told(value),
    holds(plain) {
      const wanted = stored(plain)
      return wanted !== null && told(wanted.value) === now()
    },
    stored,
    write: ({ value }) => write(value),
  }
}

function ofField(map: AnyMap, key: string, field = key): Spot {
  return makeSpot(
    () => map.get(key),
    value => (field === 'note' ? clean(value) : inLine(clean(value))),
    plain => storedOf(field, plain),
    value => put(map, key, value),
  )
}

function ofPerson(map: AnyMap, person: string, field: string): Spot {
  return makeSpot(
    () => map.get(person),
    value => plainOf(value) ?? 0,
    plain => storedOf(field, plain ?? 0),
    value => put(map, person, value),
  )
}

/** A category is never gone while expenses may have it: what takes back its making takes it off the list. */
function ofCategory(head: AnyMap, key: string): Spot | null {
  const defaults = asMap(head.get('defaults'))
  if (defaults === null) return null
  return makeSpot(
    () => defaults.get(key),
    value => inLine(clean(value)),
    plain => {
      const category = categoryIn(key, plain ?? inLine(clean(defaults.get(key))))
      if (category === null) return null
      return { value: categoryValue(category.name, category.icon, plain === null || category.removed) }
    },
    value => put(defaults, key, value),
  )
}

/** The lines that a charge applies to: none are all. */
function ofItems(charge: AnyMap): Spot {
  return makeSpot(
    () => itemsIn(charge),
    value => itemsTold(value as readonly string[]),
    plain => {
      const ids = typeof plain === 'string' ? idsIn([plain]) : []
      return ids.join('') === plain ? { value: ids } : null
    },
    value => {
      const wanted = value as readonly string[]
      const items = innerMap(charge, 'items')
      for (const id of itemsIn(charge)) if (!wanted.includes(id)) items.delete(id)
      for (const id of wanted) if (items.get(id) !== true) items.set(id, true)
    },
  )
}

/** The items a charge is limited to, as its map has them. */
export function itemsIn(charge: AnyMap): string[] {
  const items = asMap(charge.get('items'))
  return items === null ? [] : [...items.keys()].filter(id => items.get(id) === true)
}

/** Lines of a receipt as a record tells them, or their number where they are too many to name. */
export function itemsTold(ids: readonly string[]): Plain {
  const told = [...ids].sort().join('')
  return plainOf(told) === told ? told : ids.length
}

const clean = (value: unknown): Plain => readPlain(plainOf(value))
