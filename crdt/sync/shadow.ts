/**
 * The shadow document (PROTOCOL.md 9.1): exactly what a newcomer would get from the relay now, and this device's
 * outbox. What raises an update here and did not come from the log or the outbox is the smallest delta that has to be
 * sent; nothing new raises nothing, so a reconnect with nothing new appends nothing.
 *
 * Updates from outside are structure-checked by decoding before they are applied (a 7-byte update can claim 30 million
 * structs), and applied under try/catch: a throw can leave half an update behind, so the caller then rebuilds.
 */
import * as Y from 'yjs'

/** Above this many bytes of structs that wait for missing ones, more of them are held back (quadratic merging). */
export const maxPendingBytes = 256 * 1024

const fromLog = Symbol('log')
const fromHere = Symbol('local')

/** True when the bytes are a well-formed Yjs V1 update. Never throws, allocates no more than the update holds. */
export function isUpdate(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update)
    return true
  } catch {
    return false
  }
}

export class Shadow {
  private doc = new Y.Doc()

  /** `onDelta` gets each V1 update that the log lacks. */
  constructor(private readonly onDelta: (update: Uint8Array) => void) {
    this.listen()
  }

  private listen(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === fromHere) this.onDelta(update)
    })
  }

  /** Applies what the log or the outbox holds; false when it threw (rebuild without it). */
  applyKnown(updates: readonly Uint8Array[]): boolean {
    return this.apply(updates, fromLog)
  }

  /** Applies what the document says; false when it threw. */
  applyLocal(update: Uint8Array): boolean {
    return this.apply([update], fromHere)
  }

  private apply(updates: readonly Uint8Array[], origin: symbol): boolean {
    try {
      this.doc.transact(() => {
        for (const update of updates) Y.applyUpdate(this.doc, update, origin)
      }, origin)
      return true
    } catch {
      return false
    }
  }

  /** Starts anew from these updates; gives back those that could not be applied. */
  rebuild(updates: readonly Uint8Array[]): readonly Uint8Array[] {
    this.reset()
    if (this.applyKnown(updates)) return []
    this.reset()
    const refused: Uint8Array[] = []
    for (const update of updates) {
      if (this.applyKnown([update])) continue
      refused.push(update)
      this.reset()
      this.applyKnown(updates.slice(0, updates.indexOf(update)).filter(good => !refused.includes(good)))
    }
    return refused
  }

  private reset(): void {
    this.doc.destroy()
    this.doc = new Y.Doc()
    this.listen()
  }

  /** Bytes of structs that wait for missing ones; 0 when nothing is missing. */
  get pendingBytes(): number {
    const { pendingStructs, pendingDs } = this.doc.store
    return (pendingStructs?.update.length ?? 0) + (pendingDs?.length ?? 0)
  }

  /** True when nothing that the update builds on is missing here. */
  follows(update: Uint8Array): boolean {
    const known = Y.decodeStateVector(Y.encodeStateVector(this.doc))
    for (const [client, clock] of Y.parseUpdateMeta(update).from)
      if (clock > (known.get(client) ?? 0)) return false
    return true
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
