/**
 * The sheets that are open, the upper one last. The browser's Back closes it, as Back on a phone does, and the page under it
 * stays. No entry of the history stands for a sheet: the page is gone back to where it was, so that no Back leads nowhere.
 */
import type { BeforeLeaveEventArgs } from '@solidjs/router'

const dismissals: (() => void)[] = []

/** @param dismiss closes the sheet as its cross does. @returns to be called when it is closed. */
export function noteOpenSheet(dismiss: () => void): () => void {
  dismissals.push(dismiss)
  return () => {
    const at = dismissals.lastIndexOf(dismiss)
    if (at >= 0) dismissals.splice(at, 1)
  }
}

/** For `useBeforeLeave`. The app itself goes by address; only the browser's own keys go by a number of steps. */
export function stayForSheet(event: BeforeLeaveEventArgs): void {
  const dismiss = dismissals.at(-1)
  if (dismiss === undefined || typeof event.to !== 'number') return
  event.preventDefault()
  dismiss()
}
