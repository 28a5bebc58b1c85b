/** The database `billington-sync`: what is on its way to relays. Losing it loses nothing that the documents do not hold. */
import type { DBSchema } from 'idb'
import { type Database, lazyDatabase } from './database.ts'

/** A sealed entry as it waits; `bytes` are what will be sent, unreadable without the bill's keys. */
export interface OutboxRow {
  readonly room: string
  readonly key: string
  readonly author: string
  readonly n: number
  readonly bytes: Uint8Array
}

export interface Head {
  /** Hexadecimal. */
  readonly logId: string
  /** The highest number that is read, or was announced. */
  readonly number: number
  /** The highest number that is read; absent in what older builds noted. */
  readonly read?: number
}

export interface SyncSchema extends DBSchema {
  /** Keys count up, so that a room's rows come in the order in which they were put. */
  outbox: { key: number; value: OutboxRow; indexes: { room: string; entry: [string, string] } }
  /** By bill: which own changes the relay has not acknowledged; builds before kept their number alone. */
  waiting: { key: string; value: number | { readonly count: number; readonly items: string[] } }
  /** By bill: how far its log was read, or is known to go. */
  heads: { key: string; value: Head }
}

export function openSyncDatabase(): Database<SyncSchema> {
  return lazyDatabase<SyncSchema>('billington-sync', 1, db => {
    const outbox = db.createObjectStore('outbox', { autoIncrement: true })
    outbox.createIndex('room', 'room')
    outbox.createIndex('entry', ['room', 'key'], { unique: true })
    db.createObjectStore('waiting')
    db.createObjectStore('heads')
  })
}

export const syncDatabase = openSyncDatabase()
