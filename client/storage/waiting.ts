/**
 * Which of the user's own changes wait, by bill: the "n" of "Waiting n" and the lines marked with it outlive a reload.
 *
 * A note, not a truth: what is missing at the relay is found out from the log. So a failed write is of no account.
 */
import { type BillId, type ItemId, isId } from '../../crdt/ids.ts'
import { nothingWaits, type Waiting, type WaitingStore } from '../../crdt/replica.ts'
import type { Database } from './database.ts'
import { type SyncSchema, syncDatabase } from './sync-database.ts'

/** What waits of one bill. Saves that follow each other quickly become one. */
export function waitingChanges(id: BillId, database: Database<SyncSchema> = syncDatabase): WaitingStore {
  let latest = nothingWaits
  let isWriting = false
  const write = async () => {
    isWriting = true
    try {
      for (let written: Waiting | null = null; written !== latest; ) {
        written = latest
        const db = await database()
        if (written.count === 0) await db.delete('waiting', id)
        else await db.put('waiting', { count: written.count, items: [...written.items] }, id)
      }
    } catch {
      // What this run knows stays right; the next run may show less.
    }
    isWriting = false
  }
  return {
    async load() {
      return readWaiting(await (await database()).get('waiting', id))
    },
    save(waiting) {
      latest = waiting
      if (!isWriting) void write()
    },
  }
}

/** Builds before this one kept the count alone. */
function readWaiting(kept: unknown): Waiting {
  const { count, items } =
    typeof kept === 'object' && kept !== null ? (kept as Partial<Waiting>) : { count: kept }
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count <= 0) return nothingWaits
  return { count, items: Array.isArray(items) ? items.filter((item): item is ItemId => isId(item)) : [] }
}
