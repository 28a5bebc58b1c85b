/**
 * What a finger can do to a row besides a tap: hold it, swipe it to the left (two keys come into sight), swipe it to
 * the right (past the threshold something happens on release). Never fights scrolling: rows have `touch-action: pan-y`,
 * so the browser takes whatever goes up or down and cancels the pointer here. A mouse has menus and keys instead.
 *
 * Everything here is also in the row's menu and on keys (WCAG 2.5.1, 2.5.7).
 */
import { type Accessor, createSignal, onCleanup } from 'solid-js'

const holdMs = 450
/** Less than this is a finger that trembles. */
const slackPx = 10
/** How far a row slides to the left to show its two keys. */
const keysPx = 144
/** A swipe to the right counts from here, and slides no farther than a little beyond. */
export const takePx = 84
const farthestPx = 120

export interface RowGestures {
  /** How far the row is slid, in px; below 0 to the left. */
  readonly shiftPx: Accessor<number>
  /** True while the finger decides: the row follows without easing. */
  readonly isSwiping: Accessor<boolean>
  onPointerDown(event: PointerEvent): void
  onPointerMove(event: PointerEvent): void
  onPointerUp(event: PointerEvent): void
  onPointerCancel(): void
  /** True once after a gesture: the click that ends it is no tap. */
  swallowsClick(): boolean
  /** Slides the row back. */
  close(): void
}

type Finger =
  | {
      readonly kind: 'down'
      readonly id: number
      readonly x: number
      readonly y: number
      readonly from: number
    }
  | { readonly kind: 'swipe'; readonly id: number; readonly x: number; readonly from: number }

export function createRowGestures(on: {
  /** False: nothing but taps. */
  readonly isOn: () => boolean
  readonly hold: () => void
  readonly swipeRight: () => void
}): RowGestures {
  const [shiftPx, setShift] = createSignal(0)
  const [isSwiping, setSwiping] = createSignal(false)
  let finger: Finger | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let swallow = false
  /** Anything touched elsewhere slides the row back. */
  let stopListening: () => void = () => undefined

  const close = () => {
    stopListening()
    stopListening = () => undefined
    setShift(0)
  }
  const end = () => {
    clearTimeout(timer)
    finger = null
    setSwiping(false)
  }
  const stayOpen = (row: Element | null) => {
    setShift(-keysPx)
    const listen = (event: Event) => {
      if (!row?.contains(event.target as Node)) close()
    }
    window.addEventListener('pointerdown', listen, true)
    stopListening = () => window.removeEventListener('pointerdown', listen, true)
  }
  onCleanup(() => {
    end()
    stopListening()
  })

  return {
    shiftPx,
    isSwiping,
    onPointerDown(event) {
      swallow = false
      if (event.pointerType === 'mouse' || !event.isPrimary || !on.isOn()) return
      end()
      finger = { kind: 'down', id: event.pointerId, x: event.clientX, y: event.clientY, from: shiftPx() }
      timer = setTimeout(() => {
        end()
        swallow = true
        close()
        on.hold()
      }, holdMs)
    },
    onPointerMove(event) {
      if (finger === null || event.pointerId !== finger.id) return
      const dx = event.clientX - finger.x
      if (finger.kind === 'down') {
        const dy = event.clientY - finger.y
        if (Math.abs(dx) < slackPx && Math.abs(dy) < slackPx) return
        if (Math.abs(dy) >= Math.abs(dx)) {
          end()
          return
        }
        clearTimeout(timer)
        ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
        finger = { kind: 'swipe', id: finger.id, x: finger.x, from: finger.from }
        setSwiping(true)
      }
      setShift(Math.min(farthestPx, Math.max(-keysPx, finger.from + dx)))
    },
    onPointerUp(event) {
      if (finger === null || event.pointerId !== finger.id) return
      const { kind, from } = finger
      const shift = shiftPx()
      end()
      if (kind === 'down') {
        // A tap on a row that shows its keys only puts it back.
        if (from !== 0) {
          swallow = true
          close()
        }
        return
      }
      swallow = true
      close()
      if (shift <= -keysPx / 2) stayOpen((event.currentTarget as Element).parentElement)
      else if (shift >= takePx) on.swipeRight()
    },
    onPointerCancel() {
      if (finger?.kind === 'swipe') close()
      end()
    },
    swallowsClick() {
      const now = swallow
      swallow = false
      return now
    },
    close,
  }
}
