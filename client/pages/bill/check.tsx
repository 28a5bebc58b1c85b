/** The guest check: its lines with one Tab stop, the open line at their end, and what can be done to a line. */
import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import type { Expense, Item } from '../../../crdt/domain/bill.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { AddItemLine, type NewItem } from '../../components/add-item-line.tsx'
import { showMessage } from '../../components/messages.ts'
import { PastePreview } from '../../components/paste-preview.tsx'
import { createRoving } from '../../components/roving.ts'
import { createShortcuts } from '../../components/shortcuts.ts'
import type { ReceiptLine } from '../../i18n/parse-lines.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { CheckLine } from './check-line.tsx'
import { ItemSheet } from './item-sheet.tsx'
import type { PeopleOn } from './people-on.ts'
import { stepsOf } from './steps.ts'
import { Sums } from './sums.tsx'

/** Lines that appear later than this were printed while one looked: they feed out of the edge. */
const settledMs = 500

export function Check(props: {
  readonly receipt: Expense
  readonly pen: PersonId | null
  readonly canEdit: boolean
  readonly people: PeopleOn
}) {
  const open = useBill()
  const write = stepsOf(open)
  const items = () => props.receipt.split.items
  const [adding, setAdding] = createSignal(items().length === 0 && props.canEdit)
  const [addFocus, setAddFocus] = createSignal(false)
  const [pasted, setPasted] = createSignal<readonly ReceiptLine[]>()
  const [editing, setEditing] = createSignal<ItemId>()
  const [lively, setLively] = createSignal(false)
  const roving = createRoving(() => items().map(item => item.id))
  const edited = createMemo(() => items().find(item => item.id === editing()))
  const split = createMemo(() => open.split(props.receipt.id))
  const rows = createMemo(() => new Map(split()?.rows.map(row => [row.id as string, row])))
  onMount(() => setTimeout(() => setLively(true), settledMs))

  const openAdd = () => {
    setAddFocus(true)
    setAdding(true)
    document.querySelector<HTMLElement>('[data-add-item]')?.focus()
  }
  const tap = (item: Item) => {
    const person = props.pen
    if (person === null || !props.canEdit) return
    write.setParts(props.receipt.id, item.id, person, (item.parts[person] ?? 0) > 0 ? 0 : 1)
  }
  const remove = (item: Item) => {
    const { id, name } = item
    const rowsLeft = items().filter(other => other.id !== id)
    const next =
      rowsLeft[
        Math.min(
          items().findIndex(other => other.id === id),
          rowsLeft.length - 1,
        )
      ]
    setEditing(undefined)
    write.deleteItem(props.receipt.id, id)
    showMessage({
      text: t('item.deleted', { name: name || t('item.unnamed') }),
      action: { label: t('key.undo'), run: () => write.restoreItem(props.receipt.id, id) },
    })
    if (next) document.querySelector<HTMLElement>(`[data-row="${next.id}"]`)?.focus()
  }
  const addMany = (added: readonly NewItem[]) => {
    setPasted(undefined)
    const ids = write.addItems(props.receipt.id, added)
    showMessage({
      text: t('paste.added', { n: ids.length }),
      lastStep: true,
      action: { label: t('key.undo'), run: () => open.undo() },
    })
  }
  /** The item whose line has the focus. */
  const focused = () => {
    const key = document.activeElement
      ?.closest<HTMLElement>('.item')
      ?.querySelector<HTMLElement>('[data-row]')?.dataset.row
    return props.canEdit ? items().find(item => item.id === key) : undefined
  }
  const removeFocused = () => {
    const item = focused()
    if (item) remove(item)
  }
  createShortcuts({
    a: () => props.canEdit && openAdd(),
    e: () => setEditing(focused()?.id),
    Delete: removeFocused,
    Backspace: removeFocused,
  })

  return (
    <>
      <ol aria-label={t('check.items')} onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        <For each={items()}>
          {item => (
            <CheckLine
              item={item}
              row={() => rows().get(item.id)}
              people={props.people}
              pen={props.pen}
              canEdit={props.canEdit}
              isNew={lively()}
              tabIndex={roving.tabIndex(item.id)}
              onTap={() => tap(item)}
              onEdit={() => setEditing(item.id)}
            />
          )}
        </For>
      </ol>
      <Show when={props.canEdit}>
        <Show
          when={adding()}
          fallback={
            <button type="button" class="add-row" onClick={openAdd}>
              <Icon name="plus" />
              <span>{t('check.addItem')}</span>
            </button>
          }
        >
          <AddItemLine
            currency={props.receipt.currency}
            autofocus={addFocus()}
            onAdd={item => write.addItem(props.receipt.id, item)}
            onPaste={setPasted}
            onClose={() => {
              setAdding(false)
              document.querySelector<HTMLElement>('.add-row')?.focus()
            }}
          />
        </Show>
      </Show>
      <Sums receipt={props.receipt} split={split()} canEdit={props.canEdit} people={props.people} />
      <Show when={edited()}>
        {item => (
          <ItemSheet
            item={item()}
            currency={props.receipt.currency}
            onChange={patch => write.setItem(props.receipt.id, item().id, patch)}
            onDelete={() => remove(item())}
            onClose={() => setEditing(undefined)}
          />
        )}
      </Show>
      <Show when={pasted()}>
        {lines => (
          <PastePreview
            lines={lines()}
            currency={props.receipt.currency}
            onAdd={addMany}
            onClose={() => setPasted(undefined)}
          />
        )}
      </Show>
    </>
  )
}
