/** What people have in a map of an expense, with what was entered for some of them; 0 or false takes somebody out. */
import type { Minor } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'

export function merged(
  before: Readonly<Record<PersonId, Minor>>,
  changes: Readonly<Record<PersonId, number | boolean>> | undefined,
): Record<PersonId, number> {
  const now: Record<PersonId, number> = { ...before }
  for (const [id, value] of Object.entries(changes ?? {})) {
    if (value === 0 || typeof value === 'boolean') delete now[id as PersonId]
    else now[id as PersonId] = value
  }
  return now
}

export function members(
  before: readonly PersonId[],
  changes: Readonly<Record<PersonId, number | boolean>> | undefined,
): PersonId[] {
  const now = new Set(before)
  for (const [id, value] of Object.entries(changes ?? {})) {
    if (value === true) now.add(id as PersonId)
    else now.delete(id as PersonId)
  }
  return [...now]
}

export function flags(ids: readonly PersonId[]): Record<PersonId, boolean> {
  return Object.fromEntries(ids.map(id => [id, true]))
}
