/**
 * All that was done on the open bill, for the page that tells it: every record, what the ids in them stand for, and which of
 * them can be taken back. Read anew when the document has changed, once for all that comes together; only while a page shows it.
 */
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import type * as Y from 'yjs'
import { type ActivityRecord, readActivity } from '../../crdt/document/activity.ts'
import { clears, deletes, entriesOf } from '../../crdt/document/settings.ts'
import { headOf } from '../../crdt/document/spots.ts'
import { type Standing, standingsOf } from '../../crdt/document/standing.ts'
import { isGone, placesIn, type Thing, thingIn } from '../../crdt/document/things.ts'
import { isAsMade } from '../../crdt/document/write-history.ts'

export interface History {
  /** Newest first; a record stays the very object it is. */
  readonly records: Accessor<readonly ActivityRecord[]>
  /** What an id stands for, deleted or not. */
  thing(id: string): Thing | null
  standing(record: ActivityRecord): Standing
  /** Taking it back would undo nothing but it. */
  canTakeBack(record: ActivityRecord): boolean
  /** What it deleted and is still deleted. */
  deleted(record: ActivityRecord): readonly string[]
  /** It took away a note or a category, which are still away. */
  isCleared(record: ActivityRecord): boolean
}

const unknown: Standing = { lasts: false }

/** Call it under an owner. */
export function createHistory(doc: Y.Doc): History {
  const [changes, setChanges] = createSignal(0)
  let isDue = false
  const hear = () => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      setChanges(count => count + 1)
    })
  }
  doc.on('afterTransaction', hear)
  onCleanup(() => doc.off('afterTransaction', hear))

  const known = new Map<string, ActivityRecord>()
  const records = createMemo(() => {
    changes()
    return readActivity(doc).map(record => {
      const same = known.get(record.key) ?? record
      known.set(record.key, same)
      return same
    })
  })
  const places = createMemo(() => {
    changes()
    return placesIn(doc)
  })
  const standings = createMemo(() => standingsOf(records(), id => places().get(id)?.expense ?? null))
  const standing = (record: ActivityRecord) => standings().get(record.key) ?? unknown
  const isAsItWas = (record: ActivityRecord) =>
    standing(record).lasts && isAsMade(places(), headOf({ doc }), record)
  return {
    records,
    thing: id => thingIn(places(), id),
    standing,
    canTakeBack: isAsItWas,
    deleted: record =>
      deletes(record) && standing(record).restoredBy === undefined
        ? entriesOf(record).filter(id => isGone(places().get(id)))
        : [],
    isCleared: record => clears(record) && isAsItWas(record),
  }
}
