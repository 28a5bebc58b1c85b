/**
 * How many entries a bill's log has that this device has not read, while they are on their way: the number in "Fetching 4 newer
 * changes". What the device has read is what it noted when the bill was last open (keep-head.ts), or what it has read since.
 */
import { type Accessor, createSignal } from 'solid-js'
import { toHex } from '../../crdt/bytes.ts'
import type { BillId } from '../../crdt/ids.ts'
import type { Replica } from '../../crdt/replica.ts'
import { heads } from '../storage/heads.ts'
import type { Head } from '../storage/sync-database.ts'
import { browserTimers } from './clock.ts'

/** What is fetched sooner is not told of: most is. */
const patienceMs = 150

export interface Fetching {
  /** 0 while nothing is fetched, or nothing is known of it. */
  readonly newer: Accessor<number>
  /** Looks at the room again. */
  look(): void
  dispose(): void
}

export function createFetching(id: BillId, replica: Replica): Fetching {
  const [newer, setNewer] = createSignal(0)
  let noted: Head | undefined
  let later: unknown = null
  heads.get(id).then(
    head => {
      noted = head
    },
    () => undefined,
  )
  const stop = () => {
    browserTimers.clearTimeout(later)
    later = null
    setNewer(0)
  }
  const tell = () => {
    const room = replica.room
    if (room?.state.kind !== 'replaying') return
    const { logId, upTo, head } = room.progress
    const read = noted?.logId === toHex(logId) ? Math.max(noted.read ?? 0, upTo) : upTo
    if (read > 0) setNewer(Math.max(0, head - read))
  }
  return {
    newer,
    look() {
      if (replica.room?.state.kind !== 'replaying') stop()
      else later ??= browserTimers.setTimeout(tell, patienceMs)
    },
    dispose: stop,
  }
}
