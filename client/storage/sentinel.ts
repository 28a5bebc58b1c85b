/**
 * Two marks that this browser has held bills: one in localStorage, one in IndexedDB. Browsers that clear a page's IndexedDB when
 * space is short leave localStorage alone, so one mark without the other tells "this browser removed your bills" from a
 * first visit. (Safari clears both after seven days without a visit; that cannot be told from a first visit.)
 */
import type { DBSchema } from 'idb'
import { type Database, lazyDatabase } from './database.ts'

interface SentinelSchema extends DBSchema {
  marks: { key: string; value: true }
}

const key = 'billington-sentinel'

export interface Sentinel {
  /** True when there were bills once and the browser has removed them. Never throws. */
  wasRobbed(): Promise<boolean>
  /** There are bills here now. */
  mark(): Promise<void>
  /** The user has been told. */
  forget(): void
}

export function openSentinelDatabase(): Database<SentinelSchema> {
  return lazyDatabase<SentinelSchema>(key, 1, db => {
    db.createObjectStore('marks')
  })
}

/** @param local localStorage, or what throws as it does where it is forbidden */
export function makeSentinel(database: Database<SentinelSchema>, local: () => Storage): Sentinel {
  const quietly = <T>(act: () => T, otherwise: T): T => {
    try {
      return act()
    } catch {
      return otherwise
    }
  }
  return {
    async wasRobbed() {
      if (quietly(() => local().getItem(key), null) === null) return false
      try {
        return (await (await database()).get('marks', key)) === undefined
      } catch {
        // A database that does not open says nothing about what is in it.
        return false
      }
    },
    async mark() {
      try {
        await (await database()).put('marks', true, key)
      } catch {
        return
      }
      quietly(() => local().setItem(key, 'bills'), undefined)
    },
    forget: () => quietly(() => local().removeItem(key), undefined),
  }
}

export const sentinel: Sentinel = makeSentinel(openSentinelDatabase(), () => localStorage)
