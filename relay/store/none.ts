/**
 * Keeps nothing (PROTOCOL.md 7.13): numbers entries from 1 while a room has members. Every `open` starts a new log, so
 * that whoever was there offers what the newcomer lacks; an append that resolves means forwarded, no more.
 */
import type { RoomId } from '../../crdt/ids.ts'
import type { Appended, AppendRequest, LogState, Page, Store, StoreStats } from './store.ts'

export function createNoStore(newLogId: () => Uint8Array): Store {
  const logs = new Map<RoomId, { readonly logId: Uint8Array; head: number }>()
  const begin = (room: RoomId) => {
    const log = { logId: newLogId(), head: 0 }
    logs.set(room, log)
    return log
  }
  return {
    keeps: false,
    async open(room): Promise<LogState> {
      return { logId: begin(room).logId, head: 0, agrees: false }
    },
    async append(batch: readonly AppendRequest[]): Promise<readonly Appended[]> {
      return batch.map(({ room }) => {
        const log = logs.get(room) ?? begin(room)
        return { ok: true, number: ++log.head, dup: false, logId: log.logId }
      })
    },
    async readAfter(): Promise<Page> {
      return { kind: 'entries', entries: [] }
    },
    release(room) {
      logs.delete(room)
    },
    async stats(): Promise<StoreStats> {
      return { rooms: logs.size, entries: 0, sizeBytes: 0, full: false }
    },
    async close() {
      logs.clear()
    },
  }
}
