/**
 * The debts between pairs of people, as they would have to be paid one by one if they were not netted. Each opens the
 * expenses that it comes from.
 */
import { createSignal, For, Show } from 'solid-js'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { DebtSheet } from './debt-sheet.tsx'
import { createPeopleOn } from './people-on.ts'
import type { Reckonings } from './reckoning.ts'

/** A debt, and in which currency. */
type Debt = Transfer & { readonly currency: CurrencyCode }

export function DebtsSheet(props: { readonly reckonings: Reckonings; readonly onClose: () => void }) {
  const people = createPeopleOn(useBill())
  const [opened, setOpened] = createSignal<Debt | null>(null)
  const debts = (): readonly Debt[] =>
    props.reckonings
      .currencies()
      .flatMap(currency => props.reckonings.of(currency).debts.map(debt => ({ ...debt, currency })))
  const amount = (minor: number, currency: CurrencyCode) =>
    props.reckonings.view() === 'apart'
      ? `${formatAmount(locale(), minor, currency)} ${currency}`
      : formatAmount(locale(), minor, currency)
  return (
    <Show
      when={opened()}
      fallback={
        <Sheet title={t('settle.debts')} onClose={props.onClose}>
          <p class="note">{t('settle.debtsNote')}</p>
          <ul class="debts">
            <For each={debts()}>
              {debt => (
                <li>
                  <button type="button" onClick={() => setOpened(debt)}>
                    <Avatar face={people.faceOf(debt.from)} size="s" silent />
                    <span class="whole">{people.nameOf(debt.from)}</span>
                    <Icon name="arrow-right" small />
                    <span class="vh"> {people.isMe(debt.from) ? t('settle.youPay') : t('settle.pays')} </span>
                    <Avatar face={people.faceOf(debt.to)} size="s" silent />
                    <span class="whole">{people.nameOf(debt.to)}</span>
                    <span class="amt">{amount(debt.amountMinor, debt.currency)}</span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Sheet>
      }
    >
      {debt => (
        <DebtSheet
          bill={props.reckonings.of(debt().currency).bill}
          debt={debt()}
          currency={debt().currency}
          onClose={() => setOpened(null)}
        />
      )}
    </Show>
  )
}
