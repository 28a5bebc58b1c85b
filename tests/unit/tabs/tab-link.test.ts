import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type TabChannel, TabLink } from '../../../client/state/tab-link.ts'
import { readTabMessage, type Standing, type TabNews } from '../../../client/state/tab-messages.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, receiptOf } from '../document/phones.ts'

const settled: Standing = {
  caughtUp: true,
  settled: true,
  keeps: true,
  waiting: 0,
  relay: { kind: 'open' },
}

/** Channels of one origin: what one posts the others get, in order, when the test says so. */
class Air {
  private readonly ends = new Set<TabChannel>()
  private readonly flying: (() => void)[] = []

  open(): TabChannel {
    const end: TabChannel = {
      onmessage: null,
      postMessage: message => {
        const data = structuredClone(message)
        for (const other of this.ends) {
          if (other === end) continue
          this.flying.push(() => this.ends.has(other) && other.onmessage?.({ data } as MessageEvent))
        }
      },
      close: () => this.ends.delete(end),
    }
    this.ends.add(end)
    return end
  }

  /** Delivers all that is on its way, and what that gives rise to. */
  settle(): void {
    for (let next = this.flying.shift(); next; next = this.flying.shift()) next()
  }

  /** What was posted and not delivered is lost with its tab. */
  lose(): void {
    this.flying.length = 0
  }
}

let air: Air
let names: number

beforeEach(() => {
  air = new Air()
  names = 0
})

function openTab(doc = new Y.Doc(), isOn = () => true) {
  const heard = { edits: 0, items: [] as string[], reports: 0, asks: 0, keys: 0, news: [] as TabNews[] }
  const sight = { isLooking: false, isLeading: true }
  names += 1
  const link = new TabLink({
    doc,
    channel: air.open(),
    tab: `tab ${names}`,
    isOn,
    isLooking: () => sight.isLooking,
    isLeading: () => sight.isLeading,
    onNews: news => heard.news.push(news),
    onReport: () => {
      heard.reports += 1
    },
    onEdits: ({ count, items }) => {
      heard.edits += count
      heard.items.push(...items)
    },
    onAsk: () => {
      heard.asks += 1
    },
    onKeys: () => {
      heard.keys += 1
    },
  })
  const edit = (key: string, value: number) => doc.getMap<number>('bill').set(key, value)
  const content = () => doc.getMap('bill').toJSON()
  return { doc, link, heard, sight, edit, content }
}

describe('Tabs of one bill', () => {
  it('have each other’s edits at once', () => {
    const [one, two, three] = [openTab(), openTab(), openTab()]
    one.edit('pizza', 1)
    air.settle()
    two.edit('wine', 2)
    air.settle()
    for (const tab of [one, two, three]) expect(tab.content()).toEqual({ pizza: 1, wine: 2 })
    expect(three.heard.edits).toBe(2)
  })

  it('exchange what either side lacks when one opens', () => {
    const one = openTab()
    one.edit('pizza', 1)
    air.settle()
    const two = openTab()
    two.edit('wine', 2)
    air.lose()
    two.link.hello()
    air.settle()
    expect(one.content()).toEqual({ pizza: 1, wine: 2 })
    expect(two.content()).toEqual(one.content())
    expect([one.heard.edits, two.heard.edits]).toEqual([1, 1])
  })

  it('pass on what came from the room, and do not count it as an edit', () => {
    const [leader, follower] = [openTab(), openTab()]
    const elsewhere = openTab(new Y.Doc(), () => false)
    elsewhere.edit('beer', 3)
    Y.applyUpdate(leader.doc, Y.encodeStateAsUpdate(elsewhere.doc), 'the room')
    air.settle()
    expect(follower.content()).toEqual({ beer: 3 })
    expect(follower.heard.edits).toBe(0)
    expect(follower.link.unheard.count).toBe(0)
  })

  it('tell nothing while updates go another way', () => {
    const [one, two] = [openTab(new Y.Doc(), () => false), openTab()]
    one.edit('pizza', 1)
    one.link.hello()
    air.settle()
    expect(two.content()).toEqual({})
  })
})

