/**
 * What was being entered in a bill when its page was left, by a reload or because the browser put the page away. It lies in
 * sessionStorage: written at once, in this tab only, and gone with it.
 *
 * Promises: never throws. Where nothing can be kept, nothing is there again.
 */
import type { BillId } from '../../crdt/ids.ts'

export interface Unsaved {
  leave(text: string): void
  /** What was left; once. */
  take(): string | null
  forget(): void
}

/** @param session sessionStorage, or what throws as it does where it is forbidden */
export function unsavedOf(id: BillId, session: () => Storage = () => sessionStorage): Unsaved {
  const key = `billington-unsaved:${id}`
  const forget = () => {
    try {
      session().removeItem(key)
    } catch {
      // Nothing was left there either.
    }
  }
  return {
    leave(text) {
      try {
        session().setItem(key, text)
      } catch {
        // No storage or a full one.
      }
    },
    take() {
      try {
        const text = session().getItem(key)
        forget()
        return text
      } catch {
        return null
      }
    },
    forget,
  }
}
