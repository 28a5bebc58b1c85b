/**
 * The shadow document (PROTOCOL.md 9.1): exactly what a newcomer would get from the relay now, and this device's
 * outbox. What raises an update here and did not come from the log or the outbox is the smallest delta that has to be
 * sent; nothing new raises nothing, so a reconnect with nothing new appends nothing.
 *
 * Nothing local ever waits inside: a local update that builds on something the log lacks is answered with `gap` and taken out
 * again. Otherwise somebody's entry would integrate it later, it would raise no delta, and would never be sent. What waits is
 * of the log alone, it goes on to the document only when it is integrated, and it is bounded (Yjs merges what waits again
 * with each update: 2 000 of them one by one cost 16 s, together 0.4 s).
 *
 * A throw can leave half an update behind: the caller then rebuilds.
 */
import * as Y from 'yjs'
import { type CheckedUpdate, checkUpdate, leavesUnsound } from './update-check.ts'

const fromLog = Symbol('log')
const fromHere = Symbol('local')

/** A rebuild that meets a bad update starts again at most this many updates back. */
const checkpointEvery = 64
/** Above this what came too early stays out until what it builds on has come... */
const maxWaitingBytes = 256 * 1024
/** ...and above this until the next rebuild, which gives all of it to Yjs at once. */
const maxWaitingSingly = 64
const mergeAtOnce = 64

export interface ShadowListener {
  /** A V1 update that the log lacks. */
  onDelta(update: Uint8Array): void
  /** A V1 update of what was integrated from the log, outside of `rebuild`. */
  onNews(update: Uint8Array): void
}

export class Shadow {
  private doc = new Y.Doc()
  /** Updates of the log that came too early and wait in the document, some of them integrated by now. */
  private early: CheckedUpdate[] = []
  /** More of them, that wait outside. */
  private held: CheckedUpdate[] = []
  /** True when some of those came since the last rebuild, which would integrate the parts that fit: rebuild some time. */
  untried = false
  private isRebuilding = false
  /** What the update that is being applied has integrated, and whether some of it is not sound. */
  private integrated: Uint8Array[] = []
  private isUnsound = false

  constructor(private readonly listener: ShadowListener) {
    this.reset()
  }

  /** Applies what the log holds. False: the caller has to rebuild. */
  applyKnown(update: CheckedUpdate): boolean {
    if (this.lacks(update)) {
      this.early = [...this.early.filter(early => this.lacks(early)), update]
      if (this.early.length > maxWaitingSingly || sizeOf(this.early) > maxWaitingBytes) {
        this.early.pop()
        this.held.push(update)
        this.untried = true
        return true
      }
    }
    return this.apply(update.bytes, fromLog) && !this.held.some(held => !this.lacks(held))
  }

  /**
   * Applies what the document says. `gap`: it builds on what is not here, and only what does not raised a delta. `harm`: it
   * can't be applied, or what waited for it can't. After both the caller rebuilds.
   */
  applyLocal(update: Uint8Array): 'applied' | 'gap' | 'harm' {
    const checked = checkUpdate(update)
    if (!checked) return 'harm'
    const hasGap = this.lacks(checked)
    if (!this.apply(update, fromHere)) return 'harm'
    return hasGap ? 'gap' : 'applied'
  }

  /** Starts anew from these updates; gives back those that can't be applied. */
  rebuild(updates: readonly CheckedUpdate[]): readonly CheckedUpdate[] {
    this.isRebuilding = true
    try {
      const refused = this.applyInTurn(updates)
      const { early } = this
      if (this.applyTogether(early)) return refused
      const sound = updates.filter(update => !refused.includes(update) && !early.includes(update))
      return [...refused, ...early, ...this.applyInTurn(sound)]
    } finally {
      this.isRebuilding = false
    }
  }

  /** Applies what fits, in order; the rest is `early` then. Gives back what did harm. */
  private applyInTurn(updates: readonly CheckedUpdate[]): readonly CheckedUpdate[] {
    const refused = new Set<CheckedUpdate>()
    this.reset()
    let early = new Map<number, CheckedUpdate[]>()
    let checkpoint = this.diff()
    let since = 0
    for (let at = 0; at < updates.length; at++) {
      const update = updates[at]
      if (!update || refused.has(update)) continue
      const harm = this.applyWithWaiting(update, early)
      if (harm) {
        // What did harm may be an earlier one that waited for this one.
        refused.add(harm)
        this.reset()
        this.apply(checkpoint, fromLog)
        early = new Map()
        at = since - 1
      } else if (at - since >= checkpointEvery && early.size === 0) {
        checkpoint = this.diff()
        since = at + 1
      }
    }
    this.early = [...early.values()].flat()
    return [...refused]
  }

