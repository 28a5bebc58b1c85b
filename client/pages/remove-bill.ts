/**
 * Taking a bill off this device: off the list at once, back as it was for as long as the message offers it, and gone from the
 * disk when that leaves. Others keep theirs, and the message says so.
 */
import type { BillId } from '../../crdt/ids.ts'
import { showMessage } from '../components/messages.ts'
import { titleOf } from '../components/summary.ts'
import { deviceWord } from '../i18n/device.ts'
import { t } from '../i18n/text.ts'
import type { Bills } from '../state/bills.ts'

export async function removeBill(
  bills: Bills,
  bill: { readonly id: BillId; readonly title: string },
): Promise<void> {
  const isShared = await bills.isShared(bill.id).catch(() => true)
  await bills.remove(bill.id)
  const values = { title: titleOf(bill), device: deviceWord() }
  showMessage({
    stays: true,
    text: isShared ? t('home.removedShared', values) : t('home.removed', values),
    action: { label: t('key.undo'), run: () => void bills.restore(bill.id) },
    onGone: () => void bills.forget(bill.id).catch(() => undefined),
  })
}
