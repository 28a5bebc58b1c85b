/**
 * A bill's document in IndexedDB, in y-indexeddb's format, with guards around it.
 *
 * Promises: `saved` is said only when the transaction that holds every update so far has completed, so a killed tab
 * loses nothing that was shown as saved. `whenLoaded` never hangs and never rejects. Nothing here throws into a user's
 * edit. What could not be written stays pending and is written again; while that goes on the state is `notSaved`.
 *
 * Why not y-indexeddb's IndexeddbPersistence itself (all measured, version 9.0.12): its `whenSynced` stays pending for
 * ever when the database cannot be opened or holds a bad row, and the rejections behind it cannot be caught; a failed
 * write is silent and hides everything behind it; after its connection was closed by another tab its listener throws
 * inside the edit; its compaction can delete another tab's row; and what it reads is encoded once more, as an update that nobody
 * wants. So its format is kept, and reading and writing are ours (rows.ts). Rows that Yjs cannot read are put aside, the others are
 * read. A database that does not open is tried again for as long as the document is open.
 *
 * A database that was deleted on purpose stays deleted (`memoryOnly`); one that the browser closed is opened again,
 * and if it comes back empty the whole document is written.
 */
import { clearDocument } from 'y-indexeddb'
import * as Y from 'yjs'
import type { Timers } from '../../crdt/sync/timers.ts'
import { applyRow } from './row-decoder.ts'
import { addRows, compactRows, openRows, readRows, setBadRowsAside } from './rows.ts'

/**
 * `opening`: not read yet. `saved`: all of it is on disk. `saving`: on the way. `notSaved`: writing failed and is being
 * tried again. `memoryOnly`: there is no database so far; nothing is kept once the page is gone.
 */
export type PersistenceState = 'opening' | 'saved' | 'saving' | 'notSaved' | 'memoryOnly'

export interface GuardedPersistence {
  state(): PersistenceState
  /** Calls back when the state may have changed; gives the function that stops it. */
  onChange(listener: () => void): () => void
  /** The stored document has been read, or will not be for now (then the state is `memoryOnly`). */
  readonly whenLoaded: Promise<void>
  /** True once everything up to now is on disk; false when an attempt failed or there is no database. */
  flush(): Promise<boolean>
  /** Rows that could not be read and were put aside. */
  damagedRows(): number
  /** Stops following the document, after a last attempt to write what is pending. */
  destroy(): Promise<void>
}

export interface PersistenceOptions {
  /** The platform's own when absent. */
  readonly timers?: Pick<Timers, 'setTimeout' | 'clearTimeout'>
  /** Opening takes no longer than this before the bill is used without a database. */
  readonly openTimeoutMs?: number
  /** A write that takes longer than this has failed: some browsers lose transactions. */
  readonly writeTimeoutMs?: number
  /** May this tab make many rows one now? Only one tab of a device should. Yes when absent. */
  readonly mayCompact?: () => boolean
  /** Waited for before a long document is read, which nothing can interrupt: what was shown can be painted. */
  readonly beforeLong?: () => Promise<void>
  /** Between attempts; the second one waits twice as long, up to 16 times. */
  readonly retryMs?: number
}

/** Rows in the store from which on they are made into one. */
const compactFrom = 500
const platformTimers: NonNullable<PersistenceOptions['timers']> = {
  setTimeout: (run, delayMs) => globalThis.setTimeout(run, delayMs),
  clearTimeout: handle => globalThis.clearTimeout(handle as number | undefined),
}
/** Rows of so many bytes together take longer to read than a frame. */
const longBytes = 500_000
/** Attempts that may fail before the user is told. */
const quietFailures = 2

/** Opens the database of that name for this document and keeps them equal until `destroy`. */
export function openPersistence(
  doc: Y.Doc,
  name: string,
  options: PersistenceOptions = {},
): GuardedPersistence {
  return new Guard(doc, name, options)
}

/** Deletes a bill's database; open tabs of the bill let go of it and keep what they show in memory. */
export async function deleteBillDatabase(name: string): Promise<void> {
  await clearDocument(name)
}

