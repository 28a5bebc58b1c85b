/** Commands on the people of a bill. */
import { limits } from '../domain/bill.ts'
import { newId, type PersonId } from '../ids.ts'
import { checkInteger, checkLine, checkName } from './checks.ts'
import type { NewPerson, PeopleCommands } from './commands.ts'
import { IssueList } from './issues.ts'
import { keysAtEnd } from './order.ts'
import { countedIds, textLength } from './plain.ts'
import { type Entry, readEntries } from './read-entries.ts'
import { isMethodName, readPeople } from './read-people.ts'
import { type AnyMap, asMap, newMap, rootMap } from './schema.ts'
import {
  authorship,
  checkPerson,
  clearDeleted,
  commit,
  entryOf,
  type FieldChange,
  markDeleted,
  setFields,
  type WriterContext,
  writableRoot,
} from './writer.ts'

/** A person's map with its nested maps. */
export function newPersonMap(
  context: WriterContext,
  person: { readonly name: string; readonly ink: number; readonly order: string },
): AnyMap {
  return newMap([
    ['name', person.name],
    ['ink', person.ink],
    ['joinedAt', context.nowMs()],
    ['order', person.order],
    ...authorship(context),
    ['handles', newMap([])],
  ])
}

/** Everybody on the bill, in reading order: removed people are not, those who left are. */
export function peopleHere(context: WriterContext): readonly Entry[] {
  const root = rootMap(context.doc, 'people')
  return root === null ? [] : readEntries(root, [], limits.people, new IssueList())
}

/** Everybody on the bill who neither left nor was merged into another, with their standing weights. */
export function presentPeople(context: WriterContext): ReadonlyMap<PersonId, number> {
  const present = new Map<PersonId, number>()
  for (const { id, map } of peopleHere(context)) {
    if (map.get('leftAt') !== undefined || map.get('mergedInto') !== undefined) continue
    const weight = map.get('weight')
    present.set(id as PersonId, typeof weight === 'number' ? weight : 1)
  }
  return present
}

/** Those who turned out to be this person: what is written for the person is instead of what is theirs. */
export function twinsOf(context: WriterContext, person: PersonId): readonly PersonId[] {
  const root = rootMap(context.doc, 'people')
  const isMerged = [...(root?.values() ?? [])].some(each => asMap(each)?.get('mergedInto') !== undefined)
  if (!isMerged) return []
  return readPeople(root)
    .people.filter(({ mergedInto }) => mergedInto === person)
    .map(({ id }) => id)
}

export function peopleCommands(context: WriterContext): PeopleCommands {
  const entry = (person: PersonId) => entryOf(context, 'people', person, 'person')
  const setPerson = (person: PersonId, ...changes: FieldChange[]) =>
    setFields(context, entry(person), { verb: 'setPerson', target: person }, changes)

  const setHandles = (person: PersonId, handles: Readonly<Record<string, string>>): void => {
    const changes = Object.entries(handles).map(([method, text]): FieldChange => {
      if (!isMethodName(method)) throw new RangeError('The payment method is not known')
      return [method, checkLine(text, 'payment handle') || undefined]
    })
    const map = asMap(entry(person).get('handles'))
    if (map === null) throw new RangeError('The document holds no payment handles for this person')
    setFields(context, map, { verb: 'setPerson', target: person }, changes)
  }

  const addAll = (newcomers: readonly NewPerson[], verb: 'addPerson' | 'addPeople'): PersonId[] => {
    const people = writableRoot(context, 'people')
    const siblings = peopleHere(context)
    const orders = keysAtEnd(siblings, newcomers.length)
    const inks = siblings.map(({ map }) => map.get('ink'))
    const all = newcomers.map(({ name, ink }, i) => {
      const fields = {
        name: checkName(name, 'name'),
        ink: ink === undefined ? rarestInk(inks) : checkInteger(ink, 1, 10, 'ink'),
        order: orders[i] ?? '',
      }
      inks.push(fields.ink)
      return { id: newId<PersonId>(context.fillRandom), fields }
    })
    const [first] = all
    if (first === undefined) return []
    const single = verb === 'addPerson'
    const details = single ? [first.fields.name.slice(0, textLength)] : countedIds(all.map(({ id }) => id))
    commit(context, { verb, by: context.by(), target: single ? first.id : '', details }, () => {
      for (const { id, fields } of all) people.set(id, newPersonMap(context, fields))
    })
    return all.map(({ id }) => id)
  }
  return {
    addPerson: person => addAll([person], 'addPerson')[0] as PersonId,
    addPeople: people => addAll(people, 'addPeople'),
    renamePerson: (person, name) => setPerson(person, ['name', checkName(name, 'name')]),
    setInk: (person, ink) => setPerson(person, ['ink', checkInteger(ink, 1, 10, 'ink')]),
    setWeight(person, weight) {
      checkInteger(weight, 1, limits.parts, 'weight')
      setPerson(person, ['weight', weight === 1 ? undefined : weight])
    },
    setHandle: (person, method, text) => setHandles(person, { [method]: text }),
    setHandles,
    removePerson: person =>
      markDeleted(context, entry(person), {
        verb: 'removePerson',
        target: person,
        details: nameIn(entry(person)),
      }),
    restorePerson: person =>
      clearDeleted(context, entry(person), {
        verb: 'restorePerson',
        target: person,
        details: nameIn(entry(person)),
      }),
    leave(person) {
      const map = entry(person)
      if (map.get('leftAt') !== undefined) return
      commit(context, { verb: 'leave', by: context.by(), target: person }, () =>
        map.set('leftAt', context.nowMs()),
      )
    },
    mergePerson(person, into) {
      if (into !== null) checkPerson(context, into)
      if (into === person) throw new RangeError('A person cannot be merged into themselves')
      setPerson(person, ['mergedInto', into ?? undefined])
    },
    comeBack(person) {
      const map = entry(person)
      if (map.get('leftAt') === undefined) return
      commit(context, { verb: 'comeBack', by: context.by(), target: person }, () => map.delete('leftAt'))
    },
  }
}

/** The ink that the fewest people have; the lowest of several. */
function rarestInk(inks: readonly unknown[]): number {
  const uses = Array.from({ length: 10 }, (_, i) => inks.filter(ink => ink === i + 1).length)
  return uses.indexOf(Math.min(...uses)) + 1
}

/** An entry's name for a record: what was deleted is told by its name even when it is gone from the screen. */
export function nameIn(entry: AnyMap, key = 'name'): string[] {
  const name = entry.get(key)
  return typeof name === 'string' ? [name.slice(0, textLength)] : []
}
