/**
 * What this client knows of a room's log: its id, how far it is held without a hole, the prefix there, and the live entries
 * with their updates (PROTOCOL.md 5.4, §8). The updates are kept because a snapshot is merged, never believed: after one
 * the shadow is built anew from what is live.
 *
 * Entries may come out of order and with holes (an acknowledgement may overtake, a relay may misbehave): the place that
 * the next OPEN names is before the first hole, so an honest relay fills it.
 */
import { equalBytes } from '../bytes.ts'
import type { AuthorMark, EntryKey, LogPlace, OpenedEntry } from './cipher.ts'
import type { CheckedUpdate } from './update-check.ts'
import { noLogId, zeroPrefix } from './wire.ts'

/** An author may run this far ahead of what was heard of it; beyond it its mark is not believed. */
const maxAuthorLead = 10_000
/** Authors remembered: those heard last. */
const maxAuthors = 256
/** More than this no honest room holds (relays keep some 16 MiB of one): the relay or a member floods us. */
const maxLiveEntries = 50_000
const maxLiveBytes = 64 * 1024 * 1024

/** An entry as the view takes it. */
export interface PlacedEntry {
  readonly number: number
  readonly opened: OpenedEntry
  /** Null: invalid or blind, it changes nothing. */
  readonly update: CheckedUpdate | null
  /** 32 bytes: entryHash */
  readonly hash: Uint8Array
  readonly sizeBytes: number
}

interface LiveEntry {
  readonly key: EntryKey | null
  readonly update: CheckedUpdate | null
  readonly sizeBytes: number
  readonly hash: Uint8Array
  readonly isSnapshot: boolean
}

export class LogView {
  logId: Uint8Array = noLogId
  /** Every number up to this one is held or covered. */
  upTo = 0
  /** prefix(upTo) */
  prefix: Uint8Array = zeroPrefix
  /** Entries of this log that were skipped because they were not valid. */
  invalidCount = 0
  /** True when an entry was made by a newer version: no snapshots from here. */
  blind = false
  private live = new Map<number, LiveEntry>()
  private highest = 0
  private liveBytes = 0
  private authors = new Map<string, AuthorMark>()

  /** `nextPrefix` is PROTOCOL.md 5.4. */
  constructor(private readonly nextPrefix: (prefix: Uint8Array, entryHash: Uint8Array) => Uint8Array) {}

  /** Forgets everything before a replay of the whole log. */
  start(logId: Uint8Array): void {
    this.logId = logId.slice()
    this.upTo = 0
    this.prefix = zeroPrefix
    this.live = new Map()
    this.highest = 0
    this.liveBytes = 0
    this.blind = false
    this.invalidCount = 0
  }

  /** The room got its log: it was empty and had no id. */
  adopt(logId: Uint8Array): void {
    this.logId = logId.slice()
  }

  /** True when nothing is missing below the highest number. */
  get complete(): boolean {
    return this.upTo >= this.highest
  }

  /** Forgets what is behind the first hole: a replay from there brings it again, or it was never in the log. */
  dropBehindHole(): void {
    for (const [number, { sizeBytes }] of this.live) {
      if (number <= this.upTo) continue
      this.live.delete(number)
      this.liveBytes -= sizeBytes
    }
    this.highest = this.upTo
  }

  /** True when more came than an honest room can hold. */
  get overflows(): boolean {
    return this.live.size > maxLiveEntries || this.liveBytes > maxLiveBytes
  }

  /** True when an entry of this number is held or covered. */
  holds(number: number): boolean {
    return number <= this.upTo || this.live.has(number)
  }

  /** True when the entry of this number is live and is the one with this hash. */
  holdsEntry(number: number, hash: Uint8Array): boolean {
    const held = this.live.get(number)
    return held !== undefined && equalBytes(held.hash, hash)
  }

  /** Takes an entry. True when it is a snapshot that covers something: the value of the log may have changed. */
  place({ number, opened, update, hash, sizeBytes }: PlacedEntry): boolean {
    if (opened.kind === 'blind') this.blind = true
    else if (!update) this.invalidCount += 1
    if (opened.kind === 'update' || opened.kind === 'snapshot') this.hear(opened)
    const key = 'key' in opened ? opened.key : null
    this.live.set(number, { key, update, sizeBytes, hash, isSnapshot: opened.kind === 'snapshot' })
    this.liveBytes += sizeBytes
    this.highest = Math.max(this.highest, number)
    const tidied = opened.kind !== 'update' && opened.place !== null && this.cover(number, opened.place)
    this.advance()
    return tidied
  }

  private advance(): void {
    for (let next = this.live.get(this.upTo + 1); next; next = this.live.get(this.upTo + 1)) {
      this.upTo += 1
      this.prefix = this.nextPrefix(this.prefix, next.hash)
    }
  }

  /**
   * Drops what a snapshot covers (PROTOCOL.md 8.1), whatever is in it: the relay, which can't read it, drops the same.
   * True when it is of this log and covers something.
   */
  private cover(number: number, { logId, covers, prefix }: LogPlace): boolean {
    if (covers === 0 || covers >= number || !equalBytes(logId, this.logId)) return false
    for (const [held, entry] of this.live) {
      if (held > covers) continue
      this.live.delete(held)
      this.liveBytes -= entry.sizeBytes
    }
    if (covers > this.upTo) {
      this.upTo = covers
      this.prefix = prefix.slice()
    }
    return true
  }

  private hear(entry: Extract<OpenedEntry, { kind: 'update' | 'snapshot' }>): void {
    if (entry.kind === 'snapshot') for (const mark of entry.vector) this.remember(mark)
    const known = this.authors.get(entry.author) ?? entry.introduces
    if (known && entry.n <= known.n + maxAuthorLead) {
      const isLatest = entry.n >= known.n
      this.remember(isLatest ? { ...known, n: entry.n, lastKey: entry.key } : known)
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

  /** These can't be applied: they change nothing from here on. */
  refuse(updates: readonly CheckedUpdate[]): void {
    if (updates.length === 0) return
    const refused = new Set(updates)
    for (const [number, entry] of this.live) {
      if (!entry.update || !refused.has(entry.update)) continue
      this.live.set(number, { ...entry, update: null })
      this.invalidCount += 1
    }
  }

  /** The keys of all live entries. */
  liveKeys(): Set<EntryKey> {
    return new Set([...this.live.values()].flatMap(({ key }) => key ?? []))
  }

  /** The updates of all live entries, in number order. */
  updates(): CheckedUpdate[] {
    const inOrder = [...this.live].sort(([a], [b]) => a - b)
    return inOrder.flatMap(([, { update }]) => (update ? [update] : []))
  }

  /** Live entries and bytes that a snapshot would tidy: all but the last snapshot itself. */
  get tail(): { readonly entries: number; readonly sizeBytes: number; readonly lastSnapshotBytes: number } {
    let last = 0
    for (const [number, { isSnapshot }] of this.live) if (isSnapshot && number > last) last = number
    const lastSnapshotBytes = this.live.get(last)?.sizeBytes ?? 0
    return {
      entries: this.live.size - (last > 0 ? 1 : 0),
      sizeBytes: this.liveBytes - lastSnapshotBytes,
      lastSnapshotBytes,
    }
  }
}
