/**
 * A sheet: rises over the dimmed table with a torn edge; a centred dialog from 700 px. The browser's own modal dialog
 * traps the focus, makes the rest inert, closes on Esc and gives the focus back to whoever opened it.
 */
import { createUniqueId, type JSX, onCleanup, onMount } from 'solid-js'
import { t } from '../i18n/text.ts'
import { IconKey } from './key.tsx'

export function Sheet(props: {
  readonly title: string
  readonly wide?: boolean
  readonly onClose: () => void
  readonly children: JSX.Element
}) {
  const titleId = createUniqueId()
  let dialog: HTMLDialogElement | undefined
  onMount(() => {
    dialog?.showModal()
    // A dialog focuses its first control, which is Close: start where the work is instead.
    const start = dialog?.querySelector<HTMLElement>('[data-start]')
    start?.focus()
  })
  onCleanup(() => dialog?.close())
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes by the backdrop; by key it is Esc, which a dialog has.
    <dialog
      ref={dialog}
      class="sheet torn torn-top"
      classList={{ wide: props.wide ?? false }}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={event => {
        if (event.target === event.currentTarget) props.onClose()
      }}
    >
      <div class="sheet-in">
        <div class="sh-head">
          <h2 class="h2" id={titleId}>
            {props.title}
          </h2>
          <IconKey icon="close" label={t('key.close')} onPress={() => props.onClose()} />
        </div>
        {props.children}
      </div>
    </dialog>
  )
}
