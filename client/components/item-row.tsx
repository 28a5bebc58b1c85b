/**
 * A line on the guest check. Tapping it lets the selected person take it or gives it back; the highlighter lies
 * across what is mine. Its name says all of it, for those who hear the bill. A second key at its end edits it.
 *
 * Every prop is a value that changes only with its own row, so a tap by somebody else rewrites one row's nodes.
 */
import { For, Show } from 'solid-js'
import type { PersonId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'

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
  /** The selected person shares it. */
  readonly taken: boolean
  /** "you 14.00" */
  readonly part: string
  /** The row's full name: what it is, how much, shared by whom, one's own part. */
  readonly sentence: string
  readonly editable: boolean
  readonly isNew: boolean
  readonly tabIndex: 0 | -1
  readonly onTap: () => void
  readonly onEdit: () => void
}) {
  return (
    <li
      class="item"
      classList={{
        mine: props.mine,
        free: props.takers.length === 0,
        'is-new': props.isNew,
        'is-marking': props.isMarking,
      }}
    >
      <button
        type="button"
        class="item-btn"
        data-row={props.rowKey}
        aria-pressed={props.taken}
        aria-label={props.sentence}
        tabIndex={props.tabIndex}
        onClick={() => props.onTap()}
      >
        <span class="qty">{props.quantity}</span>
        <span>
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
              <Show when={props.portions}>{portions => <span>{portions()}</span>}</Show>
            </Show>
          </span>
        </span>
        <span class="amt">
          {props.price}
          <small>{props.part}</small>
        </span>
      </button>
      <Show when={props.editable}>
        <button
          type="button"
          class="icon-key item-more"
          tabIndex={props.tabIndex}
          aria-label={t('item.edit', { name: props.name })}
          onClick={() => props.onEdit()}
        >
          <Icon name="more-vertical" small />
        </button>
      </Show>
    </li>
  )
}
