/**
 * For whom one taps: a radio group of people with what each has so far, and an empty seat at its end where names are
 * typed one after the other. On a phone the row scrolls, and the pen in use comes into sight whenever it changes or
 * somebody was added.
 *
 * The amount under a pen opens how it came about and chooses nobody. A radio holds no other control, so for the keyboard and
 * for whoever hears the page it is the pen in use that opens it, pressed once more. Where one may only look nobody can be
 * chosen: each person is a key to their amount.
 */
import { createEffect, createUniqueId, For, on, Show } from 'solid-js'
import type { CurrencyCode, Minor, Person } from '../../crdt/domain/bill.ts'
import type { PersonId } from '../../crdt/ids.ts'
import { formatAmount, spokenMoney } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'
import { chooseByArrow } from './roving.ts'
import { SeatForm } from './seat-form.tsx'

/** What stays free beside a pen that came into sight. */
const edgePx = 12

export function Pens(props: {
  readonly people: readonly Person[]
  readonly selected: PersonId | null
  /** What a person is called here; "You" for oneself. */
  readonly nameOf: (person: Person) => string
  readonly faceOf: (person: PersonId) => Face
  readonly shareOf: (person: PersonId) => Minor
  /** Whose part the others pay. */
  readonly isTreated: (person: PersonId) => boolean
  /** Who has the bill on their screen now. */
  readonly isHere: (person: PersonId) => boolean
  readonly currency: CurrencyCode
  readonly onSelect: (person: PersonId) => void
  /** Opens how what somebody has came about. */
  readonly onExplain: (person: PersonId) => void
  /** Left out where one may only look: then nobody can be chosen either. */
  readonly onAdd?: (names: readonly string[]) => void
}) {
  const howId = createUniqueId()
  let row: HTMLDivElement | undefined
  /** Sideways only: the page itself never jumps. */
  const showPen = () => {
    const pen = row?.querySelector<HTMLElement>('[aria-checked="true"]')
    if (!row || !pen) return
    const { left, right } = row.getBoundingClientRect()
    const box = pen.getBoundingClientRect()
    if (box.left < left) row.scrollLeft += box.left - left - edgePx
    else if (box.right > right) row.scrollLeft += box.right - right + edgePx
  }
  createEffect(on(() => props.selected, showPen, { defer: true }))
  /** A 0.00 of somebody who is treated would look like somebody who took nothing. */
  const isFree = ({ id }: Person) => props.isTreated(id) && props.shareOf(id) === 0
  const words = (person: Person) => {
    const amount = isFree(person)
      ? t('expense.treated')
      : spokenMoney(locale(), props.shareOf(person.id), props.currency)
    return t(props.isHere(person.id) ? 'pens.penHere' : 'pens.pen', { name: props.nameOf(person), amount })
  }
  const Inside = (inside: { readonly person: Person }) => (
    <>
      <span classList={{ 'with-live': props.isHere(inside.person.id) }}>
        <Avatar face={props.faceOf(inside.person.id)} silent />
      </span>
      <span class="nm ellipsis">{props.nameOf(inside.person)}</span>
      <span class="amt">
        <span>
          {isFree(inside.person)
            ? t('expense.treated')
            : formatAmount(locale(), props.shareOf(inside.person.id), props.currency)}
        </span>
      </span>
    </>
  )
  const press = (event: MouseEvent, { id }: Person) => {
    // A press without a pointer (Enter, Space, a screen reader) has no place on the pen.
    const isHow = event.detail === 0 ? id === props.selected : isOnAmount(event)
    if (isHow) props.onExplain(id)
    else props.onSelect(id)
  }
  return (
    <>
      <Show when={props.onAdd}>
        <p class="pen-h" aria-hidden="true">
          {t('pens.title')}
        </p>
      </Show>
      <div class="pens-row" ref={row}>
        <Show
          when={props.onAdd}
          fallback={
            <ul class="pens" aria-label={t('persons.title')}>
              <For each={props.people}>
                {person => (
                  <li>
                    <button
                      type="button"
                      class="pen"
                      aria-haspopup="dialog"
                      aria-label={words(person)}
                      onClick={() => props.onExplain(person.id)}
                    >
                      <Inside person={person} />
                    </button>
                  </li>
                )}
              </For>
            </ul>
          }
        >
          <div class="pens" role="radiogroup" aria-label={t('pens.label')} onKeyDown={chooseByArrow}>
            <For each={props.people}>
              {person => (
                // biome-ignore lint/a11y/useSemanticElements: a pen is drawn as a chip; its role and state say what it is.
                <button
                  type="button"
                  class="pen"
                  role="radio"
                  aria-checked={props.selected === person.id}
                  aria-label={words(person)}
                  aria-describedby={props.selected === person.id ? howId : undefined}
                  tabIndex={props.selected === person.id ? 0 : -1}
                  onClick={event => press(event, person)}
                >
                  <Inside person={person} />
                </button>
              )}
            </For>
          </div>
          <span id={howId} hidden>
            {t('pens.how')}
          </span>
        </Show>
        <Show when={props.onAdd}>
          {onAdd => <SeatForm onAdd={names => onAdd()(names)} onDone={showPen} />}
        </Show>
      </div>
    </>
  )
}

function isOnAmount(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('.amt') !== null
}
