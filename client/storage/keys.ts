/**
 * What this device holds of each bill besides its document: seeds, right, relay, room, and who the user is there.
 *
 * Promises: a write resolves when its transaction completed with strict durability. Losing a seed is losing the bill on
 * every device but the others, so it must survive a power cut. Nothing here is ever logged or put into an error.
 * The database is `billington-keys`; its rows become part of the account document later.
 */
import type { DBSchema } from 'idb'
import type { BillId, DeviceId, PersonId, RoomId } from '../../crdt/ids.ts'
import { answered, completed, type Database, lazyDatabase, strict } from './database.ts'

export interface BillKeys {
  readonly id: BillId
  /** What the user may do; a bill that was never shared is theirs to edit. */
  readonly role: 'edit' | 'view'
  /** `own`: made here. `joined`: came by a link, and the user said who they are. `looked`: only opened, hidden from home. */
  readonly standing: 'own' | 'joined' | 'looked'
  /** Who the user is on the bill. */
  readonly me: PersonId | null
  /** The id under which this device introduced itself in the bill. */
  readonly device: DeviceId | null
  /** 16 bytes each; null where the right does not reach, or before the first share. */
  readonly adminSeed: Uint8Array | null
  readonly editSeed: Uint8Array | null
  readonly viewSeed: Uint8Array | null
  /** 16 bytes */
  readonly adminCommitment: Uint8Array | null
  /** 32 bytes */
  readonly writePublicKey: Uint8Array | null
  /** Host of the relay, with its port unless default. */
  readonly relay: string | null
  /** Null until the bill is in a room. */
  readonly room: RoomId | null
  /** When a bill that was only looked at was opened; such rows are dropped after 30 days. */
  readonly lookedAt: number | null
}

export interface KeysStore {
  get(id: BillId): Promise<BillKeys | undefined>
  /** Adds or replaces the row of that bill. */
  put(keys: BillKeys): Promise<void>
  /**
   * Makes the row from what is on disk at that moment, and gives it: what another tab has just put there is never written over
   * by what this one read before.
   */
  change(id: BillId, next: (now: BillKeys | undefined) => BillKeys): Promise<BillKeys>
  list(): Promise<readonly BillKeys[]>
  remove(id: BillId): Promise<void>
  findByRoom(room: RoomId): Promise<BillKeys | undefined>
}

export interface KeysSchema extends DBSchema {
  bills: { key: string; value: BillKeys; indexes: { room: string } }
  /** One row under "seed": what this device's own keys are made from. */
  device: { key: string; value: Uint8Array }
}

/** The database `billington-keys`. */
export function openKeysDatabase(): Database<KeysSchema> {
  return lazyDatabase<KeysSchema>('billington-keys', 1, db => {
    db.createObjectStore('bills', { keyPath: 'id' }).createIndex('room', 'room')
    db.createObjectStore('device')
  })
}

export function makeKeysStore(database: Database<KeysSchema>): KeysStore {
  return {
    get: async id => answered((await database()).get('bills', id)),
    list: async () => (await database()).getAll('bills'),
    findByRoom: async room => (await database()).getFromIndex('bills', 'room', room),
    async put(keys) {
      const transaction = (await database()).transaction('bills', 'readwrite', strict)
      await completed(transaction, () => transaction.store.put(keys))
    },
    async change(id, next) {
      const transaction = (await database()).transaction('bills', 'readwrite', strict)
      return completed(transaction, async () => {
        const keys = next(await transaction.store.get(id))
        await transaction.store.put(keys)
        return keys
      })
    },
    async remove(id) {
      const transaction = (await database()).transaction('bills', 'readwrite', strict)
      await completed(transaction, () => transaction.store.delete(id))
    },
  }
}

export const keysDatabase = openKeysDatabase()
export const keysStore: KeysStore = makeKeysStore(keysDatabase)
