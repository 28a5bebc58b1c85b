/**
 * The one way into a bill's room and out of it: this tab is told which keys to be in with, or none, and is brought there step by
 * step, so that it never is in twice nor leaves half-way through entering.
 */
import type { JoinedRoom } from '../../crdt/joined-room.ts'
import type { Replica } from '../../crdt/replica.ts'
import type { BillKeys } from '../storage/keys.ts'
import { browserTimers } from './clock.ts'
import { ownRelay } from './relays.ts'
import type * as SealedRoom from './sealed-room.ts'
import { canChooseLeader } from './tabs.ts'

const enterAgainMs = 10_000

export const sealedRoom = (): Promise<typeof SealedRoom> => import('./sealed-room.ts')

export interface RoomDoor {
  /** Be in the room of these keys, or in none. Resolves when that is so, or another wish has come. */
  want(keys: BillKeys | null): Promise<void>
}

/** @param onRoom hears the room that this tab is in */
export function createRoomDoor(replica: Replica, onRoom: (room: JoinedRoom | null) => void): RoomDoor {
  let wanted: BillKeys | null = null
  let isIn: { readonly room: JoinedRoom; readonly keys: BillKeys } | null = null
  let work: Promise<void> = Promise.resolve()
  let again: unknown = null

  const leave = async () => {
    const room = isIn?.room
    isIn = null
    onRoom(null)
    replica.stopCounting()
    replica.detach()
    await room?.leave()
  }

  const enter = async (keys: BillKeys) => {
    // Before anything that may not load: what is edited meanwhile waits as well.
    await replica.startCounting()
    const sealed = await sealedRoom()
    await sealed.sealedReady
    const roomKeys = sealed.roomKeys(keys)
    if (!roomKeys || wanted !== keys) return
    const room = await sealed.enterRoom({
      doc: replica.doc,
      keys: roomKeys,
      relay: keys.relay ?? ownRelay(),
      onChange: () => replica.roomChanged(),
      onStoreFailure: () => replica.roomChanged(),
      // Without BroadcastChannel lib0 would put the same messages into localStorage in plain text.
      betweenTabs: !canChooseLeader() && 'BroadcastChannel' in globalThis,
    })
    isIn = { room, keys }
    replica.attach(room)
    onRoom(room)
  }

  const step = async () => {
    if (isIn && (wanted === null || !isSameRoom(isIn.keys, wanted))) await leave()
    if (wanted === null) replica.stopCounting()
    if (isIn || wanted === null) return
    const keys = wanted
    try {
      await enter(keys)
    } catch {
      // The code for sealing may not load (a chunk over a bad network): the bill stays usable here, and it is tried again.
      again = browserTimers.setTimeout(follow, enterAgainMs)
    }
  }
  const follow = (): Promise<void> => {
    browserTimers.clearTimeout(again)
    work = work.then(step, step)
    return work
  }

  return {
    want(keys) {
      wanted = keys
      return follow()
    },
  }
}

/** A view link that became an edit link opens the same room with another right. */
function isSameRoom(a: BillKeys, b: BillKeys): boolean {
  return a.room === b.room && a.role === b.role && a.relay === b.relay
}
