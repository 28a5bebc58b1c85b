/**
 * How far this device has read each bill's log, and how far it was told the log goes: what a doorbell's head is compared with
 * while a bill is closed. A hint, not a truth: a lost row only means one "changed" more or less.
 */
import type { BillId } from '../../crdt/ids.ts'
import type { Database } from './database.ts'
import { type Head, type SyncSchema, syncDatabase } from './sync-database.ts'

export interface Heads {
  get(id: BillId): Promise<Head | undefined>
  put(id: BillId, head: Head): Promise<void>
  remove(id: BillId): Promise<void>
}

export function makeHeads(database: Database<SyncSchema>): Heads {
  return {
    get: async id => (await database()).get('heads', id),
    put: async (id, head) => void (await (await database()).put('heads', head, id)),
    remove: async id => (await database()).delete('heads', id),
  }
}

export const heads: Heads = makeHeads(syncDatabase)
