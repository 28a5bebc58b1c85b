import { beforeEach, describe, expect, it } from 'vitest'
import {
  type Channel,
  makeSummaries,
  openSummariesDatabase,
  type SummaryRow,
} from '../../../client/storage/summaries.ts'
import type { BillId } from '../../../crdt/ids.ts'
import { Disk } from './disk.ts'

beforeEach(() => {
  new Disk()
})

const row = (id: string, patch: Partial<SummaryRow> = {}): SummaryRow => ({
  id: id.padEnd(12, '0') as BillId,
  title: id,
  currency: 'EUR',
  day: '2026-11-23',
  people: [{ name: 'Ada', ink: 1 }],
  myBalanceMinor: -1250,
  myShareMinor: 1250,
  myUnpaidMinor: 0,
  hasMe: true,
  changedAtMs: 1,
  lookedAtMs: 1,
  ...patch,
})

/** Channels that tell each other, never themselves, as BroadcastChannel does. */
function makeTabs() {
  const channels: Channel[] = []
  const makeChannel = (): Channel => {
    const channel: Channel = {
      onmessage: null,
      postMessage: data => {
        for (const other of channels) if (other !== channel) other.onmessage?.({ data } as MessageEvent)
      },
    }
    channels.push(channel)
    return channel
  }
  return (nowMs = Date.now) => makeSummaries(openSummariesDatabase(), makeChannel, nowMs)
}

describe('the summary rows', () => {
  it('are listed by day, the newest first, then by their last change', async () => {
    const rows = makeTabs()()
    await rows.put(row('old', { day: '2026-01-05' }))
    await rows.put(row('a', { changedAtMs: 5 }))
    await rows.put(row('b', { changedAtMs: 9 }))
    await rows.put(row('new', { day: '2026-12-01' }))
    expect((await rows.list()).map(({ title }) => title)).toEqual(['new', 'b', 'a', 'old'])
  })

  it('are replaced, and hold as many people as a bill can', async () => {
    const rows = makeTabs()()
    await rows.put(row('a'))
    await rows.put(row('a', { title: 'Trip', people: Array(300).fill({ name: 'Ada', ink: 1 }) }))
    const list = await rows.list()
    expect(list).toHaveLength(1)
    expect(list[0]).toMatchObject({ title: 'Trip' })
    expect(list[0]?.people).toHaveLength(200)
  })

  it('stay hidden when their bill changes, and come back as the bill is then', async () => {
    const rows = makeTabs()()
    const { id } = row('a')
    await rows.put(row('a'))
    await rows.hide(id)
    await rows.put(row('a', { title: 'changed meanwhile' }))
    expect(await rows.list()).toEqual([])
    await rows.show(id)
    expect(await rows.list()).toEqual([row('a', { title: 'changed meanwhile' })])
    await rows.remove(id)
    await rows.show(id)
    expect(await rows.list()).toEqual([])
  })

  it('tell this tab and the others of every change, until they are told to stop', async () => {
    const newTab = makeTabs()
    const [here, there] = [newTab(), newTab()]
    const heard: string[] = []
    here.onChange(() => {
      throw new Error('a broken listener')
    })
    const stop = here.onChange(() => heard.push('here'))
    there.onChange(() => heard.push('there'))
    await here.put(row('a'))
    expect(heard).toEqual(['there', 'here'])
    expect(await there.list()).toHaveLength(1)
    stop()
    await there.hide(row('a').id)
    expect(heard).toEqual(['there', 'here', 'there'])
  })

  it('know when a bill changed and when it was looked at', async () => {
    let now = 100
    const rows = makeTabs()(() => now)
    const { changedAtMs: _c, lookedAtMs: _l, ...content } = row('a')
    const times = async () => {
      const found = await rows.get(row('a').id)
      return [found?.changedAtMs, found?.lookedAtMs]
    }
    await rows.keep(content, true)
    expect(await times()).toEqual([100, 100])
    now = 200
    await rows.keep(content, true)
    expect(await times()).toEqual([100, 200])
    now = 300
    await rows.keep({ ...content, myBalanceMinor: 5 }, false)
    expect(await times()).toEqual([300, 200])
    expect((await rows.get(content.id))?.news).toEqual({ atMs: 300 })
    await rows.keep({ ...content, myBalanceMinor: 5 }, true)
    expect(await times()).toEqual([300, 300])
    expect((await rows.get(content.id))?.news).toBeUndefined()
    // Somebody else's word about a change cannot take back that it was looked at.
    await rows.put({ ...row('a'), changedAtMs: 400, lookedAtMs: 1 })
    expect(await times()).toEqual([400, 300])
    expect((await rows.list())[0]).toMatchObject({ changedAtMs: 400, lookedAtMs: 300 })
  })

  it('of the first version count as seen, and can be read and replaced', async () => {
    const rows = makeTabs()()
    const { lookedAtMs: _, myUnpaidMinor: __, ...old } = row('a', { changedAtMs: 7 })
    const db = await openSummariesDatabase()()
    await db.put('bills', { row: old as SummaryRow, hiddenAtMs: null }, old.id)
    expect((await rows.list())[0]?.lookedAtMs).toBe(7)
    expect(await rows.get(old.id)).toEqual(row('a', { changedAtMs: 7, lookedAtMs: 7 }))
    // What it did not say is no change.
    const { changedAtMs: _c, lookedAtMs: _l, ...content } = row('a')
    await rows.keep(content, false)
    expect(await rows.get(old.id)).toEqual(row('a', { changedAtMs: 7, lookedAtMs: 7 }))
    expect(await rows.get('nothing' as BillId)).toBeUndefined()
  })

  it('of the version before Insights get what they lack, which is neither a change nor news', async () => {
    const rows = makeTabs()()
    const old = row('a', { changedAtMs: 7, lookedAtMs: 7 })
    await rows.put(old)
    const { changedAtMs: _c, lookedAtMs: _l, ...content } = old
    const more = { spending: { months: [], companions: [] }, searched: { words: 'soup', isCut: false } }
    await rows.keep({ ...content, ...more }, false)
    expect(await rows.get(old.id)).toEqual({ ...old, ...more })
  })

  it('stay archived when their bill changes, until they are put back', async () => {
    const rows = makeTabs()()
    const old = row('a', { changedAtMs: 7, lookedAtMs: 7 })
    await rows.put(old)
    await rows.archive(old.id, true)
    expect(await rows.list()).toEqual([{ ...old, archived: true }])
    const { changedAtMs: _c, lookedAtMs: _l, ...content } = old
    await rows.keep({ ...content, title: 'new' }, true)
    await rows.put({ ...old, lookedAtMs: 9 })
    expect((await rows.get(old.id))?.archived).toBe(true)
    await rows.archive(old.id, false)
    expect((await rows.get(old.id))?.archived).toBeUndefined()
    await rows.archive('nothing' as BillId, true)
    expect(await rows.list()).toHaveLength(1)
  })

  it('do without a channel', async () => {
    const rows = makeSummaries(openSummariesDatabase(), () => null)
    let heard = 0
    rows.onChange(() => {
      heard++
    })
    await rows.put(row('a'))
    expect(heard).toBe(1)
  })
})
