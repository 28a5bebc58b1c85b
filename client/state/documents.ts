/**
 * Opens a bill's document with its guarded store. A bill that was just made is handed over open, so that making one costs no
 * second reading; pages never see any of this.
 */
import * as Y from 'yjs'
import type { BillId } from '../../crdt/ids.ts'
import { type GuardedPersistence, openPersistence } from '../storage/persistence.ts'
import { painted } from './clock.ts'

export interface OpenDocument {
  readonly doc: Y.Doc
  readonly persistence: GuardedPersistence
  /** Only the tab that leads makes many stored rows one; until it is told, a tab does not. */
  lead(leads: boolean): void
}

const handedOver = new Map<BillId, OpenDocument>()

/** The IndexedDB database of a bill. Its id is local to this device and names nothing elsewhere. */
export const databaseName = (id: BillId): string => `billington-bill-${id}`

/** Opens the document of a bill on this device; `whenLoaded` says when its content is there. */
export function openDocument(id: BillId): OpenDocument {
  const ready = handedOver.get(id)
  if (ready) {
    handedOver.delete(id)
    return ready
  }
  const doc = new Y.Doc()
  let isLeader = false
  const persistence = openPersistence(doc, databaseName(id), {
    mayCompact: () => isLeader,
    beforeLong: painted,
  })
  return {
    doc,
    persistence,
    lead(leads) {
      isLeader = leads
    },
  }
}

/** Keeps a document open for the page that is about to show it. */
export function handOver(id: BillId, open: OpenDocument): void {
  handedOver.set(id, open)
}
