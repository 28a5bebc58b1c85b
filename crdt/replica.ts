/**
 * One bill on one device: its Y.Doc, where it is stored, the room it is joined to (if any) and how far the user's own changes
 * have got. Without a room it needs no crypto.
 *
 * "Waiting n" counts the user's own transactions that the relay has not acknowledged, and the lines that they touched are
 * remembered with it. Both outlive a reload (the session starts anew and only learns from the log what is missing), so they are
 * handed a small store.
 */
import type * as Y from 'yjs'
import { changedItems } from './document/changed-items.ts'
import { whenWritten } from './document/written.ts'
import type { ItemId } from './ids.ts'
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

/** Own changes that the relay has not acknowledged. */
export interface Waiting {
  readonly count: number
  /** The lines that they touched, each once. */
  readonly items: readonly ItemId[]
}

export const nothingWaits: Waiting = { count: 0, items: [] }

/** Both together. */
export function addWaiting(a: Waiting, b: Waiting): Waiting {
  if (b.count === 0 && b.items.length === 0) return a
  return { count: a.count + b.count, items: [...new Set([...a.items, ...b.items])] }
}

/** Remembers which own changes wait. */
export interface WaitingStore {
  load(): Promise<Waiting>
  save(waiting: Waiting): void
}

export interface ReplicaOptions {
  readonly doc: Y.Doc
  readonly persistence: Persistence
  readonly waiting: WaitingStore
}

export class Replica {
  readonly doc: Y.Doc
  readonly persistence: Persistence
  private joined: JoinedRoom | null = null
  private own = nothingWaits
  private readonly listeners = new Set<() => void>()
  private reckoning = false
  private readonly unlisten: () => void

  constructor(private readonly options: ReplicaOptions) {
    this.doc = options.doc
    this.persistence = options.persistence
    const count = (transaction: Y.Transaction) => {
      if (!transaction.local || !this.counts) return
      // A throw in a listener of a Y.Doc would wedge it: nothing below throws.
      this.setOwn(addWaiting(this.own, { count: 1, items: changedItems(transaction) }))
      this.reckon()
    }
    const stopCounting = whenWritten(this.doc, count)
    const off = this.persistence.onChange(() => this.tell())
    this.unlisten = () => {
      stopCounting()
      off()
    }
  }

  private counts = false
  /** What the store had is in `own`; before that nothing may be written over it. */
  private knowsStored = false

  /** From now on own changes are counted: the bill is in a room, or is about to be. */
  async startCounting(): Promise<void> {
    if (this.counts) return
    this.counts = true
    const stored = await this.options.waiting.load().catch(() => nothingWaits)
    if (!this.counts || this.knowsStored) return
    this.knowsStored = true
    // What came while the store was read counts too.
    if (this.own.count > 0) this.setOwn(addWaiting(stored, this.own))
    else this.own = stored
    this.reckon()
  }

  /** Another tab sends for this device from now on, and counts. */
  stopCounting(): void {
    this.counts = false
    this.knowsStored = false
    this.own = nothingWaits
  }

  /** Own changes that were made in other tabs of this device, or here while another tab was the one that counts. */
  countOwn(changes: Waiting): void {
    if (changes.count === 0) return
    this.setOwn(addWaiting(this.own, changes))
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
  get waiting(): Waiting {
    return this.own
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
      if (this.joined?.settled && this.own.count > 0) this.setOwn(nothingWaits)
      this.tell()
    })
  }

  private setOwn(own: Waiting): void {
    this.own = own
    if (!this.knowsStored) return
    try {
      this.options.waiting.save(own)
    } catch {
      // It is told wrong after a reload; the changes themselves are where they were.
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
