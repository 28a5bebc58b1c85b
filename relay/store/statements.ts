/** What the SQLite store asks its tables (schema.ts), prepared once. */
import type { Database } from './database.ts'

/** A row of `entries` as it is read. */
export interface EntryRow {
  readonly id: number
  readonly number: number
  readonly hash: Uint8Array
  readonly prefix: Uint8Array
  readonly bytes: Uint8Array
}

export interface SizeRow {
  readonly number: number
  readonly size: number
}

/** Statements by what they do; parameters in the order of their question marks. */
export function prepareStatements(db: Database) {
  return {
    room: db.prepare('SELECT id, log_id AS logId FROM rooms WHERE room = ?'),
    addRoom: db.prepare('INSERT INTO rooms (room, log_id) VALUES (?, ?)'),
    setLogId: db.prepare('UPDATE rooms SET log_id = ? WHERE id = ?'),
    end: db.prepare('SELECT number, prefix FROM entries WHERE room = ? ORDER BY number DESC LIMIT 1'),
    live: db.prepare(
      'SELECT coalesce(sum(length(bytes)), 0) AS bytes, coalesce(max(covers), 0) AS covered FROM entries WHERE room = ? AND retired_at IS NULL',
    ),
    prefixAt: db.prepare('SELECT prefix FROM entries WHERE room = ? AND number = ?'),
    numberOf: db.prepare('SELECT number FROM entries WHERE room = ? AND hash = ? AND retired_at IS NULL'),
    add: db.prepare(
      'INSERT INTO entries (room, number, covers, hash, prefix, bytes) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (room, hash) WHERE retired_at IS NULL DO NOTHING',
    ),
    bytesUpTo: db.prepare(
      'SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM entries WHERE room = ? AND number <= ? AND retired_at IS NULL',
    ),
    retire: db.prepare(
      'UPDATE entries SET retired_at = ? WHERE room = ? AND number <= ? AND retired_at IS NULL',
    ),
    sizesAfter: db.prepare(
      'SELECT number, length(bytes) AS size FROM entries WHERE room = ? AND number > ? AND retired_at IS NULL ORDER BY number LIMIT ?',
    ),
    between: db.prepare(
      'SELECT id, number, hash, prefix, bytes FROM entries WHERE room = ? AND number > ? AND number <= ? AND retired_at IS NULL ORDER BY number',
    ),
    allLive: db.prepare(
      'SELECT id, number, hash, prefix, bytes FROM entries WHERE room = ? AND retired_at IS NULL ORDER BY number',
    ),
    dropRetired: db.prepare('DELETE FROM entries WHERE room = ? AND retired_at IS NOT NULL'),
    drop: db.prepare('DELETE FROM entries WHERE id = ?'),
    renumber: db.prepare('UPDATE entries SET number = ?, prefix = ?, covers = 0 WHERE id = ?'),
    // Rows are never reused: the last id is the count. Counting itself would read the whole file.
    stats: db.prepare(
      'SELECT coalesce((SELECT max(id) FROM rooms), 0) AS rooms, coalesce((SELECT max(id) FROM entries), 0) AS entries, page_count * page_size AS sizeBytes FROM pragma_page_count, pragma_page_size',
    ),
  }
}
