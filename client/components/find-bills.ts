/**
 * Which bills are meant by what was typed: every word of it begins a word of the title or of the name of somebody on the
 * bill. Reads the summary rows alone, on this device. One's own name is left out: it would find them all.
 */
import { plain } from '../i18n/plain.ts'
import { type Summary, titleOf } from './summary.ts'

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** In their order; all of them where nothing was typed. */
export function findBills<Bill extends Summary>(bills: readonly Bill[], typed: string): readonly Bill[] {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return bills
  return bills.filter(bill => {
    const others = bill.people.filter(person => !person.me).map(person => person.name)
    const words = wordsOf([titleOf(bill), ...others].join(' '))
    return wanted.every(start => words.some(word => word.startsWith(start)))
  })
}
