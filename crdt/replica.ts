/**
 * One bill on one device: its Y.Doc, where it is stored, the room it is joined to (if any) and how far the user's own changes
 * have got. Without a room it needs no crypto.
 *
 * "Waiting n" counts the user's own transactions that the relay has not acknowledged. The count outlives a reload (the
 * session starts anew and only learns from the log what is missing), so it is handed a small store.
 */
import type * as Y from 'yjs'
import type { JoinedRoom } from './joined-room.ts'

/** How a document is kept on this device; the guarded y-indexeddb in the client fits. */
export interface Persistence {
  readonly whenLoaded: Promise<void>
  state(): 'opening' | 'saved' | 'saving' | 'notSaved' | 'memoryOnly'
  onChange(listener: () => void): () => void
  /** True when everything so far is on disk. */
  flush(): Promise<boolean>
  destroy(): Promise<void> | void
}

/** Remembers how many own changes wait. */
export interface WaitingCount {
  load(): Promise<number>
  save(count: number): void
}

export interface ReplicaOptions {
  readonly doc: Y.Doc
  readonly persistence: Persistence
  readonly waiting: WaitingCount
}

export class Replica {
  readonly doc: Y.Doc
  readonly persistence: Persistence
  private joined: JoinedRoom | null = null
  private ownChanges = 0
  private readonly listeners = new Set<() => void>()
  private reckoning = false
  private readonly unlisten: () => void

  constructor(private readonly options: ReplicaOptions) {
    this.doc = options.doc
    this.persistence = options.persistence
    const count = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (!transaction.local || !this.counts) return
      // A throw in a listener of a Y.Doc would wedge it: nothing below throws.
      this.setOwnChanges(this.ownChanges + 1)
      this.reckon()
    }
    this.doc.on('update', count)
    const off = this.persistence.onChange(() => this.tell())
    this.unlisten = () => {
      this.doc.off('update', count)
      off()
    }
  }

  private counts = false

  /** From now on own changes are counted: the bill is in a room, or is about to be. */
  async startCounting(): Promise<void> {
    if (this.counts) return
    this.counts = true
    this.ownChanges += await this.options.waiting.load().catch(() => 0)
    this.reckon()
  }

  /** Another tab sends for this device from now on, and counts. */
  stopCounting(): void {
    this.counts = false
    this.ownChanges = 0
  }

  /** Own changes that were made in other tabs of this device, or here while another tab was the one that counts. */
  countOwn(changes: number): void {
    if (changes === 0) return
    if (this.counts) this.setOwnChanges(this.ownChanges + changes)
    else this.ownChanges += changes
    this.reckon()
  }

  get room(): JoinedRoom | null {
    return this.joined
  }

  /** The room was joined; call `roomChanged` whenever it says so. */
  attach(room: JoinedRoom): void {
    this.joined = room
    this.reckon()
  }

  /** The room is left, the bill stays open. */
  detach(): void {
    this.joined = null
    this.tell()
  }

  roomChanged(): void {
    this.reckon()
  }

  /** Own changes that the relay has not acknowledged. */
  get waitingCount(): number {
    return this.ownChanges
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Once per turn, after the provider has seen the change too: whichever of the two listens first. */
  private reckon(): void {
    if (this.reckoning) return
    this.reckoning = true
    void Promise.resolve().then(() => {
      this.reckoning = false
      if (this.joined?.settled && this.ownChanges > 0) this.setOwnChanges(0)
      this.tell()
    })
  }

  private setOwnChanges(count: number): void {
    this.ownChanges = count
    try {
      this.options.waiting.save(count)
    } catch {
      // The count is told wrong after a reload; the changes themselves are where they were.
    }
  }

  private tell(): void {
    for (const listener of this.listeners) {
      try {
        listener()
      } catch {
        // A listener's own fault must not stop the others, nor wedge the document that is calling us.
      }
    }
  }

  /** Leaves the room and closes the store, after what is written has landed. */
  async close(): Promise<void> {
    this.unlisten()
    this.listeners.clear()
    const left = this.joined?.leave()
    this.joined = null
    await Promise.all([left, this.persistence.flush()])
    await this.persistence.destroy()
    this.doc.destroy()
  }
}
