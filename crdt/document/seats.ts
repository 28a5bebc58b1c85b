/**
 * Who is on the bill, for every place of the document that names a person; and the reading of maps by person.
 *
 * Promises: what is read for a removed person is left out in silence (their parts are freed, and wait in the
 * document for a restore); a person who never was is an issue. Results are plain objects with sorted keys: equal on
 * every replica, to the letter of their JSON.
 */
import type { IssueReason } from '../domain/bill.ts'
import type { PersonId } from '../ids.ts'
import { type Fields, plainZero } from './fields.ts'
import { isSafeId } from './schema.ts'

/** A map by person with more keys than this is read only for those who are on the bill. */
const maxKeys = 1_000

export class Seats {
  /** @param known everybody who ever was on the bill; @param here those who are. */
  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly here: ReadonlySet<string>,
  ) {}

  /** On the bill; once on it (removed, or beyond the limit); or never heard of. */
  standing(id: unknown): 'here' | 'gone' | 'unknown' {
    if (!isSafeId(id)) return 'unknown'
    if (this.here.has(id)) return 'here'
    return this.known.has(id) ? 'gone' : 'unknown'
  }

  /** True when both hold the same people in the same standing, so that nothing read with one must be read again. */
  equals(other: Seats): boolean {
    return sameSet(this.known, other.known) && sameSet(this.here, other.here)
  }

  /** The person named in a field; null when absent or removed, and an issue when unknown. */
  person(fields: Fields, key: string): PersonId | null {
    const value = fields.map.get(key)
    if (value === undefined || value === null) return null
    const standing = this.standing(value)
    if (standing === 'unknown') fields.issue(isSafeId(value) ? 'unknownPerson' : 'badShape', key)
    return standing === 'here' ? (value as PersonId) : null
  }

  /** Integers by person; `fault` says why a value is not one. Zeros are left out. */
  integers(
    fields: Fields,
    key: string,
    fault: (value: unknown) => IssueReason | null,
  ): Record<PersonId, number> {
    const result: Record<PersonId, number> = {}
    for (const [person, value] of this.entries(fields, key)) {
      const reason = fault(value)
      if (reason !== null) fields.issue(reason, key, person)
      else if (value !== 0) result[person] = plainZero(value as number)
    }
    return result
  }

  /** The people whose key holds true. */
  members(fields: Fields, key: string): PersonId[] {
    const result: PersonId[] = []
    for (const [person, value] of this.entries(fields, key)) {
      if (value === true) result.push(person)
      else if (value !== false) fields.issue('badShape', key, person)
    }
    return result
  }

  /** The entries of a map by person for those who are here, sorted by id. */
  private entries(fields: Fields, key: string): [PersonId, unknown][] {
    const map = fields.inner(key)
    if (map === null) return []
    const keys = [...map.keys()]
    const tooMany = keys.length > maxKeys
    if (tooMany) fields.issue('tooMany', key)
    const result: [PersonId, unknown][] = []
    for (const id of tooMany ? [...this.here].sort() : keys.sort()) {
      const standing = this.standing(id)
      if (standing === 'here' && map.has(id)) result.push([id as PersonId, map.get(id)])
      else if (standing === 'unknown') fields.issue(isSafeId(id) ? 'unknownPerson' : 'badId', key, id)
    }
    return result
  }
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(id => b.has(id))
}
