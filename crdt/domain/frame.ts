/**
 * What every part of one split looks at: who counts as whom, who is exempt, and where to report what is not counted.
 *
 * Splitting is total (money rule 11): an unknown person, a part that is not a whole number, a sum beyond all bounds
 * becomes an issue with its author, is left out, and the rest adds up. `document/read` checks the same bounds when it
 * reads; here they are checked again because a value that slips through would cost somebody money.
 */
import type { PersonId } from '../ids.ts'
import type { Authorship, Expense, Issue, IssueReason, Minor, Person } from './bill.ts'
import { maxAmountMinor } from './bill.ts'
import { whoCounts } from './identity.ts'

export interface Frame {
  readonly expense: Expense
  /** The person that `id` counts for; null and an issue when there is no such person. */
  person(id: PersonId, path: readonly string[], written?: Authorship): PersonId | null
  isExempt(person: PersonId): boolean
  /** `path` starts below the expense. */
  report(reason: IssueReason, path: readonly string[], written?: Authorship): void
  readonly issues: readonly Issue[]
}

/** A fresh frame for one split of `expense` among `people`. */
export function makeFrame(expense: Expense, people: readonly Person[]): Frame {
  const stands = whoCounts(people)
  const issues: Issue[] = []
  const report: Frame['report'] = (reason, path, written = expense.written) => {
    issues.push({ reason, path: ['expenses', expense.id, ...path], written })
  }
  const exempt = new Set(expense.exempt.map(id => stands.get(id)))
  return {
    expense,
    person(id, path, written) {
      const standing = stands.get(id)
      if (standing === undefined) report('unknownPerson', path, written)
      return standing ?? null
    },
    isExempt: person => exempt.has(person),
    report,
    issues,
  }
}

/**
 * The positive whole numbers of a record, added up per person who counts. Zeros are "none"; anything that is not a
 * whole number from 0 to `max` is reported as `badParts`.
 */
export function countedParts(
  frame: Frame,
  record: Readonly<Record<PersonId, number>>,
  max: number,
  path: readonly string[],
  written?: Authorship,
): Map<PersonId, number> {
  const counted = new Map<PersonId, number>()
  for (const key of Object.keys(record)) {
    const id = key as PersonId
    const count = record[id]
    if (count === 0 || count === undefined) continue
    const person = frame.person(id, [...path, id], written)
    if (person === null) continue
    if (Number.isInteger(count) && count > 0 && count <= max) {
      counted.set(person, (counted.get(person) ?? 0) + count)
    } else {
      frame.report('badParts', [...path, id], written)
    }
  }
  return counted
}

/** The amounts of a record, added up per person who counts; bad ones and those beyond the allowance are reported. */
export function countedAmounts(
  frame: Frame,
  record: Readonly<Record<PersonId, Minor>>,
  path: readonly string[],
): Map<PersonId, Minor> {
  const counted = new Map<PersonId, Minor>()
  const allowance = makeAllowance(frame)
  // Sorted: which amounts still fit must not depend on the order in which a device met them.
  for (const key of Object.keys(record).sort()) {
    const id = key as PersonId
    const minor = record[id]
    if (minor === undefined) continue
    const person = frame.person(id, [...path, id])
    if (person === null || !allowance(minor, [...path, id])) continue
    counted.set(person, (counted.get(person) ?? 0) + minor)
  }
  return counted
}

/** True when the amount counts; else it has been reported. */
export type Allowance = (minor: Minor, path: readonly string[], written?: Authorship) => boolean

/**
 * Lets amounts through, in order, while their absolute values together stay within `maxAmountMinor`, so that no
 * sum of what counts can pass it either.
 */
export function makeAllowance(frame: Frame): Allowance {
  let used = 0
  return (minor, path, written) => {
    if (!Number.isInteger(minor)) {
      frame.report('badAmount', path, written)
      return false
    }
    if (used + Math.abs(minor) > maxAmountMinor) {
      frame.report('amountTooBig', path, written)
      return false
    }
    used += Math.abs(minor)
    return true
  }
}
