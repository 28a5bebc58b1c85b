/**
 * A small count with a key on either side; holding a key repeats it. Minus dims at the smallest value but is never
 * disabled, for then the focus would fall from it.
 */
import { onCleanup } from 'solid-js'
import { Icon } from '../icons/icon.tsx'

const holdMs = 450
const repeatMs = 90

export function Stepper(props: {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly fewer: string
  readonly more: string
  readonly onChange: (value: number) => void
}) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let held = false
  const stop = () => clearTimeout(timer)
  const by = (step: number) => {
    const next = Math.min(props.max, Math.max(props.min, props.value + step))
    if (next !== props.value) props.onChange(next)
    else stop()
  }
  const hold = (step: number) => {
    stop()
    held = false
    const repeat = () => {
      held = true
      timer = setTimeout(repeat, repeatMs)
      by(step)
    }
    timer = setTimeout(repeat, holdMs)
  }
  /** The click that ends a hold is not one more step. */
  const click = (step: number) => {
    stop()
    if (!held) by(step)
    held = false
  }
  onCleanup(stop)
  return (
    <span class="step">
      <button
        type="button"
        aria-label={props.fewer}
        aria-disabled={props.value <= props.min}
        onPointerDown={() => hold(-1)}
        onPointerLeave={stop}
        onPointerUp={stop}
        onClick={() => click(-1)}
      >
        <Icon name="minus" />
      </button>
      <output>{props.value}</output>
      <button
        type="button"
        aria-label={props.more}
        aria-disabled={props.value >= props.max}
        onPointerDown={() => hold(1)}
        onPointerLeave={stop}
        onPointerUp={stop}
        onClick={() => click(1)}
      >
        <Icon name="plus" />
      </button>
    </span>
  )
}
