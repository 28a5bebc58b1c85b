/** The rest of a split that does not add up yet, shared among those who have nothing in it, else among everybody. */
import { apportion } from '../../../crdt/domain/apportion.ts'
import type { Minor } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import type { ExpenseDraft } from './draft.ts'

const wholePoints = 10_000

/** What is missing to 100 %, in basis points; below 0 when it is too much. */
export function missingPoints(percent: Readonly<Record<PersonId, number>>): number {
  return wholePoints - Object.values(percent).reduce((sum, points) => sum + points, 0)
}

/** @param people those who can be given a part, in the bill's order. */
export function splitRest(draft: ExpenseDraft, people: readonly PersonId[]): void {
  const { id, split } = draft.expense()
  const which = split.mode === 'percent' ? 'percent' : 'exact'
  const values = split[which]
  const rest = which === 'percent' ? missingPoints(values) : draft.result().nobodyMinor
  const without = people.filter(person => (values[person] ?? 0) === 0)
  const among = without.length > 0 ? without : people
  const weights = among.map(key => ({ key, weight: 1 }))
  for (const [person, part] of apportion<PersonId>(rest, weights, [id])) {
    draft.setPerson(which, person, (values[person] ?? 0) + part)
  }
}

/** By how much what the payers paid differs from the total; above 0 it is missing. */
export function payerGap(draft: ExpenseDraft): Minor {
  const { payer, paid } = draft.expense()
  if (payer !== null || Object.keys(paid).length === 0) return 0
  return draft.result().paid.get('') ?? 0
}
