/**
 * An expense that was in another currency than it said: the same printed numbers under another sign. Nothing is exchanged.
 * 12.00 euros become 12 yen; digits that the new currency does not have are rounded, halves away from zero. What an editor
 * shows; `document/relabel` writes the same.
 */
import type { CurrencyCode, Expense, Minor } from './bill.ts'
import { decimalsOf } from './currency.ts'
import { rescale } from './money.ts'

/** The same number with the decimals of another currency; an unknown currency has those of the other. */
export function relabelMinor(minor: Minor, from: CurrencyCode, to: CurrencyCode): Minor {
  const digits = decimalsOf(to) ?? decimalsOf(from) ?? 0
  return rescale(minor, decimalsOf(from) ?? digits, digits).minor
}

/** Every amount of the expense under another currency; the very expense when it is the same. */
export function relabelExpense(expense: Expense, currency: CurrencyCode): Expense {
  const from = expense.currency
  if (from === currency) return expense
  const one = (minor: Minor) => relabelMinor(minor, from, currency)
  const each = <Values extends Readonly<Record<string, Minor>>>(values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([person, minor]) => [person, one(minor)])) as Values
  const { split } = expense
  return {
    ...expense,
    currency,
    amountMinor: one(expense.amountMinor),
    paid: each(expense.paid),
    printedTotalMinor: expense.printedTotalMinor === null ? null : one(expense.printedTotalMinor),
    split: {
      ...split,
      exact: each(split.exact),
      adjust: each(split.adjust),
      items: split.items.map(item => ({ ...item, priceMinor: one(item.priceMinor) })),
      charges: split.charges.map(charge =>
        charge.value.type === 'amount'
          ? { ...charge, value: { type: 'amount', minor: one(charge.value.minor) } }
          : charge,
      ),
    },
  }
}
