/**
 * The fields that a record of activity tells of, with their values before and after.
 *
 * What stands in a record behind its verb and its ids:
 *
 * | verb | details |
 * |---|---|
 * | `takeItem` `giveItem` | parts now, parts before |
 * | `setShare` | map, person, now, before |
 * | other `set...` | field, now, before; once for each field. `exact.{person}`: one person's; `exact.`: several people's, as texts of numbers by id. Beside a currency `lost`: texts of the amounts that the old number does not follow from (relabel.ts) |
 * | `addExpense` | title, amount, currency |
 * | `addItems` `addPeople` | how many, their ids |
 * | `splitRest` `freeRest` | how many lines, their ids, how many people, their ids |
 * | `moveItem` | name, place now, place before |
 * | `undo` `redo` | what it undid or did again, as its number; then the details of that, with the values that came of it |
 * | others | name |
 *
 * Older records lack places, lost amounts, the ids of a split rest, and all that an undo changed.
 */
import type { PersonId } from '../ids.ts'
import { idsIn, inLine, type Plain, packNumbers, textLength, unpackNumbers } from './plain.ts'
import { isSafeId } from './schema.ts'
import { cutText } from './text.ts'
import type { Verb } from './verbs.ts'

/** One field that a record changed: "title", or for `setShare` the mode and whose. */
export interface ActivityChange {
  readonly field: string
  /** Whose parts, amount or place among the sharers, where that was changed. */
  readonly person: PersonId | null
  readonly now: Plain
  readonly before: Plain
}

/** What the details of a record say. */
export interface Details {
  readonly changes: readonly ActivityChange[]
  readonly ids?: readonly string[]
  readonly people?: readonly PersonId[]
  readonly lost?: readonly string[]
}

/** Maps of an expense that hold true by person. */
const flags: ReadonlySet<string> = new Set(['among', 'exempt'])

/** @param whose in takeItem and giveItem the person whose parts they were. */
export function readDetails(verb: Verb, whose: PersonId | null, details: readonly Plain[]): Details {
  const [first = null, second = null, third = null, fourth = null] = details.map(inLine)
  switch (verb) {
    case 'takeItem':
    case 'giveItem':
      return { changes: [{ field: 'parts', person: whose, now: first, before: second }] }
    case 'setShare':
      return { changes: [{ field: String(first), person: personOf(second), now: third, before: fourth }] }
    case 'setBill':
    case 'setPerson':
    case 'setExpense':
    case 'setItem':
    case 'setCharge':
    case 'setPayment':
      return readFields(details)
    case 'undo':
    case 'redo':
      return { changes: [] }
    case 'addExpense': {
      // As it was entered. Records of older builds tell the title only.
      const told = [
        ['name', first],
        ['amount', second],
        ['currency', third],
      ] as const
      return { changes: told.flatMap(([field, now]) => (now === null ? [] : [change(field, now)])) }
    }
    case 'moveItem': {
      const place = details.length < 3 ? [] : [change('order', second, third)]
      return { changes: [...named(first), ...place] }
    }
    case 'addItems':
    case 'addPeople':
      return { changes: named(first), ...someIds(idsIn(details)) }
    case 'splitRest':
    case 'freeRest': {
      const people = details.findIndex((detail, at) => at > 0 && typeof detail === 'number')
      if (people < 0) return { changes: named(first) }
      return {
        changes: named(first),
        ...someIds(idsIn(details.slice(0, people))),
        people: idsIn(details.slice(people)) as PersonId[],
      }
    }
    default:
      // What was added or deleted, by its name as it was then.
      return { changes: named(first) }
  }
}

const change = (field: string, now: Plain, before: Plain = null): ActivityChange => ({
  field,
  person: null,
  now,
  before,
})

function named(name: Plain): ActivityChange[] {
  if (name === null) return []
  return [change('name', typeof name === 'string' ? cutText(name, textLength) : name)]
}

const someIds = (ids: readonly string[]) => (ids.length > 0 ? { ids } : {})

function readFields(details: readonly Plain[]): Details {
  const changes: ActivityChange[] = []
  const lost: string[] = []
  let tellsLost = false
  for (let i = 0; i + 2 < details.length; i += 3) {
    const [told = null, now = null, before = null] = details.slice(i, i + 3)
    // "exact.{person}": an amount entered for somebody (people-of-expense.ts).
    const [field = '', person] = String(told).split('.')
    if (field === 'lost') {
      tellsLost = true
      lost.push(
        ...[now, before].flatMap(text => (typeof text === 'string' && text !== '' ? text.split(' ') : [])),
      )
    } else if (person === '') changes.push(...severalPeople(field, now, before))
    else if (field === 'note') changes.push(change(field, now, before))
    else changes.push({ field, person: personOf(person), now: inLine(now), before: inLine(before) })
  }
  return tellsLost ? { changes, lost } : { changes }
}

function severalPeople(field: string, now: Plain, before: Plain): ActivityChange[] {
  const [after, earlier] = [unpackNumbers(now), unpackNumbers(before)]
  if (after === null || earlier === null) return []
  const found = new Map(earlier)
  const value = (number: number) => (flags.has(field) && number === 1 ? true : number)
  return after.map(([id, number]) => ({
    field,
    person: id as PersonId,
    now: value(number),
    before: value(found.get(id) ?? 0),
  }))
}

/** So many fields of one step are told one by one; people's values beyond that are told together. */
const toldChanges = 16

/**
 * The details of a record of these changes of a verb that sets fields.
 * @param others how many fields of the step are told already
 */
export function fieldDetails(verb: Verb, changes: readonly ActivityChange[], others = 0): Plain[] {
  const isShort = changes.length + others <= toldChanges
  const one = ({ field, person, now, before }: ActivityChange): Plain[] => {
    if (person === null) return [field, now, before]
    if (verb === 'setShare') return [field, person, now, before]
    return verb === 'setExpense' ? [`${field}.${person}`, now, before] : [person, now, before]
  }
  if (isShort || verb !== 'setExpense') return changes.flatMap(one)
  const fields = new Set(changes.flatMap(({ field, person }) => (person === null ? [] : [field])))
  return [
    ...changes.filter(({ person }) => person === null).flatMap(one),
    ...[...fields].flatMap(field =>
      together(
        field,
        changes.filter(each => each.field === field),
      ),
    ),
  ]
}

/** Several people's values in one map of an expense; only their number when they are too many to be told. */
function together(field: string, changes: readonly ActivityChange[]): Plain[] {
  const pack = (which: 'now' | 'before') =>
    packNumbers(changes.map(change => [change.person ?? '', Number(change[which])]))
  const [now, before] = [pack('now'), pack('before')]
  return now === null || before === null ? [field, changes.length, null] : [`${field}.`, now, before]
}

function personOf(value: unknown): PersonId | null {
  return isSafeId(value) ? (value as PersonId) : null
}
