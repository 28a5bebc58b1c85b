/**
 * What keeps the logs of rooms. Asynchronous from the start, so that a database in another process fits; one `append`
 * per turn of the event loop for all rooms together, so that a disk is flushed once for many entries. Every store runs
 * the contract suite tests/unit/relay/store-contract.ts.
 *
 * A store numbers entries from 1 in each log, never twice the same; an entry whose append has resolved is there after
 * a crash (as far as the store keeps anything at all).
 */
import type { RoomId } from '../../crdt/ids.ts'

/** A place in a log: what a client says it holds, or what a snapshot covers. 16, - and 16 bytes. */
export interface LogPlace {
  readonly logId: Uint8Array
  readonly covers: number
  readonly prefix: Uint8Array
}

/** A room's log as it is now. */
export interface LogState {
  /** 16 bytes */
  readonly logId: Uint8Array
  /** The highest number; 0 when empty. */
  readonly head: number
  /** True when the place asked for is in this log, so that reading may go on from there (PROTOCOL.md 7.6). */
  readonly agrees: boolean
}

export interface AppendRequest {
  readonly room: RoomId
  readonly entry: Uint8Array
  /** Of a SNAPSHOT, whose signature the caller has verified. */
  readonly snapshot: LogPlace | null
}

export type Appended =
  | {
      readonly ok: true
      readonly number: number
      /** True when the same bytes were live already, under that number; nothing was stored. */
      readonly dup: boolean
      readonly logId: Uint8Array
    }
  | { readonly ok: false; readonly reason: AppendRefusal }

export type AppendRefusal =
  | 'logMismatch'
  | 'coversAhead'
  | 'snapshotStale'
  | 'roomQuota'
  | 'storageFull'
  | 'internal'

export interface StoredEntry {
  readonly number: number
  readonly entry: Uint8Array
}

export type Page =
  /** Live entries in number order; empty: there are no more. */
  | { readonly kind: 'entries'; readonly entries: readonly StoredEntry[] }
  /** A damaged entry was met and dropped: what is left was numbered anew in a new log. */
  | { readonly kind: 'newLog'; readonly logId: Uint8Array; readonly head: number; readonly dropped: number }

export interface StoreStats {
  readonly rooms: number
  /** Entries ever taken, those retired since among them. */
  readonly entries: number
  /** What all of it takes, on disk or in memory. */
  readonly sizeBytes: number
  /** True while writes are refused because the disk is full. */
  readonly full: boolean
}

export interface Store {
  /** False: entries are numbered and forgotten. */
  readonly keeps: boolean
  /** The log of a room, or null when there is none. Creates nothing (but see none.ts). */
  open(room: RoomId, held: LogPlace): Promise<LogState | null>
  /** Stores a batch in its order, all durable when it resolves; one refusal leaves the others alone. */
  append(batch: readonly AppendRequest[]): Promise<readonly Appended[]>
  /** Live entries with a number above `after`, at least one if there is one, then up to `limitBytes`. */
  readAfter(room: RoomId, after: number, limitBytes: number): Promise<Page>
  /** Nobody has the room open any more: what is cached of it may go. */
  release(room: RoomId): void
  /** Cheap: may be asked every second. */
  stats(): Promise<StoreStats>
  /** Resolves when everything is on disk and closed. */
  close(): Promise<void>
}
