/** What the editor of an expense writes: everything that was changed as one step, and nothing that was not. */
import { describe, expect, it } from 'vitest'
import { readActivity } from '../../../crdt/document/activity.ts'
import { readBill } from '../../../crdt/document/read.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import { relabelExpense } from '../../../crdt/domain/relabel.ts'
import { split } from '../../../crdt/domain/split.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, sync } from './phones.ts'

function trip() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const cleo = ada.write.addPerson({ name: 'Cleo' })
  return { ada, adaId: ada.me as PersonId, ben, cleo }
}

const expenseOf = (phone: Phone, id: ExpenseId) => {
  const found = phone.bill().expenses.find(expense => expense.id === id)
  if (found === undefined) throw new Error('no such expense')
  return found
}

describe('an expense from the editor', () => {
  it('has the people, amounts and payers that were entered', () => {
    const { ada, adaId, ben, cleo } = trip()
    const id = ada.write.addExpense({
      title: 'Surf lesson',
      mode: 'exact',
      amountMinor: 12000,
      category: 'fun',
      payer: null,
      people: {
        among: { [adaId]: true, [ben]: true },
        exact: { [adaId]: 4250, [ben]: 4000 },
        paid: { [adaId]: 7000, [cleo]: 5000 },
        exempt: { [cleo]: true, [ben]: false },
      },
    })
    const expense = expenseOf(ada, id)
    expect(expense).toMatchObject({ category: 'fun', payer: null, exempt: [cleo] })
    expect([...expense.split.among].sort()).toEqual([adaId, ben].sort())
    expect(expense.split.exact).toEqual({ [adaId]: 4250, [ben]: 4000 })
    expect(expense.paid).toEqual({ [adaId]: 7000, [cleo]: 5000 })
    expect(split(expense, ada.bill().people).nobodyMinor).toBe(12000 - 8250)
  })

  it('writes only what was changed, so that what somebody else changed meanwhile stands', () => {
    const { ada, adaId, ben } = trip()
    const id = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 2000 })
    const other = newPhone(2, ada)
    other.me = ben
    ada.write.changeExpense(id, { amountMinor: 2350, people: { exact: { [adaId]: 500 } } })
    other.write.changeExpense(id, { title: 'Taxi from airport', people: { exact: { [ben]: 700 } } })
    sync(ada, other)
    expect(expenseOf(ada, id)).toMatchObject({ title: 'Taxi from airport', amountMinor: 2350 })
    expect(expenseOf(ada, id).split.exact).toEqual({ [adaId]: 500, [ben]: 700 })
  })

  it('is one step to undo and one record, and nothing when nothing differs', () => {
    const { ada, adaId, ben } = trip()
    const id = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 2000 })
    const before = expenseOf(ada, id)
    const count = readActivity(ada.doc).length
    ada.write.changeExpense(id, {
      mode: 'percent',
      payer: ben,
      people: { percent: { [adaId]: 2500, [ben]: 7500 }, among: { [adaId]: true } },
    })
    const [record] = readActivity(ada.doc)
    expect(readActivity(ada.doc)).toHaveLength(count + 1)
    expect(record).toMatchObject({
      verb: 'setExpense',
      target: id,
      changes: [
        { field: 'mode', person: null, now: 'percent', before: 'equal' },
        { field: 'payer', person: null, now: ben, before: null },
        { field: 'percent', person: adaId, now: 2500, before: 0 },
        { field: 'percent', person: ben, now: 7500, before: 0 },
      ],
    })
    ada.write.changeExpense(id, { mode: 'percent', payer: ben, people: { percent: { [adaId]: 2500 } } })
    expect(readActivity(ada.doc)).toHaveLength(count + 1)
    ada.undo.undo()
    expect(expenseOf(ada, id)).toEqual(before)
  })

  it('keeps every printed number under another currency, but for what is entered with it', () => {
    const { ada, adaId, ben } = trip()
    const id = ada.write.addExpense({
      title: 'Ramen',
      mode: 'exact',
      amountMinor: 4000,
      people: { exact: { [adaId]: 2500 }, adjust: { [ben]: 150 }, paid: { [ben]: 4000 } },
    })
    ada.write.addItem(id, { name: 'Tea', quantity: 1, priceMinor: 350 })
    ada.write.addCharge(id, { kind: 'tip', value: { type: 'amount', minor: 1200 } })
    const before = expenseOf(ada, id)
    // 4,000 is entered for yen; everything else said 25.00, 1.50, 40.00, 3.50, 12.00.
    ada.write.changeExpense(id, { currency: 'JPY', amountMinor: 4000, rate: { value: 6, exponent: 3 } })
    const after = expenseOf(ada, id)
    expect(after).toMatchObject({ currency: 'JPY', amountMinor: 4000, paid: { [ben]: 40 } })
    expect(after.split.exact).toEqual({ [adaId]: 25 })
    expect(after.split.adjust).toEqual({ [ben]: 2 })
    expect(after.split.items[0]?.priceMinor).toBe(4)
    expect(after.split.charges[0]?.value).toEqual({ type: 'amount', minor: 12 })
    // What an editor shows before it is saved is what is written then.
    expect({ ...relabelExpense(before, 'JPY'), amountMinor: 4000, rate: after.rate }).toEqual(after)
    ada.undo.undo()
    expect(expenseOf(ada, id)).toEqual(before)
  })

  it('refuses what nobody can mean, and writes nothing of it', () => {
    const { ada, adaId } = trip()
    const id = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 2000 })
    const before = ada.bill()
    const stranger = 'stranger' as PersonId
    expect(() => ada.write.changeExpense(id, { title: 'x', people: { exact: { [stranger]: 1 } } })).toThrow(
      RangeError,
    )
    expect(() => ada.write.changeExpense(id, { people: { percent: { [adaId]: -1 } } })).toThrow(RangeError)
    expect(() => ada.write.changeExpense(id, { people: { paid: { [adaId]: 0.5 } } })).toThrow(RangeError)
    expect(ada.bill()).toEqual(before)
  })
})

