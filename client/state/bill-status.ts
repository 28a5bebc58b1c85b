/**
 * Where the user's own changes are, from what the store and the room say. "Waiting" is not shown for the blink that an
 * acknowledged change takes, only after two seconds (DESIGN.md section 7).
 */
import { type Accessor, createSignal } from 'solid-js'
import type { Persistence } from '../../crdt/replica.ts'
import { browserTimers } from './clock.ts'
import type { BillStatus } from './open-bill.ts'

const patienceMs = 2_000

/** What the status is made of. */
export interface StatusParts {
  readonly stored: ReturnType<Persistence['state']>
  readonly shared: boolean
  /** The relay acknowledged everything: of this tab's room, or of the leading tab's. */
  readonly settled: boolean
  readonly keeps: boolean
  readonly waiting: number
  readonly online: boolean
}

/** The status as it is at this moment. */
export function statusOf({ stored, shared, settled, keeps, waiting, online }: StatusParts): BillStatus {
  if (stored === 'notSaved' || stored === 'memoryOnly') return { kind: 'notSaved' }
  if (!shared) return { kind: 'local' }
  if (settled) return { kind: keeps ? 'synced' : 'forwarded' }
  if (waiting > 0) return { kind: 'waiting', count: waiting, online }
  return { kind: 'savedOffline' }
}

export interface CalmStatus {
  readonly status: Accessor<BillStatus>
  /** False while `status` lags behind what is the case. */
  readonly isCurrent: Accessor<boolean>
  /** Looks again; calm about what settles within two seconds. */
  update(next: BillStatus): void
  dispose(): void
}

/**
 * A status that does not flicker: going from synced to waiting takes two seconds, and so does waiting on a bill that was just
 * opened, which may be about to sync; everything else is at once.
 */
export function createCalmStatus(first: BillStatus): CalmStatus {
  const [status, setStatus] = createSignal<BillStatus>(first, { equals: sameStatus })
  const [isCurrent, setIsCurrent] = createSignal(true)
  let later: unknown = null
  let latest = first
  const openedMs = browserTimers.nowMs()
  const calm = () => {
    const shown = status().kind
    const unsettled = latest.kind === 'waiting' || latest.kind === 'savedOffline'
    if (shown === 'synced' || shown === 'forwarded') return unsettled
    return latest.kind === 'waiting' && shown !== 'waiting' && browserTimers.nowMs() < openedMs + patienceMs
  }
  return {
    status,
    isCurrent,
    update(next) {
      latest = next
      setIsCurrent(!calm() || sameStatus(next, status()))
      if (!calm()) {
        browserTimers.clearTimeout(later)
        later = null
        setStatus(next)
        return
      }
      later ??= browserTimers.setTimeout(() => {
        later = null
        setStatus(latest)
        setIsCurrent(true)
      }, patienceMs)
    },
    dispose: () => browserTimers.clearTimeout(later),
  }
}

function sameStatus(a: BillStatus, b: BillStatus): boolean {
  if (a.kind !== b.kind) return false
  return a.kind !== 'waiting' || (b.kind === 'waiting' && a.count === b.count && a.online === b.online)
}
