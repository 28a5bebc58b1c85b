import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { balances } from '../../../crdt/domain/balance.ts'
import { limits, maxAmountMinor } from '../../../crdt/domain/bill.ts'
import type { ChargeId, DeviceId, ExpenseId, ItemId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, itemsOf, newPhone, noonMs, type Phone, receiptOf, sync } from './phones.ts'

/** Counts what a phone's document tells others while `act` runs. */
function updatesDuring(phone: Phone, act: () => void): number {
  let count = 0
  const listener = () => {
    count++
  }
  phone.doc.on('update', listener)
  act()
  phone.doc.off('update', listener)
  return count
}

function tableOfTwo() {
  const ada = adasPhone()
  const expense = receiptOf(ada).id
  const ben = ada.write.addPerson({ name: 'Ben' })
  const pasta = ada.write.addItem(expense, { name: 'Tagliatelle', quantity: 2, priceMinor: 2800 })
  return { ada, expense, adaId: ada.me as PersonId, ben, pasta }
}

describe('a new bill', () => {
  it('starts with one receipt that nobody has paid, dated today', () => {
    const ada = adasPhone()
    const bill = ada.bill()
    expect(bill).toMatchObject({
      schema: 1,
      title: 'Trattoria',
      currency: 'EUR',
      createdBy: ada.me,
      issues: [],
    })
    expect(bill.people).toMatchObject([{ id: ada.me, name: 'Ada', ink: 1, weight: 1, leftAt: null }])
    expect(bill.expenses).toHaveLength(1)
    expect(receiptOf(ada)).toMatchObject({
      date: '2026-11-23',
      payer: null,
      currency: 'EUR',
      split: { mode: 'items', items: [], charges: [] },
    })
  })

  it('cannot be started twice in one document', () => {
    const ada = adasPhone()
    expect(() => ada.write.create({ title: '', currency: 'EUR', myName: 'Ben', myInk: 2 })).toThrow(
      RangeError,
    )
  })

  it('is one update to others, like every command', () => {
    const phone = newPhone(1)
    const started = updatesDuring(phone, () => {
      phone.me = phone.write.create({ title: 'Trip', currency: 'EUR', myName: 'Ada', myInk: 1 })
    })
    expect(started).toBe(1)
    const ada = adasPhone()
    expect(updatesDuring(ada, () => ada.write.addPerson({ name: 'Ben' }))).toBe(1)
  })
})

describe('two phones at one table', () => {
  it('both have the dish that both tapped while offline', () => {
    const { ada, expense, adaId, ben, pasta } = tableOfTwo()
    const bens = newPhone(2, ada)
    bens.me = ben
    ada.write.setParts(expense, pasta, adaId, 1)
    bens.write.setParts(expense, pasta, ben, 1)
    sync(ada, bens)
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({ [adaId]: 1, [ben]: 1 })
    expect(bens.bill()).toEqual(ada.bill())
  })

  it('keep both lines when both append at once, in one order', () => {
    const { ada, expense } = tableOfTwo()
    const bens = newPhone(2, ada)
    ada.write.addItem(expense, { name: 'Wine', quantity: 1, priceMinor: 1900 })
    bens.write.addItem(expense, { name: 'Water', quantity: 1, priceMinor: 400 })
    sync(ada, bens)
    expect(itemsOf(ada, expense)).toHaveLength(3)
    expect(itemsOf(bens, expense)).toEqual(itemsOf(ada, expense))
  })

  it('put a line between two that have the same place', () => {
    const { ada, expense, pasta } = tableOfTwo()
    const bens = newPhone(2, ada)
    const wine = ada.write.addItem(expense, { name: 'Wine', quantity: 1, priceMinor: 1900 })
    bens.write.addItem(expense, { name: 'Water', quantity: 1, priceMinor: 400 })
    sync(ada, bens)
    const [, first] = itemsOf(ada, expense)
    ada.write.moveItem(expense, pasta, first?.id ?? wine)
    const names = itemsOf(ada, expense).map(({ name }) => name)
    expect(names.indexOf('Tagliatelle')).toBeGreaterThan(0)
    expect(ada.bill().issues).toEqual([])
  })

  it('a delete by one does not lose the tap of the other once the dish is back', () => {
    const { ada, expense, ben, pasta } = tableOfTwo()
    const bens = newPhone(2, ada)
    ada.write.deleteItem(expense, pasta)
    bens.write.setParts(expense, pasta, ben, 3)
    sync(ada, bens)
    expect(itemsOf(ada, expense)).toEqual([])
    bens.write.restoreItem(expense, pasta)
    sync(ada, bens)
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({ [ben]: 3 })
  })
})

