/** What a charge is called: "Service 10 %", "Lunch voucher", "Tax 8.875 %". */
import type { Charge } from '../../../crdt/domain/bill.ts'
import { formatPercent } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'

export function chargeName(charge: Pick<Charge, 'kind' | 'name' | 'value'>, locale: string): string {
  const name = charge.name || t(`charge.${charge.kind}`)
  if (charge.value.type === 'amount') return name
  return t('charge.percent', { name, percent: formatPercent(locale, charge.value.thousandths) })
}
