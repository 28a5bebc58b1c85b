/** The lines that a charge applies to: all of them, or those that are on. A wine tax is on the wine. */
import { createSignal, For, Show } from 'solid-js'
import type { ItemId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { SwitchRow } from './switch-row.tsx'

export interface ChargeLine {
  readonly id: ItemId
  readonly name: string
  /** Its price, as it is shown. */
  readonly price: string
}

export function ChargeItems(props: {
  readonly lines: readonly ChargeLine[]
  /** Empty: all of them. */
  readonly items: readonly ItemId[]
  readonly onChange: (items: readonly ItemId[]) => void
}) {
  const [choosing, setChoosing] = createSignal(false)
  const isOn = (line: ItemId) => props.items.length === 0 || props.items.includes(line)
  const toggle = (line: ItemId) => {
    const all = props.lines.map(({ id }) => id)
    const next = all.filter(id => (id === line ? !isOn(id) : isOn(id)))
    // On all of them is how it starts; on none would be no charge at all.
    if (next.length > 0) props.onChange(next.length === all.length ? [] : next)
  }
  return (
    <>
      <button
        type="button"
        class="set-row"
        aria-expanded={choosing()}
        onClick={() => setChoosing(!choosing())}
      >
        <Icon name="receipt" />
        <span class="m">{t('charge.appliesTo')}</span>
        <span class="v">
          {props.items.length === 0 ? t('charge.allItems') : t('charge.someItems', { n: props.items.length })}
        </span>
      </button>
      <Show when={choosing()}>
        <ul aria-label={t('charge.appliesTo')}>
          <For each={props.lines}>
            {line => (
              <li>
                <SwitchRow
                  label={line.name}
                  caption={line.price}
                  on={isOn(line.id)}
                  onToggle={() => toggle(line.id)}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}
