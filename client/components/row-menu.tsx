/** Everything that can be done to a row, in words: what long-press, swipes and keys do, for those who use neither. */
import { Show } from 'solid-js'
import { t } from '../i18n/text.ts'
import { MenuEntry } from './menu-entry.tsx'
import { Sheet } from './sheet.tsx'
import { SwitchRow } from './switch-row.tsx'

export function RowMenu(props: {
  readonly name: string
  readonly quantity: number
  readonly byPortion: boolean
  /** "Changed by Tom, 2 min ago"; empty where nobody knows. */
  readonly changed: string
  readonly canMoveUp: boolean
  readonly canMoveDown: boolean
  readonly canTake: boolean
  readonly onParts: () => void
  readonly onByPortion: (byPortion: boolean) => void
  readonly onTakeAll: () => void
  readonly onEdit: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly onDelete: () => void
  readonly onClose: () => void
}) {
  /** The sheet goes first: whatever the entry opens, or gives the focus to, comes after it. */
  const then = (act: () => void) => () => {
    props.onClose()
    act()
  }
  return (
    <Sheet title={props.name} onClose={props.onClose}>
      <MenuEntry icon="users" label={t('menu.parts')} key="P" start onPress={then(props.onParts)} />
      <Show when={props.quantity > 1 || props.byPortion}>
        <SwitchRow
          label={t('parts.byPortion')}
          caption={t('parts.byPortionNote', { n: props.quantity })}
          on={props.byPortion}
          onToggle={() => props.onByPortion(!props.byPortion)}
        />
      </Show>
      <Show when={props.canTake}>
        <MenuEntry icon="check" label={t('menu.takeAll')} onPress={then(props.onTakeAll)} />
      </Show>
      <MenuEntry icon="pencil" label={t('menu.edit')} key="E" onPress={then(props.onEdit)} />
      <Show when={props.canMoveUp}>
        <MenuEntry
          icon="arrow-up"
          label={t('menu.moveUp')}
          key="Alt ↑"
          onPress={then(() => props.onMove(-1))}
        />
      </Show>
      <Show when={props.canMoveDown}>
        <MenuEntry
          icon="arrow-down"
          label={t('menu.moveDown')}
          key="Alt ↓"
          onPress={then(() => props.onMove(1))}
        />
      </Show>
      <MenuEntry icon="trash" label={t('key.delete')} key="Del" red onPress={then(props.onDelete)} />
      <Show when={props.changed}>
        <p class="note">{props.changed}</p>
      </Show>
    </Sheet>
  )
}
