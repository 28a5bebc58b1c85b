/** The debts between pairs of people, as they would have to be paid one by one if they were not netted. */
import { For } from 'solid-js'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { createPeopleOn } from './people-on.ts'
import type { Reckonings } from './reckoning.ts'

export function DebtsSheet(props: { readonly reckonings: Reckonings; readonly onClose: () => void }) {
  const people = createPeopleOn(useBill())
  const debts = () =>
    props.reckonings
      .currencies()
      .flatMap(currency => props.reckonings.of(currency).debts.map(debt => ({ ...debt, currency })))
  const amount = (minor: number, currency: CurrencyCode) =>
    props.reckonings.view() === 'apart'
      ? `${formatAmount(locale(), minor, currency)} ${currency}`
      : formatAmount(locale(), minor, currency)
  return (
    <Sheet title={t('settle.debts')} onClose={props.onClose}>
      <p class="note">{t('settle.debtsNote')}</p>
      <ul class="debts">
        <For each={debts()}>
          {debt => (
            <li>
              <Avatar face={people.faceOf(debt.from)} size="s" silent />
              <span class="whole">{people.nameOf(debt.from)}</span>
              <Icon name="arrow-right" small />
              <span class="vh"> {t('settle.pays')} </span>
              <Avatar face={people.faceOf(debt.to)} size="s" silent />
              <span class="whole">{people.nameOf(debt.to)}</span>
              <span class="amt">{amount(debt.amountMinor, debt.currency)}</span>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  )
}
