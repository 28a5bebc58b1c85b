/** Keeps how far a bill's log was read, so that a doorbell can tell news from what was seen. */
import { toHex } from '../../crdt/bytes.ts'
import type { BillId } from '../../crdt/ids.ts'
import type { Replica } from '../../crdt/replica.ts'
import { heads } from '../storage/heads.ts'
import { browserTimers } from './clock.ts'

const calmMs = 500

/** Follows the replica until the function that it gives is called; then what is due is written. */
export function keepHead(id: BillId, replica: Replica): () => void {
  let later: unknown = null
  let written = ''
  const write = () => {
    later = null
    const room = replica.room
    if (!room?.settled) return
    const { logId, upTo } = room.progress
    const head = { logId: toHex(logId), number: upTo, read: upTo }
    const text = JSON.stringify(head)
    if (text === written) return
    written = text
    // A hint only: without it home may call a bill changed that was seen.
    heads.put(id, head).catch(() => undefined)
  }
  const stop = replica.onChange(() => {
    later ??= browserTimers.setTimeout(write, calmMs)
  })
  window.addEventListener('pagehide', write)
  return () => {
    stop()
    window.removeEventListener('pagehide', write)
    browserTimers.clearTimeout(later)
    write()
  }
}
