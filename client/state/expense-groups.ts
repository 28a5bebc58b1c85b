/**
 * The expenses of a bill in groups that follow each other, and what is reckoned of each group, once until something in it changes:
 * a tap on one dish of a long bill costs the group with it, and the sum of the groups.
 */
import { type Accessor, createMemo, indexArray } from 'solid-js'
import type { ExpenseId } from '../../crdt/ids.ts'
import type { PlainBill } from './bill-store.ts'

/** The square root of a long bill, more or less. */
const groupSize = 32

type Group = readonly ExpenseId[]

/**
 * Gives for each group what `make` makes of it; what that reads is followed. Call it under an owner.
 * @param equals whether what depends on a result may be left as it is
 */
export type ExpenseGroups = <Result>(
  make: (group: Group) => Result,
  equals: (one: Result, other: Result) => boolean,
) => Accessor<readonly Result[]>

/** Call it under an owner. */
export function createExpenseGroups(plain: PlainBill): ExpenseGroups {
  const groups = createMemo<readonly Group[]>(before => {
    const ids = plain.ids()
    return Array.from({ length: Math.ceil(ids.length / groupSize) }, (_, at) => {
      const group = ids.slice(at * groupSize, (at + 1) * groupSize)
      const same = before[at]
      return same && sameIds(same, group) ? same : group
    })
  }, [])
  return (make, equals) => {
    const results = createMemo(
      indexArray(groups, group => createMemo(() => make(group()), undefined, { equals })),
    )
    return () => results().map(result => result())
  }
}

function sameIds(one: Group, other: Group): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at])
}
