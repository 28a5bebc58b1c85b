import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { equalBytes } from '../../../crdt/bytes.ts'
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

  test.each(['bytes', 'hash', 'prefix'])(
    'a row with a flipped bit in its %s starts a new log with what is sound',
    async column => {
      const dir = freshDir()
      const store = open(dir)
      const entries = [1, 2, 3, 4].map(id => entryOf(id))
      for (const entry of entries) await append(store, room, entry)
      const before = await store.open(room, nowhere)
      await store.close()
      const db = new DatabaseSync(join(dir, 'relay.sqlite'))
      const row = db.prepare(`SELECT ${column} AS cell FROM entries WHERE number = 2`).get() as {
        cell: Uint8Array
      }
      row.cell[5] = (row.cell[5] ?? 0) ^ 1
      db.prepare(`UPDATE entries SET ${column} = ? WHERE number = 2`).run(row.cell)
      db.close()

      const damage: number[] = []
      const healed = open(dir, { onDamage: (_, dropped) => damage.push(dropped) })
      const page = await healed.readAfter(room, 0, 100_000)
      const dropped = column === 'prefix' ? 0 : 1
      expect(page).toMatchObject({ kind: 'newLog', head: 4 - dropped, dropped })
      expect(damage).toEqual([dropped])
      const sound = column === 'prefix' ? entries : entries.filter((_, index) => index !== 1)
      expect((await readAll(healed, room)).map(({ entry }) => entry)).toEqual(sound)
      const after = await healed.open(room, nowhere)
      expect(equalBytes(after?.logId ?? nowhere.logId, before?.logId ?? nowhere.logId)).toBe(false)
      const place = { logId: after?.logId ?? nowhere.logId, covers: 2, prefix: prefixOf(sound.slice(0, 2)) }
      expect((await healed.open(room, place))?.agrees).toBe(true)
    },
  )

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
