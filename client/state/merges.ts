/**
 * Notices what met: this device, or another one, comes back with changes made offline, and on some lines somebody else had
 * changed something meanwhile. Each merge is told once, a moment after its last entry came; what people do at the same time
 * while all are connected is no merge.
 *
 * For one's own return this is known: the changes that waited, and what the log then brings. Another's return shows in records
 * that come much later than they were made. Clocks differ, so a record's age counts from what is usual with its writer since the
 * bill was opened; nothing but a message depends on it.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type * as Y from 'yjs'
import { type ActivityRecord, readActivity, recordsIn } from '../../crdt/document/activity.ts'
import { type Meeting, meetings } from '../../crdt/document/meetings.ts'
import type { ItemId, PersonId } from '../../crdt/ids.ts'
import type { JoinedRoom } from '../../crdt/joined-room.ts'
import { browserTimers } from './clock.ts'

/** A record that is so much older than usual when it comes was made offline. */
const lateMs = 10_000
/** Records count in seconds, of two clocks. */
const slackMs = 2_000
/** What comes together is told together. */
const quietMs = 1_000

export interface Merges {
  /** The lines of the last merge; a new list each time. */
  readonly latest: Accessor<readonly Meeting[]>
  /** The lines to be marked now, each with whose ink; a new map each time. */
  readonly marked: Accessor<ReadonlyMap<ItemId, PersonId>>
  /** Marks the lines of the last merge once more. */
  mark(): void
  /** Tells and marks what another tab noticed. */
  hear(met: readonly Meeting[]): void
}

export interface MergesOptions {
  readonly doc: Y.Doc
  readonly room: Accessor<JoinedRoom | null>
  readonly me: Accessor<PersonId | null>
  /** How many own changes have waited long enough to be told of. */
  readonly waiting: () => number
  /** Has it told in the tab that is looked at. False where that is this one. */
  readonly passOn: (met: readonly Meeting[]) => boolean
}

export function createMerges({ doc, room, me, waiting, passOn }: MergesOptions): Merges {
  const [latest, setLatest] = createSignal<readonly Meeting[]>([])
  const [marked, setMarked] = createSignal<ReadonlyMap<ItemId, PersonId>>(new Map())
  /** By writer: the least age that a record came with, in ms. Their clock, the way and the seconds that records count in. */
  const usualMs = new Map<PersonId | null, number>()
  let met: Meeting[] = []
  let late: { readonly record: ActivityRecord; readonly ageMs: number }[] = []
  let later: unknown = null

  /** The records of the changes that wait: the newest of one's own. */
  const ownWaiting = (arrived: readonly ActivityRecord[]) => {
    const count = waiting()
    if (count === 0) return []
    const known = new Set(arrived.map(({ key }) => key))
    const own = readActivity(doc).filter(({ key, by }) => by === me() && !known.has(key))
    return own.slice(0, count)
  }
  const noteAge = (by: PersonId | null, ageMs: number) =>
    usualMs.set(by, Math.min(ageMs, usualMs.get(by) ?? ageMs))
  const hearLive = (record: ActivityRecord, nowMs: number) => {
    const ageMs = nowMs - record.at
    if (ageMs > lateMs + (usualMs.get(record.by) ?? 0)) late.push({ record, ageMs })
    else noteAge(record.by, ageMs)
  }
  /** What each of those who came back did, beside what the others did from then on. */
  const meetLate = () => {
    const all = late.length > 0 ? readActivity(doc) : []
    const atHere = ({ by, at }: ActivityRecord) => at + (by === me() ? 0 : (usualMs.get(by) ?? 0))
    for (const person of new Set(late.map(({ record }) => record.by))) {
      const theirs = late.flatMap(({ record }) => (record.by === person ? [record] : []))
      const sinceMs = Math.min(...theirs.map(atHere)) - slackMs
      met.push(
        ...meetings(
          theirs,
          all.filter(record => record.by !== person && atHere(record) >= sinceMs),
        ),
      )
    }
    // A clock that is merely wrong is late once.
    for (const { record, ageMs } of late) noteAge(record.by, ageMs)
    late = []
  }
  const mark = () => {
    const others = new Map<ItemId, PersonId>()
    for (const { item, people } of latest()) {
      const ink = people.find(person => person !== me()) ?? people[0]
      if (ink !== undefined) others.set(item, ink)
    }
    setMarked(others)
  }
  const tell = () => {
    later = null
    meetLate()
    const each = new Map(met.map(meeting => [meeting.item, meeting]))
    met = []
    if (each.size === 0) return
    const all = [...each.values()]
    if (!passOn(all)) hear(all)
  }
  const hear = (all: readonly Meeting[]) => {
    setLatest(all)
    mark()
  }

  createEffect(() => {
    const provider = room()?.provider
    if (!provider) return
    const hear = (transaction: Y.Transaction) => {
      // A throw in here would wedge the document.
      try {
        if (transaction.origin !== provider) return
        const arrived = recordsIn(transaction)
        if (arrived.length === 0) return
        const nowMs = Date.now()
        // Until the provider is in sync, what comes is what this device missed.
        if (!provider.synced) met.push(...meetings(ownWaiting(arrived), arrived))
        else for (const record of arrived) hearLive(record, nowMs)
        if (met.length === 0 && late.length === 0) return
        browserTimers.clearTimeout(later)
        later = browserTimers.setTimeout(tell, quietMs)
      } catch {
        // This merge is not told of; the bill has both sides.
      }
    }
    doc.on('afterTransaction', hear)
    onCleanup(() => doc.off('afterTransaction', hear))
  })
  onCleanup(() => browserTimers.clearTimeout(later))

  return { latest, marked, mark, hear }
}
