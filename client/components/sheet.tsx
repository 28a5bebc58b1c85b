/**
 * A sheet: rises over the dimmed table with a torn edge; a centred dialog from 700 px. The browser's own modal dialog
 * traps the focus, makes the rest inert, closes on Esc and Back and gives the focus back to whoever opened it.
 *
 * What was typed is never dropped in silence: closing first reads the field that has the focus, as Enter would, and a
 * field that cannot be read keeps the sheet open with its words. A second Esc, Back, or the cross again, closes all the same.
 */
import { createUniqueId, type JSX, onCleanup, onMount } from 'solid-js'
import { t } from '../i18n/text.ts'
import { IconKey } from './key.tsx'
import { noteOpenSheet } from './open-sheets.ts'

/** Closes the sheet if all of it can be read; runs `then` instead of the sheet's own `onClose` where it is given. */
export type CloseSheet = (then?: () => void) => void

export function Sheet(props: {
  readonly title: string
  readonly wide?: boolean
  readonly onClose: () => void
  /** What is in it; as a function it gets the way to close the sheet as the cross does. */
  readonly children: JSX.Element | ((close: CloseSheet) => JSX.Element)
}) {
  const titleId = createUniqueId()
  let dialog: HTMLDialogElement | undefined
  /** The field that kept the sheet open when one tried to leave. */
  let kept: Element | null = null

  /** The first field whose text cannot be read, after the one in use was left. */
  const unread = (): HTMLElement | null => {
    const active = document.activeElement
    if (active instanceof HTMLInputElement && dialog?.contains(active)) active.blur()
    return dialog?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null
  }
  const close: CloseSheet = (then = props.onClose) => {
    const field = unread()
    if (!field) then()
    else field.focus()
  }
  const dismiss = () => {
    const field = unread()
    if (!field || field === kept) {
      props.onClose()
      return
    }
    kept = field
    field.focus()
  }
  onMount(() => {
    dialog?.showModal()
    // A dialog focuses its first control, which is Close: start where the work is instead.
    const start = dialog?.querySelector<HTMLElement>('[data-start]')
    start?.focus()
  })
  onCleanup(noteOpenSheet(dismiss))
  onCleanup(() => dialog?.close())
  const children = () => {
    const inside = props.children
    return typeof inside === 'function' ? inside(close) : inside
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes by the backdrop; by key it is Esc, which a dialog has.
    <dialog
      ref={dialog}
      class="sheet torn torn-top"
      classList={{ wide: props.wide ?? false }}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        dismiss()
      }}
      onClick={event => {
        if (event.target === event.currentTarget) dismiss()
      }}
    >
      <div class="sheet-in">
        <div class="sh-head">
          <h2 class="h2" id={titleId}>
            {props.title}
          </h2>
          <IconKey icon="close" label={t('key.close')} onPress={dismiss} />
        </div>
        {children()}
      </div>
    </dialog>
  )
}
