/** An expense being edited, on a real document behind a real store. */
import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createDraft, type ExpenseDraft } from '../../../client/pages/expense/draft.ts'
import { createBillStore } from '../../../client/state/bill-store.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, type Phone } from '../document/phones.ts'

/** Runs `act` with a draft of the expense, or of a new one; `leave` does what another address does: the draft has no source. */
function withDraft(
  phone: Phone,
  id: ExpenseId | null,
  act: (draft: ExpenseDraft, leave: () => void) => void,
): void {
  createRoot(dispose => {
    const store = createBillStore(phone.doc)
    const [isLeft, setLeft] = createSignal(false)
    const find = () => store.bill.expenses.find(expense => expense.id === id && !isLeft()) ?? null
    const draft = createDraft({ bill: store.bill, me: () => phone.me, write: phone.write }, find)
    act(draft, () => setLeft(true))
    store.dispose()
    dispose()
  })
}

describe('An expense being edited', () => {
  it('that is new has the category its title speaks of, until one is chosen', () => {
    const ada = adasPhone()
    const save = (title: string, chosen?: string) => {
      withDraft(ada, null, draft => {
        if (chosen !== undefined) draft.set({ category: chosen })
        draft.set({ title })
        draft.save()
      })
      const { expenses } = ada.bill()
      return expenses.filter(expense => expense.title === title).map(({ category }) => category)
    }
    expect(save('Taxi to the airport')).toEqual(['transport'])
    expect(save('Hotel')).toEqual(['stay'])
    expect(save('Abendessen bei Oma')).toEqual(['food'])
    expect(save('Überraschung')).toEqual([''])
    expect(save('Museum', 'other')).toEqual(['other'])
    // What was chosen for a title once is what it is.
    expect(save('Museum')).toEqual(['other', 'other'])
  })

  it('keeps its category when its title changes later', () => {
    const ada = adasPhone()
    const id = ada.write.addExpense({ title: 'Something', mode: 'equal', amountMinor: 500 })
    withDraft(ada, id, draft => {
      draft.set({ title: 'Taxi' })
      draft.save()
    })
    expect(ada.bill().expenses.find(expense => expense.id === id)?.category).toBe('')
  })

  it('that is a refund stays one while "0" is on its way to "0.50"', () => {
    const ada = adasPhone()
    const id = ada.write.addExpense({ title: 'Deposit', mode: 'equal', amountMinor: -500 })
    withDraft(ada, id, draft => {
      draft.setAmount(0)
      expect(draft.isRefund()).toBe(true)
      draft.setAmount(50)
      draft.save()
    })
    expect(ada.bill().expenses.find(expense => expense.id === id)?.amountMinor).toBe(-50)
  })

  it('can be a refund before it has an amount', () => {
    const ada = adasPhone()
    withDraft(ada, null, draft => {
      draft.setRefund(true)
      expect(draft.isRefund()).toBe(true)
      draft.setAmount(4500)
      expect(draft.expense().amountMinor).toBe(-4500)
      draft.setRefund(false)
      expect(draft.expense().amountMinor).toBe(4500)
    })
  })

  it('is saved from the message that says it was not, wherever one has gone', () => {
    const ada = adasPhone()
    const id = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 2000 })
    withDraft(ada, id, (draft, leave) => {
      draft.set({ title: 'Taxi home' })
      leave()
      draft.save()
    })
    expect(ada.bill().expenses.map(({ title }) => title)).toContain('Taxi home')
  })

  it('that somebody deleted meanwhile comes back when what was entered is saved', () => {
    const ada = adasPhone()
    const id = ada.write.addExpense({ title: 'Taxi', mode: 'equal', amountMinor: 2000 })
    withDraft(ada, id, draft => {
      draft.set({ title: 'Taxi home' })
      ada.write.deleteExpense(id)
      expect(draft.expense().title).toBe('Taxi home')
      draft.save()
    })
    expect(ada.bill().expenses.map(({ title }) => title)).toContain('Taxi home')
  })

  it('by default counts whoever turned out to be somebody else as that one', () => {
    const ada = adasPhone()
    const [ben, twin] = ada.write.addPeople([{ name: 'Ben' }, { name: 'Benny' }]) as [PersonId, PersonId]
    const me = ada.me as PersonId
    ada.write.setDefaultSplit({ mode: 'percent', values: { [me]: 5_000, [ben]: 2_000, [twin]: 3_000 } })
    ada.write.mergePerson(twin, ben)
    withDraft(ada, null, draft => {
      expect(draft.expense().split.percent).toEqual({ [me]: 5_000, [ben]: 5_000 })
    })
    ada.write.setDefaultSplit({ mode: 'equal', values: { [me]: 1, [twin]: 1 } })
    withDraft(ada, null, draft => {
      expect([...draft.expense().split.among].sort()).toEqual([me, ben].sort())
    })
  })
})
