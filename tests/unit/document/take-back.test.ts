import { describe, expect, it } from 'vitest'
import { type ActivityRecord, readActivity } from '../../../crdt/document/activity.ts'
import { Conflict } from '../../../crdt/document/conflict.ts'
import { deletes } from '../../../crdt/document/settings.ts'
import { headOf } from '../../../crdt/document/spots.ts'
import { standingsOf } from '../../../crdt/document/standing.ts'
import { placesIn, thingIn } from '../../../crdt/document/things.ts'
import { type Verb, verbs } from '../../../crdt/document/verbs.ts'
import { isAsMade } from '../../../crdt/document/write-history.ts'
import type { Bill } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, itemsOf, newPhone, type Phone, receiptOf, sync } from './phones.ts'

function table() {
  const ada = adasPhone()
  const me = ada.me as PersonId
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const wine = ada.write.addItem(expense, { name: 'wine', quantity: 1, priceMinor: 2400 })
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, me, ben, expense, wine }
}

const newest = (phone: Phone): ActivityRecord => {
  const [record] = readActivity(phone.doc)
  if (record === undefined) throw new Error('nothing was done')
  return record
}

/** True where Activity offers to undo the newest record. */
function isOffered(phone: Phone, record: ActivityRecord): boolean {
  const places = placesIn(phone.doc)
  const standings = standingsOf(readActivity(phone.doc), id => places.get(id)?.expense ?? null)
  return standings.get(record.key)?.lasts === true && isAsMade(places, headOf(phone), record)
}

/** With one of everything. */
function fullTable() {
  const world = table()
  const { ada, me, ben, expense } = world
  const bread = ada.write.addItem(expense, { name: 'bread', quantity: 1, priceMinor: 350 })
  const tip = ada.write.addCharge(expense, { kind: 'tip', value: { type: 'percent', thousandths: 10_000 } })
  const taxi = ada.write.addExpense({ title: 'taxi', mode: 'equal', amountMinor: 901 })
  const paid = ada.write.addPayment({ from: ben, to: me, amountMinor: 149 })
  const surf = ada.write.addCategory('Surf', 'waves')
  return { ...world, bread, tip, taxi, paid, surf }
}

/** What is seen of a bill: a person who was made is taken back by removing them, and a category by taking it off the list. */
function standingPart(bill: Bill) {
  const categories = bill.categories.filter(({ removed }) => !removed)
  const people = bill.people.filter(({ removedAt }) => removedAt === null)
  // Whoever leaves again leaves later.
  const left = people.map(person => ({ ...person, leftAt: person.leftAt !== null }))
  return { ...bill, categories, people: left, closedAt: bill.closedAt !== null }
}

type World = ReturnType<typeof fullTable>

