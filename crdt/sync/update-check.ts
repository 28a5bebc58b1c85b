/**
 * What an update from somebody else must be before it may touch a document (PROTOCOL.md 5.11), and what it must leave behind:
 * well-formed, and of a shape that Yjs can live with. Yjs itself trusts its input: 7 bytes that claim 30 million structs cost
 * 230 MB, a struct that builds on its own future throws half-way through, a tower of nested maps overflows the stack of
 * whoever deletes it, a document inside the document has no end for whoever reads it, a map key with two values makes a later,
 * honest edit throw, which wedges the document it is made in.
 *
 * The rules look at the bytes and at what they build on, so every client decides alike. Also told is what an update builds on,
 * so that one that comes too early is known.
 */
import * as Y from 'yjs'

/** Maps in maps, or arrays in arrays, beyond this are not a bill. */
export const maxDepth = 64

export interface CheckedUpdate {
  /** A Yjs V1 update. */
  readonly bytes: Uint8Array
  /** Yjs client id -> how many of its structs must be there before. */
  readonly needs: ReadonlyMap<number, number>
  /** The clients whose structs are in it. */
  readonly clients: readonly number[]
}

/** Null when the bytes are not an update or break a rule. Never throws, allocates no more than the update holds. */
export function checkUpdate(bytes: Uint8Array): CheckedUpdate | null {
  try {
    const { structs, ds } = Y.decodeUpdate(bytes)
    return shapeOf(bytes, structs, ds)
  } catch {
    return null
  }
}

type Decoded = ReturnType<typeof Y.decodeUpdate>

function shapeOf(
  bytes: Uint8Array,
  structs: Decoded['structs'],
  deleted: Decoded['ds'],
): CheckedUpdate | null {
  const ends = new Map<number, number>()
  const needs = new Map<number, number>()
  const need = (client: number, clock: number) => {
    if (clock > (needs.get(client) ?? 0)) needs.set(client, clock)
  }
  const elsewhere: Y.ID[] = []
  let current: number | null = null
  for (const struct of structs) {
    const { client, clock } = struct.id
    const end = clock + struct.length
    if (!(struct.length > 0) || !Number.isSafeInteger(end)) return null
    if (client !== current) {
      // One run of structs a client: of a second one Yjs would see only the last.
      if (ends.has(client)) return null
      current = client
      need(client, clock)
    }
    if (struct instanceof Y.Skip) need(client, end)
    if (struct instanceof Y.Item) {
      for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
        if (!(id instanceof Y.ID)) continue
        if (id.client !== client) elsewhere.push(id)
        else if (id.clock >= clock) return null
      }
      if (!isPlain(struct.content)) return null
    }
    ends.set(client, end)
  }
  for (const { client, clock } of elsewhere) {
    if (clock >= (ends.get(client) ?? 0)) need(client, clock + 1)
  }
  for (const [client, ranges] of deleted.clients) {
    for (const { clock, len } of ranges) {
      if (!Number.isSafeInteger(clock + len)) return null
      if (clock + len > (ends.get(client) ?? 0)) need(client, clock + len)
    }
  }
  return { bytes, needs, clients: [...ends.keys()] }
}

/** False for values that somebody would overflow on, and for a document inside the document: it leads back to where it is. */
function isPlain(content: Y.Item['content']): boolean {
  if (content instanceof Y.ContentDoc) return false
  return valuesOf(content).every(value => isShallow(value, 1))
}

function valuesOf(content: Y.Item['content']): readonly unknown[] {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr
  if (content instanceof Y.ContentEmbed) return [content.embed]
  return content instanceof Y.ContentFormat ? [content.value] : []
}

function isShallow(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return true
  if (depth > maxDepth) return false
  for (const inner of Object.values(value)) if (!isShallow(inner, depth + 1)) return false
  return true
}

/** True when a transaction integrated what no Yjs client makes, and what would harm a later one. */
export function leavesUnsound({ doc, beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, clock] of afterState) {
    const before = beforeState.get(client) ?? 0
    const structs = doc.store.clients.get(client)
    if (clock <= before || !structs) continue
    for (let at = Y.findIndexSS(structs, before); at < structs.length; at++) {
      const struct = structs[at]
      if (struct instanceof Y.Item && !isSound(struct)) return true
    }
  }
  return false
}

function isSound(item: Y.Item): boolean {
  if (item.content instanceof Y.ContentType && depthOf(item) > maxDepth) return false
  if (item.parentSub === null) return true
  // Of the values that a map key had, all but the last are deleted, and the last is one.
  const isLast = item.right === null && item.length === 1
  return (item.deleted || isLast) && (item.left === null || item.left.deleted)
}

function depthOf(item: Y.Item): number {
  let depth = 0
  for (let at: Y.Item | null = item; at && depth <= maxDepth; depth++) {
    at = at.parent instanceof Y.AbstractType ? at.parent._item : null
  }
  return depth
}
