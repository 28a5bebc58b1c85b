/** True when payments were made and nobody is owed anything any more, "nobody yet" among them. */
import type { OpenBill } from '../../state/open-bill.ts'

export function isSettled({ bill, balances }: Pick<OpenBill, 'bill' | 'balances'>): boolean {
  return bill.payments.length > 0 && [...balances().byPerson.values()].every(minor => minor === 0)
}
