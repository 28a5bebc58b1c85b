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
import { type Details, readDetails } from './changes.ts'
import { type Plain, readPlain, recordLength } from './plain.ts'
import { type AnyMap, isSafeId, rootMap } from './schema.ts'
import { type Verb, verbOf, verbs } from './verbs.ts'

/** A record to be written. `details` depend on the verb, see changes.ts. */
export interface ActivityInput {
  readonly verb: Verb
  readonly by: PersonId | null
  /** The id of what it was done to; empty for the bill itself. */
  readonly target: string
  readonly details?: readonly Plain[]
}

export interface ActivityRecord extends Details {
  readonly key: string
  /** By the writer's clock, to the second. */
  readonly at: TimeMs
  readonly verb: Verb
  readonly by: PersonId | null
  readonly target: string
  /** What an undo or redo undid or did again. */
  readonly of: Verb | null
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

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
  return [key, entryValue(record)]
}

/** A record as the document holds it. */
function entryValue({ verb, by, target, details = [] }: ActivityInput): Plain[] {
  const ids = (by ?? '.') + target
  if (verb === 'undo' || verb === 'redo') {
    const [code = null, person, ...rest] = details
    // Whose parts they were stands with the ids, as in what it undid.
    if (code === verbs.giveItem && rest.length > 0) return [verbs[verb], `${ids}${person}`, code, ...rest]
    return [verbs[verb], ids, ...details]
  }
  if (verb !== 'giveItem') return [verbs[verb], ids, ...details]
  const [person, ...rest] = details
  // A tap on one's own dish, the commonest record of all, does not say who twice.
  if (person === by) return [verbs.takeItem, ids, ...rest]
  return [verbs.giveItem, `${ids}${person}`, ...rest]
}

/** A command's record as it will be read, for what asks before it is written. */
export function recordOfInput(input: ActivityInput): ActivityRecord | null {
  return readRecord(stampless, entryValue(input))
}

const stampless = 'AAAAAAAAAA'

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

/**
 * The records that a transaction brought, the last integrated first. Call it while its events run.
 * @param most of more than that only the newest are read, and given newest first
 */
export function recordsIn(transaction: Y.Transaction, most = Number.POSITIVE_INFINITY): ActivityRecord[] {
  const activity = rootMap(transaction.doc, 'activity')
  const changed = activity && transaction.changed.get(activity as unknown as Changed)
  const keys = [...(changed ?? [])].filter(key => key !== null).reverse()
  if (keys.length > most) {
    keys.sort((one, other) => secondsOf(other) - secondsOf(one))
    keys.length = most
  }
  return keys.flatMap(key => readRecord(key, activity?.get(key)) ?? [])
}

type Changed = Parameters<Y.Transaction['changed']['get']>[0]

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
  if (!/^[A-Za-z0-9_-]{10}$/.test(key) || !Array.isArray(value) || value.length > recordLength) return null
  const [code, ids, ...rest] = value as unknown[]
  const verb = verbOf.get(code)
  const parts = typeof ids === 'string' ? /^(\.|[\w-]{8})((?:[\w-]{8})?)((?:[\w-]{8})?)$/.exec(ids) : null
  if (verb === undefined || parts === null) return null
  const [, author, target = '', other] = parts
  const by = personOf(author)
  const details = rest.map(readPlain)
  const isStep = verb === 'undo' || verb === 'redo'
  const of = isStep ? (verbOf.get(details[0]) ?? null) : null
  const told = isStep ? details.slice(1) : details
  // Records of older builds do not say what an undo changed.
  const did = isStep && of !== null && told.length > 0 ? of : verb
  return {
    key,
    at: secondsOf(key) * 1000,
    verb,
    by,
    target,
    of,
    ...readDetails(did, did === 'giveItem' ? personOf(other) : by, told),
  }
}

function personOf(value: unknown): PersonId | null {
  return isSafeId(value) ? (value as PersonId) : null
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
