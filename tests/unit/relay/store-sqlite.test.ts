import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { equalBytes } from '../../../crdt/bytes.ts'
import { proof } from '../../../relay/hash.ts'
import { StoreError } from '../../../relay/store/database.ts'
import { createSqliteStore, type SqliteStoreOptions } from '../../../relay/store/sqlite.ts'
import type { Store } from '../../../relay/store/store.ts'
import { entryOf, roomNamed } from './entries.ts'
import { append, nowhere, prefixOf, readAll, storeContract } from './store-contract.ts'

const cleanUp: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'relay-store-'))
  cleanUp.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

function open(dataDir: string, more: Partial<SqliteStoreOptions> = {}): Store {
  const store = createSqliteStore({
    dataDir,
    roomBytes: 10_000,
    minFreeBytes: 1,
    newLogId: () => new Uint8Array(randomBytes(16)),
    nowMs: () => 0,
    ...more,
  })
  cleanUp.push(() => store.close().catch(() => {}))
  return store
}

const room = roomNamed(1)

describe('SQLite store', () => {
  storeContract(async () => open(freshDir()))

  test('is all there after closing and opening again', async () => {
    const dir = freshDir()
    const first = open(dir)
    const entries = [entryOf(1), entryOf(2), entryOf(3)]
    for (const entry of entries) await append(first, room, entry)
    const logId = (await first.open(room, nowhere))?.logId ?? new Uint8Array(16)
    await append(first, room, entryOf(4), { logId, covers: 2, prefix: prefixOf(entries.slice(0, 2)) })
    const before = await first.open(room, nowhere)
    await first.close()

    const second = open(dir)
    expect(await second.open(room, nowhere)).toEqual(before)
    expect(await append(second, room, entryOf(3))).toMatchObject({ number: 3, dup: true })
    expect(await append(second, room, entryOf(5))).toMatchObject({ number: 5 })
    const stale = { logId, covers: 1, prefix: prefixOf([entryOf(1)]) }
    expect(await append(second, room, entryOf(6), stale)).toEqual({ ok: false, reason: 'snapshotStale' })
  })

  test('a second relay on the same folder is refused by name', () => {
    const dir = freshDir()
    open(dir)
    expect(() => open(dir, { lockTimeoutMs: 50 })).toThrow(
      new StoreError(`DATA_DIR: another relay is using "${dir}"`),
    )
  })

  test('a file that is no database is refused by name', () => {
    const dir = freshDir()
    writeFileSync(join(dir, 'relay.sqlite'), randomBytes(8192))
    expect(() => open(dir)).toThrow(new StoreError(`DATA_DIR: the database in "${dir}" cannot be used`))
  })

  test('refuses writes and goes on reading when the disk is nearly full', async () => {
    const dir = freshDir()
    const before = open(dir)
    await append(before, room, entryOf(1))
    await before.close()
    const store = open(dir, { minFreeBytes: Number.MAX_SAFE_INTEGER })
    expect(await append(store, room, entryOf(2))).toEqual({ ok: false, reason: 'storageFull' })
    expect((await store.stats()).full).toBe(true)
    expect((await readAll(store, room)).length).toBe(1)
  })

  /** Changes one cell of the row that ends with a number, as a disk might. */
  function damage(dir: string, column: string, number: number, change: (cell: Uint8Array) => Uint8Array) {
    const db = new DatabaseSync(join(dir, 'relay.sqlite'))
    const row = db.prepare(`SELECT ${column} AS cell FROM runs WHERE number = ?`).get(number) as {
      cell: Uint8Array
    }
    db.prepare(`UPDATE runs SET ${column} = ? WHERE number = ?`).run(change(row.cell), number)
    db.close()
  }

  const flipAt =
    (at: number) =>
    (cell: Uint8Array): Uint8Array => {
      cell[at] = (cell[at] ?? 0) ^ 1
      return cell
    }

  test.each([
    ['a flipped bit in its bytes', 'bytes', flipAt(5), 1],
    ['a flipped bit in its hash', 'contents', flipAt(5), 1],
    ['a flipped bit in its size', 'contents', flipAt(35), 1],
    ['a flipped bit in its prefix', 'prefix', flipAt(5), 0],
    ['bytes that are cut', 'bytes', (cell: Uint8Array) => cell.subarray(1), 1],
    ['contents that are cut', 'contents', (cell: Uint8Array) => cell.subarray(1), 1],
    ['no contents', 'contents', () => new Uint8Array(0), 1],
  ] as const)('a row with %s starts a new log with what is sound', async (_, column, change, dropped) => {
    const dir = freshDir()
    const store = open(dir)
    const entries = [1, 2, 3, 4].map(id => entryOf(id))
    for (const entry of entries) await append(store, room, entry)
    const before = await store.open(room, nowhere)
    await store.close()
    damage(dir, column, 2, change)

    const damaged: number[] = []
    const healed = open(dir, { onDamage: (_, dropped) => damaged.push(dropped) })
    const page = await healed.readAfter(room, 0, 100_000)
    expect(page).toMatchObject({ kind: 'newLog', head: 4 - dropped, dropped })
    expect(damaged).toEqual([dropped])
    const sound = dropped === 0 ? entries : entries.filter((_, index) => index !== 1)
    expect((await readAll(healed, room)).map(({ entry }) => entry)).toEqual(sound)
    const after = await healed.open(room, nowhere)
    expect(equalBytes(after?.logId ?? nowhere.logId, before?.logId ?? nowhere.logId)).toBe(false)
    const place = { logId: after?.logId ?? nowhere.logId, covers: 2, prefix: prefixOf(sound.slice(0, 2)) }
    expect((await healed.open(room, place))?.agrees).toBe(true)
  })

  test('of entries that were committed together, only the damaged one is dropped', async () => {
    const dir = freshDir()
    const store = open(dir)
    const entries = [1, 2, 3, 4].map(id => entryOf(id))
    await store.append(entries.map(entry => ({ room, entry, snapshot: null })))
    await store.close()
    damage(dir, 'bytes', 4, flipAt(105))
    const healed = open(dir)
    expect(await healed.readAfter(room, 2, 100_000)).toMatchObject({ kind: 'newLog', head: 3, dropped: 1 })
    const sound = entries.filter((_, index) => index !== 1)
    expect((await readAll(healed, room)).map(({ entry }) => entry)).toEqual(sound)
    expect(await append(healed, room, entryOf(2))).toMatchObject({ number: 4, dup: false })
  })

  test('hashes that begin alike are told apart', async () => {
    const store = open(freshDir(), { roomBytes: 1e9 })
    // Found by search: the first four bytes of their hashes are the same.
    const [one, two] = [25_349, 61_384].map(id => {
      const entry = new Uint8Array(100)
      new DataView(entry.buffer).setUint32(0, id)
      return entry
    }) as [Uint8Array, Uint8Array]
    expect(proof.entryHash(one).slice(0, 4)).toEqual(proof.entryHash(two).slice(0, 4))
    const results = await store.append([one, two, one, two].map(entry => ({ room, entry, snapshot: null })))
    expect(results.map(result => result.ok && [result.number, result.dup])).toEqual([
      [1, false],
      [2, false],
      [1, true],
      [2, true],
    ])
    store.release(room)
    expect(await append(store, room, two)).toMatchObject({ number: 2, dup: true })
  })

  test('a file of version 1, which had a row for each entry, is read on', async () => {
    const dir = freshDir()
    const entries = [1, 2, 3, 4].map(id => entryOf(id, 100 + id))
    const logId = new Uint8Array(randomBytes(16))
    const old = new DatabaseSync(join(dir, 'relay.sqlite'))
    old.exec(`
      CREATE TABLE rooms (id INTEGER PRIMARY KEY, room BLOB NOT NULL UNIQUE, log_id BLOB NOT NULL) STRICT;
      CREATE TABLE entries (id INTEGER PRIMARY KEY, room INTEGER NOT NULL, number INTEGER NOT NULL, covers INTEGER NOT NULL,
        retired_at INTEGER, hash BLOB NOT NULL, prefix BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
      CREATE UNIQUE INDEX entries_by_number ON entries (room, number);
      CREATE UNIQUE INDEX live_by_hash ON entries (room, hash) WHERE retired_at IS NULL;
      PRAGMA user_version = 1;`)
    old.prepare('INSERT INTO rooms VALUES (1, ?, ?)').run(Buffer.from(room, 'base64url'), logId)
    const add = old.prepare('INSERT INTO entries VALUES (?, 1, ?, 0, ?, ?, ?, ?)')
    for (const [index, entry] of entries.entries()) {
      const prefix = prefixOf(entries.slice(0, index + 1))
      add.run(index + 1, index + 1, index === 0 ? 1 : null, proof.entryHash(entry), prefix, entry)
    }
    old.close()

    const store = open(dir)
    expect(await readAll(store, room)).toEqual(
      entries.slice(1).map((entry, index) => ({ number: index + 2, entry })),
    )
    expect(await append(store, room, entryOf(3, 103))).toMatchObject({ number: 3, dup: true })
    expect(await append(store, room, entryOf(1, 101))).toMatchObject({ number: 5, dup: false })
    const place = { logId, covers: 4, prefix: prefixOf(entries) }
    expect(await store.open(room, place)).toMatchObject({ head: 5, agrees: true })
    expect((await store.stats()).entries).toBe(5)
  })

  test('everything that was acknowledged is there after kill -9 in mid-append', async () => {
    const dir = freshDir()
    const acked = await appendUntilKilled(dir, 400)
    const store = open(dir, { roomBytes: Number.MAX_SAFE_INTEGER })
    const kept = await readAll(store, room, 0, 1_000_000)
    expect(acked).toBeGreaterThanOrEqual(400)
    expect(kept.length).toBeGreaterThanOrEqual(acked)
    expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index + 1))
    expect(kept.every(({ number, entry }) => equalBytes(entry, entryOf(number, 300)))).toBe(true)
  })
})

/** Starts a process that appends without end, kills it with -9 and gives the last number it had acknowledged. */
function appendUntilKilled(dir: string, atLeast: number): Promise<number> {
  const script = `
    import { runnerImport } from 'vite'
    const options = { configFile: false, logLevel: 'error' }
    const { module } = await runnerImport('./tests/unit/relay/append-forever.ts', options)
    await module.appendForever(${JSON.stringify(dir)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', chunk => {
      printed += String(chunk)
      if (lastNumber(printed) >= atLeast) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', () => resolve(lastNumber(printed)))
  })
}

const lastNumber = (printed: string): number => Number(printed.split('\n').at(-2) ?? 0)
