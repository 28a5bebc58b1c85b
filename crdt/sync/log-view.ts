/**
 * What this client knows of a room's log: its id, the highest number held, the prefix there, and the live entries with
 * their updates (PROTOCOL.md 5.4, §8). The updates are kept because a snapshot is merged, never believed: after one the
 * shadow is built anew from what is live.
 */
import { equalBytes } from '../bytes.ts'
import type { AuthorMark, EntryKey, LogPlace, OpenedEntry } from './cipher.ts'
import { noLogId, zeroPrefix } from './wire.ts'

/** An author may run this far ahead of what was heard of it; beyond it its mark is not believed. */
const maxAuthorLead = 10_000
/** Authors remembered: those heard last. */
const maxAuthors = 256

interface LiveEntry {
  readonly key: EntryKey | null
  /** Null: invalid or blind, it changes nothing. */
  readonly update: Uint8Array | null
  readonly sizeBytes: number
  /** 32 bytes: entryHash */
  readonly hash: Uint8Array
  readonly place: LogPlace | null
}

export class LogView {
  logId: Uint8Array = noLogId
  /** Highest number held; every number up to it was held or is covered. */
  head = 0
  /** prefix(head); null when it is not known: the next OPEN then asks for everything. */
  prefix: Uint8Array | null = zeroPrefix
  /** Entries skipped because they were not valid. */
  invalidCount = 0
  /** True when an entry was made by a newer version: no snapshots from here. */
  blind = false
  private live = new Map<number, LiveEntry>()
  private authors = new Map<string, AuthorMark>()
  private replaying = false

  /** `nextPrefix` is PROTOCOL.md 5.4. */
  constructor(private readonly nextPrefix: (prefix: Uint8Array, entryHash: Uint8Array) => Uint8Array) {}

  /** Forgets everything and begins a replay of the whole log. */
  startFull(logId: Uint8Array): void {
    this.logId = logId.slice()
    this.head = 0
    this.prefix = zeroPrefix
    this.live = new Map()
    this.blind = false
    this.replaying = true
  }

  /** The room got its log: it was empty and had no id. */
  adopt(logId: Uint8Array): void {
    this.logId = logId.slice()
  }

  /** Ends a replay. `head` is the relay's. False when what came does not add up: ask for everything next time. */
  endReplay(head: number): boolean {
    if (this.replaying) {
      this.replaying = false
      this.prefix = this.prefixOfReplay()
    }
    if (head !== this.head && this.live.size > 0) this.prefix = null
    this.head = Math.max(this.head, head)
    return this.prefix !== null
  }

  /**
   * After a full replay the numbers before the first live one are covered. The snapshot that covers exactly up to there
   * carries the prefix; with it the rest is computed.
   */
  private prefixOfReplay(): Uint8Array | null {
    const numbers = [...this.live.keys()]
    const first = numbers[0]
    if (first === undefined) return this.head === 0 ? zeroPrefix : null
    let prefix: Uint8Array | null = first === 1 ? zeroPrefix : null
    for (const { place } of this.live.values()) {
      if (place && place.covers === first - 1 && first > 1) prefix = place.prefix
    }
    let expected = first
    for (const [number, entry] of this.live) {
      if (number !== expected || prefix === null) return null
      prefix = this.nextPrefix(prefix, entry.hash)
      expected += 1
    }
    return prefix
  }

  /** True when an entry of this number is held. */
  holds(number: number): boolean {
    return this.live.has(number) || (!this.replaying && number <= this.head)
  }

  /** Takes an entry of `sizeBytes` at its number; `hash` is its entryHash. */
  place(number: number, opened: OpenedEntry, hash: Uint8Array, sizeBytes: number): void {
    const known = opened.kind === 'update' || opened.kind === 'snapshot' ? opened : null
    if (opened.kind === 'invalid') this.invalidCount += 1
    if (opened.kind === 'blind') this.blind = true
    if (known) this.hear(known)
    this.live.set(number, {
      key: known?.key ?? null,
      update: known?.update ?? null,
      sizeBytes,
      hash,
      place: opened.kind === 'snapshot' ? opened.place : null,
    })
    if (!this.replaying) {
      const follows = this.prefix !== null && number === this.head + 1
      this.prefix = follows && this.prefix ? this.nextPrefix(this.prefix, hash) : null
    }
    this.head = Math.max(this.head, number)
  }

  private hear(entry: Extract<OpenedEntry, { kind: 'update' | 'snapshot' }>): void {
    if (entry.kind === 'snapshot') for (const mark of entry.vector) this.remember(mark)
    const known = this.authors.get(entry.author) ?? entry.introduces
    if (known && entry.n <= known.n + maxAuthorLead) {
      this.remember({ ...known, n: Math.max(entry.n, known.n), lastKey: entry.key })
    }
  }

  private remember(mark: AuthorMark): void {
    const known = this.authors.get(mark.author)
    if (known && known.n > mark.n) return
    this.authors.delete(mark.author)
    this.authors.set(mark.author, mark)
    if (this.authors.size > maxAuthors) {
      const oldest = this.authors.keys().next().value
      if (oldest !== undefined) this.authors.delete(oldest)
    }
  }

  /** The authors heard last, oldest first. */
  vector(): AuthorMark[] {
    return [...this.authors.values()]
  }

  /** Drops what a snapshot covers (PROTOCOL.md 8.1). True when the snapshot is of this log and covers something. */
  cover(number: number, place: LogPlace): boolean {
    if (place.covers === 0 || place.covers >= number || !equalBytes(place.logId, this.logId)) return false
    for (const held of [...this.live.keys()]) if (held <= place.covers) this.live.delete(held)
    return true
  }

  /** The update at that number can't be applied: it changes nothing from here on. */
  refuse(updates: readonly Uint8Array[]): void {
    for (const [number, entry] of this.live) {
      if (entry.update && updates.includes(entry.update)) {
        this.live.set(number, { ...entry, update: null })
        this.invalidCount += 1
      }
    }
  }

  /** The updates of all live entries, in number order. */
  updates(): Uint8Array[] {
    return [...this.live.values()].flatMap(entry => (entry.update ? [entry.update] : []))
  }

  /** Live entries and bytes that a snapshot would tidy: all but the last snapshot itself. */
  get tail(): { readonly entries: number; readonly sizeBytes: number; readonly lastSnapshotBytes: number } {
    let entries = 0
    let sizeBytes = 0
    let lastSnapshotBytes = 0
    for (const entry of this.live.values()) {
      if (entry.place) lastSnapshotBytes = entry.sizeBytes
      else {
        entries += 1
        sizeBytes += entry.sizeBytes
      }
    }
    return { entries, sizeBytes, lastSnapshotBytes }
  }
}
