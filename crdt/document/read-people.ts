/**
 * The people of a bill, in reading order, and the seats they take in the rest of it.
 *
 * Promises: removed people come last and count as having left; at most `limits.people` together; `mergedInto` names a person who is here and was not merged further, so that
 * one lookup is enough and no ring can be walked into. Two phones that merge two people into each other at the same
 * moment make a ring without anybody's fault: then the smallest id stands for all of it.
 */
import { type Issue, limits, type Person } from '../domain/bill.ts'
import type { PersonId } from '../ids.ts'
import { Fields, isTime } from './fields.ts'
import { IssueList } from './issues.ts'
import { comparePlaced } from './order.ts'
import { type Entry, readEntries, readEntry } from './read-entries.ts'
import { type AnyMap, asMap, isSafeId } from './schema.ts'
import { Seats } from './seats.ts'

/** See `readPeople`. */
export type Whose = 'written' | 'counted'

export interface PeopleRead {
  readonly people: readonly Person[]
  readonly seats: Seats
  readonly issues: readonly Issue[]
}

/**
 * Reads the root map `people`.
 * @param whose whether what is somebody's who turned out to be another is read as theirs, as it was written, or as the other's
 */
export function readPeople(root: AnyMap | null, whose: Whose = 'written'): PeopleRead {
  const issues = new IssueList()
  if (root === null) {
    issues.add('badShape', ['people'], null)
    return { people: [], seats: new Seats(new Set(), new Set()), issues: issues.all }
  }
  const known = new Set<string>()
  root.forEach((value, id) => {
    if (isSafeId(id) && asMap(value) !== null) known.add(id)
  })
  const entries = readEntries(root, ['people'], limits.people, issues)
  const removed = readRemoved(root, limits.people - entries.length)
  const places = [known, idsOf(entries), idsOf(removed)] as const
  const fieldsOf = new Map(entries.map(({ id, map }) => [id, new Fields(map, ['people', id], issues)]))
  const merged = readMerges(fieldsOf, new Seats(...places))
  const people = entries.map(({ id, order }) => ({
    ...readPerson(id, fieldsOf.get(id) as Fields, order),
    mergedInto: merged.get(id) ?? null,
  }))
  // Whatever is odd about them is nobody's concern while they are off the bill.
  const unheard = new IssueList()
  const gone = removed.map(({ id, map, order }) => {
    const person = readPerson(id, new Fields(map, ['people', id], unheard), order)
    const at = map.get('deletedAt')
    const removedAt = isTime(at) ? at : 0
    return { ...person, leftAt: person.leftAt ?? removedAt, removedAt }
  })
  const seats = whose === 'counted' ? new Seats(...places, merged) : new Seats(...places)
  return { people: [...people, ...gone], seats, issues: issues.all }
}

function readPerson(id: string, fields: Fields, order: string): Person {
  return {
    id: id as PersonId,
    name: fields.text('name'),
    ink: fields.integer('ink', 1, 10, 1, 'badShape'),
    weight: fields.integer('weight', 1, limits.parts, 1, 'badParts'),
    joinedAt: fields.time('joinedAt'),
    leftAt: fields.time('leftAt'),
    removedAt: null,
    mergedInto: null,
    handles: readHandles(fields),
    order,
  }
}

function readRemoved(root: AnyMap, limit: number): readonly Entry[] {
  const removed: Entry[] = []
  root.forEach((value, id) => {
    const entry = readEntry(id, value, 'deleted')
    if (entry !== null) removed.push(entry)
  })
  return removed.sort(comparePlaced).slice(0, limit)
}

function idsOf(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.map(({ id }) => id))
}

/** For everyone who was merged, the person they are in the end. */
function readMerges(fieldsOf: ReadonlyMap<string, Fields>, seats: Seats): ReadonlyMap<string, PersonId> {
  const next = new Map<string, PersonId>()
  for (const [id, fields] of fieldsOf) {
    const into = seats.person(fields, 'mergedInto')
    if (into !== null) next.set(id, into)
  }
  const ends = new Map<string, PersonId>()
  for (const start of next.keys()) {
    const end = endOf(start, next)
    if (end !== start) ends.set(start, end)
  }
  return ends
}

/** Where the chain ends; on a ring the smallest of its ids. */
function endOf(start: string, next: ReadonlyMap<string, PersonId>): PersonId {
  const walked: string[] = [start]
  for (let at = start; ; ) {
    const further = next.get(at)
    if (further === undefined) return at as PersonId
    const seenAt = walked.indexOf(further)
    if (seenAt >= 0) return walked.slice(seenAt).sort()[0] as PersonId
    walked.push(further)
    at = further
  }
}

/** A method's name: as a key of a plain object it must not be one that every object has ("constructor"). */
export function isMethodName(key: string): boolean {
  return /^[a-z]{2,16}$/.test(key) && !(key in Object.prototype)
}

const maxHandles = 20

function readHandles(fields: Fields): Record<string, string> {
  const map = fields.inner('handles')
  const handles: Record<string, string> = {}
  if (map === null) return handles
  const inner = new Fields(map, [...fields.path, 'handles'], fields.issues)
  const methods = [...map.keys()].sort()
  for (const method of methods.slice(0, maxHandles)) {
    if (!isMethodName(method)) fields.issue('badId', 'handles', method)
    else {
      const text = inner.text(method)
      if (text !== '') handles[method] = text
    }
  }
  if (methods.length > maxHandles) fields.issue('tooMany', 'handles')
  return handles
}
