/**
 * A database of our own (not a bill's document), opened when it is first needed.
 *
 * Promises: opening fails after five seconds instead of hanging, what is asked after ten; a connection that another tab or the browser closed
 * is opened again at the next use; two tabs never block each other's upgrade.
 */
import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb'

const openTimeoutMs = 5_000
/** Some browsers lose a request, or a transaction, and never say so. */
const answerTimeoutMs = 10_000

/** Gives the open connection; rejects when there is no IndexedDB or it does not open in time. */
export type Database<Schema extends DBSchema> = () => Promise<IDBPDatabase<Schema>>

/** Survives a power cut once the transaction completed, at the price of some milliseconds. */
export const strict = { durability: 'strict' } as const

/** A database that `upgrade` brings to `version`. Nothing happens before the first call of the result. */
export function lazyDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): Database<Schema> {
  let connection: Promise<IDBPDatabase<Schema>> | null = null
  const open = async () => {
    const forget = () => {
      if (connection === opening) connection = null
    }
    const opening = openDB<Schema>(name, version, {
      upgrade,
      blocking: (_current, _wanted, event) => {
        forget()
        const db = event.target as IDBDatabase
        db.close()
      },
      terminated: forget,
    })
    connection = opening
    try {
      return await within(opening, openTimeoutMs, 'The database does not open')
    } catch (error) {
      forget()
      // Should it open after all, nobody may be kept waiting by it.
      void opening.then(
        db => db.close(),
        () => undefined,
      )
      throw error
    }
  }
  return () => connection ?? open()
}

/** What a reading gives; rejects when no answer comes. */
export function answered<T>(reading: Promise<T>): Promise<T> {
  return within(reading, answerTimeoutMs, 'The database does not answer')
}

/** What `act` gives, once the transaction it works in has completed; rejects when either fails, or does not end. */
export async function completed<T>(
  transaction: { readonly done: Promise<void> },
  act: () => Promise<T>,
): Promise<T> {
  const [result] = await answered(Promise.all([act(), transaction.done]))
  return result
}

function within<T>(promise: Promise<T>, timeoutMs: number, otherwise: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(otherwise)), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
