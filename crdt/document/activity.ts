/**
 * Who did what, and when by their clock: one record for each command, in the root map `activity`.
 *
 * Promises: a record is small (a tap with its record stays under 80 bytes of document, tests/unit/document/activity),
 * since there are more of them than of anything else: so verbs are numbers, ids stand in one string, ids of expenses
 * are left out where the item says enough, and a tap on one's own dish names the person once. The key is six base64url characters of
 * seconds since 1970, then four random ones: no two phones ever write the same key, so nothing is lost, and no order
 * depends on it but the order of display. The value is `[verb, ids, ...details]` where ids is the author ("." for
 * nobody), the target and, in `giveItem`, whose parts. Reading is total: a record that makes no sense is left out.
 */
import * as Y from 'yjs'
import type { TimeMs } from '../domain/bill.ts'
import type { FillRandom, PersonId } from '../ids.ts'
import { type AnyMap, isSafeId, rootMap } from './schema.ts'
import { cleanText, cutText } from './text.ts'

/** What was done. Frozen: the numbers stand in documents. */
export const verbs = {
  create: 1,
  setBill: 2,
  close: 3,
  reopen: 4,
  addPerson: 5,
  setPerson: 6,
  removePerson: 7,
  restorePerson: 8,
  leave: 9,
  comeBack: 10,
  addExpense: 11,
  setExpense: 12,
  deleteExpense: 13,
  restoreExpense: 14,
  setShare: 15,
  addItem: 16,
  addItems: 17,
  setItem: 18,
  takeItem: 19,
  giveItem: 20,
  splitRest: 21,
  deleteItem: 22,
  restoreItem: 23,
  moveItem: 24,
  addCharge: 25,
  setCharge: 26,
  deleteCharge: 27,
  restoreCharge: 28,
  addPayment: 29,
  setPayment: 30,
  deletePayment: 31,
  restorePayment: 32,
  seat: 33,
  undo: 34,
  redo: 35,
  addPeople: 36,
} as const

export type Verb = keyof typeof verbs
const verbOf = new Map<unknown, Verb>(Object.entries(verbs).map(([verb, code]) => [code, verb as Verb]))

/** A value in a record. */
export type Plain = string | number | boolean | null

/** A record to be written. `details` depend on the verb, see `ActivityRecord`. */
export interface ActivityInput {
  readonly verb: Verb
  readonly by: PersonId | null
  /** The id of what it was done to; empty for the bill itself. */
  readonly target: string
  readonly details?: readonly Plain[]
}

/** One field that a record changed: "title", or for `setShare` the mode and whose. */
export interface ActivityChange {
  readonly field: string
  /** Whose parts, amount or place among the sharers, where that was changed. */
  readonly person: PersonId | null
  readonly now: Plain
  readonly before: Plain
}

export interface ActivityRecord {
  readonly key: string
  /** By the writer's clock, to the second. */
  readonly at: TimeMs
  readonly verb: Verb
  readonly by: PersonId | null
  readonly target: string
  /** What an undo or redo undid or did again. */
  readonly of: Verb | null
  /** Of `addItems` and `addPeople`: what came together. Absent in older records, and where it was too many to name. */
  readonly ids?: readonly string[]
  readonly changes: readonly ActivityChange[]
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** What of a text stands in a record at most, in UTF-16 units. */
export const textLength = 80
const detailsLength = 64
const idLength = 8
/** Ids that stand in one text of a record, one behind the other. */
const idsInText = textLength / idLength

/** A value as a record may hold it: text is cut, anything that is not plain becomes null. */
export function plainOf(value: unknown): Plain {
  if (typeof value === 'string') return cutText(value, textLength)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  // A charge's value and a rate are pairs whose parts say it all.
  if (Array.isArray(value)) return cutText(value.map(String).join(' '), textLength)
  return null
}

/** The details of a record that names several ids after their number; more than a record holds are only counted. */
export function countedIds(ids: readonly string[]): Plain[] {
  const texts: string[] = []
  for (let at = 0; at < ids.length; at += idsInText) texts.push(ids.slice(at, at + idsInText).join(''))
  return 3 + texts.length > detailsLength ? [ids.length] : [ids.length, ...texts]
}

/** The ids that such details name. */
function idsIn(details: readonly Plain[]): string[] {
  return details
    .flatMap(text => (typeof text === 'string' ? (text.match(/[\w-]{8}/g) ?? []) : []))
    .filter(isSafeId)
}

/** The key and the value of a new record; the key is not in use in `activity`. */
export function activityEntry(
  activity: AnyMap,
  record: ActivityInput,
  nowMs: TimeMs,
  fillRandom: FillRandom,
): [key: string, value: Plain[]] {
  const stamp = secondsText(nowMs)
  let key: string
  do {
    key = stamp
    for (const byte of fillRandom(new Uint8Array(4))) key += alphabet[byte & 63]
  } while (activity.has(key))
  const ids = (record.by ?? '.') + record.target
  const { verb, details = [] } = record
  if (verb !== 'giveItem') return [key, [verbs[verb], ids, ...details]]
  const [person, ...rest] = details
  // A tap on one's own dish, the commonest record of all, does not say who twice.
  if (person === record.by) return [key, [verbs.takeItem, ids, ...rest]]
  return [key, [verbs.giveItem, `${ids}${person}`, ...rest]]
}

/**
 * All records that make sense, newest first. Records of one second stand as they were integrated: those of one device in their
 * own order; of two devices nobody knows better.
 */
export function readActivity(doc: Y.Doc): ActivityRecord[] {
  const records: ActivityRecord[] = []
  rootMap(doc, 'activity')?.forEach((value, key) => {
    const record = readRecord(key, value)
    if (record !== null) records.push(record)
  })
  return records.reverse().sort((a, b) => b.at - a.at)
}

/** The records that a transaction brought, the last integrated first. Call it while its events run. */
export function recordsIn(transaction: Y.Transaction): ActivityRecord[] {
  const activity = rootMap(transaction.doc, 'activity')
  const keys = [...transaction.changed].find(([type]) => Object.is(type, activity))?.[1] ?? []
  return [...keys].reverse().flatMap(key => (key === null ? [] : (readRecord(key, activity?.get(key)) ?? [])))
}

/** The keys of the records that a document of that state vector did not hold. @param seen as `Y.encodeStateVector` gives it */
export function recordsBeyond(doc: Y.Doc, seen: Uint8Array): ReadonlySet<string> {
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, seen))
  return new Set(
    structs.flatMap(struct =>
      struct instanceof Y.Item && String(struct.parent) === 'activity' && struct.parentSub !== null
        ? [struct.parentSub]
        : [],
    ),
  )
}

