/**
 * How many of the user's own changes wait, by bill: the "n" of "Waiting n" outlives a reload.
 *
 * A count, not a truth: what is missing at the relay is found out from the log. So a failed write is of no account.
 */
import type { BillId } from '../../crdt/ids.ts'
import type { WaitingCount } from '../../crdt/replica.ts'
import type { Database } from './database.ts'
import { type SyncSchema, syncDatabase } from './sync-database.ts'

/** The count of one bill. Saves that follow each other quickly become one. */
export function waitingCount(id: BillId, database: Database<SyncSchema> = syncDatabase): WaitingCount {
  let latest = 0
  let isWriting = false
  const write = async () => {
    isWriting = true
    try {
      for (let written = -1; written !== latest; ) {
        written = latest
        const db = await database()
        if (written === 0) await db.delete('waiting', id)
        else await db.put('waiting', written, id)
      }
    } catch {
      // The count of this run stays right; the next run may show a smaller one.
    }
    isWriting = false
  }
  return {
    async load() {
      const count = await (await database()).get('waiting', id)
      return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0
    },
    save(count) {
      latest = count
      if (!isWriting) void write()
    },
  }
}