class Guard implements GuardedPersistence {
  readonly whenLoaded: Promise<void>
  private readonly timers: NonNullable<PersistenceOptions['timers']>
  private readonly listeners = new Set<() => void>()
  private db: IDBDatabase | null = null
  private phase: 'opening' | 'open' | 'without' | 'deleted' | 'destroyed' = 'opening'
  /** Updates that no completed transaction holds, oldest first. */
  private pending: Uint8Array[] = []
  private failures = 0
  private writing: Promise<boolean> | null = null
  private retry: unknown = null
  private readonly writeTimeoutMs: number
  private compactAt = compactFrom
  private damaged = 0
  private wasReopened = false
  /** `destroy` was called. */
  private isLeaving = false

  constructor(
    private readonly doc: Y.Doc,
    private readonly name: string,
    private readonly options: PersistenceOptions,
  ) {
    this.timers = options.timers ?? platformTimers
    this.writeTimeoutMs = options.writeTimeoutMs ?? 10_000
    this.follow(true)
    doc.on('destroy', this.onDocDestroy)
    const loading = this.load()
    this.whenLoaded = this.within(loading, options.openTimeoutMs ?? 5_000).then(isLoaded => {
      // A database that opens after all is taken into use then: `load` goes on.
      if (!isLoaded && this.phase === 'opening') this.enter('without')
    })
  }

