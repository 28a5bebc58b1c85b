/** What a foreign expense counts for: the rate as it is typed, and the total in the bill's currency that follows from it. */
import { createMemo, Show } from 'solid-js'
import { entryOf } from '../../../crdt/domain/ledger.ts'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { formatRate, parseRate } from '../../i18n/rate.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import type { ExpenseDraft } from './draft.ts'
import { RateField } from './rate-field.tsx'

export function RateRow(props: { readonly draft: ExpenseDraft; readonly canEdit: boolean }) {
  const open = useBill()
  const expense = () => props.draft.expense()
  const inBill = createMemo(() => {
    const entry = entryOf(expense(), props.draft.result(), open.bill.currency)
    if ('reason' in entry) return null
    return [...entry.shares.values()].reduce((sum, minor) => sum + minor, 0)
  })
  const words = () => {
    const minor = inBill()
    return minor === null
      ? t('rate.missing', { currency: expense().currency })
      : t('rate.makes', { amount: formatMoney(locale(), minor, open.bill.currency) })
  }
  return (
    <div class="rate">
      <Icon name="euro" />
      <span class="k">{t('rate.one', { currency: expense().currency })}</span>
      <Show when={props.canEdit} fallback={<span class="v">{shown(expense().rate)}</span>}>
        <RateField
          text={shown(expense().rate)}
          label={t('rate.label', { from: expense().currency, to: open.bill.currency })}
          onText={text => {
            const parsed = parseRate(text)
            if (!parsed.ok) return t(`rate.${parsed.reason}`)
            props.draft.set({ rate: parsed.rate })
            return null
          }}
        />
      </Show>
      <span class="k">{open.bill.currency}</span>
      <p class="cap" classList={{ owe: inBill() === null }} role="status">
        {words()}
      </p>
    </div>
  )
}

function shown(rate: Parameters<typeof formatRate>[1] | null): string {
  return rate === null ? '' : formatRate(locale(), rate)
}
