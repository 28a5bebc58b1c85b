/**
 * Closes a bill for everybody until somebody reopens it: nobody asks, and both say how to go back. Payments that are still open
 * are said before and after, and keep nobody from closing.
 */
import { showMessage } from '../../components/messages.ts'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { stepsOf } from './steps.ts'

export function close(open: OpenBill): void {
  const payments = stillOpen(open)
  stepsOf(open).close()
  showMessage({
    text: [t('activity.closed'), payments].filter(words => words !== '').join(' '),
    action: { label: t('key.undo'), run: () => stepsOf(open).reopen() },
  })
}

export function reopen(open: OpenBill): void {
  stepsOf(open).reopen()
  showMessage({
    text: t('activity.reopened'),
    action: { label: t('key.undo'), run: () => stepsOf(open).close() },
  })
}

/** The bill is closed, and here it can be opened again. */
export function mayReopen(open: OpenBill): boolean {
  return open.loaded() && open.bill.closedAt !== null && open.right() === 'edit' && open.me() !== null
}

/** "2 payments are still open: €31.20."; nothing where all is settled. */
export function stillOpen(open: Pick<OpenBill, 'transfers' | 'balances'>): string {
  const transfers = open.transfers()
  if (transfers.length === 0) return ''
  const minor = transfers.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const amount = formatMoney(locale(), minor, open.balances().currency)
  return t('closing.stillOpen', { n: transfers.length, amount })
}
