/** A sum large enough to read across a table: the currency's sign smaller and raised, digits rolling to a new value. */
import { Show } from 'solid-js'
import { type CurrencyCode, type Minor, noCurrency } from '../../crdt/domain/bill.ts'
import { moneyParts } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { createRolling } from './rolling.ts'

export function Figure(props: {
  readonly minor: Minor
  readonly currency: CurrencyCode
  readonly class?: string
  /** The sum is not known yet: dashes stand in its places. */
  readonly blank?: boolean
}) {
  const rolling = createRolling(
    () => props.minor,
    () => (props.blank ? null : props.currency),
  )
  const parts = () => moneyParts(locale(), rolling(), props.currency)
  const hasSign = () => props.currency !== noCurrency
  /** For the style: what does not fit the page is written smaller. */
  const chars = () => Object.values(parts()).join('').length
  return (
    <span class={`fig ${props.class ?? ''}`} style={{ '--chars': chars() }}>
      {parts().minus}
      <Show when={hasSign() && parts().before}>
        <span class="cur before">{parts().before}</span>
      </Show>
      {props.blank ? parts().number.replace(/\p{Nd}/gu, '–') : parts().number}
      <Show when={hasSign() && parts().after}>
        <span class="cur after">{parts().after.trim()}</span>
      </Show>
    </span>
  )
}
