/** What the SQLite store asks its tables (schema.ts), prepared once. */
import type { Database } from './database.ts'

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
    lastId: db.prepare('SELECT coalesce(max(id), 0) AS id FROM runs'),
    end: db.prepare('SELECT number, prefix FROM runs WHERE room = ? ORDER BY number DESC LIMIT 1'),
    live: db.prepare(
      'SELECT coalesce(sum(length(bytes)), 0) AS bytes, coalesce(max(covers), 0) AS covered FROM runs WHERE room = ? AND retired_at IS NULL',
    ),
    liveContents: db.prepare(
      'SELECT number, contents FROM runs WHERE room = ? AND retired_at IS NULL ORDER BY number',
    ),
    liveContentsAt: db.prepare(
      'SELECT number, contents FROM runs WHERE room = ? AND number >= ? AND retired_at IS NULL ORDER BY number LIMIT 1',
    ),
    prefixAt: db.prepare('SELECT prefix FROM runs WHERE room = ? AND number = ?'),
    runAfter: db.prepare(
      'SELECT number, contents FROM runs WHERE room = ? AND number > ? ORDER BY number LIMIT 1',
    ),
    add: db.prepare(
      'INSERT INTO runs (id, room, number, covers, contents, prefix, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    bytesUpTo: db.prepare(
      'SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM runs WHERE room = ? AND number <= ? AND retired_at IS NULL',
    ),
    retire: db.prepare(
      'UPDATE runs SET retired_at = ? WHERE room = ? AND number <= ? AND retired_at IS NULL',
    ),
    liveRunAfter: db.prepare(
      'SELECT id, number, contents, prefix, bytes FROM runs WHERE room = ? AND number > ? AND retired_at IS NULL ORDER BY number LIMIT 1',
    ),
    sizesAfter: db.prepare(
      'SELECT number, length(bytes) AS size FROM runs WHERE room = ? AND number > ? AND retired_at IS NULL ORDER BY number LIMIT ?',
    ),
    between: db.prepare(
      'SELECT id, number, contents, prefix, bytes FROM runs WHERE room = ? AND number > ? AND number <= ? AND retired_at IS NULL ORDER BY number',
    ),
    allLive: db.prepare(
      'SELECT id, number, contents, prefix, bytes FROM runs WHERE room = ? AND retired_at IS NULL ORDER BY number',
    ),
    dropRetired: db.prepare('DELETE FROM runs WHERE room = ? AND retired_at IS NOT NULL'),
    drop: db.prepare('DELETE FROM runs WHERE id = ?'),
    rewrite: db.prepare(
      'UPDATE runs SET number = ?, covers = 0, contents = ?, prefix = ?, bytes = ? WHERE id = ?',
    ),
    // Counting itself would read the whole file; ids count what was ever taken.
    stats: db.prepare(
      'SELECT coalesce((SELECT max(id) FROM rooms), 0) AS rooms, coalesce((SELECT max(id) FROM runs), 0) AS entries, page_count * page_size AS sizeBytes FROM pragma_page_count, pragma_page_size',
    ),
  }
}

export type Statements = ReturnType<typeof prepareStatements>