describe('people', () => {
  it('several payment handles are one step', () => {
    const { ada, ben } = tableOfTwo()
    ada.write.setHandles(ben, { paypal: 'ben', wise: 'ben1' })
    const count = updatesDuring(ada, () => ada.write.setHandles(ben, { paypal: '', swish: ' 1232877439 ' }))
    expect(count).toBe(1)
    expect(ada.bill().people.find(({ id }) => id === ben)?.handles).toEqual({
      swish: '1232877439',
      wise: 'ben1',
    })
  })

  it('a removed person comes back exactly as they were, with all they had', () => {
    const { ada, expense, ben, pasta } = tableOfTwo()
    const wine = ada.write.addItem(expense, { name: 'Wine', quantity: 1, priceMinor: 1900 })
    ada.write.setWeight(ben, 2)
    ada.write.setHandle(ben, 'paypal', 'ben@example.org')
    ada.write.setParts(expense, pasta, ben, 2)
    ada.write.setParts(expense, wine, ben, 1)
    ada.write.setExempt(expense, ben, true)
    ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 1200 })
    const before = ada.bill()

    ada.write.removePerson(ben)
    const without = ada.bill()
    expect(without.people.filter(({ leftAt }) => leftAt === null).map(({ name }) => name)).toEqual(['Ada'])
    expect(JSON.stringify(without.expenses.map(({ split, exempt }) => [split, exempt]))).not.toContain(ben)
    expect(balances(without).byPerson.has(ben)).toBe(false)
    expect(without.issues).toEqual([])

    ada.write.restorePerson(ben)
    expect(ada.bill()).toEqual(before)
  })

  it('one who paid, or was paid, is removed like anybody: what they had is free, what they paid is theirs', () => {
    const moves: ((table: ReturnType<typeof tableOfTwo>) => void)[] = [
      ({ ada, expense, ben }) => ada.write.setPayer(expense, ben),
      ({ ada, expense, ben }) => ada.write.setPaid(expense, ben, 700),
      ({ ada, ben, adaId }) => ada.write.addPayment({ from: ben, to: adaId, amountMinor: 5 }),
      ({ ada, ben, adaId }) => ada.write.addPayment({ from: adaId, to: ben, amountMinor: 5 }),
    ]
    for (const move of moves) {
      const table = tableOfTwo()
      const { ada, expense, ben, pasta } = table
      ada.write.setParts(expense, pasta, ben, 1)
      move(table)
      const before = ada.bill()
      ada.write.removePerson(ben)
      const without = ada.bill()
      expect(itemsOf(ada, expense)[0]?.parts).toEqual({})
      const { byPerson, parts } = balances(without)
      const { paidMinor, sentMinor, receivedMinor } = balances(before).parts.get(ben) ?? {}
      expect(parts.get(ben)).toMatchObject({ shareMinor: 0, paidMinor, sentMinor, receivedMinor })
      expect([...byPerson.values()].reduce((sum, minor) => sum + minor, 0)).toBe(0)
      expect(without.issues).toEqual([])
      ada.write.restorePerson(ben)
      expect(ada.bill()).toEqual(before)
    }
  })

  it('a payment noted while somebody else removes the person counts, and keeps their name', () => {
    const { ada, expense, ben, adaId, pasta } = tableOfTwo()
    const bens = newPhone(2, ada)
    ada.write.setPayer(expense, adaId)
    ada.write.setParts(expense, pasta, ben, 1)
    sync(ada, bens)
    bens.write.addPayment({ from: ben, to: adaId, amountMinor: 500 })
    ada.write.removePerson(ben)
    sync(ada, bens)
    const bill = ada.bill()
    expect(bill.issues).toEqual([])
    expect(bill.people.find(({ id }) => id === ben)).toMatchObject({
      name: 'Ben',
      removedAt: expect.any(Number),
    })
    // What he had is free again, what he paid is his.
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({})
    expect(balances(bill).byPerson.get(ben)).toBe(500)
  })

  it('several are added as one step, in their order, each with an ink of their own', () => {
    const { ada } = tableOfTwo()
    const before = ada.bill()
    const update = updatesDuring(ada, () => {
      expect(ada.write.addPeople([{ name: 'Cy' }, { name: 'Di', ink: 9 }, { name: 'Ed' }])).toHaveLength(3)
    })
    expect(update).toBe(1)
    const { people } = ada.bill()
    expect(people.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cy', 'Di', 'Ed'])
    expect(new Set(people.map(({ ink }) => ink)).size).toBe(5)
    expect(updatesDuring(ada, () => ada.write.addPeople([]))).toBe(0)
    ada.undo.undo()
    expect(ada.bill()).toEqual(before)
  })

  it('one who left stays in history and out of new splits', () => {
    const { ada, ben, adaId } = tableOfTwo()
    ada.write.leave(ben)
    const taxi = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 900 })
    expect(ada.bill().people.find(({ id }) => id === ben)?.leftAt).toBeGreaterThan(noonMs)
    expect(ada.bill().expenses.find(({ id }) => id === taxi)?.split.among).toEqual([adaId])
    ada.write.comeBack(ben)
    expect(ada.bill().people.find(({ id }) => id === ben)?.leftAt).toBeNull()
  })

  it('get the ink that fewest have, and their weight as parts of a new split by parts', () => {
    const { ada, ben, adaId } = tableOfTwo()
    expect(ada.bill().people.map(({ ink }) => ink)).toEqual([1, 2])
    ada.write.setWeight(ben, 2)
    const hut = ada.write.addExpense({ title: 'Hut', mode: 'parts', amountMinor: 9000 })
    expect(ada.bill().expenses.find(({ id }) => id === hut)?.split.parts).toEqual({ [adaId]: 1, [ben]: 2 })
  })
})

