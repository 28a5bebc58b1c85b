import { describe, expect, it } from 'vitest'
import { payersOf, payerWords, restOf, restWords } from '../../../client/pages/bill/expense-words.ts'
import type { PeopleOn } from '../../../client/pages/bill/people-on.ts'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { type Share, split } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { aBill, anExpense, byPerson, equally, personId, somePeople } from '../../world/bills.ts'

const people = somePeople('Ada', 'Ben')
const bill = aBill(people, [])

/** What the list says of an expense that does not add up. */
function said(expense: Expense): string {
  const rest = restOf(split(expense, people))
  return rest === 0 ? '' : restWords(rest, expense, bill, 'en-IE')
}

const exact = (amountMinor: number, values: Record<string, number>, patch: Partial<Expense> = {}) =>
  anExpense('Surf', { ...patch, amountMinor, split: { mode: 'exact', exact: byPerson(values) } })

describe('An expense that does not add up', () => {
  it('says what is free and what is too much, and nothing when it does', () => {
    expect(said(exact(12000, { Ada: 4250, Ben: 7031 }))).toBe('7.19 free')
    expect(said(exact(12000, { Ada: 4250, Ben: 8050 }))).toBe('3.00 too much')
    expect(said(exact(12000, { Ada: 4000, Ben: 8000 }))).toBe('')
    expect(said(equally('Taxi', 1001, 'Ada', 'Ada', 'Ben'))).toBe('')
  })

  it('says it of money that came back, and in the currency of the expense', () => {
    expect(said(exact(-5000, { Ada: -2000, Ben: -2000 }))).toBe('10.00 free')
    expect(said(exact(-5000, { Ada: -3000, Ben: -2500 }))).toBe('5.00 too much')
    expect(said(exact(800, { Ada: 500 }, { currency: 'JPY' }))).toBe('¥300 free')
  })
})

describe('Who paid', () => {
  const order = ['Ada', 'Ben', 'Cem'].map(personId)
  const on = {
    inOrder: (ids: readonly PersonId[]) => order.filter(id => ids.includes(id)),
    nameOf: (id: Share) => (id === personId('Ben') ? 'Ben' : id),
  } as unknown as PeopleOn

  it('is told in one order, whatever order the amounts were entered in', () => {
    const entered = anExpense('Boat', { payer: null, paid: byPerson({ Cem: 100, Ada: 200 }) })
    const saved = anExpense('Boat', { payer: null, paid: byPerson({ Ada: 200, Cem: 100 }) })
    expect(payersOf(entered, on)).toEqual([personId('Ada'), personId('Cem')])
    expect(payersOf(saved, on)).toEqual([personId('Ada'), personId('Cem')])
  })

  it('is who got it where the money came back', () => {
    const nobody = anExpense('Deposit', { payer: null, paid: {} })
    expect(payerWords(nobody, -500, on)).toBe('Nobody got it back yet')
    expect(payerWords(nobody, 500, on)).toBe('Nobody paid yet')
    expect(payerWords(anExpense('Deposit', { payer: personId('Ben') }), -500, on)).toBe('Ben got it back')
  })
})
