/** What stands under the lines: subtotal, charges, total, the receipt's own total, what is free, who paid. */
import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import type { Charge, Expense } from '../../../crdt/domain/bill.ts'
import { nobody, type SplitResult } from '../../../crdt/domain/split.ts'
import type { ChargeId, PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import { focusAgain, nextStop } from '../../components/focus.ts'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { createRolling } from '../../components/rolling.ts'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { chargeName } from './charge-name.ts'
import { ChargeSheet } from './charge-sheet.tsx'
import { createHeld } from './held.ts'
import { PayersSheet } from './payers-sheet.tsx'
import type { PeopleOn } from './people-on.ts'
import { Printed } from './printed.tsx'
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
  const shown = createHeld(edited)
  const rolling = createRolling(() => props.split?.totalMinor ?? 0)
  const write = stepsOf(useBill())
  // A charge that somebody deleted is not being edited any more, also when it comes back.
  createEffect(() => {
    const id = editing()
    if (id !== undefined && id !== 'new' && edited() === undefined) setEditing(undefined)
  })
  const remove = (charge: Charge) => {
    const { id } = charge
    const expense = props.receipt.id
    const name = chargeName(charge, locale())
    setEditing(undefined)
    write.deleteCharge(expense, id)
    showMessage({
      text: t('charge.deleted', { name }),
      action: { label: t('key.undo'), run: () => write.restoreCharge(expense, id) },
    })
    focusAgain(document.querySelector<HTMLElement>('[data-add-charge]'))
  }
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
          <button type="button" class="sum-row add" data-add-charge onClick={() => setEditing('new')}>
            <Icon name="plus" small />
            {t('check.addCharge')}
          </button>
        </Show>
        <div class="sum-row tot">
          <span>{t('check.total')}</span>
          <span class="amt">{formatMoney(locale(), rolling(), props.receipt.currency)}</span>
        </div>
        <Show when={charges().length > 0 || props.receipt.split.items.length > 0}>
          <Printed receipt={props.receipt} split={props.split} canEdit={props.canEdit} />
        </Show>
      </div>
      <FreeRow receipt={props.receipt} canEdit={props.canEdit} people={props.people} />
      <PaidRow receipt={props.receipt} canEdit={props.canEdit} people={props.people} />
      <Show when={editing() === 'new'}>
        <ChargeSheet
          receipt={props.receipt}
          charge={null}
          onDelete={remove}
          onClose={() => setEditing(undefined)}
        />
      </Show>
      <Show when={edited()}>
        <ChargeSheet
          receipt={props.receipt}
          charge={shown() ?? null}
          onDelete={remove}
          onClose={() => setEditing(undefined)}
        />
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
      <button
        type="button"
        class="sum-row"
        aria-label={t('check.editCharge', { charge: name(), amount: props.amount })}
        onClick={() => props.onEdit()}
      >
        <span class="own">{name()}</span>
        <span class="amt" classList={{ dim: props.charge.included }}>
          {props.amount}
        </span>
      </button>
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
        props.people.sharing(item.parts).every(person => (item.parts[person.id] ?? 0) === 0),
      ).length,
  )
  const isFree = () => (open.split(props.receipt.id)?.shares.get(nobody) ?? 0) !== 0
  let key: HTMLDivElement | undefined
  const splitRest = () => {
    // The row goes with what it offers: go on to who paid.
    const next = key && nextStop(key)
    write.splitRest(
      props.receipt.id,
      props.people.seated().map(person => person.id),
    )
    showMessage({
      text: t(isFree() ? 'check.splitRestPart' : 'check.splitRestDone'),
      lastStep: true,
      action: { label: t('key.undo'), run: () => open.undo() },
    })
    focusAgain(next ?? null)
  }
  return (
    <Show when={free() > 0}>
      <div class="rule" />
      <div class="free-row" ref={key}>
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
  const open = useBill()
  const write = stepsOf(open)
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
        <PayersSheet
          title={t('payer.title')}
          people={props.people}
          payer={props.receipt.payer}
          paid={props.receipt.paid}
          totalMinor={open.split(props.receipt.id)?.totalMinor ?? 0}
          currency={props.receipt.currency}
          onPayer={person => write.setPayer(props.receipt.id, person)}
          onPaid={(person, minor) => write.setPaid(props.receipt.id, person, minor)}
          onClose={() => setChoosing(false)}
        />
      </Show>
    </>
  )
}
