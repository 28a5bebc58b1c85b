/**
 * Which lines of receipts a transaction touched: made, changed, taken or given back. Reads the few types that the
 * transaction changed and nothing else, so it costs a tap next to nothing.
 */
import type * as Y from 'yjs'
import type { ItemId } from '../ids.ts'
import { isSafeId, rootMap } from './schema.ts'

/** Call it while the transaction's events run; never throws. */
export function changedItems(transaction: Y.Transaction): readonly ItemId[] {
  const expenses = rootMap(transaction.doc, 'expenses')
  const items = new Set<ItemId>()
  for (const [type, keys] of transaction.changed) {
    const [, part, item] = pathFrom(expenses, type)
    if (part !== 'items') continue
    for (const id of item === undefined ? keys : [item]) if (isSafeId(id)) items.add(id as ItemId)
  }
  return [...items]
}

/** What is used of a Yjs type: where it hangs, and under which key. */
interface Hung {
  readonly parent: Hung | null
  readonly _item: { readonly parentSub: string | null } | null
}

/** The keys that lead from `root` to the type; none when it is elsewhere. */
function pathFrom(root: unknown, type: Hung): readonly string[] {
  const path: string[] = []
  for (let at: Hung | null = type; at !== root; at = at.parent) {
    const key = at?._item?.parentSub
    if (at === null || typeof key !== 'string') return []
    path.unshift(key)
  }
  return path
}
