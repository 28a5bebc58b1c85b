/** What the user spent, added up from summary rows: by month, by category, by companion; each currency by itself. */
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import {
  categories as categoryKeys,
  ownCategoryName,
  type SummedCategory,
} from '../../crdt/domain/categories.ts'
import { inkOfCategory } from './category-words.ts'
import type { Face } from './face.ts'
import type { Spending, Summary } from './summary.ts'

type MonthSpent = Spending['months'][number]

/** YYYY-MM, or YYYY where there are so many months that years are told apart. */
export type Period = string

export interface Spent {
  readonly period: Period
  readonly minor: Minor
  readonly categories: readonly CategorySum[]
}

/** Never 0; in the order in which categories are shown, or the largest first. */
export interface CategorySum {
  readonly category: SummedCategory
  readonly minor: Minor
}

export interface CompanionSum {
  readonly face: Face
  readonly bills: number
  readonly minor: Minor
}

/** A row of an older build says only what all of it came to: that is taken for its last month. */
function monthsOf(bill: Summary): readonly MonthSpent[] {
  if (bill.spending !== undefined) return bill.spending.months
  return bill.myShareMinor === 0
    ? []
    : [{ month: bill.day.slice(0, 7), categories: { other: bill.myShareMinor }, with: [] }]
}

const sumOf = (month: MonthSpent): Minor =>
  Object.values(month.categories).reduce((sum, minor) => sum + minor, 0)

/** The share of a month, a sum for each currency, the largest count of bills first; zero sums are left out. */
export function sharesIn(
  bills: readonly Summary[],
  month: string,
): readonly { readonly currency: CurrencyCode; readonly minor: Minor }[] {
  const sums = new Map<CurrencyCode, { minor: Minor; bills: number }>()
  for (const bill of bills) {
    const found = monthsOf(bill).find(each => each.month === month)
    if (found === undefined) continue
    const sum = sums.get(bill.currency) ?? { minor: 0, bills: 0 }
    sums.set(bill.currency, { minor: sum.minor + sumOf(found), bills: sum.bills + 1 })
  }
  return [...sums]
    .filter(([, { minor }]) => minor !== 0)
    .sort(([, a], [, b]) => b.bills - a.bills)
    .map(([currency, { minor }]) => ({ currency, minor }))
}

/** The currencies in which something was spent, those of most bills first. */
export function spentCurrencies(bills: readonly Summary[]): readonly CurrencyCode[] {
  const counts = new Map<CurrencyCode, number>()
  for (const bill of bills)
    if (monthsOf(bill).length > 0) counts.set(bill.currency, (counts.get(bill.currency) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([currency]) => currency)
}

/** The newest month up to `today`'s in which something was spent, and the oldest of all; null where there is none. */
export function spentMonths(
  bills: readonly Summary[],
  thisMonth: string,
): { readonly first: string; readonly last: string } | null {
  const months = bills.flatMap(bill => monthsOf(bill).map(({ month }) => month)).sort()
  const first = months[0]
  if (first === undefined) return null
  return { first, last: months.filter(month => month <= thisMonth).at(-1) ?? first }
}

/** `count` months that end with `last`, oldest first. */
export function monthsUntil(last: string, count: number): readonly string[] {
  const [year = 0, month = 1] = last.split('-').map(Number)
  return Array.from({ length: count }, (_, at) => {
    const months = year * 12 + month - 1 - (count - 1 - at)
    return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
  })
}

/** How many months from one to another, both counted. */
export function countMonths(first: string, last: string): number {
  const [a = 0, b = 0] = [first, last].map(month => {
    const [year = 0, at = 1] = month.split('-').map(Number)
    return year * 12 + at
  })
  return b - a + 1
}

/** The share in each of these periods, in one currency; a period without any is there with 0. */
export function spentBy(
  bills: readonly Summary[],
  currency: CurrencyCode,
  periods: readonly Period[],
): readonly Spent[] {
  const sums = new Map(periods.map(period => [period, new Map<SummedCategory, Minor>()]))
  const length = periods[0]?.length ?? 0
  for (const bill of bills) {
    if (bill.currency !== currency) continue
    for (const month of monthsOf(bill)) addCategories(sums.get(month.month.slice(0, length)), month)
  }
  return periods.map(period => {
    const of = sums.get(period) ?? new Map<SummedCategory, Minor>()
    const categories = inOrder(of.keys()).flatMap(category => {
      const minor = of.get(category) ?? 0
      return minor === 0 ? [] : [{ category, minor }]
    })
    return { period, categories, minor: categories.reduce((sum, { minor }) => sum + minor, 0) }
  })
}

function addCategories(sums: Map<SummedCategory, Minor> | undefined, month: MonthSpent): void {
  if (sums === undefined) return
  for (const [key, minor] of Object.entries(month.categories)) {
    // What a newer build calls by a key of its own is something else to this one.
    const category = ownCategoryName(key) === null ? inkOfCategory(key) : key
    sums.set(category, (sums.get(category) ?? 0) + minor)
  }
}

/** All of these periods together, the largest category first. */
export function byCategory(spent: readonly Spent[]): readonly CategorySum[] {
  const sums = new Map<SummedCategory, Minor>()
  for (const { category, minor } of spent.flatMap(({ categories }) => categories))
    sums.set(category, (sums.get(category) ?? 0) + minor)
  return inOrder(sums.keys())
    .map(category => ({ category, minor: sums.get(category) ?? 0 }))
    .filter(({ minor }) => minor !== 0)
    .sort((a, b) => b.minor - a.minor)
}

/** Those of every bill as they are listed, then the bills' own by name. */
function inOrder(found: Iterable<SummedCategory>): SummedCategory[] {
  const all = new Set(found)
  const known = categoryKeys.filter(key => all.delete(key))
  return [...known, ...[...all].sort()]
}

/** Who shared the user's expenses in these periods: on most bills first, then with the largest sum. */
export function companionsIn(
  bills: readonly Summary[],
  currency: CurrencyCode,
  periods: readonly Period[],
): readonly CompanionSum[] {
  const wanted = new Set(periods)
  const length = periods[0]?.length ?? 0
  const found = new Map<string, CompanionSum>()
  for (const bill of bills) {
    if (bill.currency !== currency || bill.spending === undefined) continue
    const sums = new Map<number, Minor>()
    for (const { month, with: shared } of bill.spending.months) {
      if (!wanted.has(month.slice(0, length))) continue
      for (const [at, minor] of shared) sums.set(at, (sums.get(at) ?? 0) + minor)
    }
    // Two of one name on one bill are two people: the second of them meets the second of another bill.
    const named = new Map<string, number>()
    for (const [at, minor] of [...sums].sort(([a], [b]) => a - b)) {
      const face = bill.spending.companions[at]
      if (face === undefined || face.name.trim() === '') continue
      // People are the same where they are called the same, as people compare names.
      const name = face.name.normalize('NFKC').trim().toLocaleLowerCase()
      const nth = (named.get(name) ?? 0) + 1
      named.set(name, nth)
      const key = `${nth} ${name}`
      const before = found.get(key)
      found.set(key, {
        face: before?.face ?? face,
        bills: (before?.bills ?? 0) + 1,
        minor: (before?.minor ?? 0) + minor,
      })
    }
  }
  return [...found.values()].sort((a, b) => b.bills - a.bills || b.minor - a.minor)
}
