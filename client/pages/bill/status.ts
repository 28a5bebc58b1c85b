/** The words under a bill's title: where one's own changes are. */
import { deviceWord } from '../../i18n/device.ts'
import { t } from '../../i18n/text.ts'
import type { BillStatus } from '../../state/open-bill.ts'

export function statusWords(status: BillStatus): string {
  switch (status.kind) {
    case 'waiting':
      return t('status.waiting', { n: status.count })
    case 'local':
      return t('status.local', { device: deviceWord() })
    default:
      return t(`status.${status.kind}`)
  }
}
