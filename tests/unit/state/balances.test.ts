import fc from 'fast-check'
import { createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createBalances } from '../../../client/state/balances.ts'
import { createBillStore } from '../../../client/state/bill-store.ts'
import { createExpenseGroups } from '../../../client/state/expense-groups.ts'
import { createExpenseMemos } from '../../../client/state/expense-memos.ts'
import { readBill } from '../../../crdt/document/read.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import { split } from '../../../crdt/domain/split.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import { act, anyAction } from '../../property/document/actions.ts'
import { hostileDocuments } from '../document/hostile.ts'
import { adasPhone, newPhone, type Phone, sync } from '../document/phones.ts'

/** A bill of a hundred expenses: four groups. */
function trip() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expenses = Array.from({ length: 100 }, (_, at) =>
    ada.write.addExpense({ title: `Taxi ${at}`, mode: 'equal', amountMinor: 900 + at, payer: ben }),
  )
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, ben, expenses }
}

/** The balances as the screen has them, and which expenses were divided since `reset`. */
function follow(phone: Phone) {
  const { plain, bill } = createBillStore(phone.doc, error => {
    throw error
  })
  const divided: string[] = []
  const memo = createExpenseMemos(plain)(expense => {
    divided.push(expense.title)
    return split(expense, plain.people())
  })
  const ofBill = createBalances(
    plain,
    createExpenseGroups(plain),
    (expense, people) => memo(expense.id as ExpenseId) ?? split(expense, people),
  )
  return { ofBill, bill, divided, reset: () => divided.splice(0) }
}

/** What they must be. */
const expected = (phone: Phone) => balances(readBill(phone.doc, 'counted'))

describe('the balances on screen', () => {
  it('are those of the bill after random commands on two phones', () => {
    const step = fc.record({ phone: fc.nat(1), action: anyAction, sync: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), steps => {
        createRoot(dispose => {
          const { ada, bens } = trip()
          const { ofBill } = follow(ada)
          for (const { phone, action, sync: syncs } of steps) {
            act(phone === 0 ? ada : bens, action)
            if (syncs) sync(ada, bens)
            expect(ofBill()).toEqual(expected(ada))
          }
          dispose()
        })
      }),
      { numRuns: 25 },
    )
  })

  it.each(hostileDocuments.filter(({ name }) => !/million|thirty thousand/.test(name)))(
    'are those of the bill for $name',
    ({ make }) => {
      createRoot(dispose => {
        const { ada, ben } = trip()
        const adaId = ada.me as PersonId
        const expense = ada.bill().expenses[0]?.id as ExpenseId
        const pasta = ada.write.addItem(expense, { name: 'pasta', quantity: 1, priceMinor: 900 })
        const payment = ada.write.addPayment({ from: ben, to: adaId, amountMinor: 5 })
        const { ofBill } = follow(ada)
        make(ada.doc, { ada: adaId, ben, expense, pasta, payment })
        expect(ofBill()).toEqual(expected(ada))
        ada.write.addExpense({ title: 'Bus', mode: 'equal', amountMinor: 5 })
        expect(ofBill()).toEqual(expected(ada))
        dispose()
      })
    },
  )

  it('divide one expense again when one changes, and stay the very same when no amount did', () => {
    createRoot(dispose => {
      const { ada, expenses } = trip()
      const { ofBill, divided, reset } = follow(ada)
      const before = ofBill()
      reset()
      ada.write.setExpense(expenses[70] as ExpenseId, { title: 'Bus' })
      expect(divided).toEqual(['Bus'])
      expect(ofBill()).toBe(before)
      reset()
      ada.write.setExpense(expenses[70] as ExpenseId, { amountMinor: 1 })
      expect(divided).toEqual(['Bus'])
      expect(ofBill()).toEqual(expected(ada))
      expect(ofBill()).not.toBe(before)
      dispose()
    })
  })
})
