/**
 * The ways somebody is paid, one field a method: those of the currency in use first. A handle is kept in its plain form,
 * whatever was pasted; an emptied field takes it away.
 */
import { createMemo, For, Show } from 'solid-js'
import { type CurrencyCode, limits } from '../../crdt/domain/bill.ts'
import { t } from '../i18n/text.ts'
import { type Handles, handleFor, holderKey } from '../payments/handles.ts'
import { methodIds, methods } from '../payments/methods.ts'
import { oneLine } from '../payments/request.ts'
import { HandleField } from './handle-field.tsx'
import { Sheet } from './sheet.tsx'

export function HandlesSheet(props: {
  readonly title: string
  readonly note: string
  readonly handles: Handles
  readonly currency: CurrencyCode
  /** The handles that changed; an empty text is one that went. */
  readonly onChange: (handles: Handles) => void
  readonly onClose: () => void
}) {
  const ordered = createMemo(() => {
    const isFirst = (id: (typeof methodIds)[number]) => methods[id].currencies.has(props.currency)
    return [...methodIds.filter(isFirst), ...methodIds.filter(id => !isFirst(id))]
  })
  const shown = (id: (typeof methodIds)[number]) => {
    const handle = handleFor(props.handles, id)
    return handle === null ? '' : methods[id].show(handle)
  }
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <p class="note">{props.note}</p>
      <For each={ordered()}>
        {id => (
          <>
            <HandleField
              label={methods[id].name}
              value={shown(id)}
              hint={methods[id].example}
              wrong={
                id === 'iban'
                  ? t('pay.notAnIban')
                  : t('pay.notAHandle', { method: methods[id].name, example: methods[id].example })
              }
              read={methods[id].read}
              onCommit={handle => props.onChange({ [id]: handle })}
            />
            <Show when={id === 'iban' && shown('iban') !== ''}>
              <HandleField
                label={t('pay.holder')}
                value={props.handles[holderKey] ?? ''}
                hint={t('pay.holderHint')}
                wrong=""
                read={text => oneLine(text, limits.nameLength)}
                onCommit={name => props.onChange({ [holderKey]: name })}
              />
            </Show>
          </>
        )}
      </For>
    </Sheet>
  )
}
