/**
 * Sealed entries that the relay has not acknowledged, in order (PROTOCOL.md 9.2, 9.4). An entry is sent only when the
 * durable store has it: a number that was used and then forgotten would look like withholding to others.
 */
import type { EntryKey, SealedEntry } from './cipher.ts'

/** As it is kept in the durable store. */
export interface StoredEntry {
  readonly key: EntryKey
  readonly author: string
  readonly n: number
  readonly bytes: Uint8Array
}

interface Waiting {
  readonly entry: StoredEntry
  /** The update inside, inflated; null for a snapshot that only tidies. */
  readonly update: Uint8Array | null
  stored: boolean
  /** The request under which it was sent on this connection; 0: not sent yet. */
  req: number
}

export class Outbox {
  private readonly waiting = new Map<EntryKey, Waiting>()
  private nextReq = 1

  get size(): number {
    return this.waiting.size
  }

  has(key: EntryKey): boolean {
    return this.waiting.has(key)
  }

  /** An entry that the store already has (from an earlier run, or an earlier tab). */
  restore(entry: StoredEntry, update: Uint8Array | null): void {
    this.waiting.set(entry.key, { entry, update, stored: true, req: 0 })
  }

  add(sealed: SealedEntry, update: Uint8Array | null): void {
    this.waiting.set(sealed.key, { entry: sealed, update, stored: false, req: 0 })
  }

  markStored(key: EntryKey): void {
    const waiting = this.waiting.get(key)
    if (waiting) waiting.stored = true
  }

  /** The connection is new: everything has to be sent again. */
  rewind(): void {
    this.nextReq = 1
    for (const waiting of this.waiting.values()) waiting.req = 0
  }

  /**
   * What may be sent now, in order, each with its request number: entries behind one that is not stored yet wait for it.
   */
  takeSendable(): { readonly req: number; readonly bytes: Uint8Array }[] {
    const out: { req: number; bytes: Uint8Array }[] = []
    for (const waiting of this.waiting.values()) {
      if (!waiting.stored) break
      if (waiting.req !== 0) continue
      waiting.req = this.nextReq++
      out.push({ req: waiting.req, bytes: waiting.entry.bytes })
    }
    return out
  }

  /** Removes the entry that was sent under this request. */
  acknowledge(req: number): Waiting | null {
    for (const waiting of this.waiting.values()) {
      if (waiting.req === req) {
        this.waiting.delete(waiting.entry.key)
        return waiting
      }
    }
    return null
  }

  /** Removes an entry that the log turned out to hold. */
  remove(key: EntryKey): boolean {
    return this.waiting.delete(key)
  }

  /** The updates of all waiting entries. */
  updates(): Uint8Array[] {
    return [...this.waiting.values()].flatMap(waiting => (waiting.update ? [waiting.update] : []))
  }
}
