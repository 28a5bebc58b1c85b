/** What the list says of an expense: who paid, and how it is divided or what it was in its own currency. */
import type { Bill, Expense, Minor } from '../../../crdt/domain/bill.ts'
import type { SplitResult } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { titleOf } from '../../components/summary.ts'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { list, t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { PeopleOn } from './people-on.ts'

export function titleOfExpense({ title, split }: Expense): string {
  return nameOfExpense(title, split.mode === 'items')
}

/** The same from its title alone. */
export function nameOfExpense(title: string, isReceipt: boolean): string {
  if (title !== '') return title
  return isReceipt ? t('bill.receipt') : t('expense.untitled')
}

/** The same; the only receipt of a bill goes by the bill's title. */
export function titleOnBill(expense: Expense, open: Pick<OpenBill, 'bill' | 'isTrip'>): string {
  return open.isTrip() ? titleOfExpense(expense) : titleOf(open.bill)
}

/** Those who paid; empty when nobody did. */
export function payersOf(expense: Expense, people: Pick<PeopleOn, 'inOrder'>): readonly PersonId[] {
  if (expense.payer !== null) return [expense.payer]
  return people.inOrder(Object.keys(expense.paid) as PersonId[])
}

/** "Maya paid", "Tom and Ines paid", "You got it back"; not known: "Nobody paid yet". */
export function payerWords(expense: Expense, totalMinor: number, people: PeopleOn): string {
  const names = payersOf(expense, people).map(id => people.nameOf(id))
  if (names.length === 0) return t(totalMinor < 0 ? 'expense.nobodyGot' : 'expense.nobodyPaid')
  return t(totalMinor < 0 ? 'expense.got' : 'bill.paid', { name: list(names) })
}

/** "equally", "3 people", "by item", or "$42.00" where that says more. */
export function howWords(
  expense: Expense,
  totalMinor: number,
  bill: Bill,
  present: number,
  locale: string,
): string {
  if (expense.currency !== bill.currency) return formatMoney(locale, totalMinor, expense.currency)
  const { mode, among } = expense.split
  if (mode === 'equal')
    return among.length === present ? t('mode.equalIn') : t('people.count', { n: among.length })
  return t(`mode.${mode}In`)
}

/** What nobody has of it, in the direction of the total: above 0 it is free, below it is more than there is. */
export function restOf(result: SplitResult | undefined): Minor {
  if (result === undefined) return 0
  return (result.totalMinor < 0 ? -1 : 1) * result.nobodyMinor || 0
}

/** "7.19 free", "3.00 too much", in the expense's own currency. */
export function restWords(restMinor: Minor, expense: Expense, bill: Bill, locale: string): string {
  const format = expense.currency === bill.currency ? formatAmount : formatMoney
  const amount = format(locale, Math.abs(restMinor), expense.currency)
  return t(restMinor > 0 ? 'expense.freePart' : 'expense.tooMuchPart', { amount })
}
