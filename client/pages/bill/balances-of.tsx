/** The balances in one currency, by size, and what becomes of what nobody took or paid. */
import { createMemo, Show } from 'solid-js'
import type { Balances } from '../../../crdt/domain/balance.ts'
import type { CurrencyCode, Minor } from '../../../crdt/domain/bill.ts'
import { nobody, type Share } from '../../../crdt/domain/split.ts'
import { BalanceList } from '../../components/balance-list.tsx'
import { nameOfCurrency } from '../../i18n/currency-list.ts'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { balanceRows } from './balance-rows.ts'
import { createPeopleOn } from './people-on.ts'

export function BalancesOf(props: {
  readonly balances: Balances
  readonly currency: CurrencyCode
  /** The currency's name stands above: there are several lists. */
  readonly named: boolean
  /** Opens where a balance comes from. */
  readonly onOpen: (share: Share) => void
}) {
  const people = createPeopleOn(useBill())
  const rows = createMemo(() => balanceRows(props.balances, people))
  const nobodys = () => props.balances.parts.get(nobody)
  /** What is nobody's; below 0 it is too much, or money back that nobody has yet. */
  const words = (
    minor: Minor,
    missing: 'settle.nobodyFree' | 'settle.nobodyPaid',
    over: 'settle.sharesOver' | 'settle.paidOver',
  ) => t(minor > 0 ? missing : over, { amount: formatMoney(locale(), Math.abs(minor), props.currency) })
  return (
    <>
      <Show when={props.named}>
        <h3 class="h3 of-currency">{nameOfCurrency(props.currency)}</h3>
      </Show>
      <BalanceList
        rows={rows()}
        currency={props.currency}
        onOpen={key => props.onOpen(key as Share)}
        label={props.named ? t('settle.balancesIn', { currency: nameOfCurrency(props.currency) }) : undefined}
      />
      <div class="unassigned">
        <Show when={nobodys()?.shareMinor}>
          {minor => <p class="note">{words(minor(), 'settle.nobodyFree', 'settle.sharesOver')}</p>}
        </Show>
        <Show when={nobodys()?.paidMinor}>
          {minor => <p class="note">{words(minor(), 'settle.nobodyPaid', 'settle.paidOver')}</p>}
        </Show>
      </div>
    </>
  )
}
