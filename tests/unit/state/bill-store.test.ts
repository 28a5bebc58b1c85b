import fc from 'fast-check'
import { createComputed, createRoot } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBillStore } from '../../../client/state/bill-store.ts'
import { readBill } from '../../../crdt/document/read.ts'
import type { ExpenseId, ItemId, PersonId } from '../../../crdt/ids.ts'
import { act, anyAction } from '../../property/document/actions.ts'
import { hostileDocuments } from '../document/hostile.ts'
import { adasPhone, newPhone, type Phone, receiptOf, sync } from '../document/phones.ts'

/** A receipt of five dishes on Ada's phone, and Ben with a phone of his own. */
function table() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const dish = (i: number) => ({ name: `dish ${i}`, quantity: 1, priceMinor: 1000 + i })
  const items = ada.write.addItems(expense, [1, 2, 3, 4, 5].map(dish)) as ItemId[]
  ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 900, payer: ben })
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, ben, adaId: ada.me as PersonId, expense, items }
}

/** The store of a phone and how often each watched thing ran since `reset`. */
function watch(
  phone: Phone,
  things: (bill: ReturnType<typeof createBillStore>['bill']) => Record<string, () => unknown>,
) {
  return createRoot(dispose => {
    const store = createBillStore(phone.doc)
    const runs = new Map<string, number>()
    for (const [name, read] of Object.entries(things(store.bill))) {
      createComputed(() => {
        read()
        runs.set(name, (runs.get(name) ?? 0) + 1)
      })
    }
    const reset = () => runs.clear()
    reset()
    return { store, dispose, reset, ran: () => Object.fromEntries([...runs].sort()) }
  })
}

describe('the store', () => {
  it('shows a tap from another phone by touching the parts of that dish alone', () => {
    const { ada, bens, ben, expense, items } = table()
    const { store, ran } = watch(ada, bill => ({
      people: () => bill.people.map(({ name }) => name),
      list: () => bill.expenses.map(({ id }) => id),
      titles: () => bill.expenses.map(({ title }) => title),
      rows: () => bill.expenses[0]?.split.items.map(({ id }) => id),
      names: () => bill.expenses[0]?.split.items.map(({ name, priceMinor }) => [name, priceMinor]),
      issues: () => bill.issues.length,
      ...Object.fromEntries(
        [0, 1, 2, 3, 4].map(i => [`parts ${i}`, () => ({ ...bill.expenses[0]?.split.items[i]?.parts })]),
      ),
    }))
    bens.write.setParts(expense, items[2] as ItemId, ben, 1)
    sync(ada, bens)
    expect(ran()).toEqual({ 'parts 2': 1 })
    expect(store.bill.expenses[0]?.split.items[2]?.parts).toEqual({ [ben]: 1 })
  })

  it('shows a second sharer without a new reading of the first one’s parts', () => {
    const { ada, adaId, ben, expense, items } = table()
    const first = items[0] as ItemId
    ada.write.setParts(expense, first, adaId, 1)
    const { ran } = watch(ada, bill => ({
      mine: () => bill.expenses[0]?.split.items[0]?.parts[adaId],
      bens: () => bill.expenses[0]?.split.items[0]?.parts[ben],
    }))
    ada.write.setParts(expense, first, ben, 2)
    expect(ran()).toEqual({ bens: 1 })
  })

  it('keeps the very rows when one is renamed, moved or added', () => {
    const { ada, expense, items } = table()
    const { store } = watch(ada, () => ({}))
    const rows = () => store.bill.expenses[0]?.split.items.map(item => unwrap(item)) ?? []
    const [first, second, third, fourth, fifth] = rows()
    ada.write.setItem(expense, items[1] as ItemId, { name: 'renamed' })
    ada.write.moveItem(expense, items[4] as ItemId, null)
    ada.write.addItem(expense, { name: 'sixth', quantity: 1, priceMinor: 1 })
    expect(rows().slice(0, 5)).toEqual([fifth, first, second, third, fourth])
    expect(rows()[1]).toBe(first)
    expect(rows()[2]).toBe(second)
    expect(rows()[2]?.name).toBe('renamed')
  })

  it('leaves other expenses alone when one changes or is added', () => {
    const { ada, expense } = table()
    const { ran } = watch(ada, bill => ({
      receipt: () => bill.expenses[0]?.note,
      taxi: () => JSON.stringify(bill.expenses[1]),
      count: () => bill.expenses.length,
    }))
    ada.write.setExpense(expense, { note: 'by the river' })
    ada.write.addExpense({ title: 'Bar', mode: 'equal', amountMinor: 5 })
    expect(ran()).toEqual({ count: 1, receipt: 1 })
  })

  it('reads everything again when somebody is removed, and shows what that frees', () => {
    const { ada, ben, adaId, expense, items } = table()
    ada.write.setParts(expense, items[0] as ItemId, ben, 1)
    ada.write.setPayer(ada.bill().expenses[1]?.id as ExpenseId, adaId)
    const { store } = watch(ada, () => ({}))
    ada.write.removePerson(ben)
    expect(store.bill.expenses[0]?.split.items[0]?.parts).toEqual({})
    expect(store.bill).toEqual(readBill(ada.doc, 'counted'))
    ada.write.restorePerson(ben)
    expect(store.bill).toEqual(readBill(ada.doc, 'counted'))
  })

  it('stops following once disposed', () => {
    const { ada } = table()
    const { store } = watch(ada, () => ({}))
    store.dispose()
    ada.write.setTitle('Later')
    expect(store.bill.title).toBe('Trattoria')
  })
})