describe('expenses', () => {
  it('keep what was entered in every mode when the mode changes and changes back', () => {
    const { ada, ben, adaId } = tableOfTwo()
    const hut = ada.write.addExpense({ title: 'Hut', mode: 'exact', amountMinor: 9000 })
    const split = () => ada.bill().expenses.find(({ id }) => id === hut)?.split
    ada.write.setSplitValue(hut, 'exact', ben, 4000)
    ada.write.setSplitValue(hut, 'percent', adaId, 2500)
    ada.write.setSplitValue(hut, 'adjust', adaId, -300)
    ada.write.setMode(hut, 'percent')
    ada.write.setMode(hut, 'exact')
    expect(split()).toMatchObject({
      mode: 'exact',
      exact: { [ben]: 4000 },
      percent: { [adaId]: 2500 },
      adjust: { [adaId]: -300 },
    })
    ada.write.setSplitValue(hut, 'exact', ben, 0)
    expect(split()?.exact).toEqual({})
  })

  it('a receipt that becomes an equal split is shared by everybody present', () => {
    const { ada, expense, ben, adaId } = tableOfTwo()
    ada.write.setMode(expense, 'equal')
    expect(new Set(receiptOf(ada).split.among)).toEqual(new Set([adaId, ben]))
  })

  it('keep their currency when the bill gets another one, and a rate to it', () => {
    const { ada } = tableOfTwo()
    const taxi = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 900, currency: 'USD' })
    ada.write.changeCurrency('CHF')
    ada.write.setExpense(taxi, { rate: { value: 9412, exponent: 4 } })
    const read = ada.bill().expenses.find(({ id }) => id === taxi)
    expect(read).toMatchObject({ currency: 'USD', rate: { value: 9412, exponent: 4 } })
    ada.write.setExpense(taxi, {
      rate: null,
      note: 'two\nlines',
      printedTotalMinor: 900,
      category: 'transport',
    })
    expect(ada.bill().expenses.find(({ id }) => id === taxi)).toMatchObject({
      rate: null,
      note: 'two\nlines',
      printedTotalMinor: 900,
    })
  })

  it('that were deleted come back exactly', () => {
    const { ada, expense } = tableOfTwo()
    const before = ada.bill()
    ada.write.deleteExpense(expense)
    expect(ada.bill().expenses).toEqual([])
    ada.write.restoreExpense(expense)
    expect(ada.bill()).toEqual(before)
  })
})

