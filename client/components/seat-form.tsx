/**
 * The empty seat: a key that becomes a field. Enter adds a person and waits for the next name; several names at once
 * ("Joe, Trudy, Bob") add several people. Leaving the field adds what was typed; by key the seat gets the focus back.
 */
import { createSignal, Show } from 'solid-js'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { namesIn } from './names.ts'

export function SeatForm(props: {
  readonly onAdd: (names: readonly string[]) => void
  /** The field has become the seat again. */
  readonly onDone?: () => void
}) {
  const [open, setOpen] = createSignal(false)
  const [text, setText] = createSignal('')
  let seat: HTMLButtonElement | undefined
  const add = () => {
    const names = namesIn(text())
    setText('')
    if (names.length > 0) props.onAdd(names)
  }
  const close = () => {
    if (!open()) return
    add()
    setOpen(false)
    props.onDone?.()
  }
  /** Done by key: the field goes, and the seat is where one goes on from. */
  const leave = () => {
    close()
    // The row of people scrolls to whom one taps for, not to the seat at its end.
    seat?.focus({ preventScroll: true })
  }
  return (
    <Show
      when={open()}
      fallback={
        <button
          ref={seat}
          type="button"
          class="pen seat"
          data-add-person
          aria-label={t('pens.addPerson')}
          onClick={() => setOpen(true)}
        >
          <span class="who out">
            <Icon name="plus" small />
          </span>
          <span class="nm">{t('pens.seat')}</span>
        </button>
      }
    >
      <div class="seat-form">
        <span class="row">
          <input
            ref={input => queueMicrotask(() => input.focus())}
            class="text bare"
            type="text"
            aria-label={t('pens.nameLabel')}
            placeholder={t('pens.nameHint')}
            autocomplete="off"
            autocapitalize="words"
            enterkeyhint="next"
            value={text()}
            onInput={event => setText(event.currentTarget.value)}
            onBlur={close}
            onKeyDown={event => {
              if (event.isComposing) return
              if (event.key === 'Enter') {
                event.preventDefault()
                if (text().trim() === '') leave()
                else {
                  add()
                  // Whoever was just added stands at the end of the row: bring them into sight.
                  const row = event.currentTarget.closest('.pens-row')
                  row?.scrollTo({ left: row.scrollWidth })
                }
              }
              if (event.key === 'Escape') {
                event.preventDefault()
                event.stopPropagation()
                setText('')
                leave()
              }
            }}
          />
          <button
            type="button"
            class="icon-key"
            aria-label={t('key.add')}
            onPointerDown={event => event.preventDefault()}
            onClick={add}
          >
            <Icon name="check" />
          </button>
        </span>
      </div>
    </Show>
  )
}
