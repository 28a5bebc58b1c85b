/**
 * The seed of this device's own keys: made once, at the first share or join, and never sent anywhere.
 *
 * Promises: all tabs of this device get the same one, whoever comes first, because it is looked for and made in one
 * transaction.
 */
import type { FillRandom } from '../../crdt/ids.ts'
import { completed, type Database, strict } from './database.ts'
import { type KeysSchema, keysDatabase } from './keys.ts'

const seedBytes = 16

/** 16 bytes, the same at every call. */
export async function deviceSeed(
  fillRandom: FillRandom,
  database: Database<KeysSchema> = keysDatabase,
): Promise<Uint8Array> {
  const transaction = (await database()).transaction('device', 'readwrite', strict)
  return completed(transaction, async () => {
    const kept = await transaction.store.get('seed')
    if (kept instanceof Uint8Array && kept.length === seedBytes) return kept
    const seed = fillRandom(new Uint8Array(seedBytes))
    await transaction.store.put(seed, 'seed')
    return seed
  })
}
