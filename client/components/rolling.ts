/**
 * A number on its way to its new value: totals roll for 400 ms, digits only. The first value stands at once, and so
 * does every value where motion is not wanted. What is shown on the way is never used for counting.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

const durationMs = 400

function wantsMotion(): boolean {
  return (
    typeof matchMedia === 'function' &&
    !matchMedia('(prefers-reduced-motion: reduce)').matches &&
    document.visibilityState === 'visible'
  )
}

/** Follows `target`, frame by frame. */
export function createRolling(target: Accessor<number>): Accessor<number> {
  const [shown, setShown] = createSignal(target())
  let frame = 0
  // An effect runs after the page is drawn: by then the target can be another one already, and that one stands at once.
  let isFirst = true
  createEffect(
    on(target, goal => {
      cancelAnimationFrame(frame)
      const from = shown()
      const rolls = !isFirst && wantsMotion() && from !== goal
      isFirst = false
      if (!rolls) {
        setShown(goal)
        return
      }
      const startMs = performance.now()
      const step = (nowMs: number): void => {
        const done = Math.min(1, (nowMs - startMs) / durationMs)
        const eased = 1 - (1 - done) ** 3
        setShown(done === 1 ? goal : Math.round(from + (goal - from) * eased))
        if (done < 1) frame = requestAnimationFrame(step)
      }
      frame = requestAnimationFrame(step)
    }),
  )
  onCleanup(() => cancelAnimationFrame(frame))
  return shown
}
