import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { fillRandom } from '../../../client/state/clock.ts'
import { beginningOf, copyExpenses, copyPeople } from '../../../client/state/copy-bill.ts'
import { readBill } from '../../../crdt/document/read.ts'
import { billCommands } from '../../../crdt/document/write.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import type { Bill } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'

const newBill = (title: string) => {
  const doc = new Y.Doc()
  const today = () => '2026-11-20'
  const commands = billCommands({ doc, by: () => null, nowMs: () => 5, fillRandom, today })
  const me = commands.create({ title, currency: 'EUR', myName: 'Ada', myInk: 3 })
  return {
    doc,
    commands,
    me,
    receipt: readBill(doc).expenses[0]?.id as NonNullable<Bill['expenses'][0]>['id'],
  }
}

/** A trip: a receipt with a tip, an uneven dinner in dollars, somebody who left and somebody who was two. */
function trip() {
  const { doc, commands, me, receipt } = newBill('Lisbon')
  const [tom, ines, twin] = commands.addPeople([
    { name: 'Tom', ink: 7 },
    { name: 'Ines' },
    { name: 'Thomas' },
  ]) as [PersonId, PersonId, PersonId]
  commands.setWeight(tom, 2)
  const [soup] = commands.addItems(receipt, [
    { name: 'Soup', quantity: 2, priceMinor: 1_000, parts: { [me]: 1, [twin]: 2 } },
    { name: 'Bread', quantity: 1, priceMinor: 300 },
  ])
  if (soup === undefined) throw new Error('no item')
  commands.addCharge(receipt, { kind: 'tip', value: { type: 'percent', thousandths: 10_000 }, items: [soup] })
  commands.changeExpense(receipt, { payer: ines, printedTotalMinor: 1_500, title: 'Tasca', category: 'food' })
  const own = commands.addCategory('Surf', 'waves')
  commands.addExpense({
    title: 'Boards',
    mode: 'parts',
    amountMinor: 7_001,
    currency: 'USD',
    rate: { value: 92, exponent: 2 },
    date: '2026-10-03',
    category: own,
    note: 'for two days',
    people: { parts: { [me]: 1, [tom]: 3 }, paid: { [tom]: 5_000, [me]: 2_001 }, exempt: { [ines]: true } },
  })
  commands.addPayment({ from: me, to: tom, amountMinor: 100 })
  commands.mergePerson(twin, tom)
  commands.leave(ines)
  return { bill: readBill(doc), me }
}

const namedSums = (bill: Bill) =>
  Object.fromEntries(
    [...balances({ ...bill, payments: [] }).byPerson].map(([id, minor]) => [
      bill.people.find(person => person.id === id)?.name ?? 'nobody',
      minor,
    ]),
  )

