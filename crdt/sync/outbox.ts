/**
 * Sealed entries that the relay has not acknowledged, in order (PROTOCOL.md 9.2, 9.4). An entry is sent only when the
 * durable store has it: a number that was used and then forgotten would look like withholding to others.
 */
import type { EntryKey, SealedEntry } from './cipher.ts'
import type { CheckedUpdate } from './update-check.ts'

/** As it is kept in the durable store. */
export interface StoredEntry {
  readonly key: EntryKey
  readonly author: string
  readonly n: number
  readonly bytes: Uint8Array
}

interface Waiting {
  readonly entry: StoredEntry
  /** What it adds to the log; null where that is not known, or nothing. */
  readonly update: CheckedUpdate | null
  /** A snapshot that only tidies: its content is in the log already, nobody waits for it. */
  readonly tidies: boolean
  stored: boolean
  /** The request under which it was sent; 0: not sent yet. */
  req: number
  /** The relay does not take it: it stays here and is tried again later, on the next connection at the latest. */
  refused: boolean
  /** Above the protocol's own limit: never sent. */
  oversized: boolean
  /** Passed on by a relay that keeps nothing, and not safe here either: sent again to whoever comes next. */
  forwarded: boolean
}

const fresh = { req: 0, tidies: false, refused: false, oversized: false, forwarded: false } as const

export class Outbox {
  private readonly waiting = new Map<EntryKey, Waiting>()
  private nextReq = 1

  get isEmpty(): boolean {
    return this.waiting.size === 0
  }

  has(key: EntryKey): boolean {
    return this.waiting.has(key)
  }

  /** True while the log lacks something of ours. */
  get owes(): boolean {
    for (const { tidies, forwarded } of this.waiting.values()) if (!tidies && !forwarded) return true
    return false
  }

  /** How many entries the relay does not take. */
  get refusedCount(): number {
    let count = 0
    for (const { refused, oversized } of this.waiting.values()) if (refused || oversized) count += 1
    return count
  }

  /** An entry that the store already has (from an earlier run, or an earlier tab). */
  restore(entry: StoredEntry, update: CheckedUpdate | null): void {
    this.waiting.set(entry.key, { entry, update, ...fresh, stored: true })
  }

  /** A fresh entry; it may go when the store has it. */
  add(sealed: SealedEntry, update: CheckedUpdate | null): void {
    this.waiting.set(sealed.key, { entry: sealed, update, ...fresh, stored: false })
  }

  /** A snapshot that only tidies; it may go at once. */
  addTidying(sealed: SealedEntry): void {
    this.waiting.set(sealed.key, { entry: sealed, update: null, ...fresh, tidies: true, stored: true })
  }

  markStored(key: EntryKey): void {
    const waiting = this.waiting.get(key)
    if (waiting) waiting.stored = true
  }

  /** No relay would take it: it stays here, unsent. */
  hold(key: EntryKey): void {
    const waiting = this.waiting.get(key)
    if (waiting) waiting.oversized = true
  }

  /** Everything has to be sent again, on the same channel: numbers of requests go on. */
  resend(): void {
    for (const waiting of this.waiting.values()) {
      waiting.req = 0
      waiting.refused = false
      waiting.forwarded = false
    }
  }

  /** What was refused is tried again, on the same channel. */
  resendRefused(): void {
    for (const waiting of this.waiting.values()) {
      if (!waiting.refused) continue
      waiting.req = 0
      waiting.refused = false
    }
  }

  /** The channel is gone: everything has to be sent again, on a new one. */
  rewind(): void {
    this.nextReq = 1
    this.resend()
  }

  /**
   * What may be sent now, in order, each with its request number: entries behind one that is not stored yet wait for it.
   */
  takeSendable(): { readonly req: number; readonly bytes: Uint8Array }[] {
    const out: { req: number; bytes: Uint8Array }[] = []
    for (const waiting of this.waiting.values()) {
      if (waiting.oversized) continue
      if (!waiting.stored) break
      if (waiting.req !== 0) continue
      waiting.req = this.nextReq++
      out.push({ req: waiting.req, bytes: waiting.entry.bytes })
    }
    return out
  }

  /** Removes the entry that was sent under this request. */
  acknowledge(req: number): StoredEntry | null {
    const waiting = this.sentUnder(req)
    if (waiting) this.waiting.delete(waiting.entry.key)
    return waiting?.entry ?? null
  }

  /** The entry was passed on; it stays. */
  markForwarded(key: EntryKey): void {
    const waiting = this.waiting.get(key)
    if (waiting) waiting.forwarded = true
  }

  /** The key of what was sent under this request. */
  keySentUnder(req: number): EntryKey | null {
    return this.sentUnder(req)?.entry.key ?? null
  }

  /** What the entry adds to the log; null when that is not known, or it is not here. */
  updateOf(key: EntryKey): CheckedUpdate | null {
    return this.waiting.get(key)?.update ?? null
  }

  /** The relay does not take what was sent under this request. Gives the entry when nothing is lost without it. */
  refuse(req: number): StoredEntry | null {
    const waiting = this.sentUnder(req)
    if (waiting?.tidies) return this.acknowledge(req)
    if (waiting) waiting.refused = true
    return null
  }

  private sentUnder(req: number): Waiting | null {
    if (req === 0) return null
    for (const waiting of this.waiting.values()) if (waiting.req === req) return waiting
    return null
  }

  keys(): EntryKey[] {
    return [...this.waiting.keys()]
  }

  /** Removes an entry that the log turned out to hold. */
  remove(key: EntryKey): void {
    this.waiting.delete(key)
  }

  /** What the waiting entries add to the log. */
  updates(): CheckedUpdate[] {
    return [...this.waiting.values()].flatMap(({ update }) => (update ? [update] : []))
  }
}
