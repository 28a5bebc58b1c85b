/** What home does to a bill of its list: puts it away and back, takes it off this device, makes a copy. Each can be undone. */
import { useNavigate } from '@solidjs/router'
import { actOnMessage, type Message, message, showMessage } from '../components/messages.ts'
import { billHref, type Summary, titleOf } from '../components/summary.ts'
import { t } from '../i18n/text.ts'
import type { Bills } from '../state/bills.ts'
import { removeBill } from './remove-bill.ts'

export interface HomeActions {
  archive(bill: Summary): void
  remove(bill: Summary): void
  duplicate(bill: Summary, withExpenses: boolean): void
  /** Takes back what the message on show tells of, where it is one of these. */
  undo(): void
}

/** Call it under an owner. */
export function createHomeActions(bills: Bills): HomeActions {
  const navigate = useNavigate()
  let last: Message | null = null
  return {
    archive(bill) {
      const isArchived = !bill.archived
      void bills.archive(bill.id, isArchived)
      last = {
        stays: true,
        text: t(isArchived ? 'home.archived' : 'home.unarchived', { title: titleOf(bill) }),
        action: { label: t('key.undo'), run: () => void bills.archive(bill.id, !isArchived) },
      }
      showMessage(last)
    },
    remove(bill) {
      void removeBill(bills, bill).then(() => {
        last = message()
      })
    },
    duplicate(bill, withExpenses) {
      bills.duplicate(bill.id, withExpenses).then(
        id => navigate(billHref(id)),
        () => showMessage({ text: t('home.duplicateFailed') }),
      )
    },
    undo() {
      if (last !== null && message() === last) actOnMessage()
    },
  }
}
