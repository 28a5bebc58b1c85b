/**
 * Which bills are meant by what was typed: every word of it begins a word of the title, of the name of somebody on the bill, or
 * of what is inside it (expenses, items, notes, amounts). Reads the summary rows alone, on this device. One's own name is left
 * out: it would find them all.
 */
import type { Minor } from '../../crdt/domain/bill.ts'
import { formatEditable } from '../i18n/format.ts'
import { wantedOf, wordsOf } from '../i18n/search-words.ts'
import { type Summary, titleOf } from './summary.ts'

/** All words of a row with a blank before each; rows are many and keys are pressed quickly. */
const texts = new WeakMap<Summary, string>()

function textOf(bill: Summary): string {
  const known = texts.get(bill)
  if (known !== undefined) return known
  const others = bill.people.filter(person => !person.me).map(person => person.name)
  const amount = (minor: Minor) => (minor === 0 ? '' : formatEditable('en', Math.abs(minor), bill.currency))
  const own = wordsOf([titleOf(bill), ...others].join(' '))
  const amounts = [amount(bill.myBalanceMinor), amount(bill.myShareMinor)]
  const text = ['', ...own, ...amounts, bill.searched?.words ?? ''].join(' ')
  texts.set(bill, text)
  return text
}

/** In their order; all of them where nothing was typed. */
export function findBills<Bill extends Summary>(bills: readonly Bill[], typed: string): readonly Bill[] {
  const wanted = wantedOf(typed)
  if (wanted.length === 0) return bills
  return bills.filter(bill => {
    const text = textOf(bill)
    return wanted.every(any => any.some(start => text.includes(` ${start}`)))
  })
}

/** How many bills were not found and may still hold it: their rows do not have all of their words. */
export function searchedInPart(bills: readonly Summary[], found: readonly Summary[]): number {
  return bills.filter(bill => (bill.searched?.isCut ?? true) && !found.includes(bill)).length
}
