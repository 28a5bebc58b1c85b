/**
 * Everything in the client that needs libsodium, behind one door: import this module lazily. A bill that was never shared
 * opens without it.
 */
import type * as Y from 'yjs'
import {
  deviceKeys,
  keysFromAdminSeed,
  keysFromEditSeed,
  keysFromViewSeed,
  newAdminSeed,
  type RoomKeys,
} from '../../crdt/encryption/keys.ts'
import { type DecodedLink, decodeLinkIn, encodeLink } from '../../crdt/encryption/link.ts'
import { signOpen } from '../../crdt/encryption/open-claim.ts'
import { type OpenClaim, proofReady } from '../../crdt/encryption/proof.ts'
import { type JoinedRoom, joinRoom } from '../../crdt/joined-room.ts'
import type { HelloInfo } from '../../crdt/sync/relay-connection.ts'
import { deviceSeed } from '../storage/device.ts'
import type { BillKeys } from '../storage/keys.ts'
import { outboxStore } from '../storage/outbox.ts'
import { browserTimers, fillRandom } from './clock.ts'
import { relayConnection } from './relays.ts'

/** Await once before anything else here. Rejects where WebAssembly is missing. */
export const sealedReady: Promise<void> = proofReady

/** Fresh keys for a room that nobody knows yet. */
export function makeRoomKeys(): RoomKeys {
  return keysFromAdminSeed(newAdminSeed(fillRandom))
}

/** The room's keys from what this device keeps; null for a bill that was never shared. */
export function roomKeys(kept: BillKeys): RoomKeys | null {
  if (kept.adminSeed) return keysFromAdminSeed(kept.adminSeed)
  if (!kept.adminCommitment) return null
  if (kept.editSeed) return keysFromEditSeed(kept.editSeed, kept.adminCommitment)
  if (!kept.viewSeed || !kept.writePublicKey) return null
  return keysFromViewSeed(kept.viewSeed, kept.writePublicKey, kept.adminCommitment)
}

/** The secret part of a link with this right; to view where the keys give no more. */
export function linkOf(keys: RoomKeys, right: 'edit' | 'view'): string {
  return encodeLink(keys, keys.editSeed ? right : 'view')
}

/** The keys in a link's secret part. */
export function readLink(secret: string): DecodedLink {
  return decodeLinkIn(secret)
}

/** What proves on this connection that the room may be opened. */
export function provingClaim(keys: RoomKeys, hello: HelloInfo): OpenClaim {
  return signOpen(keys, hello.frame, hello.aud)
}

export interface EnterOptions {
  readonly doc: Y.Doc
  readonly keys: RoomKeys
  readonly relay: string
  readonly onChange: () => void
  readonly onStoreFailure: () => void
  /** Other tabs of this device are in the room too, and hear of each other through y-websocket. */
  readonly betweenTabs: boolean
}

/** Joins a document to its room at a relay. */
export async function enterRoom(options: EnterOptions): Promise<JoinedRoom> {
  await sealedReady
  return joinRoom({
    doc: options.doc,
    keys: options.keys,
    device: deviceKeys(await deviceSeed(fillRandom)),
    connection: relayConnection(options.relay),
    outbox: outboxStore,
    timers: browserTimers,
    fillRandom,
    onChange: options.onChange,
    onStoreFailure: options.onStoreFailure,
    betweenTabs: options.betweenTabs,
  })
}
