/**
 * This device's place in a bill: who the user is on it, which keys it holds, and the room it is joined to. A bill is in no room
 * until it is first shared; keys are on disk before the room hears of them. Of several tabs only the leading one is in the room.
 */
import { type Accessor, createSignal } from 'solid-js'
import type { BillCommands } from '../../crdt/document/commands.ts'
import type { BillId, DeviceId, PersonId, RoomId } from '../../crdt/ids.ts'
import type { JoinedRoom } from '../../crdt/joined-room.ts'
import type { Replica } from '../../crdt/replica.ts'
import { type BillKeys, keysStore } from '../storage/keys.ts'
import { browserTimers } from './clock.ts'
import { newDeviceId } from './devices.ts'
import { ownRelay } from './relays.ts'
import { createRoomDoor, sealedRoom } from './room-door.ts'
import type { Tabs, TabsOptions } from './tabs.ts'

export interface Membership {
  readonly me: Accessor<PersonId | null>
  /** The stored document and this device's keys have been read. */
  readonly loaded: Accessor<boolean>
  readonly shared: Accessor<boolean>
  readonly right: Accessor<'edit' | 'view'>
  /** Not merely looked at. */
  readonly joined: Accessor<boolean>
  /** Once the document is joined to it. */
  readonly room: Accessor<JoinedRoom | null>
  /** The host of the relay; null while the bill is in no room. */
  readonly relayHost: Accessor<string | null>
  sit(person: PersonId, write: BillCommands): void
  share(origin: string, right: 'edit' | 'view'): Promise<string>
  leave(): Promise<void>
}

/** Leaving a room takes a write or two. */
const leaveWithinMs = 5_000
/** Keys that could not be read are read again after this. */
const readAgainMs = 2_000

const after = (delayMs: number) =>
  new Promise<void>(resolve => {
    browserTimers.setTimeout(resolve, delayMs)
  })

export interface MembershipOptions {
  readonly id: BillId
  readonly replica: Replica
  /** Joins the document to the other tabs of this device; called once, when it and the keys have been read. */
  readonly openTabs: (events: Pick<TabsOptions, 'shared' | 'onLead' | 'onKeys'>) => Tabs
}

export function createMembership({ id, replica, openTabs }: MembershipOptions): Membership {
  const [kept, setKept] = createSignal<BillKeys | null>(null)
  const [loaded, setLoaded] = createSignal(false)
  const [joinedRoom, setJoinedRoom] = createSignal<JoinedRoom | null>(null)
  let tabs: Tabs | null = null
  let left = false
  let sharing: Promise<BillKeys> | null = null
  const door = createRoomDoor(replica, setJoinedRoom)

  /** In the room if there is one and this tab leads. */
  const enterOrLeave = (leads: boolean): Promise<void> => {
    const keys = kept()
    return door.want(leads && !left && keys?.room ? keys : null)
  }

  let writes = 0
  /** Changes what is on disk, which may be more than this tab has read: a seat taken here must not cost a key. */
  const keep = async (change: (now: BillKeys) => BillKeys) => {
    setKept(change(kept() ?? emptyKeys(id)))
    writes += 1
    try {
      const stored = await keysStore.change(id, now => change(now ?? emptyKeys(id)))
      if (writes === 1) setKept(stored)
      tabs?.tellKeys()
    } catch {
      // A device that keeps nothing: it holds while the page is open, and the bill says that it is not saved.
    } finally {
      writes -= 1
    }
  }

  /** Another tab may have changed them. */
  const readKeys = async () => {
    const stored = await keysStore.get(id)
    // What this tab is just writing is newer than what it read.
    if (!stored || left || writes > 0) return
    setKept(stored)
    await enterOrLeave(tabs?.leads ?? false)
  }

  /** Reads them again until they can be read: a shared bill without its keys would pass for one that never was. */
  const readFirst = async () => {
    while (!left) {
      try {
        const stored = await keysStore.get(id)
        await replica.persistence.whenLoaded
        if (!left) setKept(stored ?? kept() ?? emptyKeys(id))
        return
      } catch {
        await replica.persistence.whenLoaded
        setLoaded(true)
        await after(readAgainMs)
      }
    }
  }

  const open = async () => {
    await readFirst()
    if (left) return
    tabs = openTabs({
      shared: () => kept()?.room != null,
      onLead: leads => void enterOrLeave(leads),
      onKeys: () => void readKeys().catch(() => undefined),
    })
    setLoaded(true)
  }
  void open().catch(() => setLoaded(true))

  /** Makes the room at the first share; later calls, from whatever tab, give the same keys. */
  const makeRoom = async (): Promise<BillKeys> => {
    const sealed = await sealedRoom()
    await sealed.sealedReady
    const room = sealed.makeRoomKeys()
    const keys = await keysStore.change(id, stored => {
      if (stored?.room) return stored
      return {
        ...(stored ?? kept() ?? emptyKeys(id)),
        role: 'edit',
        standing: 'own',
        adminSeed: room.adminSeed,
        editSeed: room.editSeed,
        viewSeed: room.viewSeed,
        adminCommitment: room.commitments.admin,
        writePublicKey: room.writePublicKey,
        relay: ownRelay(),
        room: room.room,
      }
    })
    setKept(keys)
    tabs?.tellKeys()
    await enterOrLeave(tabs?.leads ?? false)
    return keys
  }

  return {
    me: () => kept()?.me ?? null,
    loaded,
    shared: () => kept()?.room != null,
    right: () => kept()?.role ?? 'edit',
    joined: () => kept() !== null && kept()?.standing !== 'looked',
    room: joinedRoom,
    relayHost: () => (kept()?.room ? (kept()?.relay ?? ownRelay()) : null),
    sit(person, write) {
      const now = kept() ?? emptyKeys(id)
      const device: DeviceId = now.device ?? newDeviceId()
      const joins = now.standing === 'looked'
      void keep(each => ({
        ...each,
        me: person,
        device: each.device ?? device,
        standing: each.standing === 'looked' ? 'joined' : each.standing,
      }))
      if (now.role === 'edit') write.introduceDevice(device, person)
      // Asks the browser not to clear this device's bills by itself; without https there is nobody to ask.
      if (joins) void navigator.storage?.persist?.().catch(() => false)
    },
    async share(origin, right) {
      sharing ??= makeRoom().finally(() => {
        sharing = null
      })
      const [sealed, keys] = await Promise.all([sealedRoom(), sharing])
      const room = sealed.roomKeys(keys)
      if (!room) throw new Error('the bill has no room')
      return `${origin}/b#${sealed.linkOf(room, right)}`
    },
    async leave() {
      left = true
      // What is written must not wait for code that does not load.
      await Promise.race([door.want(null), after(leaveWithinMs)])
      await replica.close()
      tabs?.close()
    },
  }
}

/** What is kept of a bill that is on this device only. */
export function emptyKeys(id: BillId): BillKeys {
  return {
    id,
    role: 'edit',
    standing: 'own',
    me: null,
    device: null,
    adminSeed: null,
    editSeed: null,
    viewSeed: null,
    adminCommitment: null,
    writePublicKey: null,
    relay: null,
    room: null as RoomId | null,
    lookedAt: null,
  }
}