  state(): PersistenceState {
    switch (this.phase) {
      case 'opening':
        return 'opening'
      case 'without':
      case 'deleted':
        return 'memoryOnly'
      default:
        if (this.pending.length === 0) return 'saved'
        return this.failures > quietFailures ? 'notSaved' : 'saving'
    }
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  damagedRows(): number {
    return this.damaged
  }

  async flush(): Promise<boolean> {
    await this.whenLoaded
    // One attempt may be under way that does not hold the newest updates.
    while (this.phase === 'open' && this.pending.length > 0) {
      if (!(await this.write())) return false
    }
    return this.pending.length === 0 && (this.phase === 'open' || this.phase === 'destroyed')
  }

  async destroy(): Promise<void> {
    if (this.phase === 'destroyed') return
    this.follow(false)
    this.isLeaving = true
    this.doc.off('destroy', this.onDocDestroy)
    await this.flush()
    this.phase = 'destroyed'
    this.listeners.clear()
    if (this.retry !== null) this.timers.clearTimeout(this.retry)
    this.db?.close()
    this.db = null
  }

  private follow(follows: boolean): void {
    if (follows && !this.isLeaving) this.doc.on('update', this.onUpdate)
    else this.doc.off('update', this.onUpdate)
  }

  private readonly onDocDestroy = () => {
    void this.destroy()
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown) => {
    // A throw in here would silence the document for good (yjs#799).
    try {
      // What the reading or a compaction applies to the document comes from the disk and need not go there.
      if (origin === this) return
      const before = this.state()
      this.pending.push(update)
      if (before !== this.state()) this.tell()
      if (this.phase === 'open' && this.retry === null) void this.write()
    } catch {
      this.failures = quietFailures + 1
    }
  }

  /** Opens the database and reads it into the document; true when that went well. */
  private async load(): Promise<boolean> {
    try {
      const db = await this.connect()
      if (db === null) return false
      await this.read(db).catch(async () => {
        this.damaged = await setBadRowsAside(db, row => applyRow(new Y.Doc(), row))
        await this.read(db)
      })
    } catch {
      this.db?.close()
      this.db = null
      this.enter('without')
      this.failures++
      this.later(() => this.load())
      return false
    }
    if (this.isOver()) return false
    this.failures = 0
    this.enter('open')
    void this.write()
    return true
  }

  /** Applies all rows to the document. */
  private async read(db: IDBDatabase): Promise<void> {
    const rows = await readRows(db)
    if (rows.reduce((sum, row) => sum + row.length, 0) > longBytes) await this.options.beforeLong?.()
    // Yjs would encode all that the rows say once more for whoever listens. What somebody writes meanwhile, in an observer of
    // them, is a transaction of its own and is heard.
    const attend = ({ origin }: Y.Transaction) => this.follow(origin !== this)
    this.doc.on('beforeTransaction', attend)
    const apply = () => {
      for (const row of rows) applyRow(this.doc, row)
    }
    try {
      Y.transact(this.doc, apply, this, false)
    } finally {
      this.doc.off('beforeTransaction', attend)
      this.follow(true)
    }
  }

  private isOver(): boolean {
    return this.phase === 'deleted' || this.phase === 'destroyed'
  }

  /** Opens the connection; null when it is not wanted any more. @throws when that is impossible. */
  private async connect(): Promise<IDBDatabase | null> {
    const db = await openRows(this.name)
    if (this.isOver()) {
      db.close()
      return null
    }
    db.onversionchange = event => {
      // Somebody deletes the database (no new version), or a newer app changes it and waits for us to let go.
      db.close()
      if (event.newVersion === null) this.enter('deleted')
      this.lost(db)
    }
    db.onclose = () => this.lost(db)
    this.db = db
    return db
  }

  private lost(db: IDBDatabase): void {
    if (this.db !== db) return
    this.db = null
    this.wasReopened = true
    if (this.phase === 'open' && this.pending.length > 0) void this.write()
  }

  /** One attempt to write all that is pending; true when it landed. Never more than one at a time. */
  private write(): Promise<boolean> {
    this.writing ??= this.attempt().finally(() => {
      this.writing = null
      if (this.phase !== 'open' || this.pending.length === 0) return
      if (this.failures === 0) void this.write()
      else this.later(() => this.write())
    })
    return this.writing
  }

  private async attempt(): Promise<boolean> {
    if (this.phase !== 'open') return false
    const batch = this.pending.slice()
    if (batch.length === 0) return true
    const before = this.state()
    const rows = await this.within(this.writeBatch(batch), this.writeTimeoutMs)
    if (rows === false) {
      this.failures++
      // A connection that fails may be dead without having said so: the next attempt makes a new one.
      this.db?.close()
      this.db = null
      this.wasReopened = true
    } else {
      this.pending = this.pending.slice(batch.length)
      this.failures = 0
      this.wasReopened = false
      if (rows >= this.compactAt && (this.options.mayCompact?.() ?? true)) await this.compact(rows)
    }
    if (before !== this.state()) this.tell()
    return rows !== false
  }

  /** How many rows there are once these have landed; false when they did not. */
  private async writeBatch(batch: readonly Uint8Array[]): Promise<number | false> {
    try {
      const db = this.db ?? (await this.connect())
      if (db === null) return false
      // A database that lost its rows needs all of them: the pending updates alone would leave gaps.
      const whole = this.wasReopened ? Y.encodeStateAsUpdate(this.doc) : null
      return await addRows(db, batch, whole)
    } catch {
      return false
    }
  }

  /** Again after a while: what failed once may go well the next time. */
  private later(attempt: () => Promise<boolean>): void {
    if (this.retry !== null || this.isOver()) return
    const delayMs = (this.options.retryMs ?? 500) * 2 ** Math.min(4, this.failures - 1)
    this.retry = this.timers.setTimeout(() => {
      this.retry = null
      void attempt()
    }, delayMs)
  }

  /** Makes the rows one. A failure changes nothing, and is tried again when there are twice as many. */
  private async compact(rows: number): Promise<void> {
    if (this.db === null) return
    const merge = (all: readonly Uint8Array[]) => {
      // Rows of other tabs that we have not heard of come in here too.
      for (const row of all) Y.applyUpdate(this.doc, row, this)
      return Y.encodeStateAsUpdate(this.doc)
    }
    const isDone = await this.within(
      compactRows(this.db, merge).catch(() => false),
      this.writeTimeoutMs,
    )
    this.compactAt = isDone ? compactFrom : rows * 2
  }

  private enter(phase: 'open' | 'without' | 'deleted'): void {
    if (this.isOver()) return
    this.phase = phase
    this.tell()
  }

  private tell(): void {
    for (const listener of [...this.listeners]) {
      try {
        listener()
      } catch {
        // Somebody else's fault; the others must still hear of it.
      }
    }
  }

  /** What the promise gives, or false when it takes too long. */
  private within<T>(promise: Promise<T>, timeoutMs: number): Promise<T | false> {
    return new Promise(resolve => {
      const timer = this.timers.setTimeout(() => resolve(false), timeoutMs)
      void promise.then(result => {
        this.timers.clearTimeout(timer)
        resolve(result)
      })
    })
  }
}
