/** The category that a new expense most likely is of. */
import type { Category, Expense } from '../../../crdt/domain/bill.ts'
import { guessCategory } from '../../i18n/guess-category.ts'
import { plain } from '../../i18n/plain.ts'
import { wordsOf } from '../../i18n/search-words.ts'

/**
 * That of the latest expense of the same title; else the bill's own one whose name stands in the title; else what the words
 * of the title usually mean. Empty where nothing is known.
 */
export function categoryFor(title: string, expenses: readonly Expense[], own: readonly Category[]): string {
  const wanted = plain(title)
  if (wanted === '') return ''
  const same = expenses
    .filter(({ category, title: other }) => category !== '' && plain(other) === wanted)
    .reduce<Expense | null>((last, each) => (last && last.written.at > each.written.at ? last : each), null)
  if (same !== null) return same.category
  const words = wordsOf(title)
  const named = own.find(({ name, removed }) => !removed && isPartOf(wordsOf(name), words))
  return named?.id ?? guessCategory(title) ?? ''
}

function isPartOf(name: readonly string[], words: readonly string[]): boolean {
  return name.length > 0 && name.every(word => words.includes(word))
}
