/** A reminder in plain words, to send to somebody who owes: what for, how much, to whom, and the ways to pay it. */
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { type Handles, holderOf, waysToPay } from '../../payments/handles.ts'
import type { PayRequest } from '../../payments/request.ts'

export interface Reminder {
  /** Names as others know them, nobody is "you". */
  readonly from: string
  readonly to: string
  readonly title: string
  readonly request: PayRequest
  readonly handles: Handles
}

/** Lines ended by "\n": the words, then one line for each way to pay. */
export function reminder({ from, to, title, request, handles }: Reminder, locale: string): string {
  const amount = formatMoney(locale, request.amountMinor, request.currency)
  const ways = waysToPay(handles, request.currency).map(({ method, handle }) =>
    t('settle.remindWay', {
      method: method.name,
      address: method.link(handle, request) ?? `${method.show(handle)}, ${holderOf(handles, request.name)}`,
    }),
  )
  return [t('settle.remindText', { from, to, title, amount }), ...ways].join('\n')
}
