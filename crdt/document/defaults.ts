/**
 * What a bill has of its own for new expenses, in the map `bill.defaults`: its categories, one key each so that two people
 * can make one at the same time, and how new expenses are divided, one value because it is one decision.
 *
 * | key | value |
 * |---|---|
 * | `c` + category id | `[name, icon]`, with a third `true` when it was taken off the list |
 * | `split` | `[mode, person, value, person, value, ...]` |
 *
 * Reading is total: what makes no sense is left out and reported. Whether the people of `split` are still on the bill is
 * asked when an expense is made with it.
 */
import { type Bill, type Category, type DefaultSplit, limits } from '../domain/bill.ts'
import type { CategoryId, PersonId } from '../ids.ts'
import { type Fields, isIntegerIn } from './fields.ts'
import type { Plain } from './plain.ts'
import { isSafeId } from './schema.ts'
import { cleanText, cutText } from './text.ts'

/** The name of a drawing. */
export const iconPattern = /^[a-z0-9-]{0,24}$/
export const splitModes = ['equal', 'parts', 'percent'] as const

export const splitKey = 'split'
export const categoryKeyOf = (id: CategoryId): string => `c${id}`

/** The categories, sorted by id, and the default split of the bill whose head this is. */
export function readDefaults(head: Fields): Pick<Bill, 'categories' | 'defaultSplit'> {
  const map = head.inner('defaults')
  const categories: Category[] = []
  if (map === null) return { categories, defaultSplit: null }
  const keys = [...map.keys()].filter(key => key.startsWith('c')).sort()
  if (keys.length > limits.categories) head.issue('tooMany', 'defaults')
  for (const key of keys.slice(0, limits.categories)) {
    const category = readCategory(key.slice(1), map.get(key))
    if (category === null) head.issue('badShape', 'defaults', key)
    else categories.push(category)
  }
  const value = map.get(splitKey)
  const defaultSplit = value === undefined ? null : readSplit(value)
  if (value !== undefined && defaultSplit === null) head.issue('badShape', 'defaults', splitKey)
  return { categories, defaultSplit }
}

function readCategory(id: string, value: unknown): Category | null {
  if (!isSafeId(id) || !Array.isArray(value)) return null
  const [name, icon, removed = false] = value as unknown[]
  if (typeof name !== 'string' || typeof icon !== 'string' || typeof removed !== 'boolean') return null
  const text = cleanText(cutText(name, limits.nameLength), 'one')
  if (text === '' || !iconPattern.test(icon)) return null
  return { id: id as CategoryId, name: text, icon, removed }
}

/** The category that a record's field tells of, "Surf waves" or "Surf waves true"; null when it tells of none. */
export function categoryIn(field: string, told: Plain): Category | null {
  const [, name = '', icon = '', removed] = /^(.*?) ([a-z0-9-]*)( true)?$/.exec(String(told)) ?? []
  return field.startsWith('c')
    ? readCategory(field.slice(1), categoryValue(name, icon, removed !== undefined))
    : null
}

/** A category as the document holds it. */
export function categoryValue(name: string, icon: string, removed: boolean): unknown[] {
  return removed ? [name, icon, true] : [name, icon]
}

/** The default split that a record tells of, "parts AAAAAAAA 2 BBBBBBBB 1". */
export function splitIn(told: Plain): DefaultSplit | null {
  const [mode, ...pairs] = String(told).split(' ')
  return readSplit([mode, ...pairs.map((word, at) => (at % 2 === 0 ? word : Number(word)))])
}

function readSplit(value: unknown): DefaultSplit | null {
  if (!Array.isArray(value) || value.length % 2 === 0 || value.length > 2 * limits.people + 1) return null
  const [mode, ...pairs] = value as unknown[]
  const known = splitModes.find(each => each === mode)
  if (known === undefined) return null
  const values: Record<PersonId, number> = {}
  for (let at = 0; at < pairs.length; at += 2) {
    const [person, share] = pairs.slice(at, at + 2)
    if (!isSafeId(person) || !isIntegerIn(share, 1, limits.parts)) return null
    values[person as PersonId] = share
  }
  return { mode: known, values }
}

/** The default split as the document holds it, people in the order of their ids. */
export function splitValue({ mode, values }: DefaultSplit): unknown[] {
  const pairs = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))
  return [mode, ...pairs.flat()]
}
