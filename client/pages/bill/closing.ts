/** Closes a bill for everybody until somebody reopens it: nobody asks, and both say how to go back. */
import { showMessage } from '../../components/messages.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { stepsOf } from './steps.ts'

export function close(open: OpenBill): void {
  stepsOf(open).close()
  showMessage({
    text: t('activity.closed'),
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
