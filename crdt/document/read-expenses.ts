/** The expenses of a bill. */
import type { CurrencyCode, Expense, Issue, Rate } from '../domain/bill.ts'
import type { ExpenseId } from '../ids.ts'
import { amountFault, Fields, isIntegerIn } from './fields.ts'
import { IssueList } from './issues.ts'
import type { Entry } from './read-entries.ts'
import { partsFault, readCharges, readItems } from './read-items.ts'
import type { Seats } from './seats.ts'

export interface ExpenseRead {
  readonly id: string
  /** Null when it cannot be counted at all: then the issues say why. */
  readonly expense: Expense | null
  readonly issues: readonly Issue[]
}

/** Most decimals of a rate; the smallest rates in use (rial to dinar) need nine. */
export const maxExponent = 18

/** One expense. `billCurrency` is what an absent currency means. */
export function readExpense(entry: Entry, seats: Seats, billCurrency: CurrencyCode): ExpenseRead {
  const issues = new IssueList()
  const fields = new Fields(entry.map, ['expenses', entry.id], issues)
  // Amounts in a currency that nobody knows are no amounts: such an expense is left out.
  const currency = fields.currency('currency', billCurrency)
  if (currency === null) return { id: entry.id, expense: null, issues: issues.all }
  const expense: Expense = {
    id: entry.id as ExpenseId,
    title: fields.text('title'),
    date: fields.day('date'),
    category: fields.text('category'),
    note: fields.text('note', 'many'),
    amountMinor: fields.minor('amount'),
    currency,
    rate: currency === billCurrency ? null : readRate(fields),
    payer: seats.payer(fields, 'payer'),
    paid: seats.integers(fields, 'paid', amountFault, 'everybody'),
    split: {
      mode: fields.word('mode', ['equal', 'parts', 'percent', 'exact', 'adjust', 'items']),
      among: seats.members(fields, 'among'),
      parts: seats.integers(fields, 'parts', partsFault),
      percent: seats.integers(fields, 'percent', partsFault),
      exact: seats.integers(fields, 'exact', amountFault),
      adjust: seats.integers(fields, 'adjust', amountFault),
      items: readItems(fields, seats),
      charges: readCharges(fields),
    },
    exempt: seats.members(fields, 'exempt'),
    printedTotalMinor: fields.minorOrNull('printed'),
    order: entry.order,
    written: fields.written,
  }
  return { id: entry.id, expense, issues: issues.all }
}

function readRate(fields: Fields): Rate | null {
  const value = fields.map.get('rate')
  if (value === undefined) return null
  if (isRate(value)) return { value: value[0], exponent: value[1] }
  fields.issue('badRate', 'rate')
  return null
}

/** [value, exponent] of a rate above 0. */
export function isRate(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [rate, exponent] = value as unknown[]
  return isIntegerIn(rate, 1, Number.MAX_SAFE_INTEGER) && isIntegerIn(exponent, 0, maxExponent)
}
