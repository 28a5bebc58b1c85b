import { beforeEach, describe, expect, it, vi } from 'vitest'
import { makeOutboxStore } from '../../../client/storage/outbox.ts'
import { openSyncDatabase } from '../../../client/storage/sync-database.ts'
import { waitingChanges } from '../../../client/storage/waiting.ts'
import type { BillId, ItemId, RoomId } from '../../../crdt/ids.ts'
import { nothingWaits } from '../../../crdt/replica.ts'
import type { StoredEntry } from '../../../crdt/sync/outbox.ts'
import type { OutboxStore } from '../../../crdt/sync/room.ts'
import { makeMemoryOutbox } from '../../world/memory-outbox.ts'
import { Disk } from './disk.ts'

const room = 'a'.repeat(43) as RoomId
const otherRoom = 'b'.repeat(43) as RoomId
const entry = (key: string, n: number): StoredEntry => ({
  key,
  author: '0123456789abcdef',
  n,
  bytes: new Uint8Array([n, 2, 3]),
})

let disk: Disk
beforeEach(() => {
  disk = new Disk()
})

/** The promises that every outbox keeps, whatever it is made of. */
const stores: readonly [name: string, make: () => OutboxStore][] = [
  ['in IndexedDB', () => makeOutboxStore(openSyncDatabase())],
  ['in memory', makeMemoryOutbox],
]

describe.each(stores)('an outbox %s', (_name, make) => {
  it('gives a room’s entries in the order in which they were put, whatever their keys', async () => {
    const store = make()
    for (const [key, n] of [
      ['ff', 1],
      ['00', 2],
      ['7f', 3],
    ] as const)
      await store.put(room, entry(key, n))
    await store.put(otherRoom, entry('11', 9))
    expect(await store.list(room)).toEqual([entry('ff', 1), entry('00', 2), entry('7f', 3)])
    expect(await store.list(otherRoom)).toEqual([entry('11', 9)])
  })

  it('keeps one of two equal ones, in its first place', async () => {
    const store = make()
    await store.put(room, entry('ff', 1))
    await store.put(room, entry('00', 2))
    await store.put(room, entry('ff', 1))
    expect((await store.list(room)).map(({ key }) => key)).toEqual(['ff', '00'])
  })

  it('removes from one room only, and does not mind what is not there', async () => {
    const store = make()
    await store.put(room, entry('ff', 1))
    await store.put(otherRoom, entry('ff', 1))
    await store.remove(room, 'ff')
    await store.remove(room, 'never was')
    expect(await store.list(room)).toEqual([])
    expect(await store.list(otherRoom)).toHaveLength(1)
  })

  it('keeps its own copy of the bytes', async () => {
    const store = make()
    const large = new Uint8Array(1_000).fill(7)
    const put = store.put(room, { ...entry('ff', 1), bytes: large.subarray(10, 13) })
    await put
    large.fill(0)
    const [kept] = await store.list(room)
    expect(kept?.bytes).toEqual(new Uint8Array([7, 7, 7]))
    expect(kept?.bytes.buffer.byteLength).toBe(3)
  })
})

describe('the outbox on disk', () => {
  it('is there for the next run', async () => {
    await makeOutboxStore(openSyncDatabase()).put(room, entry('ff', 1))
    disk.kill()
    expect(await makeOutboxStore(openSyncDatabase()).list(room)).toEqual([entry('ff', 1)])
  })

  it('says that it has an entry only when the transaction has completed, with strict durability', async () => {
    const store = makeOutboxStore(openSyncDatabase())
    await store.list(room)
    disk.failing = 1
    await expect(store.put(room, entry('ff', 1))).rejects.toThrow()
    expect(await store.list(room)).toEqual([])
    await store.put(room, entry('ff', 1))
    expect(disk.durabilities()).toEqual(new Set(['strict']))
  })

  it('opens again after the browser closed it', async () => {
    const store = makeOutboxStore(openSyncDatabase())
    await store.put(room, entry('ff', 1))
    disk.forceClose()
    await store.put(room, entry('00', 2))
    expect(await store.list(room)).toHaveLength(2)
  })

  it('refuses when there is no database, and works when there is one again', async () => {
    const store = makeOutboxStore(openSyncDatabase())
    disk.refusing = true
    await expect(store.put(room, entry('ff', 1))).rejects.toThrow()
    disk.refusing = false
    await store.put(room, entry('ff', 1))
    expect(await store.list(room)).toHaveLength(1)
  })
})

describe('what waits', () => {
  const bill = 'bill00000000' as BillId
  const items = (n: number) => [`item${String(n).padStart(4, '0')}` as ItemId]

  it('is there after a reload, the latest of many', async () => {
    const waiting = waitingChanges(bill, openSyncDatabase())
    expect(await waiting.load()).toEqual(nothingWaits)
    for (let n = 1; n <= 50; n++) waiting.save({ count: n, items: items(n) })
    const next = waitingChanges(bill, openSyncDatabase())
    await vi.waitFor(async () => expect(await next.load()).toEqual({ count: 50, items: items(50) }))
    waiting.save(nothingWaits)
    await vi.waitFor(async () => expect(await next.load()).toEqual(nothingWaits))
  })

  it('is read from what an older build kept, and junk is nothing', async () => {
    const database = openSyncDatabase()
    const keep = async (value: unknown) => (await database()).put('waiting', value as number, bill)
    const waiting = waitingChanges(bill, database)
    await keep(3)
    expect(await waiting.load()).toEqual({ count: 3, items: [] })
    await keep({ count: 2, items: ['item0001', 'no id', 7] })
    expect(await waiting.load()).toEqual({ count: 2, items: ['item0001'] })
    for (const junk of [-1, 1.5, 'three', null, { count: 0, items: ['item0001'] }, { items: [] }]) {
      await keep(junk)
      expect(await waiting.load()).toEqual(nothingWaits)
    }
  })

  it('does without a disk', async () => {
    disk.refusing = true
    const waiting = waitingChanges(bill, openSyncDatabase())
    waiting.save({ count: 3, items: [] })
    await expect(waiting.load()).rejects.toThrow()
  })
})
