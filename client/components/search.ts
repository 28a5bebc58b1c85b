/**
 * The search of bills on a page: what is typed, and whether its field was opened. On a desktop the field always stands in the
 * rail; on a phone home shows it in place of the header. `/` starts it.
 */
import { type Accessor, createSignal } from 'solid-js'
import { createShortcuts } from './shortcuts.ts'

export interface Search {
  readonly text: Accessor<string>
  type(text: string): void
  /** The field of a phone is there. */
  readonly isOpen: Accessor<boolean>
  /** Shows the field and puts the cursor into it. */
  start(): void
  /** Shows everything again; the field of a phone goes. */
  stop(): void
}

/** Call it under an owner. */
export function createSearch(): Search {
  const [text, type] = createSignal('')
  const [isOpen, setOpen] = createSignal(false)
  const start = () => {
    setOpen(true)
    const fields = Array.from(document.querySelectorAll<HTMLElement>('[data-search]'))
    fields.find(field => field.getClientRects().length > 0)?.focus()
  }
  createShortcuts({ '/': start })
  return {
    text,
    type,
    isOpen,
    start,
    stop() {
      type('')
      setOpen(false)
    },
  }
}
