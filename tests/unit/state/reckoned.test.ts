import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createReckoned } from '../../../client/state/reckoned.ts'
import type { ExpenseId } from '../../../crdt/ids.ts'

/** A bill that is opened, on a clock where a division takes 5 ms; `tick` runs the timer that is due next. */
function opening(count: number) {
  const [loaded, setLoaded] = createSignal(false)
  const idsOf = (length: number) => Array.from({ length }, (_, at) => `expense ${at}` as ExpenseId)
  const [ids, setIds] = createSignal(idsOf(count))
  const divided: ExpenseId[] = []
  let nowMs = 0
  let due: (() => void) | null = null
  const timers = {
    nowMs: () => nowMs,
    setTimeout(run: () => void) {
      due = run
      return run
    },
    clearTimeout(handle: unknown) {
      if (due === handle) due = null
    },
  }
  const split = (id: ExpenseId) => {
    nowMs += 5
    divided.push(id)
  }
  const { reckoned, dispose } = createRoot(dispose => ({
    reckoned: createReckoned({ loaded, ids, split, timers }),
    dispose,
  }))
  const tick = () => {
    const run = due
    due = null
    run?.()
    return run !== null
  }
  return {
    reckoned,
    dispose,
    load: () => setLoaded(true),
    grow: (to: number) => setIds(idsOf(to)),
    divided,
    tick,
  }
}

describe('a bill that is opened', () => {
  it('is reckoned with its list when it is short, and stays it when it grows long', () => {
    const { reckoned, load, grow, tick } = opening(3)
    expect(reckoned()).toBe(false)
    load()
    expect(reckoned()).toBe(true)
    grow(1_000)
    expect(reckoned()).toBe(true)
    expect(tick()).toBe(false)
  })

  it('is reckoned in slices after its list when it is long, each expense once', () => {
    const { reckoned, load, divided, tick } = opening(250)
    load()
    expect(reckoned()).toBe(false)
    expect(divided).toEqual([])
    tick()
    expect(divided.length).toBeGreaterThan(0)
    expect(divided.length).toBeLessThan(10)
    while (tick()) expect(reckoned()).toBe(divided.length === 250)
    expect(reckoned()).toBe(true)
    expect(new Set(divided).size).toBe(250)
    expect(divided).toHaveLength(250)
  })

  it('is left alone once it is closed', () => {
    const { load, dispose, divided, tick } = opening(250)
    load()
    tick()
    const before = divided.length
    dispose()
    expect(tick()).toBe(false)
    expect(divided).toHaveLength(before)
  })
})
