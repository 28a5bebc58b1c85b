/**
 * Notices when something the user set gave way to what another set at the same moment (document/overwritten.ts). Told once, a
 * moment after it came.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type * as Y from 'yjs'
import { type ActivityRecord, readActivity, recordsIn } from '../../crdt/document/activity.ts'
import { type Overwritten, overwritten } from '../../crdt/document/overwritten.ts'
import { headOf, plainNow } from '../../crdt/document/spots.ts'
import { placesIn } from '../../crdt/document/things.ts'
import type { PersonId } from '../../crdt/ids.ts'
import type { JoinedRoom } from '../../crdt/joined-room.ts'
import { browserTimers } from './clock.ts'

/** What comes together is told together, and with what merged (merges.ts). */
const quietMs = 1_000

export interface Overwrites {
  /** A new list each time. */
  readonly latest: Accessor<readonly Overwritten[]>
  /** Tells what these records overwrote. @param keys theirs */
  hear(keys: readonly string[]): void
}

/** Call it under an owner. */
export function createOverwrites(of: {
  readonly doc: Y.Doc
  readonly room: Accessor<JoinedRoom | null>
  readonly me: Accessor<PersonId | null>
  /** Has what these records overwrote told in the tab that is looked at. False where that is this one. */
  readonly passOn: (keys: readonly string[]) => boolean
}): Overwrites {
  const { doc } = of
  const [latest, setLatest] = createSignal<readonly Overwritten[]>([])
  let arrived: ActivityRecord[] = []
  let later: unknown = null
  const tellOf = (news: readonly ActivityRecord[]) => {
    const me = of.me()
    if (me === null) return
    const places = placesIn(doc)
    const head = headOf({ doc })
    const lost = overwritten(news, readActivity(doc), me, (record, change) =>
      plainNow(places, head, { verb: record.verb, id: record.target, change }),
    )
    if (lost.length > 0) setLatest(lost)
  }
  const tell = () => {
    later = null
    const news = arrived
    arrived = []
    if (!of.passOn(news.map(({ key }) => key))) tellOf(news)
  }
  createEffect(() => {
    const provider = of.room()?.provider
    if (!provider) return
    const hear = (transaction: Y.Transaction) => {
      // A throw in here would wedge the document.
      try {
        if (transaction.origin !== provider) return
        const news = recordsIn(transaction).filter(({ by }) => by !== of.me())
        if (news.length === 0) return
        arrived.push(...news)
        browserTimers.clearTimeout(later)
        later = browserTimers.setTimeout(tell, quietMs)
      } catch {
        // It is not told; Activity has both.
      }
    }
    doc.on('afterTransaction', hear)
    onCleanup(() => doc.off('afterTransaction', hear))
  })
  onCleanup(() => browserTimers.clearTimeout(later))
  return {
    latest,
    hear(keys) {
      const wanted = new Set(keys)
      tellOf(readActivity(doc).filter(({ key }) => wanted.has(key)))
    },
  }
}
