import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { BillKeys } from '../../../client/storage/keys.ts'
import type { SummaryRow } from '../../../client/storage/summaries.ts'
import type { BillId } from '../../../crdt/ids.ts'
import { Disk } from './disk.ts'

const dayMs = 86_400_000

beforeEach(() => {
  new Disk()
  // The stores open their databases once; each test gets them fresh.
  vi.resetModules()
})

const keys = (id: string, patch: Partial<BillKeys>): BillKeys => ({
  id: id as BillId,
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
  ...patch,
})

const row = (id: string): SummaryRow => ({
  id: id as BillId,
  title: id,
  currency: 'EUR',
  day: '2026-11-23',
  people: [],
  myBalanceMinor: 0,
  myShareMinor: 0,
  myUnpaidMinor: 0,
  hasMe: true,
  changedAtMs: 1,
  lookedAtMs: 1,
})

describe('tidying', () => {
  it('drops what was removed before anybody could still take it back, or looked at a month ago, and nothing else', async () => {
    const { keysStore } = await import('../../../client/storage/keys.ts')
    const { summaries } = await import('../../../client/storage/summaries.ts')
    const { tidy } = await import('../../../client/state/tidy.ts')
    const now = Date.now()
    for (const id of ['kept', 'removed', 'lookedLong', 'lookedNow', 'joined']) {
      const looked = id.startsWith('looked')
      const lookedAt = id === 'lookedNow' ? now : now - 31 * dayMs
      await keysStore.put(
        keys(id, looked ? { standing: 'looked', lookedAt } : { lookedAt: id === 'joined' ? lookedAt : null }),
      )
      if (!looked) await summaries.put(row(id))
    }
    await summaries.hide('removed' as BillId)
    await tidy(now)
    expect((await keysStore.list()).map(({ id }) => id).sort()).toEqual([
      'joined',
      'kept',
      'lookedNow',
      'removed',
    ])
    await tidy(now + 2 * dayMs)
    expect((await keysStore.list()).map(({ id }) => id).sort()).toEqual(['joined', 'kept', 'lookedNow'])
    await summaries.show('removed' as BillId)
    expect((await summaries.list()).map(({ id }) => id).sort()).toEqual(['joined', 'kept'])
  })

  it('forgets what was last on screen of a bill with it, and keeps it of the others', async () => {
    const { keysStore } = await import('../../../client/storage/keys.ts')
    const { looks } = await import('../../../client/storage/looks.ts')
    const { summaries } = await import('../../../client/storage/summaries.ts')
    const { tidy } = await import('../../../client/state/tidy.ts')
    const look = { shareMinor: 1250, currency: 'EUR', seen: new Uint8Array([1, 2, 3]) }
    for (const id of ['kept', 'removed'] as BillId[]) {
      await keysStore.put(keys(id, {}))
      await summaries.put(row(id))
      await looks.put(id, look)
    }
    await summaries.hide('removed' as BillId)
    await tidy(Date.now() + 2 * dayMs)
    expect(await looks.get('removed' as BillId)).toBeUndefined()
    expect(await looks.get('kept' as BillId)).toEqual(look)
  })

  it('drops a removed bill with all that was kept of it, and none that came back', async () => {
    const { keysStore } = await import('../../../client/storage/keys.ts')
    const { summaries } = await import('../../../client/storage/summaries.ts')
    const { dropRemoved } = await import('../../../client/state/tidy.ts')
    for (const id of ['removed', 'restored', 'kept']) {
      await keysStore.put(keys(id, {}))
      await summaries.put(row(id))
    }
    await summaries.hide('removed' as BillId)
    await summaries.hide('restored' as BillId)
    await summaries.show('restored' as BillId)
    for (const id of ['removed', 'restored', 'kept']) await dropRemoved(id as BillId)
    expect((await keysStore.list()).map(({ id }) => id).sort()).toEqual(['kept', 'restored'])
    await summaries.show('removed' as BillId)
    expect((await summaries.list()).map(({ id }) => id).sort()).toEqual(['kept', 'restored'])
  })
})
