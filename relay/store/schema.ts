/**
 * The SQLite file's tables. A row of `runs` holds entries of one room that follow one another and were committed
 * together: a busy turn of the event loop costs a row for each room, not for each entry. Rows lie in the order they
 * arrived (rowid), with an index by number: appends of many rooms then go to one end of the table, three times as fast
 * as a table clustered by room. Measured for 400 entries of 80 rooms a commit: 4 us of CPU an entry, against 17 us with
 * a row for each and an index by hash.
 *
 * `id` counts the entries ever taken, up to this run's last; `number` is its last entry's, `prefix` the log's prefix
 * there (PROTOCOL.md 5.4). `contents` has for each entry its hash (32 bytes) and its size (u32); it is checked whenever
 * entries are read, because SQLite itself notices few flipped bytes. `covers` is the highest that a snapshot in the run
 * covers. Retired runs are dead weight kept for a while, so that a client that was away finds its place in the log.
 */
export const schemaVersion = 2

const runs = `
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    number INTEGER NOT NULL,
    covers INTEGER NOT NULL,
    retired_at INTEGER,
    contents BLOB NOT NULL,
    prefix BLOB NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
`

const ready = `
  CREATE UNIQUE INDEX runs_by_number ON runs (room, number);
  PRAGMA user_version = ${schemaVersion};
`

export const schema = `
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    room BLOB NOT NULL UNIQUE,
    log_id BLOB NOT NULL
  ) STRICT;
  ${runs}
  ${ready}
`

/** From version 1, which had a row for each entry: each becomes a run of its own. */
export const fromVersion1 = `
  ${runs}
  INSERT INTO runs (id, room, number, covers, retired_at, contents, prefix, bytes)
    SELECT id, room, number, covers, retired_at,
      CAST(hash || unhex(printf('%08x', length(bytes))) AS BLOB), prefix, bytes
    FROM entries ORDER BY id;
  DROP TABLE entries;
  ${ready}
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
