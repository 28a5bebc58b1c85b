/**
 * The SQLite file's tables. Entries lie in the order they arrived (rowid), with an index by number: appends of many
 * rooms then go to one end of the table, three times as fast as a table clustered by room. `prefix` is the log's
 * prefix at that number (PROTOCOL.md 5.4); `hash` is the digest of the bytes, checked whenever they are read, because
 * SQLite itself notices few flipped bytes. Retired entries are dead weight kept for a while, so that a client that was
 * away finds its place in the log.
 */
export const schemaVersion = 1

export const schema = `
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    room BLOB NOT NULL UNIQUE,
    log_id BLOB NOT NULL
  ) STRICT;
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    number INTEGER NOT NULL,
    covers INTEGER NOT NULL,
    retired_at INTEGER,
    hash BLOB NOT NULL,
    prefix BLOB NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_by_number ON entries (room, number);
  CREATE UNIQUE INDEX live_by_hash ON entries (room, hash) WHERE retired_at IS NULL;
  PRAGMA user_version = ${schemaVersion};
`

/** WAL with FULL: a commit has reached the disk when it returns. Deleted bytes are overwritten. */
export const pragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 33554432;
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32768;
`
