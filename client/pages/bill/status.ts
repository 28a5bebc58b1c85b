/** The words under a bill's title: where one's own changes are. */
import { t } from '../../i18n/text.ts'
import type { BillStatus } from '../../state/open-bill.ts'

export function statusWords(status: BillStatus): string {
  return status.kind === 'waiting' ? t('status.waiting', { n: status.count }) : t(`status.${status.kind}`)
}
