import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readActivity } from '../../../crdt/document/activity.ts'
import { readBill } from '../../../crdt/document/read.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import { type Bill, limits, maxAmountMinor } from '../../../crdt/domain/bill.ts'
import { settle } from '../../../crdt/domain/settle.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { type HealthyIds, hostileDocuments } from './hostile.ts'
import { adasPhone, newPhone, type Phone, receiptOf } from './phones.ts'

function healthyPhone(): { phone: Phone; ids: HealthyIds } {
  const phone = adasPhone()
  const ada = phone.me as PersonId
  const ben = phone.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(phone).id
  const pasta = phone.write.addItem(expense, {
    name: 'Pasta',
    quantity: 1,
    priceMinor: 1200,
    parts: { [ada]: 1, [ben]: 1 },
  })
  const payment = phone.write.addPayment({ from: ben, to: ada, amountMinor: 5 })
  return { phone, ids: { ada, ben, expense, pasta, payment } }
}

/** Every number of a bill, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

function expectWithinLimits(bill: Bill): void {
  expect(bill.people.length).toBeLessThanOrEqual(limits.people)
  expect(bill.issues.length).toBeLessThanOrEqual(1_001)
  for (const expense of bill.expenses) {
    expect(expense.split.items.length).toBeLessThanOrEqual(limits.items)
    expect(expense.title.length).toBeLessThanOrEqual(limits.nameLength)
    for (const amount of [expense.amountMinor, ...expense.split.items.map(({ priceMinor }) => priceMinor)]) {
      expect(Math.abs(amount)).toBeLessThanOrEqual(maxAmountMinor)
    }
  }
  expect(numbersIn(bill).every(number => Number.isSafeInteger(number) && !Object.is(number, -0))).toBe(true)
}

describe('reading a document that somebody spoilt', () => {
  it('knows at least forty ways to spoil one, each by its own name', () => {
    expect(new Set(hostileDocuments.map(({ name }) => name)).size).toBe(hostileDocuments.length)
    expect(hostileDocuments.length).toBeGreaterThanOrEqual(40)
  })

  it.each(hostileDocuments)('$name', { timeout: 60_000 }, ({ name, reason, spares, make }) => {
    const { phone, ids } = healthyPhone()
    const before = phone.bill()
    expect(before.issues).toEqual([])
    make(phone.doc, ids)
    const bill = phone.bill()
    expectWithinLimits(bill)
    expect(readActivity(phone.doc)).toHaveLength(4)

    const reasons = new Set(bill.issues.map(issue => issue.reason))
    if (reason === null) expect(reasons.size).toBe(0)
    else expect(reasons).toContain(reason)
    if (spares) {
      expect(bill.people.find(({ id }) => id === ids.ada)).toEqual(before.people[0])
      const pasta = bill.expenses[0]?.split.items[0]
      expect(pasta).toEqual(before.expenses[0]?.split.items[0])
      expect(bill.payments.find(({ id }) => id === ids.payment)?.amountMinor).toBe(5)
    }

    // Money rule 11: whatever is not counted, what is counted adds up.
    const sums = balances(bill)
    expect([...sums.byPerson.values()].reduce((sum, minor) => sum + minor, 0)).toBe(0)
    expect(settle(sums).every(({ amountMinor }) => amountMinor > 0)).toBe(true)

    // A replica of a million entries costs more seconds than it tells.
    if (name.endsWith('a million entries that are no items')) return
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(phone.doc))
    expect(JSON.stringify(readBill(other))).toBe(JSON.stringify(bill))
  })

  it('roots that this document holds as other types are issues', () => {
    const doc = new Y.Doc()
    for (const name of ['bill', 'people', 'expenses', 'payments', 'devices', 'activity']) doc.getArray(name)
    expect(readBill(doc).issues.map(({ reason, path }) => [reason, ...path])).toEqual([
      ['badShape', 'bill'],
      ['badShape', 'people'],
      ['badShape', 'expenses'],
      ['badShape', 'payments'],
    ])
    expect(readActivity(doc)).toEqual([])
  })

  it('an issue says where it is and who wrote it', () => {
    const { phone, ids } = healthyPhone()
    const item = (phone.doc.getMap('expenses').get(ids.expense) as Y.Map<Y.Map<Y.Map<unknown>>>)
      .get('items')
      ?.get(ids.pasta)
    item?.set('price', '12')
    const { written } = receiptOf(phone).split.items[0] ?? {}
    expect(phone.bill().issues).toEqual([
      { reason: 'badAmount', path: ['expenses', ids.expense, 'items', ids.pasta, 'price'], written },
    ])
    expect(written?.by).toBe(ids.ada)
  })

  it('an empty document is an empty bill without issues', () => {
    expect(newPhone(1).bill()).toMatchObject({
      title: '',
      people: [],
      expenses: [],
      payments: [],
      issues: [],
    })
  })

  it('a chain of merges leads to its end', () => {
    const { phone, ids } = healthyPhone()
    const cy = phone.write.addPerson({ name: 'Cy' })
    const merge = (from: string, into: string) =>
      (phone.doc.getMap('people').get(from) as Y.Map<string>).set('mergedInto', into)
    merge(cy, ids.ben)
    merge(ids.ben, ids.ada)
    const ends = Object.fromEntries(phone.bill().people.map(({ id, mergedInto }) => [id, mergedInto]))
    expect(ends).toEqual({ [ids.ada]: null, [ids.ben]: ids.ada, [cy]: ids.ada })
    expect(phone.bill().issues).toEqual([])
  })

  it('two who were merged into each other at the same moment become one, the same on all phones', () => {
    const { phone, ids } = healthyPhone()
    const merge = (from: string, into: string) =>
      (phone.doc.getMap('people').get(from) as Y.Map<string>).set('mergedInto', into)
    merge(ids.ada, ids.ben)
    merge(ids.ben, ids.ada)
    const [first = '', second = ''] = [ids.ada, ids.ben].sort()
    const ends = Object.fromEntries(phone.bill().people.map(({ id, mergedInto }) => [id, mergedInto]))
    expect(ends).toEqual({ [first]: null, [second]: first })
  })
})
