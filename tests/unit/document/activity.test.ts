import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { activityEntry, readActivity, readRecord, recordsBeyond } from '../../../crdt/document/activity.ts'
import { rootMap } from '../../../crdt/document/schema.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { seededRandom } from '../../world/random.ts'
import { adasPhone, newPhone, noonMs, type Phone, receiptOf, sync } from './phones.ts'

/** Ten people, forty dishes. */
function bigTable() {
  const ada = adasPhone()
  const expense = receiptOf(ada).id
  const people = [ada.me as PersonId]
  for (let i = 2; i <= 10; i++) people.push(ada.write.addPerson({ name: `person ${i}` }))
  const dish = (i: number) => ({ name: `dish ${i}`, quantity: 1, priceMinor: 1000 + i })
  const items = ada.write.addItems(
    expense,
    Array.from({ length: 100 }, (_, i) => dish(i)),
  )
  return { ada, expense, people, items }
}

const sizeBytes = (phone: Phone) => Y.encodeStateAsUpdate(phone.doc).length

describe('a tap with its record', () => {
  it('adds at most 80 bytes to the document: 1,000 first taps on one’s own dishes', () => {
    const { ada, expense, people, items } = bigTable()
    const before = sizeBytes(ada)
    for (const item of items) {
      for (const person of people) {
        ada.me = person
        ada.write.setParts(expense, item, person, 1)
      }
    }
    expect((sizeBytes(ada) - before) / 1_000).toBeLessThanOrEqual(80)
  })

  it.each([
    ['first taps', [1]],
    ['other parts', [1, 2]],
    ['taps on and off', [1, 0, 1, 0]],
  ])('adds at most 80 bytes to the document: 1,000 taps for others, %s', (_name, rounds) => {
    const { ada, expense, people, items } = bigTable()
    const places = items
      .slice(0, Math.floor(1_000 / rounds.length / 9) + 1)
      .flatMap(item => people.slice(1).map(person => ({ item, person })))
    const before = sizeBytes(ada)
    for (const parts of rounds) {
      for (const { item, person } of places) ada.write.setParts(expense, item, person, parts)
    }
    const taps = readActivity(ada.doc).filter(({ verb }) => verb === 'giveItem').length
    expect(taps).toBe(places.length * rounds.length)
    expect((sizeBytes(ada) - before) / taps).toBeLessThanOrEqual(80)
  })
})

describe('any other change with its record', () => {
  it.each([
    [
      'a price',
      80,
      ({ ada, expense, items }: ReturnType<typeof bigTable>, i: number) =>
        ada.write.setItem(expense, items[i % 100] as ItemId, { priceMinor: 2000 + i }),
    ],
    [
      'an exact share',
      90,
      ({ ada, expense, people }: ReturnType<typeof bigTable>, i: number) =>
        ada.write.setSplitValue(expense, 'exact', people[i % 10] as PersonId, 1000 + i),
    ],
    [
      'an amount',
      80,
      ({ ada, expense }: ReturnType<typeof bigTable>, i: number) =>
        ada.write.setExpense(expense, { amountMinor: 1000 + i }),
    ],
  ])('%s adds at most %i bytes to the document: 1,000 of them', (_name, atMost, change) => {
    const world = bigTable()
    const before = sizeBytes(world.ada)
    for (let i = 0; i < 1_000; i++) change(world, i)
    expect((sizeBytes(world.ada) - before) / 1_000).toBeLessThanOrEqual(atMost)
  })
})

