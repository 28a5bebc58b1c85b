/** What waits, while the note of it is read: nothing that comes meanwhile is missed, and nothing is written over the note. */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { nothingWaits, Replica, type Waiting } from '../../../crdt/replica.ts'

const persistence = {
  whenLoaded: Promise.resolve(),
  state: () => 'saved' as const,
  onChange: () => () => undefined,
  flush: async () => true,
  destroy: () => undefined,
}

/** A replica whose note is handed out when the test says so. */
function slowly(stored: Waiting) {
  let hand: (waiting: Waiting) => void = () => undefined
  const saved: Waiting[] = []
  const doc = new Y.Doc()
  const waiting = {
    load: () =>
      new Promise<Waiting>(resolve => {
        hand = resolve
      }),
    save: (now: Waiting) => void saved.push(now),
  }
  const replica = new Replica({ doc, persistence, waiting })
  return { replica, doc, saved, hand: () => hand(stored) }
}

const two: Waiting = { count: 2, items: [] }

it('Changes of this tab and of others count while the note is read', async () => {
  const { replica, doc, saved, hand } = slowly(two)
  const started = replica.startCounting()
  doc.getMap('bill').set('title', 'Osteria')
  replica.countOwn({ count: 1, items: [] })
  expect([replica.waiting.count, saved]).toEqual([2, []])
  hand()
  await started
  expect(replica.waiting.count).toBe(4)
  expect(saved.at(-1)?.count).toBe(4)
})

it('What another tab counts from now on is not written by this one', async () => {
  const { replica, saved, hand } = slowly(two)
  const started = replica.startCounting()
  replica.stopCounting()
  hand()
  await started
  replica.countOwn({ count: 1, items: [] })
  expect([replica.waiting.count, saved]).toEqual([1, []])
})

it('A note that says nothing is not written again', async () => {
  const { replica, saved, hand } = slowly(nothingWaits)
  const started = replica.startCounting()
  hand()
  await started
  expect(saved).toEqual([])
})
