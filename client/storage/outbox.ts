/**
 * Sealed entries that wait for a relay's acknowledgement, on disk.
 *
 * Promises: `put` resolves when the entry is there with strict durability, because an entry is sent only after that
 * (PROTOCOL.md 9.2): a number that was used and then forgotten would look like withholding. Putting the same entry
 * again changes nothing. `list` gives a room's entries in the order in which they were put.
 */
import type { StoredEntry } from '../../crdt/sync/outbox.ts'
import type { OutboxStore } from '../../crdt/sync/room.ts'
import { answered, completed, type Database, strict } from './database.ts'
import { type SyncSchema, syncDatabase } from './sync-database.ts'

export function makeOutboxStore(database: Database<SyncSchema>): OutboxStore {
  return {
    async put(room, { key, author, n, bytes }) {
      const transaction = (await database()).transaction('outbox', 'readwrite', strict)
      await completed(transaction, async () => {
        const known = await transaction.store.index('entry').getKey([room, key])
        // Its own copy: the bytes may be a view of something larger, which would be stored with it.
        if (known === undefined) await transaction.store.add({ room, key, author, n, bytes: bytes.slice() })
      })
    },
    async list(room) {
      const rows = await answered((await database()).getAllFromIndex('outbox', 'room', room))
      return rows.map(({ key, author, n, bytes }): StoredEntry => ({ key, author, n, bytes }))
    },
    async remove(room, key) {
      const transaction = (await database()).transaction('outbox', 'readwrite', strict)
      await completed(transaction, async () => {
        const known = await transaction.store.index('entry').getKey([room, key])
        if (known !== undefined) await transaction.store.delete(known)
      })
    },
  }
}

export const outboxStore: OutboxStore = makeOutboxStore(syncDatabase)
