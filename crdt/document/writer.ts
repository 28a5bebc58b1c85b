/**
 * What every command has in common: where it writes, who writes, and one transaction with one activity record.
 *
 * Promises: a command checks all that it was given before it writes anything, so it happens wholly or not at all,
 * and a command that would change nothing opens no transaction (no update, no record, no undo step). Bad input from
 * the caller is a mistake in the program, because the UI hands in parsed values: it throws a TypeError or RangeError
 * whose message never holds the value.
 */
import type * as Y from 'yjs'
import type { Day } from '../domain/bill.ts'
import type { ExpenseId, FillRandom, PersonId } from '../ids.ts'
import { type ActivityInput, activityEntry } from './activity.ts'
import { type Plain, plainOf } from './plain.ts'
import { type AnyMap, asMap, type RootName, rootMap } from './schema.ts'

/** The origin of every transaction of a command: undo tracks this one and no other. */
export const localOrigin = Object.freeze({ origin: 'command' })

/** Transaction.meta key under which the records of its commands stand, for undo's own. */
const commandsMeta = Symbol('commands')

/** Where commands write, who writes, and the clock and randomness they use. */
export interface WriterContext {
  readonly doc: Y.Doc
  /** Who the user is on this bill; null while they have not said. */
  by(): PersonId | null
  /** Milliseconds since 1970-01-01 UTC: shown to people, never used to order. */
  nowMs(): number
  readonly fillRandom: FillRandom
  /** The calendar day where the user is. */
  today(): Day
}

/** What the commands of a transaction recorded. */
export function commandsIn(transaction: Y.Transaction): readonly ActivityInput[] {
  return (transaction.meta.get(commandsMeta) as readonly ActivityInput[] | undefined) ?? []
}

/**
 * Runs `change` and writes the record, in one transaction.
 * @param tell further details, which only the changed document can tell
 */
export function commit(
  context: WriterContext,
  input: ActivityInput,
  change: () => void,
  tell: () => readonly Plain[] = () => [],
): void {
  const { doc } = context
  doc.transact(transaction => {
    change()
    const record = { ...input, details: [...(input.details ?? []), ...tell()] }
    const activity = rootMap(doc, 'activity')
    if (activity !== null) {
      const [key, value] = activityEntry(activity, record, context.nowMs(), context.fillRandom)
      activity.set(key, value)
    }
    const known = transaction.meta.get(commandsMeta) as ActivityInput[] | undefined
    if (known) known.push(record)
    else transaction.meta.set(commandsMeta, [record])
  }, localOrigin)
}

/** A field of an entry and its new value; undefined clears it. */
export type FieldChange = readonly [field: string, value: unknown]

/** Of these changes the ones that differ from the entry, and the details of a record that tells them. */
export function recordOf(
  entry: AnyMap,
  changes: readonly FieldChange[],
): { readonly changes: readonly FieldChange[]; readonly details: Plain[] } {
  const real = changes.filter(([field, value]) => !sameValue(entry.get(field), value))
  return {
    changes: real,
    details: real.flatMap(([field, value]) => [field, plainOf(value), plainOf(entry.get(field))]),
  }
}

/** Sets those fields that differ, in one transaction with one record; nothing differs, nothing happens. */
export function setFields(
  context: WriterContext,
  entry: AnyMap,
  record: Pick<ActivityInput, 'verb' | 'target'>,
  wanted: readonly FieldChange[],
): void {
  const { changes, details } = recordOf(entry, wanted)
  if (changes.length === 0) return
  commit(context, { ...record, by: context.by(), details }, () => {
    for (const [field, value] of changes) put(entry, field, value)
  })
}

/** Sets a key, or deletes it when the value is undefined. */
export function put(map: AnyMap, key: string, value: unknown): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

/** True when both are the same scalar or arrays of the same scalars. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => x === b[i])
  return a === b
}

/** Marks an entry as deleted, unless it is already. */
export function markDeleted(context: WriterContext, entry: AnyMap, record: Omit<ActivityInput, 'by'>): void {
  if (entry.get('deletedAt') !== undefined) return
  commit(context, { ...record, by: context.by() }, () => {
    entry.set('deletedAt', context.nowMs())
    put(entry, 'deletedBy', context.by() ?? undefined)
  })
}

/** Clears the mark of deletion, if there is one. */
export function clearDeleted(context: WriterContext, entry: AnyMap, record: Omit<ActivityInput, 'by'>): void {
  if (entry.get('deletedAt') === undefined) return
  commit(context, { ...record, by: context.by() }, () => {
    entry.delete('deletedAt')
    entry.delete('deletedBy')
  })
}

/** `by` and `at` of a new entry. */
export function authorship(context: WriterContext): [string, unknown][] {
  const by = context.by()
  return by === null
    ? [['at', context.nowMs()]]
    : [
        ['by', by],
        ['at', context.nowMs()],
      ]
}

/** The root map to write in. @throws RangeError when the document holds another type under that name. */
export function writableRoot(context: WriterContext, name: RootName): AnyMap {
  const root = rootMap(context.doc, name)
  if (root === null) throw new RangeError(`The document's ${name} are not a map`)
  return root
}

/** The entry of a root map. @throws RangeError for an unknown id. */
export function entryOf(context: WriterContext, root: RootName, id: string, word: string): AnyMap {
  const entry = asMap(writableRoot(context, root).get(id))
  if (entry === null) throw new RangeError(`Unknown ${word}`)
  return entry
}

/** The expense's map. @throws RangeError for an unknown id. */
export function expenseEntry(context: WriterContext, id: ExpenseId): AnyMap {
  return entryOf(context, 'expenses', id, 'expense')
}

/** @throws RangeError when there never was such a person. A removed one is fine: restoring brings the entry back. */
export function checkPerson(context: WriterContext, id: PersonId): void {
  entryOf(context, 'people', id, 'person')
}

/** The entry of a map inside an expense. @throws RangeError for an unknown id. */
export function entryInside(parent: AnyMap, map: 'items' | 'charges', id: string, word: string): AnyMap {
  const entry = asMap(asMap(parent.get(map))?.get(id))
  if (entry === null) throw new RangeError(`Unknown ${word}`)
  return entry
}
