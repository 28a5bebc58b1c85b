/** The durable outbox as a test wants it: in memory, with the same promises and the same order. */
import type { StoredEntry } from '../../crdt/sync/outbox.ts'
import type { OutboxStore } from '../../crdt/sync/room.ts'

export function makeMemoryOutbox(): OutboxStore {
  const rooms = new Map<string, Map<string, StoredEntry>>()
  return {
    async put(room, { key, author, n, bytes }) {
      const entries = rooms.get(room) ?? new Map()
      rooms.set(room, entries)
      if (!entries.has(key)) entries.set(key, { key, author, n, bytes: bytes.slice() })
    },
    list: async room => [...(rooms.get(room)?.values() ?? [])],
    async remove(room, key) {
      rooms.get(room)?.delete(key)
    },
  }
}
