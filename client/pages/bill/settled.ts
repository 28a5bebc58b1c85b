/** Whether a bill is done with, and what is stamped on it then. */
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'

/** True when payments were made and nobody is owed anything any more, "nobody yet" among them. */
export function isSettled({ bill, balances }: Pick<OpenBill, 'bill' | 'balances'>): boolean {
  return bill.payments.length > 0 && [...balances().byPerson.values()].every(minor => minor === 0)
}

/** The word of the stamp; none on a bill in use. */
export function stampOf(open: Pick<OpenBill, 'bill' | 'balances'>): string | null {
  if (isSettled(open)) return t('check.settled')
  return open.bill.closedAt === null ? null : t('activity.closedStamp')
}