describe('A copy of a bill', () => {
  it('with its expenses comes to the same for everybody, payments apart', () => {
    const { bill, me } = trip()
    const copy = newBill('Lisbon (copy)')
    const people = copyPeople(copy.commands, bill, { source: me, copy: copy.me }, true)
    copyExpenses(copy.commands, bill, people, copy.receipt)
    const copied = readBill(copy.doc)
    expect(copied.issues).toEqual([])
    expect(copied.people.map(({ name, weight, leftAt }) => [name, weight, leftAt !== null])).toEqual([
      ['Ada', 1, false],
      ['Tom', 2, false],
      ['Ines', 1, true],
    ])
    expect(copied.expenses.map(({ title, date }) => [title, date])).toEqual([
      ['Tasca', '2026-11-20'],
      ['Boards', '2026-10-03'],
    ])
    expect(copied.expenses[1]).toMatchObject({ note: 'for two days', currency: 'USD', amountMinor: 7_001 })
    expect(copied.categories).toMatchObject([
      { id: copied.expenses[1]?.category, name: 'Surf', icon: 'waves' },
    ])
    expect(copied.payments).toEqual([])
    const before = namedSums(bill)
    expect(Object.values(before).some(minor => minor !== 0)).toBe(true)
    // The odd cent goes by ids, and those of a copy are new.
    for (const [name, minor] of Object.entries(namedSums(copied)))
      expect(Math.abs(minor - (before[name] ?? 0)), name).toBeLessThanOrEqual(2)
    const total = (of: Bill) => balances(of).spentMinor
    expect(total(copied)).toBe(total(bill))
  })

  it('without them has the people who are there, and an empty receipt', () => {
    const { bill, me } = trip()
    const copy = newBill('Lisbon (copy)')
    copyPeople(copy.commands, bill, { source: me, copy: copy.me }, false)
    const copied = readBill(copy.doc)
    expect(copied.people.map(({ name, ink }) => [name, ink])).toEqual([
      ['Ada', 3],
      ['Tom', 7],
    ])
    expect(copied.expenses).toMatchObject([{ split: { mode: 'items', items: [] } }])
  })

  it('makes no charge on everything out of one whose items were deleted', () => {
    const source = newBill('Tasca')
    const [soup] = source.commands.addItems(source.receipt, [
      { name: 'Soup', quantity: 1, priceMinor: 1_000 },
      { name: 'Bread', quantity: 1, priceMinor: 300 },
    ])
    if (soup === undefined) throw new Error('no item')
    const value = { type: 'percent', thousandths: 10_000 } as const
    source.commands.addCharge(source.receipt, { kind: 'tip', value, items: [soup] })
    source.commands.deleteItem(source.receipt, soup)
    const bill = readBill(source.doc)
    const copy = newBill('Tasca (copy)')
    const people = copyPeople(copy.commands, bill, { source: source.me, copy: copy.me }, true)
    copyExpenses(copy.commands, bill, people, copy.receipt)
    expect(balances(readBill(copy.doc)).spentMinor).toBe(300)
  })

  it('leaves off the list what was taken off the list of categories', () => {
    const source = newBill('Trip')
    const surf = source.commands.addCategory('Surf', 'waves')
    source.commands.addExpense({ title: 'Boards', mode: 'equal', amountMinor: 900, category: surf })
    source.commands.addCategory('Ferry', 'bus')
    source.commands.removeCategory(surf, true)
    const bill = readBill(source.doc)
    const copy = newBill('Trip (copy)')
    const people = copyPeople(copy.commands, bill, { source: source.me, copy: copy.me }, true)
    copyExpenses(copy.commands, bill, people, copy.receipt)
    const copied = readBill(copy.doc).categories.map(({ name, removed }) => [name, removed])
    expect(Object.fromEntries(copied)).toEqual({ Surf: true, Ferry: false })
  })

  it('knows what was paid by somebody who was removed', () => {
    const source = newBill('Trip')
    const [tom, ines] = source.commands.addPeople([{ name: 'Tom' }, { name: 'Ines' }]) as [PersonId, PersonId]
    source.commands.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 900, payer: tom })
    source.commands.removePerson(tom)
    source.commands.removePerson(ines)
    const bill = readBill(source.doc)
    const copy = newBill('Trip (copy)')
    const people = copyPeople(copy.commands, bill, { source: source.me, copy: copy.me }, true)
    copyExpenses(copy.commands, bill, people, copy.receipt)
    const copied = readBill(copy.doc)
    expect(namedSums(copied)).toEqual(namedSums(bill))
    expect(namedSums(copied)).toEqual({ Ada: -900, Tom: 900 })
    expect(copied.people.map(({ name, removedAt }) => [name, removedAt !== null])).toEqual([
      ['Ada', false],
      ['Tom', true],
    ])
  })

  it('begins as the bill does, with the user as whom they count there and a title that fits', () => {
    const source = newBill('x'.repeat(200))
    const ada = source.commands.addPerson({ name: 'Ada L.', ink: 9 })
    source.commands.mergePerson(source.me, ada)
    const me = { name: 'Ada', ink: 3 }
    expect(beginningOf(readBill(source.doc), source.me, me)).toEqual({
      title: `${'x'.repeat(193)} (copy)`,
      currency: 'EUR',
      myName: 'Ada L.',
      myInk: 9,
    })
    source.commands.setTitle('')
    expect(beginningOf(readBill(source.doc), null, me)).toMatchObject({ title: '', myName: 'Ada', myInk: 3 })
  })

  it('of a bill without a receipt has none', () => {
    const source = newBill('Trip')
    source.commands.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 900 })
    source.commands.deleteExpense(source.receipt)
    const bill = readBill(source.doc)
    const copy = newBill('Trip (copy)')
    const people = copyPeople(copy.commands, bill, { source: source.me, copy: copy.me }, true)
    copyExpenses(copy.commands, bill, people, copy.receipt)
    expect(readBill(copy.doc).expenses.map(({ title }) => title)).toEqual(['Taxi'])
  })
})

it('a bill of many expenses is copied in steps that grow with their number and not with its square', () => {
  const looksOf = (count: number): number => {
    const source = newBill('Flat')
    for (let i = 0; i < count; i++)
      source.commands.addExpense({ title: `week ${i}`, mode: 'equal', amountMinor: 100 + i })
    const bill = readBill(source.doc)
    const copy = newBill('Flat')
    const expenses = copy.doc.getMap('expenses')
    let looks = 0
    const walk = expenses.forEach.bind(expenses)
    expenses.forEach = each =>
      walk((value, key, map) => {
        looks += 1
        each(value, key, map)
      })
    copy.doc.transact(() => {
      const people = copyPeople(copy.commands, bill, { source: source.me, copy: copy.me }, true)
      copyExpenses(copy.commands, bill, people, copy.receipt)
    })
    expect(readBill(copy.doc).expenses).toHaveLength(count + 1)
    return looks
  }
  expect(looksOf(40)).toBeLessThanOrEqual(2 * looksOf(20) + 2)
})
