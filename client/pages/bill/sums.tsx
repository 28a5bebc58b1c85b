/** What stands under the lines: subtotal, charges, total, the receipt's own total, what is free, who paid. */
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Charge, Expense } from '../../../crdt/domain/bill.ts'
import { printedGap, type SplitResult } from '../../../crdt/domain/split.ts'
import type { ChargeId, PersonId } from '../../../crdt/ids.ts'
import { AmountField } from '../../components/amount-field.tsx'
import { Avatar } from '../../components/avatar.tsx'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { chargeName } from './charge-name.ts'
import { ChargeSheet } from './charge-sheet.tsx'
import { PayerSheet } from './payer-sheet.tsx'
import type { PeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'

export function Sums(props: {
  readonly receipt: Expense
  readonly split: SplitResult | undefined
  readonly canEdit: boolean
  readonly people: PeopleOn
}) {
  const [editing, setEditing] = createSignal<ChargeId | 'new'>()
  const amount = (minor: number) => formatAmount(locale(), minor, props.receipt.currency)
  const charges = () => props.receipt.split.charges
  const amountOf = (charge: ChargeId) => props.split?.rows.find(row => row.id === charge)?.amountMinor ?? 0
  const edited = createMemo(() => charges().find(charge => charge.id === editing()))
  return (
    <>
      <div class="sums">
        <Show when={charges().length > 0}>
          <div class="sum-row">
            <span>{t('check.subtotal')}</span>
            <span class="amt">{amount(props.split?.subtotalMinor ?? 0)}</span>
          </div>
        </Show>
        <For each={charges()}>
          {charge => (
            <ChargeRow
              charge={charge}
              amount={amount(amountOf(charge.id))}
              canEdit={props.canEdit}
              onEdit={() => setEditing(charge.id)}
            />
          )}
        </For>
        <Show when={props.canEdit}>
          <button type="button" class="sum-row add" onClick={() => setEditing('new')}>
            <Icon name="plus" small />
            {t('check.addCharge')}
          </button>
        </Show>
        <div class="sum-row tot">
          <span>{t('check.total')}</span>
          <span class="amt">
            {formatMoney(locale(), props.split?.totalMinor ?? 0, props.receipt.currency)}
          </span>
        </div>
        <Show when={charges().length > 0 || props.receipt.split.items.length > 0}>
          <Printed receipt={props.receipt} split={props.split} canEdit={props.canEdit} />
        </Show>
      </div>
      <FreeRow receipt={props.receipt} canEdit={props.canEdit} people={props.people} />
      <PaidRow receipt={props.receipt} canEdit={props.canEdit} people={props.people} />
      <Show when={editing() === 'new'}>
        <ChargeSheet receipt={props.receipt} charge={null} onClose={() => setEditing(undefined)} />
      </Show>
      <Show when={edited()}>
        {charge => (
          <ChargeSheet receipt={props.receipt} charge={charge()} onClose={() => setEditing(undefined)} />
        )}
      </Show>
    </>
  )
}

function ChargeRow(props: {
  readonly charge: Charge
  readonly amount: string
  readonly canEdit: boolean
  readonly onEdit: () => void
}) {
  const name = () => {
    const own = chargeName(props.charge, locale())
    return props.charge.included ? t('check.included', { charge: own }) : own
  }
  return (
    <Show
      when={props.canEdit}
      fallback={
        <div class="sum-row">
          <span>{name()}</span>
          <span class="amt" classList={{ dim: props.charge.included }}>
            {props.amount}
          </span>
        </div>
      }
    >
      <button type="button" class="sum-row" onClick={() => props.onEdit()}>
        <span>{name()}</span>
        <span class="amt" classList={{ dim: props.charge.included }}>
          {props.amount}
        </span>
        <Icon name="more-vertical" small />
      </button>
    </Show>
  )
}

/** The total as printed, and by how much the lines differ from it. It never blocks. */
function Printed(props: {
  readonly receipt: Expense
  readonly split: SplitResult | undefined
  readonly canEdit: boolean
}) {
  const open = useBill()
  const write = stepsOf(open)
  const [asked, setAsked] = createSignal(false)
  const gap = createMemo(() => props.split && printedGap(props.receipt, props.split))
  const amount = (minor: number) => formatAmount(locale(), minor, props.receipt.currency)
  const words = () => {
    const now = gap()
    if (!now) return ''
    if (now.missingMinor === 0) return t('check.printedEqual')
    const slots = {
      printed: amount(now.printedMinor),
      own: amount(now.ownMinor),
      gap: amount(Math.abs(now.missingMinor)),
    }
    return now.missingMinor > 0 ? t('check.printedMissing', slots) : t('check.printedTooMuch', slots)
  }
  return (
    <Show
      when={asked() || props.receipt.printedTotalMinor !== null}
      fallback={
        <Show when={props.canEdit}>
          <button type="button" class="sum-row add" onClick={() => setAsked(true)}>
            <Icon name="check" small />
            {t('check.addPrinted')}
          </button>
        </Show>
      }
    >
      <div class="printed">
        <div class="pair">
          <span>{t('check.printed')}</span>
          <Show when={props.canEdit} fallback={<span class="amt">{amount(gap()?.printedMinor ?? 0)}</span>}>
            <AmountField
              optional
              autofocus={asked() && props.receipt.printedTotalMinor === null}
              label={t('check.printed')}
              currency={props.receipt.currency}
              minor={props.receipt.printedTotalMinor}
              onCommit={printedTotalMinor => {
                write.setExpense(props.receipt.id, { printedTotalMinor })
                setAsked(false)
              }}
            />
          </Show>
        </div>
        <span role="status" class="cap" classList={{ owe: (gap()?.missingMinor ?? 0) !== 0 }}>
          {words()}
        </span>
      </div>
    </Show>
  )
}

/** What nobody took yet, and one key that shares it among everybody. */
function FreeRow(props: { readonly receipt: Expense; readonly canEdit: boolean; readonly people: PeopleOn }) {
  const open = useBill()
  const write = stepsOf(open)
  const free = createMemo(
    () =>
      props.receipt.split.items.filter(item =>
        props.people.seated().every(person => (item.parts[person.id] ?? 0) === 0),
      ).length,
  )
  const splitRest = () => {
    write.splitRest(
      props.receipt.id,
      props.people.seated().map(person => person.id),
    )
    showMessage({
      text: t('check.splitRestDone'),
      lastStep: true,
      action: { label: t('key.undo'), run: () => open.undo() },
    })
  }
  return (
    <Show when={free() > 0}>
      <div class="rule" />
      <div class="free-row">
        <span class="slot" aria-hidden="true" />
        <span class="grow">{t('check.free', { n: free() })}</span>
        <Show when={props.canEdit}>
          <Key small onPress={splitRest}>
            {t('check.splitRest')}
          </Key>
        </Show>
      </div>
    </Show>
  )
}

function PaidRow(props: { readonly receipt: Expense; readonly canEdit: boolean; readonly people: PeopleOn }) {
  const [choosing, setChoosing] = createSignal(false)
  const payers = createMemo((): readonly PersonId[] =>
    props.receipt.payer !== null ? [props.receipt.payer] : (Object.keys(props.receipt.paid) as PersonId[]),
  )
  return (
    <>
      <div class="rule" />
      <button
        type="button"
        class="set-row pay-row"
        disabled={!props.canEdit}
        onClick={() => setChoosing(true)}
      >
        <Show when={payers().length > 0} fallback={<Icon name="user" />}>
          <span class="stack">
            <For each={payers()}>
              {person => <Avatar face={props.people.faceOf(person)} size="s" silent />}
            </For>
          </span>
        </Show>
        <span class="m">{payers().length > 0 ? t('check.paidBy') : t('check.whoPaid')}</span>
        <span class="v">
          {payers()
            .map(person => props.people.nameOf(person))
            .join(', ')}
        </span>
      </button>
      <Show when={choosing()}>
        <PayerSheet receipt={props.receipt} people={props.people} onClose={() => setChoosing(false)} />
      </Show>
    </>
  )
}