describe('an effect that throws', () => {
  it('neither stops the store nor wedges the document', () => {
    const { ada } = table()
    const errors: unknown[] = []
    let updates = 0
    ada.doc.on('update', () => {
      updates++
    })
    createRoot(() => {
      const store = createBillStore(ada.doc, error => {
        errors.push(error)
        throw new Error('the reporter is broken too')
      })
      createComputed(() => {
        if (store.bill.title === 'Boom') throw new Error('a broken effect')
      })
      ada.write.setTitle('Boom')
      ada.write.setTitle('Fine')
      ada.write.setNote('and still alive')
      expect(store.bill).toEqual(readBill(ada.doc, 'counted'))
    })
    expect(errors).not.toEqual([])
    expect(updates).toBe(3)
  })
})

describe('after anything at all the store equals the bill in the document', () => {
  it('for random commands on two phones', () => {
    const step = fc.record({ phone: fc.nat(1), action: anyAction, sync: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        createRoot(dispose => {
          const { ada, bens } = table()
          const stores = [createBillStore(ada.doc), createBillStore(bens.doc)]
          for (const { phone, action, sync: syncs } of steps) {
            act(phone === 0 ? ada : bens, action)
            if (syncs) sync(ada, bens)
            expect(stores[0]?.bill).toEqual(readBill(ada.doc, 'counted'))
            expect(stores[1]?.bill).toEqual(readBill(bens.doc, 'counted'))
          }
          for (const store of stores) store.dispose()
          dispose()
        })
      }),
      { numRuns: 100 },
    )
  })

  it.each(hostileDocuments.filter(({ name }) => !/million|thirty thousand/.test(name)))(
    'for $name',
    ({ make }) => {
      createRoot(dispose => {
        const { ada, ben, adaId, expense, items } = table()
        const payment = ada.write.addPayment({ from: ben, to: adaId, amountMinor: 5 })
        const store = createBillStore(ada.doc, error => {
          throw error
        })
        make(ada.doc, { ada: adaId, ben, expense, pasta: items[0] as ItemId, payment })
        expect(store.bill).toEqual(readBill(ada.doc, 'counted'))
        ada.write.addPerson({ name: 'Dee' })
        expect(store.bill).toEqual(readBill(ada.doc, 'counted'))
        store.dispose()
        dispose()
      })
    },
  )

  it('for a document that arrives whole', () => {
    createRoot(dispose => {
      const { ada } = table()
      const doc = new Y.Doc()
      const store = createBillStore(doc)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(ada.doc))
      expect(store.bill).toEqual(readBill(ada.doc, 'counted'))
      store.dispose()
      dispose()
    })
  })
})
