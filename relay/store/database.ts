/**
 * Opening the SQLite file, keeping others out of it, and transactions. The only file that names the SQLite module:
 * Node 22's node:sqlite has the same API.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { fromVersion1, pragmas, schema, schemaVersion } from './schema.ts'

export type Database = InstanceType<typeof DatabaseSync>

/** A store cannot be had; the message says why, to the person who starts the relay. */
export class StoreError extends Error {}

/** Runs work as one transaction; anything it throws undoes all of it. */
export function inTransaction<Result>(db: Database, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** SQLITE_FULL and the I/O errors that a full disk gives instead. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /disk is full|disk I\/O error|SQLITE_FULL/i.test(error.message)
}

/**
 * Takes the folder for this process until it ends, however it ends: the store caches where each log ends, so a second
 * relay on the same file must fail at once and clearly. A file of its own, because the module keeps a database's lock
 * after `close` for as long as its statements are not collected. Throws StoreError.
 */
export function lockFolder(dataDir: string, timeoutMs: number): Database {
  let lock: Database
  try {
    mkdirSync(dataDir, { recursive: true })
    lock = new DatabaseSync(join(dataDir, 'relay.lock'), { timeout: timeoutMs })
  } catch {
    throw new StoreError(`DATA_DIR: nothing can be written in "${dataDir}"`)
  }
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch {
    lock.close()
    throw new StoreError(`DATA_DIR: another relay is using "${dataDir}"`)
  }
}

/** Opens or creates the file in a folder that is ours. Throws StoreError. */
export function openDatabase(dataDir: string): Database {
  const unusable = new StoreError(`DATA_DIR: the database in "${dataDir}" cannot be used`)
  let db: Database
  try {
    db = new DatabaseSync(join(dataDir, 'relay.sqlite'))
  } catch {
    throw unusable
  }
  try {
    db.exec(pragmas)
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version > schemaVersion) throw new StoreError(`DATA_DIR: "${dataDir}" was written by a newer version`)
    if (version < schemaVersion) inTransaction(db, () => db.exec(version === 0 ? schema : fromVersion1))
    return db
  } catch (error) {
    db.close()
    throw error instanceof StoreError ? error : unusable
  }
}