describe('items and charges', () => {
  it('the rest is shared by the people chosen, and what somebody took is left alone', () => {
    const { ada, expense, ben, adaId, pasta } = tableOfTwo()
    ada.write.setParts(expense, pasta, ben, 2)
    const [wine, water] = ada.write.addItems(expense, [
      { name: 'Wine', quantity: 1, priceMinor: 1900 },
      { name: 'Water', quantity: 1, priceMinor: 400 },
    ])
    ada.write.removePerson(ada.write.addPerson({ name: 'Cy' }))
    expect(updatesDuring(ada, () => ada.write.splitRest(expense, [adaId, ben]))).toBe(1)
    const parts = Object.fromEntries(itemsOf(ada, expense).map(({ id, parts }) => [id, parts]))
    expect(parts).toEqual({
      [pasta]: { [ben]: 2 },
      [wine as string]: { [adaId]: 1, [ben]: 1 },
      [water as string]: { [adaId]: 1, [ben]: 1 },
    })
    expect(updatesDuring(ada, () => ada.write.splitRest(expense, [adaId]))).toBe(0)
  })

  it('what only removed people took counts as the rest', () => {
    const { ada, expense, ben, adaId, pasta } = tableOfTwo()
    ada.write.setParts(expense, pasta, ben, 1)
    ada.write.removePerson(ben)
    ada.write.splitRest(expense, [adaId])
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({ [adaId]: 1 })
  })

  it('move to the top, to the end and behind each other', () => {
    const { ada, expense, pasta } = tableOfTwo()
    const [b, c] = ada.write.addItems(expense, [
      { name: 'B', quantity: 1, priceMinor: 1 },
      { name: 'C', quantity: 1, priceMinor: 1 },
    ]) as [ItemId, ItemId]
    const order = () => itemsOf(ada, expense).map(({ id }) => id)
    ada.write.moveItem(expense, c, null)
    expect(order()).toEqual([c, pasta, b])
    ada.write.moveItem(expense, c, pasta)
    expect(order()).toEqual([pasta, c, b])
    ada.write.moveItem(expense, pasta, b)
    expect(order()).toEqual([c, b, pasta])
    expect(updatesDuring(ada, () => ada.write.moveItem(expense, pasta, b))).toBe(0)
  })

  it('stand anywhere after a thousand moves to the same place', () => {
    const { ada, expense, pasta } = tableOfTwo()
    const [b, c] = ada.write.addItems(expense, [
      { name: 'B', quantity: 1, priceMinor: 1 },
      { name: 'C', quantity: 1, priceMinor: 1 },
    ]) as [ItemId, ItemId]
    for (let i = 0; i < 500; i++) {
      ada.write.moveItem(expense, c, pasta)
      ada.write.moveItem(expense, b, pasta)
    }
    expect(itemsOf(ada, expense)).toHaveLength(3)
    expect(itemsOf(ada, expense)[0]?.id).toBe(pasta)
    expect(ada.bill().issues).toEqual([])
  })

  it('a charge is limited to items, and again applies to all', () => {
    const { ada, expense, pasta } = tableOfTwo()
    const tip = ada.write.addCharge(expense, {
      kind: 'tip',
      value: { type: 'percent', thousandths: 10_000 },
      items: [pasta],
    })
    const charge = () => receiptOf(ada).split.charges[0]
    expect(charge()).toMatchObject({
      id: tip,
      kind: 'tip',
      items: [pasta],
      basis: 'beforeTax',
      included: false,
    })
    ada.write.setCharge(expense, tip, {
      items: [],
      value: { type: 'amount', minor: 500 },
      basis: 'afterTax',
      name: 'For the kitchen',
    })
    expect(charge()).toMatchObject({
      items: [],
      value: { type: 'amount', minor: 500 },
      basis: 'afterTax',
      name: 'For the kitchen',
    })
    ada.write.deleteCharge(expense, tip)
    expect(charge()).toBeUndefined()
    ada.write.restoreCharge(expense, tip)
    expect(charge()?.id).toBe(tip)
  })
})

