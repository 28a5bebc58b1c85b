/**
 * One Tab stop for a whole list: arrows, Home and End move among its rows, Tab leaves it (WAI-ARIA Authoring
 * Practices, roving tabindex). A row is whatever carries `data-row`; the row last focused keeps the stop. A second control of a
 * row, beside it, says so with `data-of`: arrows go on from the row.
 */
import { createSelector, createSignal } from 'solid-js'

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowRight: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: at => Math.max(at - 1, 0),
  ArrowLeft: at => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
}

function rowsIn(list: HTMLElement): HTMLElement[] {
  return Array.from(list.querySelectorAll<HTMLElement>('[data-row]'))
}

/** The row that `target` is in or belongs to. */
function rowOf(target: EventTarget | null, list: HTMLElement): HTMLElement | null {
  if (!(target instanceof Element)) return null
  const key = target.closest<HTMLElement>('[data-of]')?.dataset.of
  return (
    target.closest<HTMLElement>('[data-row]') ?? rowsIn(list).find(row => row.dataset.row === key) ?? null
  )
}

/**
 * Handlers for the list's element, and the tabindex of a row. `keys` are the rows' keys, in order; until one had the focus the
 * stop is the row `first`, else the first one.
 */
export function createRoving(keys: () => readonly string[], first: () => string | null = () => null) {
  const [last, setLast] = createSignal<string>()
  const isStop = createSelector(() => {
    const all = keys()
    return [last(), first()].find(key => key != null && all.includes(key)) ?? all[0]
  })
  return {
    tabIndex: (key: string): 0 | -1 => (isStop(key) ? 0 : -1),
    onFocusIn(event: FocusEvent): void {
      const row = rowOf(event.target, event.currentTarget as HTMLElement)
      if (row?.dataset.row) setLast(row.dataset.row)
    },
    onKeyDown(event: KeyboardEvent): void {
      const step = steps[event.key]
      const list = event.currentTarget as HTMLElement
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return
      const rows = rowsIn(list)
      const at = rows.indexOf(rowOf(event.target, list) as HTMLElement)
      if (at < 0) return
      event.preventDefault()
      rows[step(at, rows.length)]?.focus()
    },
  }
}

/** Radio groups: the same keys, and the row reached is chosen. */
export function chooseByArrow(event: KeyboardEvent): void {
  const step = steps[event.key]
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return
  const radios = Array.from(
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="radio"]:not([disabled])'),
  )
  const at = radios.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  const next = radios[step(at, radios.length)]
  next?.focus()
  // The one that is chosen already was not pressed, only reached again.
  if (next?.getAttribute('aria-checked') !== 'true') next?.click()
}
