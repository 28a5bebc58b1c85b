/**
 * The last few things that anybody did on the open bill, newest first, kept as they come: no reading of all records at each
 * change, and a record stays the very object it is, so that only new lines are drawn.
 */
import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import type * as Y from 'yjs'
import { type ActivityRecord, readActivity, recordsIn } from '../../crdt/document/activity.ts'
import type { Verb } from '../../crdt/document/verbs.ts'
import type { PersonId } from '../../crdt/ids.ts'

const kept = 8
/** Of what comes at once no more is read: a long bill that is opened comes at once. */
const newsRead = 64
/** What undo does not know as a step. */
const noStep: ReadonlySet<Verb> = new Set<Verb>(['create', 'seat', 'undo', 'redo'])

export interface Feed {
  readonly records: Accessor<readonly ActivityRecord[]>
  /** The record of what undo would take back, as far as that is known: of the last thing done in this tab. */
  readonly lastStep: Accessor<ActivityRecord | null>
  /** What others have just changed, by id, and who; a new map each time. */
  readonly changed: Accessor<ReadonlyMap<string, PersonId>>
}

/** Call it under an owner; a document that is read later comes as a change. */
export function createFeed(doc: Y.Doc): Feed {
  const [records, setRecords] = createSignal<readonly ActivityRecord[]>(readActivity(doc).slice(0, kept))
  const [lastStep, setLastStep] = createSignal<ActivityRecord | null>(null)
  const [changed, setChanged] = createSignal<ReadonlyMap<string, PersonId>>(new Map())
  const hear = (transaction: Y.Transaction) => {
    // A throw in here would wedge the document.
    try {
      const news = recordsIn(transaction, newsRead)
      const [own] = news
      if (own === undefined) return
      const newestFirst = [...news, ...records()].sort((a, b) => b.at - a.at)
      batch(() => {
        setRecords(newestFirst.slice(0, kept))
        if (transaction.local) setLastStep(noStep.has(own.verb) ? null : own)
        else setChanged(new Map(news.flatMap(({ target, by }) => (by === null ? [] : [[target, by]]))))
      })
    } catch {
      // A line is missing from the feed; the bill is whole.
    }
  }
  doc.on('afterTransaction', hear)
  onCleanup(() => doc.off('afterTransaction', hear))
  return { records, lastStep, changed }
}
