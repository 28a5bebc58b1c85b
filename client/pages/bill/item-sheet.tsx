/** A line being edited: every change counts at once, deleting can be undone. */

import type { ItemPatch } from '../../../crdt/document/commands.ts'
import { type CurrencyCode, type Item, limits } from '../../../crdt/domain/bill.ts'
import { AmountField } from '../../components/amount-field.tsx'
import { Key } from '../../components/key.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Stepper } from '../../components/stepper.tsx'
import { TextField } from '../../components/text-field.tsx'
import { t } from '../../i18n/text.ts'

export function ItemSheet(props: {
  readonly item: Item
  readonly currency: CurrencyCode
  readonly onChange: (patch: ItemPatch) => void
  readonly onDelete: () => void
  readonly onClose: () => void
}) {
  return (
    <Sheet title={t('item.editTitle')} onClose={props.onClose}>
      {close => (
        <>
          <div class="field">
            <span class="k" aria-hidden="true">
              {t('item.name')}
            </span>
            <TextField
              start
              value={props.item.name}
              label={t('item.name')}
              hint={t('item.nameHint')}
              onCommit={name => props.onChange({ name })}
              onEnter={() => close()}
            />
          </div>
          <div class="field">
            <span class="k" aria-hidden="true">
              {t('item.priceOfAll')}
            </span>
            <AmountField
              minor={props.item.priceMinor}
              currency={props.currency}
              label={t('item.priceOfAll')}
              onCommit={priceMinor => props.onChange({ priceMinor: priceMinor ?? 0 })}
              onEnter={() => close()}
            />
          </div>
          <div class="person-row">
            <span class="m">{t('item.quantity')}</span>
            <span />
            <Stepper
              value={props.item.quantity}
              min={1}
              max={limits.quantity}
              fewer={t('item.fewer')}
              more={t('item.more')}
              onChange={quantity => props.onChange({ quantity })}
            />
          </div>
          <div class="sh-acts">
            <Key kind="quiet red" small icon="trash" onPress={props.onDelete}>
              {t('key.delete')}
            </Key>
            <Key kind="you" onPress={() => close()}>
              {t('key.done')}
            </Key>
          </div>
        </>
      )}
    </Sheet>
  )
}
