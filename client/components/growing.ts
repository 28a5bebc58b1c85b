/**
 * A long list that is drawn from its top: what fills the screen at once, the rest while nothing else is to be done. Once
 * all of it stands, all of it stays.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** Rows that fill the tallest screen, and how many more each time. */
const firstRows = 24
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
 * How many of so many rows are drawn by now, at least.
 * @param count of all rows
 */
export function createGrowing(count: Accessor<number>): Accessor<number> {
  const [drawn, setDrawn] = createSignal(firstRows)
  createEffect(() => {
    if (drawn() < count()) onCleanup(whenIdle(() => setDrawn(drawn() + moreRows)))
  })
  return drawn
}