describe('What is told once', () => {
  const news: TabNews = {
    arrived: ['AAAAAAAAAA'],
    met: [
      { item: 'AAAAAAAA' as ItemId, people: ['BBBBBBBB' as PersonId, 'CCCCCCCC' as PersonId], allKept: true },
    ],
  }
  const newsOf = (...tabs: readonly ReturnType<typeof openTab>[]) => tabs.map(({ heard }) => heard.news)

  const lookAt = (tab: ReturnType<typeof openTab>, others: readonly ReturnType<typeof openTab>[]) => {
    for (const other of others) other.sight.isLooking = false
    tab.sight.isLooking = true
    tab.link.look()
  }

  it('goes to the tab that the person looks at, and to no other, however quickly they change', () => {
    const tabs = [openTab(), openTab(), openTab()] as const
    const [leader, one, two] = tabs
    expect(leader.link.isLookedAt).toBe(true)
    lookAt(one, tabs)
    lookAt(two, tabs)
    air.settle()
    expect(tabs.map(({ link }) => link.isLookedAt)).toEqual([false, false, true])
    leader.link.pass(news)
    air.settle()
    expect(newsOf(...tabs)).toEqual([[], [], [news]])
    lookAt(leader, tabs)
    air.settle()
    expect(leader.link.isLookedAt).toBe(true)
    leader.link.pass(news)
    air.settle()
    expect(newsOf(...tabs)).toEqual([[], [], [news]])
  })

  it('stays with the leader when the tab that was looked at is closed', () => {
    const [leader, one] = [openTab(), openTab()]
    one.link.look()
    air.settle()
    one.link.close()
    air.settle()
    expect(leader.link.isLookedAt).toBe(true)
  })

  it('a tab that opens in the background hears at once which one is looked at', () => {
    const one = openTab()
    one.sight.isLooking = true
    const leader = openTab()
    leader.link.hello()
    air.settle()
    expect(leader.link.isLookedAt).toBe(false)
    leader.link.pass(news)
    air.settle()
    expect(newsOf(one)).toEqual([[news]])
  })
})