describe('an expense once more', () => {
  it('has items, charges and parts of its own, under new ids, dated today', () => {
    const { ada, adaId, ben } = trip()
    const source = ada.bill().expenses[0]?.id as ExpenseId
    ada.write.setExpense(source, { title: 'Dinner', date: '2026-11-01' })
    const wine = ada.write.addItem(source, {
      name: 'Wine',
      quantity: 1,
      priceMinor: 2400,
      parts: { [adaId]: 1, [ben]: 2 },
    })
    ada.write.addItem(source, { name: 'Bread', quantity: 1, priceMinor: 400 })
    ada.write.addCharge(source, {
      kind: 'tax',
      value: { type: 'percent', thousandths: 20_000 },
      items: [wine],
    })
    ada.write.setPayer(source, ben)
    const copy = expenseOf(ada, ada.write.copyExpense(source))
    expect(copy).toMatchObject({ title: 'Dinner', payer: ben, date: '2026-11-23' })
    expect(copy.split.items.map(({ name, parts }) => ({ name, parts }))).toEqual([
      { name: 'Wine', parts: { [adaId]: 1, [ben]: 2 } },
      { name: 'Bread', parts: {} },
    ])
    expect(copy.split.items.some(item => item.id === wine)).toBe(false)
    expect(copy.split.charges[0]?.items).toEqual([copy.split.items[0]?.id])
    expect([...split(copy, ada.bill().people).shares]).toHaveLength(3)
    ada.write.setParts(copy.id, copy.split.items[0]?.id as never, ben, 0)
    expect(expenseOf(ada, source).split.items[0]?.parts).toEqual({ [adaId]: 1, [ben]: 2 })
  })

  it('makes no charge on everything out of one whose items were deleted', () => {
    const { ada } = trip()
    const source = ada.bill().expenses[0]?.id as ExpenseId
    const wine = ada.write.addItem(source, { name: 'Wine', quantity: 1, priceMinor: 2400 })
    const soup = ada.write.addItem(source, { name: 'Soup', quantity: 1, priceMinor: 1000 })
    const tax = { kind: 'tax', value: { type: 'percent', thousandths: 20_000 } } as const
    ada.write.addCharge(source, { ...tax, items: [wine] })
    ada.write.addCharge(source, { ...tax, items: [wine, soup] })
    ada.write.deleteItem(source, wine)
    const total = (id: ExpenseId) => split(expenseOf(ada, id), ada.bill().people).totalMinor
    expect(total(source)).toBe(1200)
    expect(total(ada.write.copyExpense(source))).toBe(1200)
  })
})

