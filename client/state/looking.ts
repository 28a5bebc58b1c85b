/** Looking around on a bill without a seat: as long as the tab lives, over its reloads. */
import { type Accessor, createSignal } from 'solid-js'
import type { BillId } from '../../crdt/ids.ts'
import { lookingAt } from '../storage/looking.ts'

export function createLooking(id: BillId): readonly [Accessor<boolean>, (isLooking: boolean) => void] {
  const kept = lookingAt(id)
  const [looking, setLooking] = createSignal(kept.get())
  return [
    looking,
    isLooking => {
      kept.set(isLooking)
      setLooking(isLooking)
    },
  ]
}