describe('the history', () => {
  it('tells what was done within one second in its order, here and on another phone', () => {
    const ada = newPhone(1)
    const names = ['Ben', 'Cy', 'Di', 'Ed', 'Flo', 'Gus']
    for (const name of names) {
      ada.nowMs = noonMs
      ada.write.addPerson({ name })
    }
    const bens = newPhone(2, ada)
    for (const { doc } of [ada, bens]) {
      const added = readActivity(doc).flatMap(({ verb, changes }) =>
        verb === 'addPerson' ? [changes[0]?.now] : [],
      )
      expect(added).toEqual([...names].reverse())
    }
  })

  it('says who did what, with the values before and after, newest first', () => {
    const ada = adasPhone()
    const ben = ada.write.addPerson({ name: 'Ben' })
    const expense = receiptOf(ada).id
    const pasta = ada.write.addItem(expense, { name: 'Pasta', quantity: 1, priceMinor: 1200 })
    ada.write.setItem(expense, pasta, { name: 'Tagliatelle', priceMinor: 1400 })
    ada.write.setParts(expense, pasta, ada.me as PersonId, 1)
    ada.write.setParts(expense, pasta, ben, 2)
    ada.write.setSplitValue(expense, 'percent', ben, 5000)
    ada.write.deleteItem(expense, pasta)
    const told = readActivity(ada.doc).map(({ verb, by, target, changes }) => ({ verb, by, target, changes }))
    const by = ada.me
    expect(told).toEqual([
      {
        verb: 'deleteItem',
        by,
        target: pasta,
        changes: [{ field: 'name', person: null, now: 'Tagliatelle', before: null }],
      },
      {
        verb: 'setShare',
        by,
        target: expense,
        changes: [{ field: 'percent', person: ben, now: 5000, before: 0 }],
      },
      { verb: 'giveItem', by, target: pasta, changes: [{ field: 'parts', person: ben, now: 2, before: 0 }] },
      { verb: 'takeItem', by, target: pasta, changes: [{ field: 'parts', person: by, now: 1, before: 0 }] },
      {
        verb: 'setItem',
        by,
        target: pasta,
        changes: [
          { field: 'name', person: null, now: 'Tagliatelle', before: 'Pasta' },
          { field: 'price', person: null, now: 1400, before: 1200 },
        ],
      },
      {
        verb: 'addItem',
        by,
        target: pasta,
        changes: [{ field: 'name', person: null, now: 'Pasta', before: null }],
      },
      {
        verb: 'addPerson',
        by,
        target: ben,
        changes: [{ field: 'name', person: null, now: 'Ben', before: null }],
      },
      { verb: 'create', by, target: '', changes: [] },
    ])
  })

  it('has one record for one command', () => {
    const ada = adasPhone()
    ada.write.setNote('a note\nof two lines')
    expect(readActivity(ada.doc)).toHaveLength(2)
    ada.write.addItems(receiptOf(ada).id, [
      { name: 'A', quantity: 1, priceMinor: 1 },
      { name: 'B', quantity: 1, priceMinor: 1 },
    ])
    expect(readActivity(ada.doc)).toHaveLength(3)
  })

  it('names what came together, as far as a record holds names, and counts it in any case', () => {
    const ada = adasPhone()
    const expense = receiptOf(ada).id
    const dishes = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `dish ${i}`, quantity: 1, priceMinor: 1 }))
    const few = ada.write.addItems(expense, dishes(25))
    expect(readActivity(ada.doc)[0]).toMatchObject({ verb: 'addItems', ids: few, changes: [{ now: 25 }] })
    ada.write.addItems(expense, dishes(1_000))
    const [many] = readActivity(ada.doc)
    expect(many).toMatchObject({ verb: 'addItems', changes: [{ now: 1_000 }] })
    expect(many).not.toHaveProperty('ids')
    const people = ada.write.addPeople([{ name: 'Ben' }, { name: 'Cy' }])
    expect(readActivity(ada.doc)[0]).toMatchObject({ verb: 'addPeople', ids: people })
  })

  it('reads a record from before ids were named', () => {
    expect(readRecord('AAAAAABBBB', [17, '.AAAAAAAA', 9])).toEqual({
      key: 'AAAAAABBBB',
      at: 0,
      verb: 'addItems',
      by: null,
      target: 'AAAAAAAA',
      of: null,
      changes: [{ field: 'name', person: null, now: 9, before: null }],
    })
  })

  it('tells which records a document of an earlier state did not hold', () => {
    const ada = adasPhone()
    const bens = newPhone(2, ada)
    const seen = Y.encodeStateVector(ada.doc)
    expect([...recordsBeyond(ada.doc, seen)]).toEqual([])
    bens.write.setTitle('B')
    ada.write.setNote('A')
    sync(ada, bens)
    const fresh = readActivity(ada.doc).filter(({ verb }) => verb === 'setBill')
    expect([...recordsBeyond(ada.doc, seen)].sort()).toEqual(fresh.map(({ key }) => key).sort())
    expect(recordsBeyond(ada.doc, Y.encodeStateVector(new Y.Doc())).size).toBe(3)
  })

  it('keeps the records of both phones', () => {
    const ada = adasPhone()
    const bens = newPhone(2, ada)
    ada.write.setTitle('A')
    bens.write.setTitle('B')
    sync(ada, bens)
    expect(readActivity(ada.doc)).toHaveLength(3)
    expect(readActivity(bens.doc)).toEqual(readActivity(ada.doc))
  })

  it('never takes a key twice, even when chance gives the same one', () => {
    const doc = new Y.Doc()
    const activity = rootMap(doc, 'activity') as NonNullable<ReturnType<typeof rootMap>>
    const record = { verb: 'close', by: null, target: '' } as const
    const random = seededRandom(7).fill
    let same = 0
    const stuck = (bytes: Uint8Array) => (same++ < 3 ? bytes.fill(5) : random(bytes))
    const [first, value] = activityEntry(activity, record, noonMs, stuck)
    activity.set(first, value)
    expect(activityEntry(activity, record, noonMs, stuck)[0]).not.toBe(first)
  })

  it('bears a clock that shows nonsense', () => {
    const doc = new Y.Doc()
    const activity = rootMap(doc, 'activity') as NonNullable<ReturnType<typeof rootMap>>
    for (const nowMs of [Number.NaN, -1, Number.POSITIVE_INFINITY, 1e300]) {
      const [key, value] = activityEntry(
        activity,
        { verb: 'close', by: null, target: '' },
        nowMs,
        seededRandom(1).fill,
      )
      expect(readRecord(key, value)).toMatchObject({ verb: 'close', by: null, target: '' })
    }
  })

  it('leaves out records that make no sense', () => {
    const doc = new Y.Doc()
    const activity = doc.getMap('activity')
    const good = 'AAAAAABBBB'
    const values: unknown[] = [
      null,
      7,
      'x',
      [],
      [1],
      [0, '', ''],
      [99, '', ''],
      ['close', '', ''],
      [3, '', {}],
      [3, '', '../..'],
      new Y.Map(),
      { 0: 3 },
      Array(1_000).fill(3),
    ]
    values.forEach((value, i) => {
      activity.set(`AAAAAA${String(i).padStart(4, 'x')}`, value)
    })
    activity.set('too short', [3, '.'])
    activity.set('__proto__', [3, '.'])
    activity.set(good, [12, '.', 'title', Number.NaN, [1]])
    expect(readActivity(doc)).toEqual([
      {
        key: good,
        at: 0,
        verb: 'setExpense',
        by: null,
        target: '',
        of: null,
        changes: [{ field: 'title', person: null, now: null, before: null }],
      },
    ])
  })
})