describe("a bill's own ways", () => {
  it('keeps categories that two people make at the same time', () => {
    const { ada, ben } = trip()
    const other = newPhone(2, ada)
    other.me = ben
    const diving = ada.write.addCategory('Diving', 'waves')
    other.write.addCategory('Ferry', 'bus')
    sync(ada, other)
    expect(
      ada
        .bill()
        .categories.map(({ name, icon }) => [name, icon])
        .sort(),
    ).toEqual([
      ['Diving', 'waves'],
      ['Ferry', 'bus'],
    ])
    ada.write.removeCategory(diving, true)
    expect(ada.bill().categories.find(({ id }) => id === diving)).toMatchObject({
      name: 'Diving',
      removed: true,
    })
    ada.write.removeCategory(diving, false)
    expect(ada.bill().categories.find(({ id }) => id === diving)).toMatchObject({ removed: false })
  })

  it('keeps how new expenses are divided, and forgets it', () => {
    const { ada, adaId, ben } = trip()
    ada.write.setDefaultSplit({ mode: 'parts', values: { [adaId]: 2, [ben]: 1 } })
    expect(ada.bill().defaultSplit).toEqual({ mode: 'parts', values: { [adaId]: 2, [ben]: 1 } })
    ada.write.setDefaultSplit(null)
    expect(ada.bill().defaultSplit).toBeNull()
    expect(ada.bill().issues).toEqual([])
  })

  it('reports what makes no sense there, and counts the rest', () => {
    const { ada } = trip()
    const defaults = ada.doc.getMap('bill').get('defaults') as { set(key: string, value: unknown): void }
    defaults.set('cshort', ['Name', 'mug'])
    defaults.set('cAAAAAAAA', ['', 'mug'])
    defaults.set('cBBBBBBBB', ['Fine', 'mug'])
    defaults.set('cCCCCCCCC', ['Evil', '"><script>'])
    defaults.set('split', ['parts', 'AAAAAAAA', -1])
    const bill = ada.bill()
    expect(bill.categories.map(({ name }) => name)).toEqual(['Fine'])
    expect(bill.defaultSplit).toBeNull()
    expect(bill.issues.map(({ path }) => path.join('/')).sort()).toEqual([
      'bill/defaults/cAAAAAAAA',
      'bill/defaults/cCCCCCCCC',
      'bill/defaults/cshort',
      'bill/defaults/split',
    ])
  })
})

describe('two people who are one', () => {
  it('count as one, and come apart again exactly as they were', () => {
    const { ada, adaId, ben, cleo } = trip()
    ada.write.addExpense({ title: 'Flat', mode: 'equal', amountMinor: 9000, payer: adaId })
    const before = [...balances(ada.bill()).byPerson]
    ada.write.mergePerson(cleo, ben)
    expect([...balances(ada.bill()).byPerson]).toEqual([
      [adaId, 4500],
      [ben, -4500],
    ])
    ada.write.mergePerson(cleo, null)
    expect([...balances(ada.bill()).byPerson]).toEqual(before)
    expect(() => ada.write.mergePerson(cleo, cleo)).toThrow(RangeError)
  })

  it('have what is theirs as one, wherever it is read or changed', () => {
    const { ada, adaId, ben, cleo } = trip()
    const receipt = ada.bill().expenses[0]?.id as ExpenseId
    const wine = ada.write.addItem(receipt, {
      name: 'Wine',
      quantity: 1,
      priceMinor: 900,
      parts: { [adaId]: 1, [cleo]: 1 },
    })
    const id = ada.write.addExpense({ title: 'Flat', mode: 'parts', amountMinor: 9000, payer: cleo })
    const before = ada.bill()
    ada.write.mergePerson(cleo, ben)
    const seen = (of: ExpenseId) => readBill(ada.doc, 'counted').expenses.find(each => each.id === of)
    const parts = () => seen(receipt)?.split.items[0]?.parts
    expect(parts()).toEqual({ [adaId]: 1, [ben]: 1 })
    expect(seen(id)).toMatchObject({ payer: ben, split: { parts: { [adaId]: 1, [ben]: 2 } } })
    ada.write.mergePerson(cleo, null)
    expect(ada.bill()).toEqual(before)

    ada.write.mergePerson(cleo, ben)
    // A tap takes off what is there under either name.
    ada.write.setParts(receipt, wine, ben, 0)
    expect(parts()).toEqual({ [adaId]: 1 })
    ada.write.setParts(receipt, wine, ben, 1)
    expect(parts()).toEqual({ [adaId]: 1, [ben]: 1 })
    ada.write.changeExpense(id, { people: { parts: { [ben]: 1 }, among: { [ben]: false } } })
    expect(seen(id)?.split).toMatchObject({ parts: { [adaId]: 1, [ben]: 1 }, among: [adaId] })
    ada.write.setSplitValue(id, 'parts', ben, 0)
    expect(seen(id)?.split.parts).toEqual({ [adaId]: 1 })
  })
})
