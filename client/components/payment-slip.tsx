/**
 * A payment on its own slip: from whom to whom, how much, and what can be done about it; stamped once it is paid. Names
 * stand whole: where there is no room beside them the amount goes below.
 */
import { type JSX, Show } from 'solid-js'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import { formatAmount, formatMoney } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'

export interface Party {
  readonly name: string
  readonly face: Face
  /** "left", "removed"; empty for whoever is on the bill. */
  readonly note: string
  readonly me: boolean
}

export function PaymentSlip(props: {
  /** Of a payment that was made. */
  readonly id?: string
  readonly from: Party
  readonly to: Party
  readonly minor: Minor
  readonly currency: CurrencyCode
  /** Among amounts of another currency: the sign says which this is. */
  readonly isForeign?: boolean
  readonly paid: boolean
  /** Paid while one looked: the stamp drops. */
  readonly isStamped: boolean
  readonly last: boolean
  /** Opens where the amount comes from: the balance of whoever pays. */
  readonly onExplain?: () => void
  /** A line of its own below the keys. */
  readonly foot?: JSX.Element
  readonly children: JSX.Element
}) {
  const verb = () => {
    if (props.paid) return t('settle.paidInside')
    return props.from.me ? t('settle.youPay') : t('settle.pays')
  }
  const amount = () =>
    props.isForeign
      ? formatMoney(locale(), props.minor, props.currency)
      : formatAmount(locale(), props.minor, props.currency)
  return (
    <li
      class="pay lift"
      data-payment={props.id}
      classList={{ 'is-paid': props.paid, 'is-stamped': props.isStamped }}
    >
      <div class="paper" classList={{ torn: props.last }}>
        <span class="sides">
          <PartyName party={props.from} />
          <Icon name="arrow-right" />
          <span class="vh"> {verb()} </span>
          <PartyName party={props.to} />
        </span>
        <span class="sum-of">
          <Show when={props.paid}>
            <span class="stamp">{t('settle.paid')}</span>
          </Show>
          <Show when={props.onExplain} fallback={<span class="amt h2">{amount()}</span>}>
            <button
              type="button"
              class="amt h2"
              aria-haspopup="dialog"
              aria-label={t('settle.amountOf', { amount: amount(), name: props.from.name })}
              onClick={() => props.onExplain?.()}
            >
              {amount()}
            </button>
          </Show>
        </span>
        <div class="acts">{props.children}</div>
        <div class="pay-foot">{props.foot}</div>
      </div>
    </li>
  )
}

function PartyName(props: { readonly party: Party }) {
  return (
    <span class="party">
      <Avatar face={props.party.face} silent />
      <span class="whole">
        <b>{props.party.name}</b>
        <Show when={props.party.note}>{note => <span class="cap"> {note()}</span>}</Show>
      </span>
    </span>
  )
}
