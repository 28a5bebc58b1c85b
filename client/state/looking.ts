/** Looking around on a bill without a seat: as long as the tab lives, over its reloads. */
import { type Accessor, createSignal } from 'solid-js'
import type { BillId } from '../../crdt/ids.ts'
import { sessionNote } from '../storage/session-note.ts'

export function createLooking(id: BillId): readonly [Accessor<boolean>, (isLooking: boolean) => void] {
  const note = sessionNote('looking', id)
  const [looking, setLooking] = createSignal(note.get() !== null)
  return [
    looking,
    isLooking => {
      if (isLooking) note.put('')
      else note.remove()
      setLooking(isLooking)
    },
  ]
}
