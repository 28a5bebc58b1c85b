/** A payment that was made: stamped, with who said so and when, what was noted, and the ways to correct it. */
import { Show, untrack } from 'solid-js'
import type { Payment } from '../../../crdt/domain/bill.ts'
import { IconKey, Key } from '../../components/key.tsx'
import { PaymentSlip } from '../../components/payment-slip.tsx'
import { dayOf, formatDay, formatMoment } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { createPeopleOn } from './people-on.ts'
import { partyOf, routeOf } from './route.ts'

export function PaidSlip(props: {
  readonly payment: Payment
  /** Paid while one looked: the stamp drops. */
  readonly isStamped: boolean
  readonly last: boolean
  readonly onEdit: () => void
  readonly onUndo: () => void
}) {
  const open = useBill()
  const people = createPeopleOn(open)
  const route = () => routeOf(people, props.payment, props.payment.currency)
  return (
    <PaymentSlip
      id={props.payment.id}
      from={partyOf(people, props.payment.from)}
      to={partyOf(people, props.payment.to)}
      minor={props.payment.amountMinor}
      currency={props.payment.currency}
      isForeign={props.payment.currency !== open.bill.currency}
      paid
      isStamped={untrack(() => props.isStamped)}
      last={props.last}
    >
      <PaidNote payment={props.payment} />
      <Show when={open.mayEdit()}>
        <span class="paid-acts">
          <IconKey icon="pencil" label={t('settle.editOf', route())} onPress={props.onEdit} />
          <Key small kind="quiet" label={t('settle.undoOf', route())} onPress={props.onUndo}>
            {t('key.undo')}
          </Key>
        </span>
      </Show>
    </PaymentSlip>
  )
}

/** "Jonas marked this paid, Mon 19:42 · Sat 15 Nov · in cash" */
function PaidNote(props: { readonly payment: Payment }) {
  const people = createPeopleOn(useBill())
  const words = () => {
    const { written, date, note } = props.payment
    const when = formatMoment(written.at, Date.now())
    const said =
      written.by === null
        ? t('settle.paidWhen', { when })
        : t('settle.paidBy', { name: people.nameOf(written.by), when })
    const isOtherDay = date !== dayOf(new Date(written.at))
    return [said, isOtherDay ? formatDay(date, dayOf(new Date())) : '', note]
      .filter(part => part !== '')
      .join(' · ')
  }
  return <span class="cap whole">{words()}</span>
}
