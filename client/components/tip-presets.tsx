/** The tips people give: three percentages, and what makes the total a round sum. */
import { For, Show } from 'solid-js'
import type { ChargeValue, CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { formatMoney, formatPercent } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { roundTotal } from './round-sum.ts'

/** Thousandths of a percent. */
const rates = [10_000, 15_000, 20_000] as const

export function TipPresets(props: {
  readonly value: ChargeValue
  /** What this tip comes to, and the total of the receipt with it. */
  readonly tipMinor: Minor
  readonly totalMinor: Minor
  readonly currency: CurrencyCode
  readonly onValue: (value: ChargeValue) => void
}) {
  const chosen = () => (props.value.type === 'percent' ? props.value.thousandths : null)
  const round = () => roundTotal(props.totalMinor, props.tipMinor, props.currency)
  return (
    <div class="presets">
      <For each={rates}>
        {thousandths => (
          <button
            type="button"
            class="preset"
            aria-pressed={chosen() === thousandths}
            onClick={() => props.onValue({ type: 'percent', thousandths })}
          >
            {formatPercent(locale(), thousandths)}
          </button>
        )}
      </For>
      <Show when={round()}>
        {total => (
          <button
            type="button"
            class="preset"
            onClick={() =>
              props.onValue({ type: 'amount', minor: total() - (props.totalMinor - props.tipMinor) })
            }
          >
            {t('charge.roundUp', { total: formatMoney(locale(), total(), props.currency) })}
          </button>
        )}
      </Show>
      <p class="cap" role="status">
        {t('charge.totalWith', { total: formatMoney(locale(), props.totalMinor, props.currency) })}
      </p>
    </div>
  )
}
