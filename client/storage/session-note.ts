/**
 * A note about one bill in sessionStorage: written at once, in this tab only, there again after a reload, and gone with the tab.
 *
 * Promises: never throws. Where nothing can be kept, nothing is there again.
 */
import type { BillId } from '../../crdt/ids.ts'

export interface SessionNote {
  put(text: string): void
  get(): string | null
  remove(): void
}

/** @param session sessionStorage, or what throws as it does where it is forbidden */
export function sessionNote(
  kind: 'unsaved' | 'looking',
  id: BillId,
  session: () => Storage = () => sessionStorage,
): SessionNote {
  const key = `billington-${kind}:${id}`
  return {
    put(text) {
      try {
        session().setItem(key, text)
      } catch {
        // No storage or a full one.
      }
    },
    get() {
      try {
        return session().getItem(key)
      } catch {
        return null
      }
    },
    remove() {
      try {
        session().removeItem(key)
      } catch {
        // Nothing was left there either.
      }
    },
  }
}
