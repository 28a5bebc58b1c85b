/** The user's spending on a bill by month, category and companion, from the bill's ledger: one definition for every chart. */
import type { Bill, Expense, Minor } from '../../crdt/domain/bill.ts'
import { categoryKey, ownCategory, type SummedCategory } from '../../crdt/domain/categories.ts'
import type { Ledger } from '../../crdt/domain/ledger.ts'
import { nobody } from '../../crdt/domain/share.ts'
import type { ExpenseId, PersonId } from '../../crdt/ids.ts'
import { mostCompanions, mostMonths, mostOwnCategories, type Spending } from '../storage/spending.ts'

interface Month {
  readonly categories: Map<SummedCategory, Minor>
  readonly with: Map<PersonId, Minor>
}

/** @param me who the user counts as on the bill */
export function spendingOf(bill: Bill, ledger: Ledger, me: PersonId): Spending {
  const expenses = new Map<ExpenseId, Expense>(bill.expenses.map(expense => [expense.id, expense]))
  const own = new Map(bill.categories.map(({ id, name }) => [id as string, name]))
  const ownUsed = new Set<string>()
  const categoryOf = (category: string): SummedCategory => {
    const name = own.get(category)
    if (name === undefined || (ownUsed.size >= mostOwnCategories && !ownUsed.has(name))) {
      return categoryKey(category) ?? 'other'
    }
    ownUsed.add(name)
    return ownCategory(name)
  }
  const months = new Map<string, Month>()
  const totals = new Map<PersonId, Minor>()
  for (const entry of ledger.entries) {
    const expense = expenses.get(entry.id)
    const mine = entry.shares.get(me) ?? 0
    if (expense === undefined || mine === 0) continue
    const month = monthIn(months, expense.date.slice(0, 7))
    add(month.categories, categoryOf(expense.category), mine)
    for (const [other, minor] of entry.shares) {
      // Who else had a share in it.
      if (other === nobody || other === me || minor === 0) continue
      add(month.with, other, mine)
      add(totals, other, mine)
    }
  }
  const companions = [...totals]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, mostCompanions)
    .map(([id]) => id)
  const people = new Map(bill.people.map(person => [person.id, person]))
  return {
    companions: companions.map(id => ({ name: people.get(id)?.name ?? '', ink: people.get(id)?.ink ?? 1 })),
    months: [...months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(-mostMonths)
      .map(([key, month]) => ({
        month: key,
        categories: Object.fromEntries(month.categories),
        with: companions.flatMap((id, at) => {
          const minor = month.with.get(id) ?? 0
          return minor === 0 ? [] : [[at, minor] as const]
        }),
      })),
  }
}

function monthIn(months: Map<string, Month>, key: string): Month {
  const month = months.get(key) ?? { categories: new Map(), with: new Map() }
  months.set(key, month)
  return month
}

function add<Key>(sums: Map<Key, Minor>, key: Key, minor: Minor): void {
  sums.set(key, (sums.get(key) ?? 0) + minor)
}