describe('payments, devices and the end', () => {
  it('a payment is in the bill, changed, deleted and restored', () => {
    const { ada, adaId, ben } = tableOfTwo()
    const payment = ada.write.addPayment({ from: ben, to: adaId, amountMinor: 1400 })
    expect(ada.bill().payments).toMatchObject([
      { id: payment, from: ben, to: adaId, amountMinor: 1400, currency: 'EUR', date: '2026-11-23' },
    ])
    ada.write.setPayment(payment, { amountMinor: 700, note: 'half' })
    expect(ada.bill().payments).toMatchObject([{ amountMinor: 700, note: 'half' }])
    ada.write.deletePayment(payment)
    expect(ada.bill().payments).toEqual([])
    ada.write.restorePayment(payment)
    expect(ada.bill().payments).toHaveLength(1)
  })

  it('a device says who uses it', () => {
    const { ada, ben } = tableOfTwo()
    const device = '0123456789abcdef' as DeviceId
    ada.write.introduceDevice(device, ben)
    expect(ada.bill().devices).toEqual([{ id: device, person: ben }])
    expect(updatesDuring(ada, () => ada.write.introduceDevice(device, ben))).toBe(0)
  })

  it('closes a bill in which somebody wrote nonsense for the time of its closing', () => {
    const ada = adasPhone()
    ada.doc.getMap('bill').set('closedAt', 'never')
    expect(ada.bill().closedAt).toBeNull()
    ada.write.close()
    expect(ada.bill().closedAt).toBeGreaterThan(0)
  })

  it('closes and reopens', () => {
    const { ada } = tableOfTwo()
    ada.write.close()
    expect(ada.bill().closedAt).toBeGreaterThan(noonMs)
    ada.write.reopen()
    expect(ada.bill().closedAt).toBeNull()
  })
})

describe('a command that changes nothing', () => {
  it('makes no update', () => {
    const { ada, expense, adaId, ben, pasta } = tableOfTwo()
    const tip = ada.write.addCharge(expense, { kind: 'tip', value: { type: 'amount', minor: 100 } })
    const pay = ada.write.addPayment({ from: ben, to: adaId, amountMinor: 5 })
    ada.write.setParts(expense, pasta, adaId, 1)
    ada.write.setExpense(expense, { rate: { value: 1, exponent: 0 } })
    const count = updatesDuring(ada, () => {
      ada.write.setTitle(' Trattoria ')
      ada.write.setNote('')
      ada.write.changeCurrency('EUR')
      ada.write.renamePerson(ben, 'Ben')
      ada.write.setInk(ben, 2)
      ada.write.setWeight(ben, 1)
      ada.write.setHandle(ben, 'paypal', '')
      ada.write.restorePerson(ben)
      ada.write.comeBack(ben)
      ada.write.setMode(expense, 'items')
      ada.write.setPayer(expense, null)
      ada.write.setPaid(expense, ben, 0)
      ada.write.setAmong(expense, ben, false)
      ada.write.setExempt(expense, ben, false)
      ada.write.setExpense(expense, { title: '', date: '2026-11-23', rate: { value: 1, exponent: 0 } })
      ada.write.restoreExpense(expense)
      ada.write.setParts(expense, pasta, adaId, 1)
      ada.write.setParts(expense, pasta, ben, 0)
      ada.write.setItem(expense, pasta, {
        name: 'Tagliatelle',
        quantity: 2,
        priceMinor: 2800,
        byPortion: false,
      })
      ada.write.restoreItem(expense, pasta)
      ada.write.moveItem(expense, pasta, null)
      ada.write.addItems(expense, [])
      ada.write.setCharge(expense, tip, { kind: 'tip', value: { type: 'amount', minor: 100 }, items: [] })
      ada.write.setPayment(pay, { amountMinor: 5 })
      ada.write.reopen()
    })
    expect(count).toBe(0)
  })
})

