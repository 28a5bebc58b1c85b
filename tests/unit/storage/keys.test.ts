import { beforeEach, describe, expect, it } from 'vitest'
import { deviceSeed } from '../../../client/storage/device.ts'
import { type BillKeys, makeKeysStore, openKeysDatabase } from '../../../client/storage/keys.ts'
import type { BillId, PersonId, RoomId } from '../../../crdt/ids.ts'
import { seededRandom } from '../../world/random.ts'
import { Disk } from './disk.ts'

let disk: Disk
beforeEach(() => {
  disk = new Disk()
})

const room = 'r'.repeat(43) as RoomId
const ownBill: BillKeys = {
  id: 'ownbill00000' as BillId,
  role: 'edit',
  standing: 'own',
  me: null,
  device: null,
  adminSeed: null,
  editSeed: null,
  viewSeed: null,
  adminCommitment: null,
  writePublicKey: null,
  relay: null,
  room: null,
  lookedAt: null,
}
const sharedBill: BillKeys = {
  ...ownBill,
  id: 'shared000000' as BillId,
  adminSeed: new Uint8Array(16).fill(1),
  editSeed: new Uint8Array(16).fill(2),
  viewSeed: new Uint8Array(16).fill(3),
  adminCommitment: new Uint8Array(16).fill(4),
  writePublicKey: new Uint8Array(32).fill(5),
  relay: 'bill.example',
  room,
}

describe('the keys of bills', () => {
  it('come back as they were put, also to the next run', async () => {
    const store = makeKeysStore(openKeysDatabase())
    await store.put(ownBill)
    await store.put(sharedBill)
    disk.kill()
    const next = makeKeysStore(openKeysDatabase())
    expect(await next.get(sharedBill.id)).toEqual(sharedBill)
    expect(await next.list()).toEqual([ownBill, sharedBill])
    expect(await next.get('nothing00000' as BillId)).toBeUndefined()
  })

  it('are found by their room; bills in no room are not', async () => {
    const store = makeKeysStore(openKeysDatabase())
    await store.put(ownBill)
    await store.put(sharedBill)
    expect((await store.findByRoom(room))?.id).toBe(sharedBill.id)
    expect(await store.findByRoom('x'.repeat(43) as RoomId)).toBeUndefined()
  })

  it('are replaced and removed', async () => {
    const store = makeKeysStore(openKeysDatabase())
    await store.put(ownBill)
    await store.put({ ...sharedBill, id: ownBill.id })
    expect(await store.list()).toHaveLength(1)
    await store.remove(ownBill.id)
    expect(await store.list()).toEqual([])
  })

  it('are changed from what is on disk, so that no tab writes over what another has just put there', async () => {
    const [one, two] = [makeKeysStore(openKeysDatabase()), makeKeysStore(openKeysDatabase())]
    await one.put(ownBill)
    const me = 'maya0000' as PersonId
    const share = one.change(ownBill.id, now => ({
      ...sharedBill,
      ...now,
      room,
      adminSeed: sharedBill.adminSeed,
    }))
    const sit = two.change(ownBill.id, now => ({ ...ownBill, ...now, me }))
    await share
    expect(await sit).toMatchObject({ me, room, adminSeed: sharedBill.adminSeed })
    expect(await one.get(ownBill.id)).toEqual(await sit)
    disk.failing = 1
    await expect(two.change(ownBill.id, () => ownBill)).rejects.toThrow()
    expect((await one.get(ownBill.id))?.room).toBe(room)
  })

  it('are kept only once the transaction has completed, with strict durability', async () => {
    const store = makeKeysStore(openKeysDatabase())
    await store.list()
    disk.failing = 1
    await expect(store.put(sharedBill)).rejects.toThrow()
    expect(await store.list()).toEqual([])
    await store.put(sharedBill)
    await store.remove(sharedBill.id)
    expect(disk.durabilities()).toEqual(new Set(['strict']))
  })

  it('do not keep another tab from upgrading the database', async () => {
    const store = makeKeysStore(openKeysDatabase())
    await store.put(ownBill)
    const upgraded = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('billington-keys', 2)
      request.onblocked = () => reject(new Error('blocked'))
      request.onsuccess = () => resolve(request.result)
    })
    expect(upgraded.version).toBe(2)
    upgraded.close()
    // This tab is the older app now: it cannot open the newer database, and says so.
    await expect(store.list()).rejects.toThrow()
  })
})

describe('the seed of the device', () => {
  it('is made once and is the same for all tabs, even at the same moment', async () => {
    const tabs = [openKeysDatabase(), openKeysDatabase(), openKeysDatabase()]
    const seeds = await Promise.all(tabs.map((tab, i) => deviceSeed(seededRandom(i).fill, tab)))
    expect(seeds[0]).toHaveLength(16)
    expect(new Set(seeds.map(String)).size).toBe(1)
    disk.kill()
    expect(await deviceSeed(seededRandom(99).fill, openKeysDatabase())).toEqual(seeds[0])
  })
})
