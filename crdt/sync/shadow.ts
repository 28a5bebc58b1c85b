/**
 * The shadow document (PROTOCOL.md 9.1): exactly what a newcomer would get from the relay now, and this device's
 * outbox. What raises an update here and did not come from the log or the outbox is the smallest delta that has to be
 * sent; nothing new raises nothing, so a reconnect with nothing new appends nothing.
 *
 * Nothing ever waits inside the document: an update of the log that came too early waits beside it, and a local one that
 * builds on something the log lacks is answered with `gap`. Otherwise what was local would be integrated by somebody's
 * entry later, would raise no delta, and would never be sent.
 *
 * A throw can leave half an update behind: the caller then rebuilds.
 */
import * as Y from 'yjs'
import { type CheckedUpdate, maxDepth } from './update-check.ts'

const fromLog = Symbol('log')
const fromHere = Symbol('local')

/** A rebuild that meets a bad update starts again at most this many updates back. */
const checkpointEvery = 64

/** What became of an update of the log. */
export interface Application {
  /** What was applied now, in order; empty while it waits. */
  readonly applied: readonly CheckedUpdate[]
  /** What could not be applied, and spoiled the document. */
  readonly harm: CheckedUpdate | null
}

export class Shadow {
  private doc = new Y.Doc()
  /** Updates that came too early, by a client of which they need more. */
  private waiting = new Map<number, CheckedUpdate[]>()

  /** `onDelta` gets each V1 update that the log lacks. */
  constructor(private readonly onDelta: (update: Uint8Array) => void) {
    this.reset()
  }

  /** Applies what the log holds, and what waited for it. After `harm` the caller rebuilds. */
  applyKnown(update: CheckedUpdate): Application {
    const applied: CheckedUpdate[] = []
    const ready = [update]
    for (let next = ready.shift(); next; next = ready.shift()) {
      const blocking = this.blockingClient(next)
      if (blocking !== null) {
        this.waiting.set(blocking, [...(this.waiting.get(blocking) ?? []), next])
        continue
      }
      if (!this.apply(next.bytes, fromLog) || this.isSpoiledBy(next)) return { applied, harm: next }
      applied.push(next)
      for (const client of next.clients) {
        ready.push(...(this.waiting.get(client) ?? []))
        this.waiting.delete(client)
      }
    }
    return { applied, harm: null }
  }

  /**
   * Applies what the document says. `gap`: it builds on what is not here, and only what does not raised a delta; `harm`: it
   * can't be applied. After both the caller rebuilds.
   */
  applyLocal(update: Uint8Array): 'applied' | 'gap' | 'harm' {
    if (!this.apply(update, fromHere)) return 'harm'
    return this.hasPending ? 'gap' : 'applied'
  }

  /** Starts anew from these updates; gives back those that can't be applied. */
  rebuild(updates: readonly CheckedUpdate[]): readonly CheckedUpdate[] {
    const refused = new Set<CheckedUpdate>()
    this.reset()
    let checkpoint = this.diff()
    let since = 0
    for (let at = 0; at < updates.length; at++) {
      const update = updates[at]
      if (!update || refused.has(update)) continue
      const { harm } = this.applyKnown(update)
      if (harm) {
        // What did harm may be an earlier one that waited for this one.
        refused.add(harm)
        this.reset()
        this.apply(checkpoint, fromLog)
        at = since - 1
      } else if (at - since >= checkpointEvery && !this.missing) {
        checkpoint = this.diff()
        since = at + 1
      }
    }
    return [...refused]
  }

  private apply(update: Uint8Array, origin: symbol): boolean {
    try {
      Y.applyUpdate(this.doc, update, origin)
      return true
    } catch {
      return false
    }
  }

  /** A client of which the update needs more than is here, or null. */
  private blockingClient(update: CheckedUpdate): number | null {
    for (const [client, count] of update.needs) {
      if (Y.getState(this.doc.store, client) < count) return client
    }
    return null
  }

  /** True when it built on itself in a circle, or towers too high to be deleted again. */
  private isSpoiledBy(update: CheckedUpdate): boolean {
    return this.hasPending || update.types.some(id => this.depthOf(id) > maxDepth)
  }

  private depthOf(id: Y.ID): number {
    let depth = 0
    let struct: unknown = Y.getItem(this.doc.store, id)
    while (struct instanceof Y.Item && depth <= maxDepth) {
      depth += 1
      struct = struct.parent instanceof Y.AbstractType ? struct.parent._item : null
    }
    return depth
  }

  private get hasPending(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null
  }

  private reset(): void {
    this.doc.destroy()
    this.waiting = new Map()
    this.doc = new Y.Doc()
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === fromHere) this.onDelta(update)
    })
  }

  /** True when something waits for what has not come. */
  get missing(): boolean {
    return this.waiting.size > 0
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc)
  }

  /** What a document with this state vector lacks; all of it without one. */
  diff(stateVector?: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, stateVector)
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

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value instanceof Uint8Array) return JSON.stringify([...value])
  if (typeof value === 'bigint') return `${value}n`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