describe('bad input', () => {
  const nobody = 'nobody00' as PersonId
  type World = ReturnType<typeof tableOfTwo>
  const cases: readonly [name: string, act: (world: World) => void][] = [
    ['a person without a name', ({ ada }) => ada.write.addPerson({ name: ' \u0000\n ' })],
    [
      'a name that is too long',
      ({ ada }) => ada.write.addPerson({ name: 'x'.repeat(limits.nameLength + 1) }),
    ],
    ['a name that is no text', ({ ada }) => ada.write.addPerson({ name: 7 as unknown as string })],
    ['an ink that is not on the palette', ({ ada, ben }) => ada.write.setInk(ben, 11)],
    ['a weight of 0', ({ ada, ben }) => ada.write.setWeight(ben, 0)],
    ['an unknown person', ({ ada }) => ada.write.renamePerson(nobody, 'X')],
    ['a method of payment that is no word', ({ ada, ben }) => ada.write.setHandle(ben, '__proto__', 'x')],
    [
      'one such method among others',
      ({ ada, ben }) => ada.write.setHandles(ben, { paypal: 'ben', Bank: 'x' }),
    ],
    ['an unknown currency', ({ ada }) => void ada.write.changeCurrency('XYZ')],
    ['a note that is too long', ({ ada }) => ada.write.setNote('x'.repeat(limits.noteLength + 1))],
    ['an unknown expense', ({ ada }) => ada.write.setMode('nothing0' as ExpenseId, 'equal')],
    ['an unknown mode', ({ ada, expense }) => ada.write.setMode(expense, 'random' as 'equal')],
    [
      'an amount that is NaN',
      ({ ada, expense }) => ada.write.setExpense(expense, { amountMinor: Number.NaN }),
    ],
    ['an amount with a fraction', ({ ada, expense }) => ada.write.setExpense(expense, { amountMinor: 0.5 })],
    [
      'an amount that is too big',
      ({ ada, expense }) => ada.write.setExpense(expense, { amountMinor: maxAmountMinor + 1 }),
    ],
    [
      'an amount that is text',
      ({ ada, expense }) => ada.write.setExpense(expense, { amountMinor: '5' as unknown as number }),
    ],
    [
      'a date that is in no calendar',
      ({ ada, expense }) => ada.write.setExpense(expense, { date: '2026-02-30' }),
    ],
    ['a date of the year 9999', ({ ada, expense }) => ada.write.setExpense(expense, { date: '9999-01-01' })],
    ['a rate of 0', ({ ada, expense }) => ada.write.setExpense(expense, { rate: { value: 0, exponent: 0 } })],
    ['a payer who is unknown', ({ ada, expense }) => ada.write.setPayer(expense, nobody)],
    ['negative parts', ({ ada, expense, ben, pasta }) => ada.write.setParts(expense, pasta, ben, -1)],
    [
      'ten million parts',
      ({ ada, expense, ben, pasta }) => ada.write.setParts(expense, pasta, ben, 10_000_000),
    ],
    [
      'parts for an unknown person',
      ({ ada, expense, pasta }) => ada.write.setParts(expense, pasta, nobody, 1),
    ],
    ['an unknown item', ({ ada, expense, ben }) => ada.write.setParts(expense, 'nothing0' as ItemId, ben, 1)],
    ['a quantity of 0', ({ ada, expense, pasta }) => ada.write.setItem(expense, pasta, { quantity: 0 })],
    [
      'a second item that is bad',
      ({ ada, expense }) =>
        ada.write.addItems(expense, [
          { name: 'A', quantity: 1, priceMinor: 1 },
          { name: 'B', quantity: 1, priceMinor: Number.POSITIVE_INFINITY },
        ]),
    ],
    [
      'an unknown charge',
      ({ ada, expense }) => ada.write.setCharge(expense, 'nothing0' as ChargeId, { name: 'x' }),
    ],
    [
      'a negative tip',
      ({ ada, expense }) =>
        ada.write.addCharge(expense, { kind: 'tip', value: { type: 'amount', minor: -1 } }),
    ],
    [
      'a charge on an unknown item',
      ({ ada, expense }) =>
        ada.write.addCharge(expense, {
          kind: 'tip',
          value: { type: 'amount', minor: 1 },
          items: ['nothing0' as ItemId],
        }),
    ],
    ['a payment to oneself', ({ ada, ben }) => ada.write.addPayment({ from: ben, to: ben, amountMinor: 1 })],
    [
      'a payment of nothing',
      ({ ada, ben, adaId }) => ada.write.addPayment({ from: ben, to: adaId, amountMinor: 0 }),
    ],
    ['a device with a strange id', ({ ada, ben }) => ada.write.introduceDevice('phone' as DeviceId, ben)],
    ['the rest for an unknown person', ({ ada, expense }) => ada.write.splitRest(expense, [nobody])],
  ]

  it.each(cases)('%s throws, and the document is as it was', (_name, act) => {
    const world = tableOfTwo()
    const before = Y.encodeStateAsUpdate(world.ada.doc)
    expect(() => act(world)).toThrow(/^[A-Z][a-zA-Z0-9 '-]+$/)
    expect(Y.encodeStateAsUpdate(world.ada.doc)).toEqual(before)
  })

  it('text loses what no bill needs', () => {
    const { ada, ben } = tableOfTwo()
    ada.write.renamePerson(ben, '  \u202eBen\u0007\nthe\ttall\ud800 ')
    expect(ada.bill().people[1]?.name).toBe('Ben the tall\ufffd')
  })
})
