/** The clock, timers and chance of a browser, as the rooms below want them handed in. */
import type { Day } from '../../crdt/domain/bill.ts'
import type { FillRandom } from '../../crdt/ids.ts'
import type { Timers } from '../../crdt/sync/timers.ts'

/** `performance.now` never jumps when the user's clock is set. */
export const browserTimers: Timers = {
  nowMs: () => performance.now(),
  setTimeout: (run, delayMs) => window.setTimeout(run, delayMs),
  clearTimeout: handle => window.clearTimeout(handle as number | undefined),
  random: Math.random,
}

/** Once what stands in the page is painted; soon in a page that is not in sight, which paints nothing. */
export function painted(): Promise<void> {
  return new Promise(resolve => {
    const timer = window.setTimeout(resolve, 100)
    requestAnimationFrame(() => {
      window.setTimeout(() => {
        window.clearTimeout(timer)
        resolve()
      })
    })
  })
}

/** The platform's generator; it works on plain http too. */
export const fillRandom: FillRandom = bytes => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)

/** The calendar day where the user is. */
export function today(): Day {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