/** One of each command that can be taken back; with what was before it, where that is not the table as it is. */
const steps: readonly (readonly [
  name: string,
  run: (world: World) => void,
  before?: (world: World) => void,
])[] = [
  ['the rest', ({ ada, expense, me, ben }) => ada.write.splitRest(expense, [me, ben])],
  ['a place', ({ ada, expense, wine, bread }) => ada.write.moveItem(expense, wine, bread)],
  ['a note of an expense', ({ ada, taxi }) => ada.write.setExpense(taxi, { note: 'two\nlines' })],
  [
    'a note that was there',
    ({ ada, taxi }) => ada.write.setExpense(taxi, { note: '' }),
    ({ ada, taxi }) => ada.write.setExpense(taxi, { note: `two\n${'lines '.repeat(40)}` }),
  ],
  ['a note of a payment', ({ ada, paid }) => ada.write.setPayment(paid, { note: 'cash' })],
  ['the note of the bill', ({ ada }) => ada.write.setNote('a\nb')],
  ['the currency of the bill', ({ ada }) => void ada.write.changeCurrency('USD')],
  ['the currency of the bill, with fewer digits', ({ ada }) => void ada.write.changeCurrency('JPY')],
  ['the currency of the bill, with more digits', ({ ada }) => void ada.write.changeCurrency('KWD')],
  [
    'the currency of the bill, beside what was in the new one',
    ({ ada }) => void ada.write.changeCurrency('JPY'),
    ({ ada, taxi }) => ada.write.changeExpense(taxi, { currency: 'JPY' }),
  ],
  [
    'the default split',
    ({ ada, me, ben }) => ada.write.setDefaultSplit({ mode: 'parts', values: { [me]: 2, [ben]: 1 } }),
  ],
  [
    'the default split that was there',
    ({ ada }) => ada.write.setDefaultSplit(null),
    ({ ada, me, ben }) => ada.write.setDefaultSplit({ mode: 'percent', values: { [me]: 2, [ben]: 1 } }),
  ],
  ['a category off the list', ({ ada, surf }) => ada.write.removeCategory(surf, true)],
  ['a changed payment', ({ ada, paid, me, ben }) => ada.write.setPayment(paid, { from: me, to: ben })],
  [
    'a charge’s fields',
    ({ ada, expense, tip, wine }) => ada.write.setCharge(expense, tip, { items: [wine] }),
  ],
  ['a deleted charge', ({ ada, expense, tip }) => ada.write.deleteCharge(expense, tip)],
  ['a deleted payment', ({ ada, paid }) => ada.write.deletePayment(paid)],
  [
    'a restored charge',
    ({ ada, tip }) => void ada.write.restore(tip),
    ({ ada, expense, tip }) => ada.write.deleteCharge(expense, tip),
  ],
  [
    'a restored payment',
    ({ ada, paid }) => void ada.write.restore(paid),
    ({ ada, paid }) => ada.write.deletePayment(paid),
  ],
  [
    'a restored item',
    ({ ada, wine }) => void ada.write.restore(wine),
    ({ ada, expense, wine }) => ada.write.deleteItem(expense, wine),
  ],
  [
    'a restored expense',
    ({ ada, taxi }) => void ada.write.restore(taxi),
    ({ ada, taxi }) => ada.write.deleteExpense(taxi),
  ],
  [
    'a restored person',
    ({ ada, ben }) => void ada.write.restore(ben),
    ({ ada, ben }) => ada.write.removePerson(ben),
  ],
  ['who came back', ({ ada, ben }) => ada.write.comeBack(ben), ({ ada, ben }) => ada.write.leave(ben)],
  ['the opening', ({ ada }) => ada.write.reopen(), ({ ada }) => ada.write.close()],
  [
    'what was undone',
    ({ ada }) => void ada.undo.undo(),
    ({ ada, expense, wine }) => ada.write.setItem(expense, wine, { priceMinor: 1 }),
  ],
  [
    'what was done again',
    ({ ada }) => void ada.undo.redo(),
    ({ ada, expense, me, ben }) => {
      ada.write.splitRest(expense, [me, ben])
      ada.undo.undo()
    },
  ],
  [
    'what was taken back',
    ({ ada }) => void ada.write.takeBack([newest(ada)]),
    ({ ada, expense, me, ben }) => ada.write.splitRest(expense, [me, ben]),
  ],
  ['a tap', ({ ada, expense, wine, me }) => ada.write.setParts(expense, wine, me, 2)],
  ['a tap for another', ({ ada, expense, wine, ben }) => ada.write.setParts(expense, wine, ben, 1)],
  [
    'an item',
    ({ ada, expense }) => void ada.write.addItem(expense, { name: 'x', quantity: 1, priceMinor: 1 }),
  ],
  [
    'several items',
    ({ ada, expense }) => {
      const item = (name: string) => ({ name, quantity: 1, priceMinor: 1 })
      ada.write.addItems(
        expense,
        Array.from({ length: 25 }, (_, i) => item(`dish ${i}`)),
      )
    },
  ],
  [
    'an item’s fields',
    ({ ada, expense, wine }) =>
      ada.write.setItem(expense, wine, { name: 'red', priceMinor: 1, quantity: 3, byPortion: true }),
  ],
  ['a deleted item', ({ ada, expense, wine }) => ada.write.deleteItem(expense, wine)],
  [
    'a charge',
    ({ ada, expense }) =>
      void ada.write.addCharge(expense, { kind: 'tip', value: { type: 'percent', thousandths: 10_000 } }),
  ],
  ['an expense', ({ ada }) => void ada.write.addExpense({ title: 'taxi', mode: 'equal', amountMinor: 900 })],
  [
    'an expense’s fields',
    ({ ada, expense }) =>
      ada.write.setExpense(expense, {
        title: 'dinner',
        date: '2026-11-20',
        category: 'food',
        amountMinor: 5,
        currency: 'USD',
        rate: { value: 9123, exponent: 4 },
        printedTotalMinor: 77,
      }),
  ],
  [
    'all that an editor changed',
    ({ ada, expense, me, ben }) =>
      ada.write.changeExpense(expense, {
        amountMinor: 700,
        mode: 'exact',
        people: { exact: { [me]: 500, [ben]: 200 }, exempt: { [ben]: true }, among: { [ben]: true } },
      }),
  ],
  ['a copy', ({ ada, expense }) => void ada.write.copyExpense(expense)],
  ['who is the same', ({ ada, me, ben }) => ada.write.mergePerson(ben, me)],
  ['a mode', ({ ada, expense }) => ada.write.setMode(expense, 'percent')],
  ['a payer', ({ ada, expense, ben }) => ada.write.setPayer(expense, ben)],
  ['one of several payers', ({ ada, expense, ben }) => ada.write.setPaid(expense, ben, 500)],
  ['who is among', ({ ada, expense, ben }) => ada.write.setAmong(expense, ben, true)],
  ['who is exempt', ({ ada, expense, ben }) => ada.write.setExempt(expense, ben, true)],
  ['a percent', ({ ada, expense, ben }) => ada.write.setSplitValue(expense, 'percent', ben, 5000)],
  ['exact', ({ ada, expense, ben }) => ada.write.setSplitValue(expense, 'exact', ben, 500)],
  ['an adjustment', ({ ada, expense, ben }) => ada.write.setSplitValue(expense, 'adjust', ben, -500)],
  ['parts', ({ ada, expense, ben }) => ada.write.setSplitValue(expense, 'parts', ben, 2)],
  ['a deleted expense', ({ ada, expense }) => ada.write.deleteExpense(expense)],
  ['a payment', ({ ada, me, ben }) => void ada.write.addPayment({ from: ben, to: me, amountMinor: 100 })],
  ['a person', ({ ada }) => void ada.write.addPerson({ name: 'Cy' })],
  ['several people', ({ ada }) => void ada.write.addPeople([{ name: 'Cy' }, { name: 'Di' }])],
  ['a name', ({ ada, ben }) => ada.write.renamePerson(ben, 'Benjamin')],
  ['a colour', ({ ada, ben }) => ada.write.setInk(ben, 9)],
  ['a weight', ({ ada, ben }) => ada.write.setWeight(ben, 2)],
  ['a handle', ({ ada, ben }) => ada.write.setHandle(ben, 'paypal', 'ben')],
  ['a removed person', ({ ada, ben }) => ada.write.removePerson(ben)],
  ['who left', ({ ada, ben }) => ada.write.leave(ben)],
  ['the title', ({ ada }) => ada.write.setTitle('Dinner')],
  ['a category', ({ ada }) => void ada.write.addCategory('Boats', 'sail')],
  ['the closing', ({ ada }) => ada.write.close()],
]

