/**
 * A payment that is to be made, and what can be done about it: one's own is paid by the receiver's handle, with the amount
 * filled in; somebody else's can be reminded of. Nothing is marked paid by itself: whoever comes back from paying finds
 * Mark paid as the next move.
 */
import { createMemo, createSignal, Show } from 'solid-js'
import type { CurrencyCode } from '../../../crdt/domain/bill.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import { handOn } from '../../components/hand-on.ts'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { PaymentSlip } from '../../components/payment-slip.tsx'
import { titleOf } from '../../components/summary.ts'
import { formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { holderOf, noWay, type Payable, preferredWay, waysToPay } from '../../payments/handles.ts'
import type { PayRequest } from '../../payments/request.ts'
import { useBill } from '../../state/context.tsx'
import { profile, setProfile } from '../../state/profile.ts'
import { PayKey } from './pay-link.tsx'
import { PaySheet } from './pay-sheet.tsx'
import { createPeopleOn } from './people-on.ts'
import { PersonHandles } from './person-handles.tsx'
import { reminder } from './remind.ts'
import { partyOf, routeOf } from './route.ts'

export function TransferSlip(props: {
  readonly transfer: Transfer
  readonly currency: CurrencyCode
  readonly last: boolean
  readonly onPaid: () => void
  readonly onPart: () => void
  /** Opens where the balance of whoever pays comes from. */
  readonly onExplain: () => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const [sheet, setSheet] = createSignal<'pay' | 'handles' | null>(null)
  /** One went to pay: marking it paid is the next move. */
  const [hasGone, setHasGone] = createSignal(false)
  const isMine = () => people.isMe(props.transfer.from)
  const canEdit = () => open.mayEdit()
  const receiver = () => people.find(props.transfer.to)
  const handles = () => receiver()?.handles ?? {}
  const nameOfReceiver = () => receiver()?.name || t('person.unnamed')
  const request = (): PayRequest => ({
    amountMinor: props.transfer.amountMinor,
    currency: props.currency,
    reason: titleOf(open.bill),
    name: nameOfReceiver(),
  })
  const ways = createMemo(() => waysToPay(handles(), props.currency))
  const way = () => (isMine() ? preferredWay(ways(), profile().payWith) : null)
  /** While a sheet goes away, or somebody takes the last way off the bill, the one before is still drawn. */
  const held = createMemo<Payable>(before => way() ?? before, noWay)
  const route = () => routeOf(people, props.transfer, props.currency)
  const amount = () => formatMoney(locale(), props.transfer.amountMinor, props.currency)
  const choose = (chosen: Payable) => setProfile({ payWith: chosen.method.id })
  const remind = async () => {
    const { from } = props.transfer
    const words = reminder(
      {
        from: people.find(from)?.name || t('person.unnamed'),
        to: nameOfReceiver(),
        title: titleOf(open.bill),
        request: request(),
        handles: handles(),
      },
      locale(),
    )
    const handed = await handOn(words)
    if (handed === 'copied') showMessage({ text: t('settle.remindCopied', { name: people.nameOf(from) }) })
    if (handed === 'not') showMessage({ text: t('settle.remindByHand', { name: people.nameOf(from) }) })
  }
  const Remind = () => (
    <Key small kind="quiet" onPress={remind}>
      {t('settle.remind', { name: people.nameOf(props.transfer.from) })}
    </Key>
  )
  /** The receiver gave no way to be paid that is of use here. */
  const AddHow = () => (
    <Show
      when={canEdit()}
      fallback={<span class="cap">{t('settle.askHow', { name: people.nameOf(props.transfer.to) })}</span>}
    >
      <Key small kind="quiet" onPress={() => setSheet('handles')}>
        {t('settle.addHow', { name: people.nameOf(props.transfer.to) })}
      </Key>
    </Show>
  )
  const MarkPaid = () => (
    <Show when={canEdit()}>
      <Key
        small={!way()}
        kind={isMine() && (!way() || hasGone()) ? 'you' : 'plain'}
        label={t('settle.markPaidOf', route())}
        onPress={props.onPaid}
      >
        {t('settle.markPaid')}
      </Key>
    </Show>
  )
  const Part = () => (
    <Show when={canEdit()}>
      <Key small kind="quiet" label={t('settle.partOf', route())} onPress={props.onPart}>
        {t('settle.part')}
      </Key>
    </Show>
  )
  return (
    <PaymentSlip
      from={partyOf(people, props.transfer.from)}
      to={partyOf(people, props.transfer.to)}
      minor={props.transfer.amountMinor}
      currency={props.currency}
      paid={false}
      isStamped={false}
      last={props.last}
      onExplain={props.onExplain}
      foot={
        <Show when={way() !== null}>
          <button
            type="button"
            class="via"
            aria-haspopup="dialog"
            aria-label={t('pay.viaOf', {
              method: held().method.name,
              address: held().method.show(held().handle),
            })}
            onClick={() => setSheet('pay')}
          >
            <span class="whole">
              <span class="cap">{t('pay.via')}</span> <b>{held().method.name}</b>{' '}
              <span class="soft">{held().method.show(held().handle)}</span>
            </span>
            <Icon name="chevron-down" />
          </button>
          <Part />
        </Show>
      }
    >
      <Show when={way() !== null}>
        <PayKey
          way={held()}
          request={request()}
          kind={hasGone() ? 'plain' : 'you'}
          label={t('pay.payOf', { ...route(), amount: amount() })}
          onGo={() => {
            choose(held())
            setHasGone(true)
          }}
          onSheet={() => setSheet('pay')}
        >
          {t('pay.pay', { amount: amount() })}
        </PayKey>
      </Show>
      <Show when={!way()}>
        <Show when={isMine()} fallback={<Remind />}>
          <AddHow />
        </Show>
        <Part />
        <span class="sp" />
      </Show>
      <MarkPaid />
      <Show when={sheet() === 'pay' && way() !== null}>
        <PaySheet
          ways={ways()}
          way={held()}
          request={request()}
          name={people.nameOf(props.transfer.to)}
          holder={holderOf(handles(), nameOfReceiver())}
          onChoose={choose}
          onGo={() => {
            choose(held())
            setHasGone(true)
            setSheet(null)
          }}
          onPaid={
            canEdit()
              ? () => {
                  setSheet(null)
                  props.onPaid()
                }
              : undefined
          }
          onClose={() => setSheet(null)}
        />
      </Show>
      <Show when={sheet() === 'handles'}>
        <PersonHandles person={props.transfer.to} onClose={() => setSheet(null)} />
      </Show>
    </PaymentSlip>
  )
}
