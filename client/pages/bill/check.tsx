/** The guest check: its lines with one Tab stop, the open line at their end, and what is open for a line. */
import {
  createEffect,
  createMemo,
  createRenderEffect,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js'
import type { Expense, Item } from '../../../crdt/domain/bill.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { AddItemLine } from '../../components/add-item-line.tsx'
import { focusAgain } from '../../components/focus.ts'
import { type Pasted, PastePreview } from '../../components/paste-preview.tsx'
import { createRoving } from '../../components/roving.ts'
import { slideRows } from '../../components/row-order.ts'
import { createShortcuts } from '../../components/shortcuts.ts'
import type { ReceiptLine } from '../../i18n/parse-lines.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { useBill } from '../../state/context.tsx'
import { CheckLine } from './check-line.tsx'
import { draftOf, keepDraft } from './draft.ts'
import { createHeld } from './held.ts'
import { ItemSheet } from './item-sheet.tsx'
import { LineMenu } from './line-menu.tsx'
import { lineSteps } from './line-steps.ts'
import type { PeopleOn } from './people-on.ts'
import { stepsOf, tellSteps } from './steps.ts'
import { Sums } from './sums.tsx'

/** Lines that appear later than this were printed while one looked: they feed out of the edge. */
const settledMs = 500

/** What is open for a line: its sheet, its menu, its parts. */
interface Opened {
  readonly item: ItemId
  readonly what: 'edit' | 'menu' | 'parts' | 'grip'
  /** The row was held: its grip is there. */
  readonly isHeld: boolean
}

export function Check(props: {
  readonly receipt: Expense
  readonly pen: PersonId | null
  readonly canEdit: boolean
  readonly people: PeopleOn
  /** Opens how somebody's share of the receipt came about. */
  readonly onExplain: (person: PersonId) => void
}) {
  const open = useBill()
  const write = stepsOf(open)
  const items = () => props.receipt.split.items
  // The open line still prints when the page goes, and the receipt with it.
  let expense = untrack(() => props.receipt.id)
  createRenderEffect(() => {
    expense = props.receipt.id
  })
  const [adding, setAdding] = createSignal(items().length === 0 && props.canEdit)
  const [addFocus, setAddFocus] = createSignal(false)
  const [pasted, setPasted] = createSignal<readonly ReceiptLine[]>()
  const [opened, setOpened] = createSignal<Opened | null>(null)
  const [lively, setLively] = createSignal(false)
  const [moved, setMoved] = createSignal('')
  const [draft, setDraft] = createSignal(draftOf(open))
  let list: HTMLOListElement | undefined
  const roving = createRoving(() => items().map(item => item.id))
  const steps = lineSteps(open, props.people, () => expense, items)
  const split = createMemo(() => open.split(props.receipt.id))
  const rows = createMemo(() => new Map(split()?.rows.map(row => [row.id as string, row])))
  const openedItem = createMemo(() => items().find(item => item.id === opened()?.item))
  const shown = createHeld(openedItem)
  const isOpen = (what: Opened['what']) => openedItem() !== undefined && opened()?.what === what
  // A line that somebody deleted has nothing open any more, also when it comes back.
  createEffect(() => {
    if (opened() !== null && (openedItem() === undefined || !props.canEdit)) setOpened(null)
  })
  onMount(() => setTimeout(() => setLively(true), settledMs))
  // The others see which row one is on: while it is held, and while something is open for it.
  createEffect(
    on(
      () => openedItem()?.id ?? null,
      (now, before) => {
        if (now !== null || (before ?? null) !== null) open.presence.touch(now)
      },
    ),
  )
  onCleanup(() => open.presence.touch(null))
  const holdRow = (event: PointerEvent) => {
    const key = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row
    if (key === undefined || !props.canEdit) return
    open.presence.touch(key as ItemId)
    const letGo = () => {
      window.removeEventListener('pointerup', letGo)
      window.removeEventListener('pointercancel', letGo)
      open.presence.touch(openedItem()?.id ?? null)
    }
    window.addEventListener('pointerup', letGo)
    window.addEventListener('pointercancel', letGo)
  }

  const rowOf = (item: ItemId) => list?.querySelector<HTMLElement>(`[data-row="${item}"]`) ?? null
  const focusRow = (item: ItemId) => rowOf(item)?.focus({ preventScroll: true })
  const openAdd = () => {
    setAddFocus(true)
    setAdding(true)
    document.querySelector<HTMLElement>('[data-add-item]')?.focus()
  }
  const openParts = (item: ItemId, byFinger: boolean) => {
    setOpened({ item, what: 'parts', isHeld: byFinger })
    const panel = rowOf(item)?.closest('li')?.querySelector<HTMLElement>('.parts')
    panel?.scrollIntoView({ block: 'nearest' })
    if (!byFinger) panel?.querySelector<HTMLElement>('button:not([aria-disabled="true"])')?.focus()
  }
  const closeOpened = (item: ItemId) => {
    setOpened(null)
    focusRow(item)
  }
  const tap = (item: Item) => {
    if (props.pen !== null && props.canEdit) steps.tap(item, props.pen)
  }
  const takeAll = (item: Item) => {
    if (props.pen !== null) steps.takeAll(item, props.pen)
  }
  const move = (item: Item, place: number) => {
    if (!list || place < 0 || place >= items().length) return
    slideRows(list, () => steps.moveTo(item, place))
    focusRow(item.id)
    rowOf(item.id)?.scrollIntoView({ block: 'nearest' })
    setMoved(t('item.moved', { name: item.name || t('item.unnamed'), at: place + 1, n: items().length }))
  }
  const placeOf = (item: ItemId) => items().findIndex(other => other.id === item)
  const remove = (item: Item) => {
    const at = placeOf(item.id)
    setOpened(null)
    steps.remove(item)
    const next = items()[Math.min(at, items().length - 1)]
    focusAgain(next ? rowOf(next.id) : document.querySelector<HTMLElement>('.add-row'))
  }
  const addMany = ({ items: added, charges, printedTotalMinor }: Pasted) => {
    setPasted(undefined)
    write.addItems(expense, added)
    for (const charge of charges) write.addCharge(expense, charge)
    if (printedTotalMinor !== null) write.setExpense(expense, { printedTotalMinor })
    const count = added.length + charges.length + (printedTotalMinor === null ? 0 : 1)
    const commands = (added.length > 0 ? 1 : 0) + charges.length + (printedTotalMinor === null ? 0 : 1)
    tellSteps(open, t('paste.added', { n: count }), commands)
  }
  /** The item whose line has the focus. */
  const focused = () => {
    const key = document.activeElement
      ?.closest<HTMLElement>('.item')
      ?.querySelector<HTMLElement>('[data-row]')?.dataset.row
    return props.canEdit ? items().find(item => item.id === key) : undefined
  }
  const onFocused = (act: (item: Item) => void) => () => {
    const item = focused()
    if (item) act(item)
  }
  createShortcuts({
    a: () => props.canEdit && openAdd(),
    e: onFocused(item => setOpened({ item: item.id, what: 'edit', isHeld: false })),
    p: onFocused(item => {
      if (opened()?.what === 'parts' && opened()?.item === item.id) closeOpened(item.id)
      else openParts(item.id, false)
    }),
    Delete: onFocused(remove),
    Backspace: onFocused(remove),
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const item = by !== 0 && event.altKey && !event.ctrlKey && !event.metaKey ? focused() : undefined
    if (!item) {
      roving.onKeyDown(event)
      return
    }
    event.preventDefault()
    move(item, placeOf(item.id) + by)
  }

  return (
    <>
      <ol
        ref={list}
        aria-label={t('check.items')}
        onKeyDown={onKeyDown}
        onFocusIn={roving.onFocusIn}
        onPointerDown={holdRow}
      >
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
              opened={opened()?.item === item.id && opened()?.what === 'parts'}
              isHeld={opened()?.item === item.id && (opened()?.isHeld ?? false)}
              steps={steps}
              onTap={() => tap(item)}
              onExplain={props.onExplain}
              onMenu={() => setOpened({ item: item.id, what: 'menu', isHeld: false })}
              onHold={() => openParts(item.id, true)}
              onEdit={() => setOpened({ item: item.id, what: 'edit', isHeld: false })}
              onDelete={() => remove(item)}
              onTakeAll={() => takeAll(item)}
              onGrab={() => setOpened({ item: item.id, what: 'grip', isHeld: true })}
              onDrop={to => {
                setOpened(null)
                move(item, to)
              }}
              onDone={() => closeOpened(item.id)}
            />
          )}
        </For>
      </ol>
      <output class="vh">{moved()}</output>
      <Show when={props.canEdit}>
        <Show
          when={adding()}
          fallback={
            <button type="button" class="add-row" onClick={openAdd}>
              <Icon name="plus" />
              <span>{t('check.addItem')}</span>
              <Show when={draft().name || draft().price}>
                {text => <span class="cap ellipsis">{text()}</span>}
              </Show>
            </button>
          }
        >
          <AddItemLine
            currency={props.receipt.currency}
            autofocus={addFocus()}
            draft={draftOf(open)}
            onDraft={left => {
              keepDraft(open, left)
              setDraft(left)
            }}
            onAdd={item => write.addItem(expense, item)}
            onPaste={setPasted}
            onClose={() => {
              setAdding(false)
              document.querySelector<HTMLElement>('.add-row')?.focus()
            }}
          />
        </Show>
      </Show>
      <Sums receipt={props.receipt} split={split()} canEdit={props.canEdit} people={props.people} />
      <Show when={isOpen('edit') && shown()}>
        <ItemSheet
          item={shown() as Item}
          currency={props.receipt.currency}
          onChange={patch => {
            const item = openedItem()
            if (item) write.setItem(expense, item.id, patch)
          }}
          onDelete={() => {
            const item = openedItem()
            if (item) remove(item)
          }}
          onClose={() => setOpened(null)}
        />
      </Show>
      <Show when={isOpen('menu') && shown()}>
        <LineMenu
          item={shown() as Item}
          place={placeOf((shown() as Item).id)}
          count={items().length}
          people={props.people}
          canTake={props.pen !== null}
          onParts={() => openParts((shown() as Item).id, false)}
          onByPortion={byPortion => write.setItem(expense, (shown() as Item).id, { byPortion })}
          onTakeAll={() => takeAll(shown() as Item)}
          onEdit={() => setOpened({ item: (shown() as Item).id, what: 'edit', isHeld: false })}
          onMove={by => move(shown() as Item, placeOf((shown() as Item).id) + by)}
          onDelete={() => remove(shown() as Item)}
          onClose={() => setOpened(null)}
        />
      </Show>
      <Show when={pasted()} keyed>
        {lines => (
          <PastePreview
            lines={lines}
            currency={props.receipt.currency}
            onAdd={addMany}
            onClose={() => setPasted(undefined)}
          />
        )}
      </Show>
    </>
  )
}
