/**
 * Who counts as whom: a person who turned out to be another (`mergedInto`) counts for that one everywhere.
 *
 * Two phones can merge two people into each other at the same time, so the marks may form a circle; then the
 * smallest id of the circle stands for all of it, on every device. A mark to someone who is not on the bill is
 * ignored.
 */
import type { PersonId } from '../ids.ts'
import type { Person } from './bill.ts'

/** For each person of the bill, the person they count for (mostly themselves). Anyone else is unknown. */
export function whoCounts(people: readonly Person[]): ReadonlyMap<PersonId, PersonId> {
  const next = new Map(people.map(person => [person.id, person.mergedInto]))
  const stands = new Map<PersonId, PersonId>()
  for (const { id } of people) stands.set(id, follow(id, next))
  return stands
}

function follow(start: PersonId, next: ReadonlyMap<PersonId, PersonId | null>): PersonId {
  const path: PersonId[] = [start]
  for (let at = start; ; ) {
    const target = next.get(at) ?? null
    if (target === null || !next.has(target)) return at
    const seenAt = path.indexOf(target)
    if (seenAt >= 0) return path.slice(seenAt).reduce((least, id) => (id < least ? id : least))
    path.push(target)
    at = target
  }
}
