/**
 * Who is on the bill, for every place of the document that names a person; and the reading of maps by person.
 *
 * Promises: the parts of a removed person are left out in silence (they are free, and wait in the document for a
 * restore), but money that went through their hands keeps their name: who paid and was paid is history, and two phones
 * may remove somebody and note their payment at the same moment. A person who never was is an issue. For pages, whoever turned
 * out to be somebody else has what is theirs added to that one's: they show and change one person. The document keeps both.
 * Results are plain objects with sorted keys: equal on every replica, to the letter of their JSON.
 */
import type { IssueReason } from '../domain/bill.ts'
import type { PersonId } from '../ids.ts'
import type { Fields } from './fields.ts'
import { isSafeId } from './schema.ts'

type Whose = 'here' | 'everybody'

/** A map by person with more keys than this is read only for those who are on the bill. */
const maxKeys = 1_000

export class Seats {
  /**
   * @param known everybody who ever was on the bill; @param here those who are; @param removed those who were removed
   * and are still read; @param merged who else somebody turned out to be, each in one step.
   */
  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly here: ReadonlySet<string>,
    private readonly removed: ReadonlySet<string> = new Set(),
    private readonly merged: ReadonlyMap<string, PersonId> = new Map(),
  ) {}

  /** On the bill; removed from it; once on it (beyond the limit); or never heard of. */
  standing(id: unknown): 'here' | 'removed' | 'gone' | 'unknown' {
    if (typeof id === 'string' && this.here.has(id)) return 'here'
    if (!isSafeId(id)) return 'unknown'
    if (this.removed.has(id)) return 'removed'
    return this.known.has(id) ? 'gone' : 'unknown'
  }

  /** True for whoever money can have gone to or come from. */
  isOnTheBooks(id: unknown): id is PersonId {
    const standing = this.standing(id)
    return standing === 'here' || standing === 'removed'
  }

  /** True when both hold the same people in the same standing, so that nothing read with one must be read again. */
  equals(other: Seats): boolean {
    const isSameMerge = ([id, into]: [string, PersonId]) => other.merged.get(id) === into
    return (
      (['known', 'here', 'removed'] as const).every(which => sameSet(this[which], other[which])) &&
      this.merged.size === other.merged.size &&
      [...this.merged].every(isSameMerge)
    )
  }

  /** Who the person counts as: mostly themselves. */
  private counted(id: PersonId): PersonId {
    return this.merged.get(id) ?? id
  }

  /** The person named in a field; null when absent or removed, and an issue when unknown. */
  person(fields: Fields, key: string): PersonId | null {
    const person = this.payer(fields, key)
    return this.standing(person) === 'here' ? person : null
  }

  /** The same for money: a removed person is named too. */
  payer(fields: Fields, key: string): PersonId | null {
    const value = fields.map.get(key)
    if (value === undefined || value === null) return null
    if (this.standing(value) === 'unknown') fields.issue(isSafeId(value) ? 'unknownPerson' : 'badShape', key)
    return this.isOnTheBooks(value) ? this.counted(value) : null
  }

  /** Integers by person; `fault` says why a value is not one. Zeros are left out. `whose` as in `entries`. */
  integers(
    fields: Fields,
    key: string,
    fault: (value: unknown) => IssueReason | null,
    whose: Whose = 'here',
  ): Record<PersonId, number> {
    const entries = this.entries(fields, key, whose)
    const result: Record<PersonId, number> = {}
    for (const [id, value] of entries) {
      const reason = fault(value)
      const person = this.counted(id)
      if (reason !== null) fields.issue(reason, key, id)
      else if (value !== 0) result[person] = (result[person] ?? 0) + (value as number)
    }
    return this.merged.size === 0 ? result : this.tidied(result)
  }

  /** What the parts of several who are one added up to, sorted, and without a 0. */
  private tidied(sums: Readonly<Record<PersonId, number>>): Record<PersonId, number> {
    const result: Record<PersonId, number> = {}
    for (const person of this.sorted(Object.keys(sums) as PersonId[])) {
      const sum = sums[person] ?? 0
      if (sum !== 0) result[person] = sum
    }
    return result
  }

  /** The keys of `entries` are sorted; those of people who turned out to be others may not be. */
  private sorted(people: Iterable<PersonId>): readonly PersonId[] {
    const all = [...people]
    return this.merged.size === 0 ? all : all.sort()
  }

  /** The people whose key holds true. */
  members(fields: Fields, key: string): PersonId[] {
    const result = new Set<PersonId>()
    for (const [id, value] of this.entries(fields, key, 'here')) {
      if (value === true) result.add(this.counted(id))
      else if (value !== false) fields.issue('badShape', key, id)
    }
    return [...this.sorted(result)]
  }

  /** The entries of a map by person, sorted by id: for those who are here, or for removed people too. */
  private entries(fields: Fields, key: string, whose: Whose): readonly [PersonId, unknown][] {
    const map = fields.inner(key)
    if (map === null) return []
    const found: [string, unknown][] = []
    // Yjs's own lists of keys cost more than all else that is read of an item.
    map.forEach((value, id) => {
      found.push([id, value])
    })
    if (found.length > maxKeys) {
      fields.issue('tooMany', key)
      return this.counting(whose).flatMap(id => (map.has(id) ? [[id, map.get(id)]] : []))
    }
    if (found.length > 1) found.sort(([one], [other]) => (one < other ? -1 : 1))
    return found.filter((entry): entry is [PersonId, unknown] => {
      const standing = this.standing(entry[0])
      if (standing === 'unknown') fields.issue(isSafeId(entry[0]) ? 'unknownPerson' : 'badId', key, entry[0])
      return standing === 'here' || (standing === 'removed' && whose === 'everybody')
    })
  }

  /** Those whose parts are read, sorted. */
  private counting(whose: Whose): readonly PersonId[] {
    const ids = whose === 'here' ? [...this.here] : [...this.here, ...this.removed]
    return ids.sort() as PersonId[]
  }
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(id => b.has(id))
}
