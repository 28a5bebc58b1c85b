/**
 * A long list that is drawn from its top: what fills the screen at once, the rest while nothing else is to be done. Once
 * all of it stands, all of it stays.
 */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'

/** Rows that fill the tallest screen, and how many more each time. */
const firstRows = 40
const moreRows = 120

const whenIdle = (run: () => void): (() => void) => {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(run, { timeout: 500 })
    return () => cancelIdleCallback(id)
  }
  const id = setTimeout(run, 50)
  return () => clearTimeout(id)
}

/**
 * As much of `all` as is drawn by now.
 * @param rowsIn how many rows an entry takes.
 */
export function createGrowing<Entry>(
  all: Accessor<readonly Entry[]>,
  rowsIn: (entry: Entry) => number,
): Accessor<readonly Entry[]> {
  const [limit, setLimit] = createSignal(firstRows)
  const shown = createMemo(() => {
    let rows = 0
    const end = all().findIndex(entry => {
      rows += rowsIn(entry)
      return rows >= limit()
    })
    return end < 0 ? all() : all().slice(0, end + 1)
  })
  createEffect(() => {
    if (shown().length < all().length) onCleanup(whenIdle(() => setLimit(limit() + moreRows)))
  })
  return shown
}
