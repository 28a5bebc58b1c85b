/** A choice of currency: the platform's own picker, which searches by typing. */
import { For } from 'solid-js'
import type { CurrencyCode } from '../../crdt/domain/bill.ts'
import { currencies } from '../../crdt/domain/currency.ts'
import { currencyName } from '../i18n/format.ts'

export function CurrencySelect(props: {
  readonly currency: CurrencyCode
  readonly label: string
  readonly onChoose: (currency: CurrencyCode) => void
}) {
  return (
    <select aria-label={props.label} onChange={event => props.onChoose(event.currentTarget.value)}>
      <For each={currencies}>
        {({ code }) => (
          <option value={code} selected={code === props.currency}>
            {currencyName(code)}
          </option>
        )}
      </For>
    </select>
  )
}