/** The record under a key, or null when it makes no sense. */
export function readRecord(key: string, value: unknown): ActivityRecord | null {
  if (!/^[A-Za-z0-9_-]{10}$/.test(key) || !Array.isArray(value) || value.length > detailsLength) return null
  const [code, ids, ...rest] = value as unknown[]
  const verb = verbOf.get(code)
  const parts = typeof ids === 'string' ? /^(\.|[\w-]{8})((?:[\w-]{8})?)((?:[\w-]{8})?)$/.exec(ids) : null
  if (verb === undefined || parts === null) return null
  const [, author, target = '', other] = parts
  const by = personOf(author)
  const whose = verb === 'giveItem' ? personOf(other) : by
  const details = rest.map(detail => readPlain(detail))
  const of = verb === 'undo' || verb === 'redo' ? (verbOf.get(details[0]) ?? null) : null
  const together = verb === 'addItems' || verb === 'addPeople' ? idsIn(details) : []
  return {
    key,
    at: secondsOf(key) * 1000,
    verb,
    by,
    target,
    of,
    ...(together.length > 0 && { ids: together }),
    changes: readChanges(verb, whose, details),
  }
}

/** @param whose in takeItem and giveItem the person whose parts they were. */
function readChanges(verb: Verb, whose: PersonId | null, details: readonly Plain[]): ActivityChange[] {
  const [first = null, second = null, third = null, fourth = null] = details
  switch (verb) {
    case 'takeItem':
    case 'giveItem':
      return [{ field: 'parts', person: whose, now: first, before: second }]
    case 'setShare':
      return [{ field: String(first), person: personOf(second), now: third, before: fourth }]
    case 'setBill':
    case 'setPerson':
    case 'setExpense':
    case 'setItem':
    case 'setCharge':
    case 'setPayment': {
      const changes: ActivityChange[] = []
      for (let i = 0; i + 2 < details.length; i += 3) {
        const [field = null, now = null, before = null] = details.slice(i, i + 3)
        // "exact.{person}": an amount entered for somebody (people-of-expense.ts).
        const [name = '', person] = String(field).split('.')
        changes.push({ field: name, person: personOf(person), now, before })
      }
      return changes
    }
    case 'undo':
    case 'redo':
      return []
    case 'addExpense': {
      // As it was entered: title, amount, currency. Records of older builds tell the title only.
      const told = [
        ['name', first],
        ['amount', second],
        ['currency', third],
      ] as const
      return told.flatMap(([field, now]) =>
        now === null ? [] : [{ field, person: null, now, before: null }],
      )
    }
    default:
      // What was added or deleted, by its name as it was then.
      return first === null ? [] : [{ field: 'name', person: null, now: first, before: null }]
  }
}

function personOf(value: unknown): PersonId | null {
  return isSafeId(value) ? (value as PersonId) : null
}

function readPlain(value: unknown): Plain {
  if (typeof value === 'string') return cleanText(cutText(value, textLength), 'one')
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'boolean' ? value : null
}

/** Six base64url characters of the seconds since 1970, big end first. */
function secondsText(nowMs: TimeMs): string {
  let seconds = Number.isFinite(nowMs) ? Math.min(Math.max(0, Math.floor(nowMs / 1000)), 2 ** 36 - 1) : 0
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = (alphabet[seconds % 64] ?? 'A') + text
    seconds = Math.floor(seconds / 64)
  }
  return text
}

function secondsOf(key: string): number {
  let seconds = 0
  for (const letter of key.slice(0, 6)) seconds = seconds * 64 + alphabet.indexOf(letter)
  return seconds
}
