/**
 * This device's place in a bill: who the user is on it, which keys it holds, and the room it is joined to. A bill is in no room
 * until it is first shared; keys are on disk before the room hears of them.
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
import type * as SealedRoom from './sealed-room.ts'

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

const enterAgainMs = 10_000

const sealedRoom = (): Promise<typeof SealedRoom> => import('./sealed-room.ts')

export function createMembership(id: BillId, replica: Replica): Membership {
  const [kept, setKept] = createSignal<BillKeys | null>(null)
  const [loaded, setLoaded] = createSignal(false)
  const [joinedRoom, setJoinedRoom] = createSignal<JoinedRoom | null>(null)
  let left = false
  let sharing: Promise<BillKeys> | null = null

  const keep = async (next: BillKeys) => {
    setKept(next)
    await keysStore.put(next)
  }

  const enter = async (keys: BillKeys) => {
    const sealed = await sealedRoom()
    await sealed.sealedReady
    const room = sealed.roomKeys(keys)
    if (!room || left) return
    await replica.startCounting()
    const joined = await sealed.enterRoom({
      doc: replica.doc,
      keys: room,
      relay: keys.relay ?? ownRelay(),
      onChange: () => replica.roomChanged(),
      onStoreFailure: () => replica.roomChanged(),
    })
    if (left) joined.leave()
    else {
      replica.attach(joined)
      setJoinedRoom(joined)
    }
  }

  const open = async () => {
    const stored = await keysStore.get(id)
    await replica.persistence.whenLoaded
    if (left) return
    setKept(stored ?? emptyKeys(id))
    setLoaded(true)
    if (stored?.room) enterUntilIn(stored)
  }
  void open().catch(() => setLoaded(true))

  /** The code for sealing may not load (a chunk over a bad network): the bill stays usable here, and it is tried again. */
  const enterUntilIn = (keys: BillKeys) => {
    enter(keys).catch(() => {
      if (!left) browserTimers.setTimeout(() => enterUntilIn(keys), enterAgainMs)
    })
  }

  /** Makes the room at the first share; later calls give the same keys. */
  const makeRoom = async (): Promise<BillKeys> => {
    const sealed = await sealedRoom()
    await sealed.sealedReady
    const now = kept() ?? emptyKeys(id)
    if (now.room) return now
    const room = sealed.makeRoomKeys()
    const next: BillKeys = {
      ...now,
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
    await keysStore.put(next)
    setKept(next)
    await enter(next)
    return next
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
      const standing = now.standing === 'looked' ? 'joined' : now.standing
      void keep({ ...now, me: person, device, standing })
      if (now.role === 'edit') write.introduceDevice(device, person)
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
      await replica.close()
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
