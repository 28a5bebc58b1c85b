/**
 * What the user last had on screen of each bill: their share, and which entries of the document were there. It stays on this
 * device; losing it costs one "your share went from".
 */
import type { DBSchema } from 'idb'
import type { CurrencyCode, Minor } from '../../crdt/domain/bill.ts'
import type { BillId } from '../../crdt/ids.ts'
import { type Database, lazyDatabase } from './database.ts'

export interface LookRow {
  readonly shareMinor: Minor
  readonly currency: CurrencyCode
  /** The document's state vector, as `Y.encodeStateVector` gives it. */
  readonly seen: Uint8Array
}

export interface Looks {
  get(id: BillId): Promise<LookRow | undefined>
  put(id: BillId, look: LookRow): Promise<void>
  remove(id: BillId): Promise<void>
}

interface LooksSchema extends DBSchema {
  looks: { key: string; value: LookRow }
}

function makeLooks(database: Database<LooksSchema>): Looks {
  return {
    get: async id => (await database()).get('looks', id),
    put: async (id, look) => void (await (await database()).put('looks', look, id)),
    remove: async id => (await database()).delete('looks', id),
  }
}

export const looks: Looks = makeLooks(
  lazyDatabase<LooksSchema>('billington-looks', 1, db => {
    db.createObjectStore('looks')
  }),
)
