/**
 * Who paid: one person the whole, at one tap; or several, with what each of them paid and what is missing to the total.
 * Used for expenses and for receipts alike.
 */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Amounts, CurrencyCode, Minor } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { AmountField } from '../../components/amount-field.tsx'
import { Avatar } from '../../components/avatar.tsx'
import { Key } from '../../components/key.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import type { PeopleOn } from './people-on.ts'

export function PayersSheet(props: {
  readonly title: string
  readonly people: PeopleOn
  readonly payer: PersonId | null
  readonly paid: Amounts
  readonly totalMinor: Minor
  readonly currency: CurrencyCode
  /** The one who paid the whole; null: nobody, or the amounts of `onPaid`. */
  readonly onPayer: (person: PersonId | null) => void
  readonly onPaid: (person: PersonId, minor: Minor) => void
  readonly onClose: () => void
}) {
  const hasSeveral = () => props.payer === null && Object.keys(props.paid).length > 0
  const [several, setSeveral] = createSignal(hasSeveral())
  /** Whoever is gone and paid is still among those who did. */
  const choices = createMemo(() =>
    props.people.seatedAnd([
      ...(props.payer === null ? [] : [props.payer]),
      ...(Object.keys(props.paid) as PersonId[]),
    ]),
  )
  /** Money that comes back is typed without its sign. */
  const sign = () => (props.totalMinor < 0 ? -1 : 1)
  const gap = () => props.totalMinor - sumOf(props.paid)
  const money = (minor: Minor) => formatMoney(locale(), Math.abs(minor), props.currency)
  const choose = (person: PersonId | null) => {
    if (person === null) for (const id of Object.keys(props.paid)) props.onPaid(id as PersonId, 0)
    if (person !== props.payer) props.onPayer(person)
    props.onClose()
  }
  /** Whoever paid the whole so far paid what the others did not, until their own amount is typed. */
  const [payingRest, setPayingRest] = createSignal<PersonId | null>(null)
  const openSeveral = () => {
    const { payer } = props
    if (payer !== null) {
      if (Object.keys(props.paid).length === 0) {
        props.onPaid(payer, props.totalMinor)
        setPayingRest(payer)
      }
      props.onPayer(null)
    }
    setSeveral(true)
  }
  const setPaid = (person: PersonId, minor: Minor) => {
    const rest = payingRest()
    props.onPaid(person, minor)
    if (rest === null) return
    if (rest === person) {
      setPayingRest(null)
      return
    }
    const others = sumOf({ ...props.paid, [person]: minor, [rest]: 0 })
    const left = props.totalMinor - others
    if (Math.sign(left) * sign() >= 0) props.onPaid(rest, left)
  }
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <Show
        when={several()}
        fallback={
          <ul>
            <For each={choices()}>
              {person => (
                <li>
                  <button
                    type="button"
                    class="option"
                    aria-pressed={props.payer === person.id}
                    onClick={() => choose(person.id)}
                  >
                    <Avatar face={props.people.faceOf(person.id)} silent />
                    <span class="m ellipsis">
                      {props.people.nameOf(person.id)}
                      <span class="cap"> {props.people.noteOf(person.id)}</span>
                    </span>
                    <Show when={props.payer === person.id}>
                      <Icon name="check" />
                    </Show>
                  </button>
                </li>
              )}
            </For>
            <li>
              <button type="button" class="option" aria-pressed={hasSeveral()} onClick={openSeveral}>
                <span class="who out">
                  <Icon name="users" small />
                </span>
                <span class="m">{t('payer.several')}</span>
                <Icon name="chevron-right" />
              </button>
            </li>
            <Show when={props.payer !== null || hasSeveral()}>
              <li>
                <button type="button" class="option" aria-pressed={false} onClick={() => choose(null)}>
                  <span class="who out" />
                  <span class="m">{t('person.nobody')}</span>
                </button>
              </li>
            </Show>
          </ul>
        }
      >
        <ul class="payers">
          <For each={choices()}>
            {(person, index) => (
              <li class="sr2" classList={{ off: (props.paid[person.id] ?? 0) === 0 }}>
                <span class="dn">
                  <Avatar face={props.people.faceOf(person.id)} silent />
                  <span class="whole">
                    {props.people.nameOf(person.id)}
                    <span class="cap"> {props.people.noteOf(person.id)}</span>
                  </span>
                </span>
                <AmountField
                  minor={sign() * (props.paid[person.id] ?? 0) || 0}
                  currency={props.currency}
                  label={t(sign() < 0 ? 'payer.gotBy' : 'payer.paidBy', {
                    name: props.people.nameOf(person.id),
                  })}
                  start={index() === 0}
                  optional
                  onCommit={minor => setPaid(person.id, sign() * (minor ?? 0) || 0)}
                />
              </li>
            )}
          </For>
        </ul>
        <p class="cap payers-gap" role="status" classList={{ owe: gap() !== 0 }}>
          {gap() === 0
            ? t('payer.addsUp')
            : sign() * gap() > 0
              ? t('payer.missing', { amount: money(gap()), total: money(props.totalMinor) })
              : t('payer.tooMuch', { amount: money(gap()), total: money(props.totalMinor) })}
        </p>
        <div class="sh-acts stays">
          <Key kind="quiet" small onPress={() => setSeveral(false)}>
            {t(sign() < 0 ? 'payer.oneGot' : 'payer.one')}
          </Key>
          <Key kind="you" onPress={() => props.onClose()}>
            {t('key.done')}
          </Key>
        </div>
      </Show>
    </Sheet>
  )
}

function sumOf(amounts: Amounts): Minor {
  return Object.values(amounts).reduce((sum, minor) => sum + minor, 0)
}
