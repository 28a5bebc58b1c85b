/**
 * What an editor entered for the people of an expense, on its way into the expense's maps: checked, compared with what is
 * there, and told in the activity.
 */
import { limits } from '../domain/bill.ts'
import type { PersonId } from '../ids.ts'
import { fieldDetails } from './changes.ts'
import { checkAmount, checkInteger } from './checks.ts'
import type { PeopleOfExpense } from './commands.ts'
import { type Plain, plainOf } from './plain.ts'
import { type AnyMap, asMap, type ByPersonMap } from './schema.ts'
import { checkPerson, type FieldChange, type WriterContext } from './writer.ts'

/** The maps that are entered for people, and the changes in each. */
type PeopleChanges = readonly (readonly [ByPersonMap, readonly FieldChange[]])[]

const maps = ['among', 'exempt', 'parts', 'percent', 'exact', 'adjust', 'paid'] as const
/** As the maps will hold it; undefined takes the person out. @throws RangeError for what no caller can mean. */
export function peopleChanges(context: WriterContext, people: PeopleOfExpense): PeopleChanges {
  return maps.flatMap(which => {
    const entered = Object.entries(people[which] ?? {}) as [PersonId, number | boolean][]
    const changes = entered.map(([person, value]): FieldChange => {
      checkPerson(context, person)
      return [person, checkValue(which, value) || undefined]
    })
    return changes.length === 0 ? [] : [[which, changes] as const]
  })
}

function checkValue(which: ByPersonMap, value: number | boolean): number | boolean {
  if (which === 'among' || which === 'exempt') {
    if (typeof value !== 'boolean') throw new TypeError('The value is neither true nor false')
    return value
  }
  if (typeof value === 'boolean') throw new TypeError('The value is not a number')
  const isAmount = which === 'exact' || which === 'adjust' || which === 'paid'
  return isAmount ? checkAmount(value, 'amount') : checkInteger(value, 0, limits.parts, which)
}

/** What is entered for a person is instead of what those have who turned out to be them. */
export function withTwins(
  people: PeopleChanges,
  twinsOf: (person: PersonId) => readonly PersonId[],
): PeopleChanges {
  return people.map(([which, changes]) => {
    const gone = changes.flatMap(([person]) =>
      twinsOf(person as PersonId).map((twin): FieldChange => [twin, undefined]),
    )
    return [which, [...gone, ...changes]] as const
  })
}

/** Those that differ from what the expense holds. */
export function realChanges(expense: AnyMap, people: PeopleChanges): PeopleChanges {
  return people.flatMap(([which, changes]) => {
    const now = asMap(expense.get(which))
    const real = changes.filter(([person, value]) => now?.get(person) !== value)
    return real.length === 0 ? [] : [[which, real] as const]
  })
}

/**
 * Details of a record: `exact.{person}`, the new value, the old one; or all of a map together.
 * @param others how many changes of the step are told already.
 */
export function tellPeople(expense: AnyMap, people: PeopleChanges, others: number): Plain[] {
  const told = people.flatMap(([field, changes]) => {
    const map = asMap(expense.get(field))
    return changes.map(([person, value]) => ({
      field,
      person: person as PersonId,
      now: plainOf(value) ?? 0,
      before: plainOf(map?.get(person)) ?? 0,
    }))
  })
  return fieldDetails('setExpense', told, others)
}
