/**
 * A line on the guest check. Tapping it lets the selected person take it or gives it back; the highlighter lies
 * across what is mine. Its name says all of it, for those who hear the bill. A second key, under the quantity, opens
 * its menu; a finger can also hold it (parts), swipe it left (Edit, Delete) and right (take all of it). A tap on the amount of
 * whoever one taps for opens how it came about.
 *
 * Every prop is a value that changes only with its own row, so a tap by somebody else rewrites one row's nodes.
 */
import { For, type JSX, Show } from 'solid-js'
import type { PersonId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { Avatar } from './avatar.tsx'
import { type Face, inkClass } from './face.ts'
import { createRowGestures, takePx } from './row-gestures.ts'
import { dragRow } from './row-order.ts'

/** What a person pays of the line: "you 14.00". */
export interface RowPart {
  readonly who: string
  readonly amount: string
}

export function ItemRow(props: {
  readonly rowKey: string
  readonly quantity: number
  readonly name: string
  readonly price: string
  /** Who shares it, in reading order. */
  readonly takers: readonly PersonId[]
  readonly faceOf: (person: PersonId) => Face
  readonly partsOf: (person: PersonId) => number
  /** "2 of 3 portions taken", where portions count. */
  readonly portions: string | null
  readonly mine: boolean
  /** It became mine while one looked: the highlighter wipes across. */
  readonly isMarking: boolean
  /** Somebody else changed it while one looked: their ink wipes across, once for each object. */
  readonly changedBy: { readonly ink: number } | null
  /** Whoever is on this row now, elsewhere. */
  readonly touchedBy: Face | null
  /** It holds changes that have not been sent. */
  readonly waiting: boolean
  /** The selected person shares it. */
  readonly taken: boolean
  readonly part: RowPart | null
  /** Opens how the part came about; null where a tap on it takes the row like any other. */
  readonly onPart: (() => void) | null
  /** The row's full name: what it is, how much, shared by whom, one's own part. */
  readonly sentence: string
  readonly editable: boolean
  readonly isNew: boolean
  readonly tabIndex: 0 | -1
  /** What is open under the row; undefined while nothing is. */
  readonly panel: (() => JSX.Element) | undefined
  /** The row was held: it can be dragged by a grip. */
  readonly isHeld: boolean
  readonly onTap: () => void
  readonly onMenu: () => void
  readonly onHold: () => void
  readonly onEdit: () => void
  readonly onDelete: () => void
  readonly onTakeAll: () => void
  /** The grip was taken: what is open closes, so that rows have their own heights. */
  readonly onGrab: () => void
  /** The row was dragged to another place. */
  readonly onDrop: (to: number) => void
}) {
  const gestures = createRowGestures({
    isOn: () => props.editable && props.panel === undefined,
    hold: () => props.onHold(),
    swipeRight: () => props.onTakeAll(),
  })
  const fromSwipe = (act: () => void) => () => {
    gestures.close()
    act()
  }
  return (
    <li
      class="item"
      classList={{
        mine: props.mine,
        free: props.takers.length === 0,
        'is-new': props.isNew,
        'is-marking': props.isMarking,
        'is-open': props.panel !== undefined,
        'is-slid': gestures.shiftPx() !== 0,
        'is-swiping': gestures.isSwiping(),
      }}
      style={{ '--shift': `${gestures.shiftPx()}px` }}
    >
      <Show when={gestures.shiftPx() > 0}>
        <span class="swipe-take" classList={{ far: gestures.shiftPx() >= takePx }} aria-hidden="true">
          <Icon name="check" />
          {t('menu.takeAll')}
        </span>
      </Show>
      <button
        type="button"
        class="item-btn"
        data-row={props.rowKey}
        aria-pressed={props.taken}
        aria-label={props.sentence}
        tabIndex={props.tabIndex}
        onPointerDown={gestures.onPointerDown}
        onPointerMove={gestures.onPointerMove}
        onPointerUp={gestures.onPointerUp}
        onPointerCancel={gestures.onPointerCancel}
        onContextMenu={event => {
          // A finger that is held opens parts, not the browser's menu.
          if (event.pointerType !== 'mouse') event.preventDefault()
        }}
        onClick={event => {
          if (gestures.swallowsClick()) return
          if (props.onPart !== null && isOnPart(event)) props.onPart()
          else props.onTap()
        }}
      >
        <span class="qty">{props.quantity}</span>
        <span class="what">
          <span class="nm">{props.name}</span>
          <span class="by">
            <Show
              when={props.takers.length > 0}
              fallback={
                <>
                  <span class="slot" />
                  {t('person.nobody')}
                </>
              }
            >
              <span class="stack">
                <For each={props.takers}>
                  {person => (
                    <>
                      <Avatar face={props.faceOf(person)} size="s" silent />
                      <Show when={props.partsOf(person) > 1}>
                        <span class="w">×{props.partsOf(person)}</span>
                      </Show>
                    </>
                  )}
                </For>
              </span>
              <Show when={props.portions}>{portions => <span class="of">{portions()}</span>}</Show>
            </Show>
            <Show when={props.waiting}>
              <span class="wait">
                <Icon name="clock" small />
                {t('item.waiting')}
              </span>
            </Show>
          </span>
        </span>
        <span class="amt">
          {props.price}
          <small classList={{ opens: props.onPart !== null }}>
            <Show when={props.part}>
              {part => (
                <>
                  <span class="ellipsis">{part().who}</span> <span>{part().amount}</span>
                </>
              )}
            </Show>
          </small>
        </span>
        <Show when={props.changedBy} keyed>
          {person => <span class={`wipe ${inkClass(person.ink)}`} aria-hidden="true" />}
        </Show>
      </button>
      <Show when={props.editable}>
        <Show
          when={props.isHeld}
          fallback={
            <button
              type="button"
              class="icon-key item-more"
              tabIndex={props.tabIndex}
              aria-label={t('item.menu', { name: props.name })}
              onClick={() => props.onMenu()}
            >
              <Icon name="more-vertical" small />
            </button>
          }
        >
          <button
            type="button"
            class="icon-key item-more grip"
            aria-label={t('item.drag', { name: props.name })}
            onPointerDown={event => {
              props.onGrab()
              dragRow(event, event.currentTarget, to => props.onDrop(to))
            }}
          >
            <Icon name="grip" small />
          </button>
        </Show>
      </Show>
      <Show when={gestures.shiftPx() < 0}>
        <span class="swipe-acts">
          <button type="button" onClick={fromSwipe(props.onEdit)}>
            <Icon name="pencil" />
            {t('menu.edit')}
          </button>
          <button type="button" class="red" onClick={fromSwipe(props.onDelete)}>
            <Icon name="trash" />
            {t('key.delete')}
          </button>
        </span>
      </Show>
      <Show when={props.touchedBy}>
        {person => (
          <>
            <span class={`touch ${inkClass(person().ink)}`} aria-hidden="true" />
            <span class={`flag ${inkClass(person().ink)}`} aria-hidden="true">
              {person().name}
            </span>
          </>
        )}
      </Show>
      <Show when={props.panel}>{panel => panel()()}</Show>
    </li>
  )
}

/** A finger or a pointer on the amount; keys have the amounts of the parts. */
function isOnPart(event: MouseEvent): boolean {
  return event.detail > 0 && event.target instanceof Element && event.target.closest('.opens') !== null
}
