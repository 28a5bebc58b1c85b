import { createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { didWords } from '../../../client/pages/bill/did.ts'
import { createFeed } from '../../../client/state/feed.ts'
import { readActivity } from '../../../crdt/document/activity.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, receiptOf, sync } from '../document/phones.ts'

function table() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const wine = ada.write.addItem(expense, { name: 'wine', quantity: 1, priceMinor: 2400 })
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, me: ada.me as PersonId, ben, expense, wine }
}

const feedOf = (phone: Phone) => createRoot(dispose => ({ feed: createFeed(phone.doc), dispose }))

/** The newest record of the phone in words, with Ada as "you". */
function did({ ada, me, ben }: ReturnType<typeof table>, from: Phone = ada): string {
  const [record] = readActivity(from.doc)
  if (!record) throw new Error('nothing was done')
  const items = receiptOf(from).split.items
  return didWords(record, {
    thing: target => items.find(({ id }) => id === target)?.name,
    person: id => (id === me ? 'you' : id === ben ? 'Ben' : 'somebody'),
    amount: minor => (minor / 100).toFixed(2),
  })
}

describe('The feed', () => {
  it('keeps the newest few, and each record stays the same object', () => {
    const { ada, bens, ben, expense, wine } = table()
    const { feed } = feedOf(ada)
    expect(feed.records().map(({ verb }) => verb)).toEqual(['addItem', 'addPerson', 'create'])
    const before = feed.records()
    bens.nowMs = ada.nowMs
    bens.write.setParts(expense, wine, ben, 2)
    sync(ada, bens)
    expect(feed.records().map(({ verb }) => verb)).toEqual(['takeItem', 'addItem', 'addPerson', 'create'])
    expect(feed.records()[1]).toBe(before[0])
    for (let n = 0; n < 10; n++) ada.write.setItem(expense, wine, { priceMinor: n })
    expect(feed.records()).toHaveLength(8)
  })

  it('keeps the newest few of a long bill that arrives at once', () => {
    const { ada, expense, wine } = table()
    for (let n = 0; n < 100; n++) {
      ada.nowMs += 1_000
      ada.write.setItem(expense, wine, { priceMinor: n })
    }
    const doc = new Y.Doc()
    const feed = createRoot(() => createFeed(doc))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ada.doc))
    expect(feed.records()).toEqual(readActivity(ada.doc).slice(0, 8))
  })

  it('knows the last step of its own tab, and none after an undo or another’s change', () => {
    const { ada, bens, me, ben, expense, wine } = table()
    const { feed } = feedOf(ada)
    expect(feed.lastStep()).toBe(null)
    ada.write.setParts(expense, wine, me, 1)
    expect(feed.lastStep()).toMatchObject({ verb: 'takeItem', by: me, target: wine })
    bens.write.setParts(expense, wine, ben, 1)
    sync(ada, bens)
    expect(feed.lastStep()).toMatchObject({ by: me })
    ada.undo.undo()
    expect(feed.lastStep()).toBe(null)
    expect(feed.records()[0]?.verb).toBe('undo')
  })

  it('tells what others have just changed, and nothing of one’s own', () => {
    const { ada, bens, me, ben, expense, wine } = table()
    const { feed } = feedOf(ada)
    ada.write.setParts(expense, wine, me, 1)
    expect([...feed.changed()]).toEqual([])
    bens.write.setItem(expense, wine, { priceMinor: 1 })
    sync(ada, bens)
    expect([...feed.changed()]).toEqual([[wine, ben]])
    const before = feed.changed()
    bens.write.setItem(expense, wine, { priceMinor: 2 })
    sync(ada, bens)
    expect([...feed.changed()]).toEqual([[wine, ben]])
    expect(feed.changed()).not.toBe(before)
  })
})

describe('What somebody did, in words', () => {
  it('says what was taken, given and given back', () => {
    const world = table()
    const { ada, bens, me, ben, expense, wine } = world
    ada.write.setParts(expense, wine, me, 1)
    expect(did(world)).toBe('took wine')
    ada.write.setParts(expense, wine, me, 2)
    expect(did(world)).toBe('took 2 parts of wine')
    ada.write.setParts(expense, wine, me, 0)
    expect(did(world)).toBe('gave back wine')
    ada.write.setParts(expense, wine, ben, 1)
    expect(did(world)).toBe('gave wine to Ben')
    ada.write.setParts(expense, wine, ben, 3)
    expect(did(world)).toBe('gave 3 parts of wine to Ben')
    bens.nowMs = ada.nowMs
    sync(ada, bens)
    bens.write.setParts(expense, wine, me, 1)
    expect(did(world, bens)).toBe('gave wine to you')
    bens.write.setParts(expense, wine, me, 0)
    expect(did(world, bens)).toBe('took wine from you')
  })

  it('names what was added, changed, deleted and brought back', () => {
    const world = table()
    const { ada, ben, expense, wine } = world
    ada.write.setItem(expense, wine, { name: 'red wine' })
    expect(did(world)).toBe('renamed wine to red wine')
    ada.write.setItem(expense, wine, { priceMinor: 2500 })
    expect(did(world)).toBe('set red wine to 25.00')
    ada.write.setItem(expense, wine, { quantity: 2 })
    expect(did(world)).toBe('changed red wine')
    ada.write.deleteItem(expense, wine)
    expect(did(world)).toBe('deleted red wine')
    ada.undo.undo()
    expect(did(world)).toBe('undid a step')
    const dish = (name: string) => ({ name, quantity: 1, priceMinor: 1000 })
    const [soup] = ada.write.addItems(expense, [dish('soup'), dish('fish')]) as [ItemId]
    expect(did(world)).toBe('added 2 items')
    ada.write.moveItem(expense, soup, null)
    expect(did(world)).toBe('moved soup')
    ada.write.removePerson(ben)
    expect(did(world)).toBe('removed Ben')
    ada.write.setTitle('Osteria')
    expect(did(world)).toBe('changed the bill')
  })
})
