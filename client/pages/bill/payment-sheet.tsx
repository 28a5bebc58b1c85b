/**
 * A payment as it was, or will be, made: from whom to whom, how much, when, and a word about it. A part of what is owed is
 * an ordinary payment; more than is owed is taken too, and said.
 */
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { CurrencyCode, Payment } from '../../../crdt/domain/bill.ts'
import { relabelMinor } from '../../../crdt/domain/relabel.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { AmountField } from '../../components/amount-field.tsx'
import { CurrencySelect } from '../../components/currency-select.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Key } from '../../components/key.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { TextField } from '../../components/text-field.tsx'
import { dayOf, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import type { PaymentDraft } from './payment-draft.ts'
import { createPeopleOn, type PeopleOn } from './people-on.ts'

export function PaymentSheet(props: {
  readonly title: string
  /** Given: it is changed; else a new one is made. */
  readonly payment: Payment | null
  readonly start: Partial<PaymentDraft>
  /** What is to be paid now, in the currency asked for. */
  readonly transfers: (currency: CurrencyCode) => readonly Transfer[]
  readonly onSave: (draft: PaymentDraft) => void
  readonly onDelete?: () => void
  readonly onClose: () => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const [draft, setDraft] = createStore<{
    from: PersonId | null
    to: PersonId | null
    amountMinor: number | null
    currency: CurrencyCode
    date: string
    note: string
  }>({
    from: props.start.from ?? open.me(),
    to: props.start.to ?? null,
    amountMinor: props.start.amountMinor ?? null,
    currency: props.start.currency ?? open.bill.currency,
    date: props.start.date ?? dayOf(new Date()),
    note: props.start.note ?? '',
  })
  const [typed, setTyped] = createSignal<number | null>()
  const amountMinor = () => typed() ?? draft.amountMinor
  /** Said when one wants to save what can not be. */
  const [isTried, setTried] = createSignal(false)
  const problem = () => {
    if (draft.from === null || draft.to === null) return t('settle.whoMissing')
    if (draft.from === draft.to) return t('settle.twoPeople')
    return (draft.amountMinor ?? 0) > 0 ? '' : t('amount.empty')
  }
  const save = () => {
    const { from, to } = draft
    setTried(true)
    if (problem() !== '' || from === null || to === null) return
    props.onSave({ ...draft, from, to, amountMinor: draft.amountMinor ?? 0 })
  }
  /** The number that stands there, in another currency. */
  const setCurrency = (currency: CurrencyCode) => {
    const { amountMinor: minor, currency: before } = draft
    setDraft({ currency, amountMinor: minor === null ? null : relabelMinor(minor, before, currency) })
  }
  const amount = (minor: number) => formatMoney(locale(), minor, draft.currency)
  /** What is said of an amount that is not what is owed. */
  const beyond = createMemo(() => {
    const now = amountMinor()
    if (props.payment || draft.from === null || draft.to === null || draft.from === draft.to) return ''
    const owed = props
      .transfers(draft.currency)
      .find(({ from, to }) => from === draft.from && to === draft.to)?.amountMinor
    const names = { from: people.nameOf(draft.from), to: inside(people, draft.to) }
    if (owed === undefined)
      return people.isMe(draft.from) ? t('settle.youOweNothing', names) : t('settle.owesNothing', names)
    if (now == null || now <= 0 || now === owed) return ''
    return now > owed
      ? t('settle.moreThanOwed', { amount: amount(now - owed) })
      : t('settle.leftAfter', { amount: amount(owed - now) })
  })
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      {close => (
        <>
          <div class="pay-sides">
            <SideField
              label={t('settle.from')}
              people={people}
              person={draft.from}
              onChoose={from => setDraft({ from })}
            />
            <Icon name="arrow-right" />
            <SideField
              label={t('settle.to')}
              people={people}
              person={draft.to}
              onChoose={to => setDraft({ to })}
            />
          </div>
          <div class="field">
            <span class="k" aria-hidden="true">
              {t('settle.amount')}
            </span>
            <span class="pay-amount">
              <AmountField
                start
                unsigned
                label={t('settle.amount')}
                minor={draft.amountMinor}
                currency={draft.currency}
                onType={setTyped}
                onCommit={minor => setDraft({ amountMinor: minor })}
                onEnter={() => close(save)}
              />
              <CurrencySelect label={t('more.currency')} currency={draft.currency} onChoose={setCurrency} />
            </span>
          </div>
          <p class="note" role="status">
            {beyond()}
          </p>
          <div class="set-row">
            <Icon name="calendar" />
            <span class="m">{t('more.date')}</span>
            <DateField day={draft.date} label={t('more.date')} onChange={date => setDraft({ date })} />
          </div>
          <div class="field">
            <span class="k" aria-hidden="true">
              {t('settle.note')}
            </span>
            <TextField
              value={draft.note}
              label={t('settle.note')}
              hint={t('settle.noteHint')}
              onCommit={note => setDraft({ note })}
            />
          </div>
          <Show when={isTried() && problem()}>
            {words => (
              <p class="wrong" role="alert">
                {words()}
              </p>
            )}
          </Show>
          <div class="sh-acts stays">
            <Show when={props.onDelete} fallback={<span class="sp" />}>
              {onDelete => (
                <Key kind="quiet red" small icon="trash" onPress={onDelete()}>
                  {t('key.delete')}
                </Key>
              )}
            </Show>
            <Key kind="you" onPress={() => close(save)}>
              {props.payment ? t('settle.save') : t('settle.markPaid')}
            </Key>
          </div>
        </>
      )}
    </Sheet>
  )
}

const inside = (people: PeopleOn, id: PersonId): string =>
  people.isMe(id) ? t('person.youInside') : people.nameOf(id)

/** One side of the payment: everybody with a seat, and whoever stands there though they have none any more. */
function SideField(props: {
  readonly label: string
  readonly people: PeopleOn
  readonly person: PersonId | null
  readonly onChoose: (person: PersonId | null) => void
}) {
  const id = createUniqueId()
  const choices = createMemo(() => {
    const seated = props.people.seated().map(person => person.id)
    return props.person === null || seated.includes(props.person) ? seated : [...seated, props.person]
  })
  return (
    <span class="field">
      <label class="k" for={id}>
        {props.label}
      </label>
      <span class="select">
        <select
          id={id}
          class="text"
          value={props.person ?? ''}
          onChange={event => props.onChoose((event.currentTarget.value || null) as PersonId | null)}
        >
          <option value="">{t('settle.choose')}</option>
          <For each={choices()}>
            {person => (
              <option value={person} selected={person === props.person}>
                {props.people.nameOf(person)}
              </option>
            )}
          </For>
        </select>
        <Icon name="chevron-down" />
      </span>
    </span>
  )
}
