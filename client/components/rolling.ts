/**
 * A number on its way to its new value: totals roll for 400 ms, digits only. The first value that is known stands at once, and
 * so does every value where motion is not wanted. What is shown on the way is never used for counting.
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

/**
 * Follows `target`, frame by frame.
 * @param unit what the number counts, null while it is not known: from one unit to another there is no way to roll.
 */
export function createRolling(
  target: Accessor<number>,
  unit: Accessor<string | null> = () => '',
): Accessor<number> {
  const [shown, setShown] = createSignal(target())
  let frame = 0
  // An effect runs after the page is drawn: by then the target can be another one already, and that one stands at once.
  let unitShown: string | null = null
  createEffect(
    on([target, unit], ([goal, unitNow]) => {
      cancelAnimationFrame(frame)
      const from = shown()
      const rolls = unitNow !== null && unitNow === unitShown && wantsMotion() && from !== goal
      unitShown = unitNow
      if (!rolls) {
        setShown(goal)
        return
      }
      const startMs = performance.now()
      const step = (nowMs: number): void => {
        // A frame's time is when it was due, which can be before the roll began.
        const done = Math.min(1, Math.max(0, nowMs - startMs) / durationMs)
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
