/** The fields of a tax, tip, service, fee or discount: what it is, percent or amount, on top or inside the prices. */
import { Show } from 'solid-js'
import type { Charge, ChargeKind, ChargeValue, CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { t } from '../i18n/text.ts'
import { AmountField, PercentField } from './amount-field.tsx'
import { ChargeItems, type ChargeLine } from './charge-items.tsx'
import { Segmented } from './segmented.tsx'
import { TextField } from './text-field.tsx'
import { TipPresets } from './tip-presets.tsx'

/** What people enter of a charge. */
export type ChargeDraft = Pick<Charge, 'kind' | 'name' | 'value' | 'included' | 'basis' | 'items'>

const kinds: readonly ChargeKind[] = ['tax', 'tip', 'service', 'fee', 'discount']

export function ChargeForm(props: {
  readonly draft: ChargeDraft
  readonly currency: CurrencyCode
  /** True where the receipt has a tax that the percentage could be counted on. */
  readonly hasTax: boolean
  /** The lines that it can be limited to. */
  readonly lines: readonly ChargeLine[]
  /** What the charge comes to and the total with it, as drafted. */
  readonly amountMinor: Minor
  readonly totalMinor: Minor
  readonly onChange: (patch: Partial<ChargeDraft>) => void
  readonly onEnter: () => void
}) {
  const setValue = (value: ChargeValue) => props.onChange({ value })
  return (
    <>
      <div class="field">
        <Segmented
          label={t('charge.kind')}
          value={props.draft.kind}
          choices={kinds.map(value => ({ value, label: t(`charge.${value}`) }))}
          onChoose={kind => props.onChange({ kind })}
        />
      </div>
      <div class="field">
        <Segmented
          label={t('charge.how')}
          value={props.draft.value.type}
          choices={[
            { value: 'percent', label: t('charge.asPercent') },
            { value: 'amount', label: t('charge.asAmount') },
          ]}
          onChoose={type => {
            if (type === props.draft.value.type) return
            setValue(type === 'percent' ? { type, thousandths: 0 } : { type, minor: 0 })
          }}
        />
      </div>
      <div class="field">
        <span class="k" aria-hidden="true">
          {t('charge.value')}
        </span>
        <Show
          when={props.draft.value.type === 'percent'}
          fallback={
            <AmountField
              start
              unsigned
              label={t('charge.value')}
              currency={props.currency}
              minor={(props.draft.value.type === 'amount' && props.draft.value.minor) || null}
              optional
              onCommit={minor => setValue({ type: 'amount', minor: minor ?? 0 })}
              onEnter={props.onEnter}
            />
          }
        >
          <PercentField
            start
            label={t('charge.value')}
            optional
            thousandths={(props.draft.value.type === 'percent' && props.draft.value.thousandths) || null}
            onCommit={thousandths => setValue({ type: 'percent', thousandths: thousandths ?? 0 })}
            onEnter={props.onEnter}
          />
        </Show>
      </div>
      <Show when={props.draft.kind === 'tip' && !props.draft.included}>
        <TipPresets
          value={props.draft.value}
          tipMinor={props.amountMinor}
          totalMinor={props.totalMinor}
          currency={props.currency}
          onValue={setValue}
        />
      </Show>
      <div class="field">
        <span class="k" aria-hidden="true">
          {t('charge.name')}
        </span>
        <TextField
          value={props.draft.name}
          label={t('charge.name')}
          hint={t(`charge.${props.draft.kind}`)}
          onCommit={name => props.onChange({ name })}
        />
      </div>
      <div class="field">
        <Segmented
          label={t('charge.where')}
          value={props.draft.included ? 'inside' : 'top'}
          choices={[
            { value: 'top', label: t('charge.onTop') },
            { value: 'inside', label: t('charge.inPrices') },
          ]}
          onChoose={where => props.onChange({ included: where === 'inside' })}
        />
      </div>
      <Show when={props.hasTax && props.draft.kind !== 'tax' && props.draft.value.type === 'percent'}>
        <div class="field">
          <span class="k" aria-hidden="true">
            {t('charge.basis')}
          </span>
          <Segmented
            label={t('charge.basis')}
            value={props.draft.basis}
            choices={[
              { value: 'beforeTax', label: t('charge.beforeTax') },
              { value: 'afterTax', label: t('charge.afterTax') },
            ]}
            onChoose={basis => props.onChange({ basis })}
          />
        </div>
      </Show>
      <Show when={props.lines.length > 1}>
        <ChargeItems
          lines={props.lines}
          items={props.draft.items}
          onChange={items => props.onChange({ items })}
        />
      </Show>
    </>
  )
}
