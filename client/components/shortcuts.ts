/**
 * Keys for a page. They act only while nothing is being typed and no sheet is open, and those of a single character can be
 * switched off (WCAG 2.1.4); Ctrl or Cmd with Z and Shift Z undo and redo one's own steps.
 */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/**
 * By `event.key` ("a", "1", "Delete"), or "undo" and "redo". Letters are given in lower case. One that gives false has left the
 * press to the browser.
 */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

const [singleKeys, setSingleKeys] = createSignal(true)

/** Keys of one character do something. */
export const hasSingleKeys: Accessor<boolean> = singleKeys

/** Switches the keys of one character on or off, at once and everywhere on the page. */
export function switchSingleKeys(on: boolean): void {
  setSingleKeys(on)
}

/** True where a key press belongs to a field. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"]') !== null
  )
}

/** What the key says; on a keyboard without Latin letters, the Latin one in its place. */
function letterOf(event: KeyboardEvent): string {
  const latin = /^Key([A-Z])$/.exec(event.code)?.[1]
  return (/^\P{ASCII}/u.test(event.key) && latin ? latin : event.key).toLowerCase()
}

/** The name under which a press is looked up; null for one that is no shortcut. */
function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) {
    if (letterOf(event) !== 'z') return null
    return event.shiftKey ? 'redo' : 'undo'
  }
  if (event.key.length !== 1) return event.key
  return singleKeys() ? letterOf(event) : null
}

/** Listens for as long as the component lives. */
export function createShortcuts(shortcuts: Shortcuts): void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
    if (document.querySelector('dialog[open]') !== null) return
    const name = nameOf(event)
    const run = name === null ? undefined : shortcuts[name]
    if (!run) return
    if (run(event) !== false) event.preventDefault()
  }
  onMount(() => window.addEventListener('keydown', listen))
  onCleanup(() => window.removeEventListener('keydown', listen))
}
