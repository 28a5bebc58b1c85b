/** What is shown of a number while it rolls: never beyond where it comes from and goes to, and nothing of what it is not. */
import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRolling } from '../../../client/components/rolling.ts'

let frames: FrameRequestCallback[] = []
const startMs = 1_000

beforeEach(() => {
  frames = []
  vi.spyOn(performance, 'now').mockReturnValue(startMs)
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('requestAnimationFrame', (step: FrameRequestCallback) => frames.push(step))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Draws the next frame, due so many milliseconds after the roll began. */
function draw(afterMs: number): void {
  const [step, ...later] = frames
  frames = later
  step?.(startMs + afterMs)
}

function rollingFrom(minor: number, unit: string | null) {
  return createRoot(dispose => {
    const [target, setTarget] = createSignal(minor)
    const [unitNow, setUnit] = createSignal(unit)
    return { shown: createRolling(target, unitNow), setTarget, setUnit, dispose }
  })
}

test('a sum rolls from the old value to the new one and never beyond either', () => {
  const { shown, setTarget, dispose } = rollingFrom(0, 'EUR')
  setTarget(62_000)
  // The first frame was due before the roll began.
  draw(-16)
  expect(shown()).toBe(0)
  draw(100)
  expect(shown()).toBeGreaterThan(0)
  expect(shown()).toBeLessThan(62_000)
  draw(1_000)
  expect(shown()).toBe(62_000)
  dispose()
})

test('the first sum that is known stands at once, and so does one in another currency', () => {
  const { shown, setTarget, setUnit, dispose } = rollingFrom(0, null)
  setTarget(6_172_839)
  setUnit('EUR')
  expect(shown()).toBe(6_172_839)
  setUnit('JPY')
  expect(frames).toEqual([])
  setTarget(7_500)
  draw(0)
  expect(shown()).toBe(6_172_839)
  dispose()
})
