/**
 * What was entered in an editor and is not saved: kept for as long as the message offers to go on with it, and over a reload
 * of the page. It is in no bill before: it is nothing that anybody meant yet.
 */
import { onCleanup, onMount } from 'solid-js'
import type { ExpenseId } from '../../../crdt/ids.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { Entered } from './draft.ts'

interface Kept {
  /** Null: a new one. */
  readonly expense: ExpenseId | null
  readonly entered: Entered
}

const kept = new WeakMap<OpenBill, Kept>()

/** @param expense null: a new one. */
export function keepEntered(open: OpenBill, expense: ExpenseId | null, entered: Entered): void {
  kept.set(open, { expense, entered })
}

/** What the next editor of this expense goes on with; once. `isFromReload`: nobody was told of it yet. */
export function takeKept(
  open: OpenBill,
  expense: ExpenseId | null,
): { readonly entered: Entered; readonly isFromReload: boolean } | null {
  const here = kept.get(open)
  kept.delete(open)
  const left = keptIn(open.unsaved.get())
  open.unsaved.remove()
  const found = here ?? left
  if (found === null || found.expense !== expense) return null
  return { entered: found.entered, isFromReload: here === undefined }
}

/** While the editor is there: what `unsaved` gives is kept whenever the page goes out of sight, in case it never comes back. */
export function keepOverReload(open: OpenBill, unsaved: () => Kept | null): void {
  const keep = () => {
    const now = unsaved()
    if (now === null) open.unsaved.remove()
    else open.unsaved.put(JSON.stringify(now))
  }
  const leave = () => {
    // A field hands on what is typed when it loses the focus.
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
    keep()
  }
  onMount(() => {
    window.addEventListener('pagehide', leave)
    // It bubbles: by now the fields have heard of it.
    window.addEventListener('visibilitychange', keep)
  })
  onCleanup(() => {
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('visibilitychange', keep)
    open.unsaved.remove()
  })
}

/** Null for what is none, whoever wrote it. */
function keptIn(text: string | null): Kept | null {
  try {
    const { expense, entered } = JSON.parse(text ?? '') as Kept
    const isWhole = typeof entered.fields === 'object' && typeof entered.people === 'object'
    return isWhole && (expense === null) === (entered.blank !== null) ? { expense, entered } : null
  } catch {
    return null
  }
}