const allSteps = steps.map(([name, run, start = () => undefined]) => [name, run, start] as const)

describe('taking back', () => {
  it.each(allSteps)('%s gives the bill as it was, and is a step of its own', (_name, run, start) => {
    const world = fullTable()
    const { ada } = world
    start(world)
    const before = ada.bill()
    run(world)
    const done = ada.bill()
    const record = newest(ada)
    expect(isOffered(ada, record)).toBe(true)
    expect(ada.write.takeBack([record])).toBe(1)
    expect(standingPart(ada.bill())).toEqual(standingPart(before))
    expect(isOffered(ada, record)).toBe(false)
    expect(ada.write.takeBack([record])).toBe(0)
    expect(ada.undo.undo()).toBe(true)
    expect(ada.bill()).toEqual(done)
  })

  it.each(allSteps)('%s is not offered once another set the same since', (_name, run, start) => {
    const world = fullTable()
    const { ada, bens } = world
    start(world)
    run(world)
    const record = newest(ada)
    sync(ada, bens)
    bens.nowMs = ada.nowMs
    expect(bens.write.takeBack([record])).toBe(1)
    bens.undo.undo()
    sync(ada, bens)
    const asBenLeftIt = ada.bill()
    expect(isOffered(ada, record)).toBe(false)
    expect(ada.write.takeBack([record])).toBe(0)
    expect(ada.bill()).toEqual(asBenLeftIt)
  })

  it('is there for every kind of record, or there is a reason why not', () => {
    const reasons: Partial<Record<Verb, string>> = {
      create: 'a bill is deleted as a whole, from the list of bills',
      seat: 'who one is on a device is chosen anew, not taken back',
    }
    const taken = allSteps.map(([, run, start]) => {
      const world = fullTable()
      start(world)
      run(world)
      return newest(world.ada).verb
    })
    const all = new Set([...taken, ...Object.keys(reasons)])
    expect(Object.keys(verbs).filter(verb => !all.has(verb))).toEqual([])
  })

  it('several records are one step', () => {
    const { ada, expense, wine, me, ben } = table()
    const before = ada.bill()
    ada.write.setParts(expense, wine, me, 1)
    ada.write.setParts(expense, wine, ben, 1)
    ada.write.takeBack(readActivity(ada.doc).slice(0, 2))
    expect(ada.bill()).toEqual(before)
    ada.undo.undo()
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({ [me]: 1, [ben]: 1 })
  })

  it('is not offered once another has set the field, even back to the same value', () => {
    const { ada, bens, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 2500 })
    const record = newest(ada)
    sync(ada, bens)
    bens.nowMs = ada.nowMs
    bens.write.setItem(expense, wine, { priceMinor: 2600 })
    bens.write.setItem(expense, wine, { priceMinor: 2500 })
    sync(ada, bens)
    expect(isOffered(ada, record)).toBe(false)
    ada.write.takeBack([record])
    expect(itemsOf(ada, expense)[0]?.priceMinor).toBe(2500)
  })

  it('is not offered for an item, expense or person that another has had to do with', () => {
    const { ada, bens, expense, ben } = table()
    const pasta = ada.write.addItem(expense, { name: 'pasta', quantity: 1, priceMinor: 1 })
    const addedItem = newest(ada)
    const taxi = ada.write.addExpense({ title: 'taxi', mode: 'items' })
    const addedExpense = newest(ada)
    sync(ada, bens)
    bens.nowMs = ada.nowMs
    bens.write.setParts(expense, pasta, ben, 1)
    bens.write.addItem(taxi, { name: 'fare', quantity: 1, priceMinor: 1 })
    sync(ada, bens)
    expect(isOffered(ada, addedItem)).toBe(false)
    expect(isOffered(ada, addedExpense)).toBe(false)
  })

  it('keeps its hands off what a forged record names', () => {
    const { ada, expense, me } = table()
    const before = ada.bill()
    const activity = ada.doc.getMap('activity')
    const forged: unknown[][] = [
      [12, me + expense, 'items', null, null],
      [12, me + expense, 'at', null, before.expenses[0]?.written.at],
      [12, me + expense, 'order', 'a', before.expenses[0]?.order],
      [12, me + expense, 'mode', 'items', 'all mine'],
      [12, me + expense, '__proto__', null, null],
      [15, me + expense, 'items', me, 1, 0],
      [6, me + me, 'constructor', null, null],
      [2, `${me}`, 'currency', before.currency, 'USD'],
    ]
    forged.forEach((value, at) => {
      activity.set(`zzzzzz000${at}`, value)
    })
    ada.write.takeBack(readActivity(ada.doc).slice(0, forged.length))
    for (const record of readActivity(ada.doc).slice(0, forged.length)) ada.write.setAgain(record)
    expect(ada.bill()).toEqual(before)
  })

  it('gives an expense back its currency with every digit that the other one did not have', () => {
    const { ada, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 2449 })
    const before = ada.bill()
    ada.write.changeExpense(expense, { currency: 'JPY' })
    const record = newest(ada)
    expect(itemsOf(ada, expense)[0]?.priceMinor).toBe(24)
    expect(isOffered(ada, record)).toBe(true)
    ada.write.takeBack([record])
    expect(ada.bill().expenses[0]?.split).toEqual(before.expenses[0]?.split)
    expect(receiptOf(ada).currency).toBe('EUR')
  })

  it('a record of an older build, which does not say what digits were lost, stays', () => {
    const { ada, me, expense } = table()
    ada.write.changeExpense(expense, { currency: 'JPY' })
    ada.write.changeCurrency('USD')
    const activity = ada.doc.getMap('activity')
    activity.set('zzzzzz0000', [verbs.setBill, me, 'currency', 'USD', 'EUR'])
    activity.set('zzzzzz0001', [verbs.setExpense, me + expense, 'currency', 'JPY', 'EUR'])
    activity.set('zzzzzz0002', [verbs.splitRest, me + expense, 3])
    activity.set('zzzzzz0003', [verbs.undo, me + expense, verbs.setExpense])
    const before = ada.bill()
    expect(ada.write.takeBack(readActivity(ada.doc).slice(0, 4))).toBe(0)
    expect(ada.bill()).toEqual(before)
  })

  it('the bill’s currency stays once there are amounts in it', () => {
    const { ada, expense } = table()
    ada.write.changeCurrency('USD')
    const record = newest(ada)
    ada.write.addItem(expense, { name: 'pasta', quantity: 1, priceMinor: 1200 })
    expect(isOffered(ada, record)).toBe(false)
  })

  it('an amount stays whose digits a currency has since changed', () => {
    const { ada, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 0 })
    const record = newest(ada)
    ada.write.changeCurrency('JPY')
    expect(isOffered(ada, record)).toBe(false)
  })

  it('a restoring stays once another did something to what came back', () => {
    const { ada, bens, ben, expense, wine } = table()
    ada.write.deleteItem(expense, wine)
    ada.write.restore(wine)
    const record = newest(ada)
    expect(isOffered(ada, record)).toBe(true)
    sync(ada, bens)
    bens.nowMs = ada.nowMs
    bens.write.setParts(expense, wine, ben, 1)
    sync(ada, bens)
    expect(isOffered(ada, record)).toBe(false)
  })

  it('brings back a long text whole, but none of the length at which older builds cut', () => {
    const { ada, expense, wine } = table()
    const long = 'a'.repeat(120)
    ada.write.setItem(expense, wine, { name: long })
    ada.write.setItem(expense, wine, { name: 'short' })
    ada.write.takeBack([newest(ada)])
    expect(itemsOf(ada, expense)[0]?.name).toBe(long)
    ada.write.setItem(expense, wine, { name: 'b'.repeat(80) })
    ada.write.setItem(expense, wine, { name: 'short' })
    expect(isOffered(ada, newest(ada))).toBe(false)
  })

  it('of many people’s amounts in one step gives each their own', () => {
    const { ada, expense } = table()
    const crowd = ada.write.addPeople(Array.from({ length: 40 }, (_, i) => ({ name: `guest ${i}` })))
    const exact = Object.fromEntries(crowd.map((person, i) => [person, 100 + i]))
    ada.write.changeExpense(expense, { mode: 'exact', amountMinor: 9000, people: { exact } })
    const before = ada.bill()
    const zeros = Object.fromEntries(crowd.map(person => [person, 0]))
    ada.write.changeExpense(expense, { people: { exact: zeros } })
    expect(newest(ada).changes).toHaveLength(40)
    ada.write.takeBack([newest(ada)])
    expect(ada.bill()).toEqual(before)
    ada.undo.undo()
    expect(newest(ada)).toMatchObject({ verb: 'undo', of: 'setExpense' })
    expect(newest(ada).changes).toHaveLength(40)
  })

  it('setting again brings back what was overwritten', () => {
    const { ada, bens, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 2500 })
    const record = newest(ada)
    sync(ada, bens)
    bens.write.setItem(expense, wine, { priceMinor: 2600 })
    sync(ada, bens)
    expect(ada.write.setAgain(record)).toBe(true)
    expect(ada.write.setAgain(record)).toBe(false)
    expect(itemsOf(ada, expense)[0]?.priceMinor).toBe(2500)
    expect(newest(ada)).toMatchObject({
      verb: 'setItem',
      changes: [{ field: 'price', now: 2500, before: 2600 }],
    })
  })
})

