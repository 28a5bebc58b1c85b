/**
 * What can be looked for inside a bill, as one text for its summary row: what was spent on, items, people who left, amounts,
 * notes. Bounded, because home reads the rows of all bills at once; a row that does not hold all of it says so.
 */
import { type Bill, type Minor, maxAmountMinor } from '../../crdt/domain/bill.ts'
import type { Ledger } from '../../crdt/domain/ledger.ts'
import type { SplitResult } from '../../crdt/domain/split.ts'
import type { ExpenseId } from '../../crdt/ids.ts'
import { formatEditable } from '../i18n/format.ts'
import { wordsOf } from '../i18n/search-words.ts'

/** Some 1,200 words: a trip of a hundred expenses, or a receipt of four hundred lines. */
export const mostSearched = 8_000

export interface SearchText {
  /** Each word once, with a blank between two. */
  readonly words: string
  /** The bill has more than that. */
  readonly isCut: boolean
}

export function searchTextOf(
  bill: Bill,
  ledger: Ledger,
  split: (expense: ExpenseId) => SplitResult | undefined,
): SearchText {
  const words = new Set<string>()
  let length = 0
  /** False once there is no room left. */
  const add = (all: readonly string[]): boolean => {
    for (const word of all) {
      if (word === '' || words.has(word)) continue
      if (length + word.length + 1 > mostSearched) return false
      words.add(word)
      length += word.length + 1
    }
    return true
  }
  let isCut = false
  for (const found of wordsIn(bill, ledger, split)) {
    if (add(found)) continue
    isCut = true
    break
  }
  return { words: [...words].join(' '), isCut }
}

/** What people look for first comes first: it is the notes that a big bill leaves out. */
function* wordsIn(
  bill: Bill,
  ledger: Ledger,
  split: (expense: ExpenseId) => SplitResult | undefined,
): Generator<readonly string[]> {
  /** One word: nobody looks for its cents alone. */
  const amount = (minor: Minor, currency: string) =>
    Math.abs(minor) > maxAmountMinor ? [] : [formatEditable('en', Math.abs(minor), currency)]
  for (const person of bill.people) if (person.leftAt !== null) yield wordsOf(person.name)
  for (const expense of bill.expenses) {
    yield wordsOf(expense.title)
    const total = split(expense.id)?.totalMinor ?? 0
    if (total !== 0) yield amount(total, expense.currency)
  }
  for (const { split: lines, currency } of bill.expenses) {
    for (const item of lines.items) {
      yield wordsOf(item.name)
      yield amount(item.priceMinor, currency)
    }
    for (const charge of lines.charges) {
      yield wordsOf(charge.name)
      if (charge.value.type === 'amount') yield amount(charge.value.minor, currency)
    }
  }
  for (const { amountMinor } of ledger.flows) yield amount(amountMinor, ledger.currency)
  yield wordsOf(bill.note)
  for (const { note } of bill.expenses) yield wordsOf(note)
  for (const { note } of bill.payments) yield wordsOf(note)
}
