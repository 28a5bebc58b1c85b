/** A tax, tip, service, fee or discount: a new one is added with a key, one that is there changes at once. */

import { Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Charge, Expense } from '../../../crdt/domain/bill.ts'
import { type ChargeDraft, ChargeForm } from '../../components/charge-form.tsx'
import { Key } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { Sheet } from '../../components/sheet.tsx'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { chargeName } from './charge-name.ts'
import { stepsOf } from './steps.ts'

const blank: ChargeDraft = {
  kind: 'tax',
  name: '',
  value: { type: 'percent', thousandths: 0 },
  included: false,
  basis: 'beforeTax',
}

export function ChargeSheet(props: {
  readonly receipt: Expense
  readonly charge: Charge | null
  readonly onClose: () => void
}) {
  const write = stepsOf(useBill())
  const charges = () => props.receipt.split.charges
  // A receipt with a tax wants a tip next.
  const [fresh, setFresh] = createStore<ChargeDraft>({
    ...blank,
    kind: charges().some(charge => charge.kind === 'tax') ? 'tip' : 'tax',
  })
  const isEmpty = () => (fresh.value.type === 'percent' ? fresh.value.thousandths : fresh.value.minor) === 0
  const change = (patch: Partial<ChargeDraft>) => {
    if (props.charge) write.setCharge(props.receipt.id, props.charge.id, patch)
    else setFresh(patch)
  }
  const done = () => {
    if (!props.charge && !isEmpty())
      write.addCharge(props.receipt.id, { ...fresh, value: { ...fresh.value } })
    props.onClose()
  }
  const remove = (charge: Charge) => {
    const { id } = charge
    const name = chargeName(charge, locale())
    props.onClose()
    write.deleteCharge(props.receipt.id, id)
    showMessage({
      text: t('charge.deleted', { name }),
      action: { label: t('key.undo'), run: () => write.restoreCharge(props.receipt.id, id) },
    })
  }
  return (
    <Sheet
      title={
        props.charge
          ? t('charge.editTitle', { name: chargeName(props.charge, locale()) })
          : t('charge.addTitle')
      }
      onClose={props.onClose}
    >
      <ChargeForm
        draft={props.charge ?? fresh}
        currency={props.receipt.currency}
        hasTax={charges().some(charge => charge.kind === 'tax' && !charge.included)}
        onChange={change}
        onEnter={done}
      />
      <div class="sh-acts">
        <Show when={props.charge} fallback={<span class="sp" />}>
          {charge => (
            <Key kind="quiet red" small icon="trash" onPress={() => remove(charge())}>
              {t('key.delete')}
            </Key>
          )}
        </Show>
        <Key kind="you" onPress={done}>
          {props.charge ? t('key.done') : t('key.add')}
        </Key>
      </div>
    </Sheet>
  )
}
