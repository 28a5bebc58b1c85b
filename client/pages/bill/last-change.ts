/** Who changed a line last, and when by their clock: "Changed by Tom, 2 min ago". Pure words over the records. */
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { Item, TimeMs } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { formatMoment } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'

/** @param records newest first; lines that came in together have none of their own and tell who wrote them. */
export function changedWords(
  item: Pick<Item, 'id' | 'written'>,
  records: readonly ActivityRecord[],
  nameOf: (person: PersonId) => string,
  nowMs: TimeMs,
): string {
  const { by, at } = records.find(record => record.target === item.id) ?? item.written
  if (at === 0) return ''
  const when = formatMoment(at, nowMs)
  return by === null ? t('menu.changed', { when }) : t('menu.changedBy', { name: nameOf(by), when })
}
