import { describe, expect, it } from 'vitest'
import { restOf, restWords } from '../../../client/pages/bill/expense-words.ts'
import type { Expense } from '../../../crdt/domain/bill.ts'
import { split } from '../../../crdt/domain/split.ts'
import { aBill, anExpense, byPerson, equally, somePeople } from '../../world/bills.ts'

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
