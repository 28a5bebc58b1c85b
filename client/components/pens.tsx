/**
 * For whom one taps: a radio group of people with what each has so far, and an empty seat at its end where names are
 * typed one after the other. On a phone the row scrolls, and the pen in use comes into sight whenever it changes or
 * somebody was added.
 */
import { createEffect, For, on, Show } from 'solid-js'
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
  /** Who has the bill on their screen now. */
  readonly isHere: (person: PersonId) => boolean
  readonly currency: CurrencyCode
  readonly onSelect: (person: PersonId) => void
  /** Left out where one may only look: then nobody can be chosen either. */
  readonly onAdd?: (names: readonly string[]) => void
}) {
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
  return (
    <>
      <Show when={props.onAdd}>
        <p class="pen-h" aria-hidden="true">
          {t('pens.title')}
        </p>
      </Show>
      <div class="pens-row" ref={row}>
        <div
          class="pens"
          role="radiogroup"
          aria-label={t(props.onAdd ? 'pens.label' : 'persons.title')}
          onKeyDown={chooseByArrow}
        >
          <For each={props.people}>
            {person => (
              <Pen
                face={props.faceOf(person.id)}
                name={props.nameOf(person)}
                shareMinor={props.shareOf(person.id)}
                isHere={props.isHere(person.id)}
                currency={props.currency}
                selected={props.selected === person.id}
                off={props.onAdd === undefined}
                onSelect={() => props.onSelect(person.id)}
              />
            )}
          </For>
        </div>
        <Show when={props.onAdd}>
          {onAdd => <SeatForm onAdd={names => onAdd()(names)} onDone={showPen} />}
        </Show>
      </div>
    </>
  )
}

function Pen(props: {
  readonly face: Face
  readonly name: string
  readonly shareMinor: Minor
  readonly isHere: boolean
  readonly currency: CurrencyCode
  readonly selected: boolean
  readonly off: boolean
  readonly onSelect: () => void
}) {
  const words = () => {
    const amount = spokenMoney(locale(), props.shareMinor, props.currency)
    return t(props.isHere ? 'pens.penHere' : 'pens.pen', { name: props.name, amount })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a pen is drawn as a chip; its role and state say what it is.
    <button
      type="button"
      class="pen"
      role="radio"
      aria-checked={props.selected}
      aria-label={words()}
      disabled={props.off}
      tabIndex={props.selected ? 0 : -1}
      onClick={() => props.onSelect()}
    >
      <span classList={{ 'with-live': props.isHere }}>
        <Avatar face={props.face} silent />
      </span>
      <span class="nm ellipsis">{props.name}</span>
      <span class="amt">{formatAmount(locale(), props.shareMinor, props.currency)}</span>
    </button>
  )
}
