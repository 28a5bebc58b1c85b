/** An expense being edited, on a real document behind a real store. */
import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createDraft, type Entered, type ExpenseDraft } from '../../../client/pages/expense/draft.ts'
import { type Spot, whoSet } from '../../../client/pages/expense/spots.ts'
import { createBillStore } from '../../../client/state/bill-store.ts'
import { readActivity } from '../../../crdt/document/activity.ts'
import type { Expense } from '../../../crdt/domain/bill.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, sync } from '../document/phones.ts'

/** Runs `act` with a draft of the expense, or of a new one; `leave` does what another address does: the draft has no source. */
function withDraft(
  phone: Phone,
  id: ExpenseId | null,
  act: (draft: ExpenseDraft, leave: () => void) => void,
  kept: Entered | null = null,
): void {
  createRoot(dispose => {
    const store = createBillStore(phone.doc)
    const [isLeft, setLeft] = createSignal(false)
    const find = () => store.bill.expenses.find(expense => expense.id === id && !isLeft()) ?? null
    const draft = createDraft({ bill: store.bill, me: () => phone.me, write: phone.write }, find, kept)
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

/** Ada and Ben, each with a phone, and an expense that Ada has in the editor; `ben` does something and it reaches her. */
function atOnce(
  act: (draft: ExpenseDraft, ben: (change: (phone: Phone) => void) => void, world: TwoPhones) => void,
): void {
  const ada = adasPhone()
  const [me, cleo] = ada.write.addPeople([{ name: 'Ben' }, { name: 'Cleo' }]) as [PersonId, PersonId]
  const id = ada.write.addExpense({ title: 'Power', mode: 'equal', amountMinor: 8_000, payer: ada.me })
  const ben = newPhone(2, ada)
  ben.me = me
  withDraft(ada, id, draft => {
    const happens = (change: (phone: Phone) => void) => {
      change(ben)
      sync(ada, ben)
    }
    act(draft, happens, { ada, ben, id, cleo })
  })
}

interface TwoPhones {
  readonly ada: Phone
  readonly ben: Phone
  readonly id: ExpenseId
  readonly cleo: PersonId
}

const spots = [
  'title',
  'amount',
  'currency',
  'rate',
  'date',
  'category',
  'note',
  'payers',
  'split',
  'exempt',
] as const
const told = (draft: ExpenseDraft): Spot[] => spots.filter(spot => draft.meanwhile(spot) !== null)

describe('What somebody else sets meanwhile', () => {
  it('is told where it was changed here too, and only there', () => {
    atOnce((draft, ben, { id }) => {
      ben(({ write }) => write.setExpense(id, { note: 'before' }))
      draft.setAmount(9_000)
      draft.set({ note: 'mine' })
      expect(told(draft)).toEqual([])
      ben(({ write }) => write.setExpense(id, { amountMinor: 12_000, title: 'Power, November' }))
      expect(told(draft)).toEqual(['amount'])
      expect(draft.meanwhile('amount')?.amountMinor).toBe(12_000)
      expect(draft.expense()).toMatchObject({ amountMinor: 9_000, title: 'Power, November' })
      // He set what is here: there is nothing to choose.
      ben(({ write }) => write.setExpense(id, { amountMinor: 9_000 }))
      expect(told(draft)).toEqual([])
    })
  })

  it('stands when it is taken, follows from then on, and is what saving leaves alone', () => {
    atOnce((draft, ben, { ada, id }) => {
      draft.setAmount(9_000)
      draft.set({ title: 'Mine' })
      ben(({ write }) => write.setExpense(id, { amountMinor: 12_000 }))
      draft.take('amount')
      expect(draft.expense().amountMinor).toBe(12_000)
      expect(told(draft)).toEqual([])
      ben(({ write }) => write.setExpense(id, { amountMinor: 13_000 }))
      draft.save()
      expect(ada.bill().expenses.find(each => each.id === id)).toMatchObject({
        title: 'Mine',
        amountMinor: 13_000,
      })
    })
  })

  it('gives way when it is not taken, as it always did', () => {
    atOnce((draft, ben, { ada, id }) => {
      draft.setAmount(9_000)
      ben(({ write }) => write.setExpense(id, { amountMinor: 12_000 }))
      draft.save()
      expect(ada.bill().expenses.find(each => each.id === id)?.amountMinor).toBe(9_000)
      expect(told(draft)).toEqual([])
    })
  })

  it('is told once more when it changes again after it was taken and changed here', () => {
    atOnce((draft, ben, { id }) => {
      draft.setAmount(9_000)
      ben(({ write }) => write.setExpense(id, { amountMinor: 12_000 }))
      draft.take('amount')
      expect(draft.isChanged()).toBe(false)
      draft.setAmount(9_500)
      expect(told(draft)).toEqual([])
      ben(({ write }) => write.setExpense(id, { amountMinor: 12_500 }))
      expect(told(draft)).toEqual(['amount'])
    })
  })

  it('is told of text that was being typed when it came', () => {
    atOnce((draft, ben, { id }) => {
      draft.look()
      ben(({ write }) => write.setExpense(id, { title: 'Theirs' }))
      draft.set({ title: 'Mine' })
      draft.lookAway()
      expect(told(draft)).toEqual(['title'])
      // A note that is written only now was written by somebody who saw what is there.
      ben(({ write }) => write.setExpense(id, { note: 'theirs' }))
      draft.look()
      draft.set({ note: 'mine' })
      expect(told(draft)).toEqual(['title'])
    })
  })

  it('of the split is one thing, whichever way it was divided, and nothing where different people were changed', () => {
    atOnce((draft, ben, { id, cleo, ben: { me } }) => {
      draft.setPerson('among', cleo, false)
      ben(({ write }) => write.setAmong(id, me as PersonId, false))
      expect(told(draft)).toEqual([])
      ben(({ write }) => write.setMode(id, 'exact'))
      expect(draft.meanwhile('split')?.split.mode).toBe('exact')
      draft.take('split')
      expect(told(draft)).toEqual([])
      expect(draft.expense().split).toMatchObject({ mode: 'exact' })
      expect(draft.expense().split.among).toContain(cleo)
      draft.setPerson('exact', cleo, 300)
      ben(({ write }) => write.setSplitValue(id, 'exact', cleo, 500))
      expect(told(draft)).toEqual(['split'])
    })
  })

  it('is told of who paid, who is treated, the day, the category, the currency and its rate', () => {
    atOnce((draft, ben, { id, cleo, ben: { me } }) => {
      const rate = { value: 9, exponent: 1 }
      ben(({ write }) => write.setExpense(id, { currency: 'USD', rate }))
      draft.set({ payer: cleo, date: '2026-11-01', category: 'fun', rate: { value: 8, exponent: 1 } })
      draft.setPerson('exempt', cleo, true)
      ben(({ write }) => {
        write.changeExpense(id, { payer: me, date: '2026-11-02', category: 'food' })
        write.setExpense(id, { rate: { value: 7, exponent: 1 } })
        write.setExempt(id, me as PersonId, true)
      })
      expect(told(draft)).toEqual(['rate', 'date', 'category', 'payers'])
      for (const spot of told(draft)) draft.take(spot)
      expect(draft.expense()).toMatchObject({ payer: me, date: '2026-11-02', category: 'food' })
      expect([...draft.expense().exempt].sort()).toEqual([cleo, me].sort())
    })
  })

  it('of the currency brings theirs back with the numbers that were typed', () => {
    atOnce((draft, ben, { id }) => {
      draft.setAmount(9_000)
      draft.setCurrency('JPY', null)
      expect(draft.expense().amountMinor).toBe(90)
      ben(({ write }) => write.setExpense(id, { currency: 'USD' }))
      expect(told(draft)).toEqual(['currency'])
      draft.take('currency')
      expect(draft.expense()).toMatchObject({ currency: 'USD', amountMinor: 9_000 })
      expect(told(draft)).toEqual([])
    })
  })

  it('of the amount of what was made a refund here makes it spent money again, with all its amounts', () => {
    atOnce((draft, ben, { id, cleo }) => {
      ben(({ write }) => {
        write.setMode(id, 'exact')
        write.setSplitValue(id, 'exact', cleo, 8_000)
      })
      draft.setRefund(true)
      ben(({ write }) => write.setExpense(id, { amountMinor: 8_000 + 1 }))
      draft.take('amount')
      expect(draft.isRefund()).toBe(false)
      expect(draft.expense()).toMatchObject({ amountMinor: 8_001, split: { exact: { [cleo]: 8_000 } } })
    })
  })

  it('is told after one went on with what was left unsaved', () => {
    atOnce((draft, ben, { ada, id }) => {
      draft.setAmount(9_000)
      const entered = draft.entered()
      ben(({ write }) => write.setExpense(id, { amountMinor: 12_000 }))
      withDraft(ada, id, next => expect(told(next)).toEqual(['amount']), entered)
    })
  })

  it('is told by the name of whoever set that, not of whoever changed something else since', () => {
    atOnce((draft, ben, { ada, id, ben: { me } }) => {
      const records = () => readActivity(ada.doc)
      const expense = () => draft.expense() as Expense
      // Ben's clock is behind.
      ben(({ write }) => {
        write.setExpense(id, { amountMinor: 12_000, note: 'by the month' })
        write.setAmong(id, me as PersonId, false)
      })
      ada.write.setExpense(id, { title: 'Power, November' })
      const who = (spot: Spot) => whoSet(spot, expense(), records())
      expect([who('amount'), who('note'), who('split'), who('title')]).toEqual([me, me, me, ada.me])
      const rate = { value: 9, exponent: 1 }
      ben(({ write }) => write.setExpense(id, { currency: 'USD', rate, note: '' }))
      expect([who('currency'), who('rate'), who('note')]).toEqual([me, me, me])
      // What no record tells was done by whoever wrote it, or by nobody that is known.
      expect(whoSet('amount', expense(), [])).toBe(ada.me)
      expect(whoSet('amount', { ...expense(), written: { by: null, at: 0 } }, [])).toBe(null)
    })
  })
})