describe('What a following tab shows', () => {
  it('is settled only when the leader has its edits, whatever the leader said before', () => {
    const [leader, follower] = [openTab(), openTab()]
    follower.link.hello()
    air.settle()
    leader.link.tell(settled, true)
    air.settle()
    expect(follower.link.followed).toMatchObject({ settled: true, waiting: 0 })
    follower.edit('pizza', 1)
    // The leader's word is on its way, from before it heard of the edit.
    leader.link.tell(settled, true)
    expect(follower.link.followed).toMatchObject({ settled: false, waiting: 1 })
    air.settle()
    leader.link.tell(settled, true)
    air.settle()
    expect(follower.link.followed).toMatchObject({ settled: true, waiting: 0 })
  })

  it('marks the lines that wait: the leader’s, and its own of which the leader has not heard', () => {
    const ada = adasPhone()
    const expense = receiptOf(ada).id
    const dish = (name: string) => ({ name, quantity: 1, priceMinor: 1000 })
    const [soup, fish] = ada.write.addItems(expense, [dish('soup'), dish('fish')]) as [ItemId, ItemId]
    const [leader, follower] = [openTab(newPhone(2, ada).doc), openTab(ada.doc)]
    follower.link.hello()
    air.settle()
    ada.write.setParts(expense, fish, ada.me as PersonId, 1)
    leader.link.tell({ ...settled, settled: false, waiting: 1, waitingItems: [soup] }, true)
    const followed = () => follower.link.followed
    air.settle()
    expect(leader.heard.items).toEqual([fish])
    expect(followed()).toMatchObject({ waiting: 2, waitingItems: [soup, fish] })
    leader.link.tell({ ...settled, settled: false, waiting: 2, waitingItems: [soup, fish] }, true)
    air.settle()
    expect(followed()).toMatchObject({ waiting: 2, waitingItems: [soup, fish] })
    // An older build says nothing of lines.
    leader.link.tell(settled, true)
    air.settle()
    expect(followed()).toMatchObject({ settled: true, waiting: 0, waitingItems: [] })
  })

  it('is not settled by a new leader that has not heard of its edits', () => {
    const [leader, follower] = [openTab(), openTab()]
    follower.link.hello()
    air.settle()
    follower.edit('pizza', 1)
    air.settle()
    leader.link.tell(settled, true)
    air.settle()
    leader.link.close()
    const next = openTab()
    next.link.hello()
    next.link.tell(settled, true)
    air.settle()
    next.link.tell(settled, true)
    air.settle()
    expect(next.content()).toEqual({ pizza: 1 })
    expect(follower.link.followed).toMatchObject({ settled: true })
    // What the dead leader had confirmed is not counted twice.
    expect(next.heard.edits).toBe(0)
  })

  it('counts for a new leader what no leader had confirmed', () => {
    const [leader, follower] = [openTab(), openTab()]
    follower.link.hello()
    air.settle()
    follower.edit('pizza', 1)
    air.settle()
    leader.link.tell(settled, true)
    air.settle()
    leader.link.close()
    follower.edit('wine', 2)
    follower.edit('beer', 3)
    air.settle()
    const next = openTab()
    next.link.hello()
    air.settle()
    expect(next.heard.edits).toBe(2)
    expect(next.content()).toEqual({ pizza: 1, wine: 2, beer: 3 })
  })

  it('counts for a new leader what it had heard itself while the leader was dead', () => {
    const [leader, follower, next] = [openTab(), openTab(), openTab()]
    next.sight.isLeading = false
    follower.link.hello()
    next.link.hello()
    air.settle()
    follower.edit('pizza', 1)
    air.settle()
    leader.link.tell(settled, true)
    air.settle()
    leader.link.close()
    follower.edit('wine', 2)
    air.settle()
    expect([next.content(), next.heard.edits]).toEqual([{ pizza: 1, wine: 2 }, 0])
    // As tabs.ts does it: what is lacking is asked for, then all are told.
    next.sight.isLeading = true
    next.link.hello()
    next.link.tell(settled, true)
    air.settle()
    expect(next.heard.edits).toBe(1)
    next.link.tell(settled, true)
    air.settle()
    expect(follower.link.followed).toMatchObject({ settled: true, waiting: 0 })
  })

  it('says nothing for a bill that is in no room', () => {
    const [leader, follower] = [openTab(), openTab()]
    follower.link.hello()
    air.settle()
    leader.link.tell(null, true)
    air.settle()
    expect(follower.link.followed).toBeNull()
    expect(follower.link.leaderIsVisible).toBe(true)
  })

  it('is never settled while the leader’s document lacks an edit of it', () => {
    const step = fc.record({ tab: fc.nat(2), act: fc.constantFrom('edit', 'hello', 'tell', 'deliver') })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        air = new Air()
        names = 0
        const tabs = [openTab(), openTab(), openTab()]
        const leader = tabs[0] as (typeof tabs)[number]
        let edits = 0
        for (const { tab, act } of steps) {
          const at = tabs[tab] as (typeof tabs)[number]
          if (act === 'edit') at.edit(`edit ${edits++}`, tab)
          if (act === 'hello') at.link.hello()
          if (act === 'tell') leader.link.tell(settled, true)
          if (act === 'deliver') air.settle()
          for (const [index, follower] of tabs.entries()) {
            if (index === 0 || !follower.link.followed?.settled) continue
            const own = Object.entries(follower.content()).filter(([, by]) => by === index)
            expect(leader.content()).toMatchObject(Object.fromEntries(own))
          }
        }
        air.settle()
        leader.link.tell(settled, true)
        air.settle()
        for (const { content } of tabs) expect(content()).toEqual(leader.content())
      }),
      { numRuns: 200 },
    )
  })
})

describe('A message from another tab', () => {
  it('that does not fit is not heard, and harms nothing', () => {
    const one = openTab()
    one.edit('pizza', 1)
    const other = air.open()
    const bytes = new Uint8Array([1, 2, 3])
    const bad: unknown[] = [
      null,
      'hello',
      {},
      { type: 'toString', from: 'x' },
      { type: 'hello', from: 'x', stateVector: 'no bytes' },
      { type: 'hello', from: 'x', stateVector: new Uint8Array([255, 255, 255]) },
      { type: 'update', from: 'x', update: bytes, edits: -1, isEdit: true },
      { type: 'update', from: 'x', update: new Uint8Array([9, 9, 9]), edits: 1, isEdit: true },
      { type: 'report', from: 'x', isVisible: true, heard: { 'tab 1': 'many' }, standing: null },
      {
        type: 'report',
        from: 'x',
        isVisible: true,
        heard: {},
        standing: { ...settled, relay: { kind: 'none of these' } },
      },
    ]
    for (const message of bad) {
      other.postMessage(message)
      expect(() => air.settle()).not.toThrow()
    }
    expect(one.heard.reports).toBe(0)
    one.edit('wine', 2)
    expect(one.content()).toEqual({ pizza: 1, wine: 2 })
  })

  it('is read as what it is', () => {
    const ask = { type: 'ask', from: 'x', retry: true }
    expect(readTabMessage(ask)).toEqual(ask)
    const report = { type: 'report', from: 'x', isVisible: false, heard: { y: 3 }, standing: settled }
    expect(readTabMessage(report)).toEqual(report)
  })
})
