/** A tax, tip, service, fee or discount: a new one is added with a key, one that is there changes at once. */

import { createMemo, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Charge, Expense } from '../../../crdt/domain/bill.ts'
import { split } from '../../../crdt/domain/split.ts'
import type { ChargeId } from '../../../crdt/ids.ts'
import { type ChargeDraft, ChargeForm } from '../../components/charge-form.tsx'
import { Key } from '../../components/key.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { formatAmount } from '../../i18n/format.ts'
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
  items: [],
}

/** The charge being drafted, as the split needs it: at the end of the others. */
const asCharge = (draft: ChargeDraft): Charge => ({
  ...draft,
  id: 'newcharg' as ChargeId,
  order: '',
  written: { by: null, at: 0 },
})

export function ChargeSheet(props: {
  readonly receipt: Expense
  readonly charge: Charge | null
  readonly onDelete: (charge: Charge) => void
  readonly onClose: () => void
}) {
  const open = useBill()
  const write = stepsOf(open)
  const charges = () => props.receipt.split.charges
  // A receipt with a tax wants a tip next.
  const [fresh, setFresh] = createStore<ChargeDraft>({
    ...blank,
    kind: charges().some(charge => charge.kind === 'tax') ? 'tip' : 'tax',
  })
  const isEmpty = () => (fresh.value.type === 'percent' ? fresh.value.thousandths : fresh.value.minor) === 0
  /** The receipt as it will be: the total that the form tells is the one that will stand there. */
  const result = createMemo(() => {
    if (props.charge) return open.split(props.receipt.id)
    const { receipt } = props
    const drafted = { ...receipt, split: { ...receipt.split, charges: [...charges(), asCharge(fresh)] } }
    return split(drafted, open.bill.people)
  })
  const amountMinor = () =>
    result()?.rows.find(row => row.id === (props.charge?.id ?? 'newcharg'))?.amountMinor ?? 0
  const change = (patch: Partial<ChargeDraft>) => {
    if (!props.charge) setFresh(patch)
    // Somebody else may have deleted it while the sheet goes away.
    else if (charges().some(charge => charge.id === props.charge?.id))
      write.setCharge(props.receipt.id, props.charge.id, patch)
  }
  const done = () => {
    if (!props.charge && !isEmpty())
      write.addCharge(props.receipt.id, { ...fresh, value: { ...fresh.value }, items: [...fresh.items] })
    props.onClose()
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
      {close => (
        <>
          <ChargeForm
            draft={props.charge ?? fresh}
            currency={props.receipt.currency}
            hasTax={charges().some(charge => charge.kind === 'tax' && !charge.included)}
            lines={props.receipt.split.items.map(({ id, name, priceMinor }) => ({
              id,
              name: name || t('item.unnamed'),
              price: formatAmount(locale(), priceMinor, props.receipt.currency),
            }))}
            amountMinor={amountMinor()}
            totalMinor={result()?.totalMinor ?? 0}
            onChange={change}
            onEnter={() => close(done)}
          />
          <div class="sh-acts stays">
            <Show when={props.charge} fallback={<span class="sp" />}>
              {charge => (
                <Key kind="quiet red" small icon="trash" onPress={() => props.onDelete(charge())}>
                  {t('key.delete')}
                </Key>
              )}
            </Show>
            <Key kind="you" onPress={() => close(done)}>
              {props.charge ? t('key.done') : t('key.add')}
            </Key>
          </div>
        </>
      )}
    </Sheet>
  )
}