describe('restoring', () => {
  it('brings back an item, a charge, an expense, a payment and a person, whoever deleted it', () => {
    const { ada, bens, me, ben, expense, wine } = table()
    const value = { type: 'percent', thousandths: 10_000 } as const
    const tip = ada.write.addCharge(expense, { kind: 'tip', value })
    const taxi = ada.write.addExpense({ title: 'taxi', mode: 'equal', amountMinor: 900 })
    const paid = ada.write.addPayment({ from: ben, to: me, amountMinor: 100 })
    sync(ada, bens)
    const before = ada.bill()
    bens.write.deleteItem(expense, wine)
    bens.write.deleteCharge(expense, tip)
    bens.write.deleteExpense(taxi)
    bens.write.deletePayment(paid)
    bens.write.removePerson(ben)
    sync(ada, bens)
    for (const id of [wine, tip, taxi, paid, ben]) {
      expect(thingIn(placesIn(ada.doc), id)?.isDeleted).toBe(true)
      expect(ada.write.restore(id)).toBe(true)
    }
    expect(ada.bill()).toEqual(before)
    // There is nothing to do about what is there, or never was.
    const records = readActivity(ada.doc).length
    for (const id of [wine, 'AAAAAAAA', '', '__proto__']) expect(ada.write.restore(id)).toBe(false)
    expect(readActivity(ada.doc)).toHaveLength(records)
  })

  it('a line of a deleted expense brings the expense with it, as one step', () => {
    const { ada, expense, wine } = table()
    const before = ada.bill()
    ada.write.deleteItem(expense, wine)
    ada.write.deleteExpense(expense)
    const deleted = ada.bill()
    expect(ada.write.restore(wine)).toBe(true)
    expect(ada.bill()).toEqual(before)
    ada.undo.undo()
    expect(ada.bill()).toEqual(deleted)
  })

  it('says why not where it could not be seen: its expense, or who was paid, was undone', () => {
    const { ada, bens, me } = table()
    const taxi = bens.write.addExpense({ title: 'taxi', mode: 'items' })
    const cleo = bens.write.addPerson({ name: 'Cleo' })
    sync(ada, bens)
    const fare = ada.write.addItem(taxi, { name: 'fare', quantity: 1, priceMinor: 1 })
    const paid = ada.write.addPayment({ from: me, to: cleo, amountMinor: 1 })
    ada.write.deleteItem(taxi, fare)
    ada.write.deletePayment(paid)
    bens.undo.undo()
    bens.undo.undo()
    sync(ada, bens)
    const before = ada.bill()
    const kindOf = (id: string) => {
      try {
        return ada.write.restore(id)
      } catch (error) {
        return error instanceof Conflict ? error.kind : error
      }
    }
    expect([kindOf(fare), kindOf(paid)]).toEqual(['expenseGone', 'personGone'])
    expect(ada.bill()).toEqual(before)
  })

  it('is told by the last of undo and redo', () => {
    const { ada, me, expense, wine } = table()
    ada.write.deleteItem(expense, wine)
    const deleted = newest(ada)
    ada.undo.undo()
    const standing = (record: ActivityRecord) =>
      standingsOf(readActivity(ada.doc), () => null).get(record.key)
    expect(standing(deleted)?.restoredBy).toBe(me)
    ada.undo.redo()
    const again = newest(ada)
    expect(deletes(again)).toBe(true)
    expect(standing(again)).not.toHaveProperty('restoredBy')
    ada.write.restore(wine)
    expect(standing(again)?.restoredBy).toBe(me)
  })
})

describe('what is told of deleted things', () => {
  it('has their names and amounts, and who restored them', () => {
    const { ada, bens, ben, expense, wine } = table()
    ada.write.deleteItem(expense, wine)
    const record = newest(ada)
    expect(thingIn(placesIn(ada.doc), wine)).toMatchObject({
      kind: 'item',
      name: 'wine',
      amountMinor: 2400,
      isDeleted: true,
    })
    sync(ada, bens)
    bens.nowMs = ada.nowMs
    bens.write.restoreItem(expense, wine)
    sync(ada, bens)
    expect(thingIn(placesIn(ada.doc), wine)?.isDeleted).toBe(false)
    expect(standingsOf(readActivity(ada.doc), () => null).get(record.key)).toEqual({
      lasts: false,
      restoredBy: ben,
    })
  })
})
