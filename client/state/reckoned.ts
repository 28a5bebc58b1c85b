/**
 * Whether a bill that was opened has been divided. A long one is shown first and divided then, in slices between which the page
 * answers, so that its list is there sooner. Whoever asks for its balances before that gets them, and waits for them.
 */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { ExpenseId } from '../../crdt/ids.ts'
import type { Timers } from '../../crdt/sync/timers.ts'
import { browserTimers } from './clock.ts'
import { isLong } from './kind.ts'

/** By then what was shown is painted. */
const paintedMs = 50
const sliceMs = 12

export interface ToReckon {
  /** The bill is there. */
  readonly loaded: Accessor<boolean>
  readonly ids: Accessor<readonly ExpenseId[]>
  /** Divides an expense, once. */
  readonly split: (expense: ExpenseId) => unknown
  /** The platform's own when absent. */
  readonly timers?: Pick<Timers, 'nowMs' | 'setTimeout' | 'clearTimeout'>
}

/** Call it under an owner. */
export function createReckoned({ loaded, ids, split, timers = browserTimers }: ToReckon): Accessor<boolean> {
  const [isDone, setDone] = createSignal(false)
  const isReckoned = createMemo(() => isDone() || (loaded() && !isLong(ids().length)))
  const reckon = (all: readonly ExpenseId[]) => {
    let next = 0
    const slice = () => {
      const until = timers.nowMs() + sliceMs
      while (next < all.length && timers.nowMs() < until) {
        split(all[next] as ExpenseId)
        next += 1
      }
      if (next < all.length) timer = timers.setTimeout(slice, 0)
      else setDone(true)
    }
    let timer = timers.setTimeout(slice, paintedMs)
    onCleanup(() => timers.clearTimeout(timer))
  }
  createEffect(
    on(loaded, isLoaded => {
      if (!isLoaded) return
      // Once it was short it stays reckoned, however long it grows.
      if (isReckoned()) setDone(true)
      else reckon(ids())
    }),
  )
  return isReckoned
}