  /** Applies an update and then those that waited for it, or adds it to those that wait (by a client they wait for). */
  private applyWithWaiting(first: CheckedUpdate, early: Map<number, CheckedUpdate[]>): CheckedUpdate | null {
    const ready = [first]
    for (let next = ready.shift(); next; next = ready.shift()) {
      const blocking = this.blockingClient(next)
      if (blocking !== null) {
        early.set(blocking, [...(early.get(blocking) ?? []), next])
        continue
      }
      if (!this.apply(next.bytes, fromLog)) return next
      for (const client of next.clients) {
        ready.push(...(early.get(client) ?? []))
        early.delete(client)
      }
    }
    return null
  }

  /** Gives what came too early to Yjs in one go: it integrates the parts that fit and lets the others wait. */
  private applyTogether(updates: readonly CheckedUpdate[]): boolean {
    const within: Uint8Array[] = []
    let sizeBytes = 0
    this.early = []
    for (const update of updates) {
      sizeBytes += update.bytes.length
      if (sizeBytes > maxWaitingBytes) {
        this.held.push(update)
        continue
      }
      this.early.push(update)
      within.push(update.bytes)
    }
    if (within.length === 0) return true
    try {
      const merged: Uint8Array[] = []
      for (let at = 0; at < within.length; at += mergeAtOnce) {
        merged.push(Y.mergeUpdates(within.slice(at, at + mergeAtOnce)))
      }
      return this.apply(Y.mergeUpdates(merged), fromLog)
    } catch {
      return false
    }
  }

  /** False when it threw or left behind what is not sound; then nothing of it was told. */
  private apply(update: Uint8Array, origin: symbol): boolean {
    this.isUnsound = false
    this.integrated = []
    const someWaited = this.early.length > 0
    try {
      Y.applyUpdate(this.doc, update, origin)
    } catch {
      return false
    }
    if (this.isUnsound) return false
    for (const part of this.integrated) {
      if (origin === fromHere) this.listener.onDelta(part)
      // What the document says may also integrate what waited for it.
      if (!this.isRebuilding && (origin === fromLog || someWaited)) this.listener.onNews(part)
    }
    return true
  }

  /** True when the update builds on what is not here. */
  lacks(update: CheckedUpdate): boolean {
    return this.blockingClient(update) !== null
  }

  private blockingClient(update: CheckedUpdate): number | null {
    for (const [client, count] of update.needs) {
      if (Y.getState(this.doc.store, client) < count) return client
    }
    return null
  }

  private reset(): void {
    this.doc.destroy()
    this.early = []
    this.held = []
    this.untried = false
    this.doc = new Y.Doc()
    this.doc.on('afterTransaction', transaction => {
      this.isUnsound ||= leavesUnsound(transaction)
    })
    this.doc.on('update', (update: Uint8Array) => {
      this.integrated.push(update)
    })
  }

  /** What of the log waits for what has not come. */
  get waiting(): CheckedUpdate[] {
    return [...this.early, ...this.held].filter(update => this.lacks(update))
  }

  /** True when something of the log waits for what has not come. */
  get missing(): boolean {
    const { pendingStructs, pendingDs } = this.doc.store
    return this.held.length > 0 || pendingStructs !== null || pendingDs !== null
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc)
  }

  /** What a document with this state vector lacks, all of it without one; not what waits. */
  diff(stateVector?: Uint8Array): Uint8Array {
    const { store } = this.doc
    const { pendingStructs, pendingDs } = store
    store.pendingStructs = null
    store.pendingDs = null
    try {
      return Y.encodeStateAsUpdate(this.doc, stateVector)
    } finally {
      store.pendingStructs = pendingStructs
      store.pendingDs = pendingDs
    }
  }

  /** The content as canonical JSON text (keys in order), for a digest that equal content shares. */
  canonicalText(): string {
    const names = [...this.doc.share.keys()].sort()
    return canonical(Object.fromEntries(names.map(name => [name, this.doc.getMap(name).toJSON()])))
  }

  destroy(): void {
    this.doc.destroy()
  }
}

function sizeOf(updates: readonly CheckedUpdate[]): number {
  return updates.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value instanceof Uint8Array) return JSON.stringify([...value])
  if (typeof value === 'bigint') return `${value}n`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
