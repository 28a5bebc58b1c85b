/**
 * Single keys for a page. They act only while nothing is being typed and no sheet is open (WCAG 2.1.4 asks that they
 * never get in the way of input); Ctrl or Cmd with Z and Shift Z undo and redo one's own steps.
 */
import { onCleanup, onMount } from 'solid-js'

/** By `event.key` ("a", "1", "Delete"), or "undo" and "redo". Letters are given in lower case. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** True where a key press belongs to a field. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"]') !== null
  )
}

/** The name under which a press is looked up; null for one that is no shortcut. */
function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'z') return null
    return event.shiftKey ? 'redo' : 'undo'
  }
  return event.key.length === 1 ? event.key.toLowerCase() : event.key
}

/** Listens for as long as the component lives. */
export function createShortcuts(shortcuts: Shortcuts): void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
    if (document.querySelector('dialog[open]') !== null) return
    const name = nameOf(event)
    const run = name === null ? undefined : shortcuts[name]
    if (!run) return
    event.preventDefault()
    run(event)
  }
  onMount(() => window.addEventListener('keydown', listen))
  onCleanup(() => window.removeEventListener('keydown', listen))
}
