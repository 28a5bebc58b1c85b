/**
 * That somebody chose to just look at a bill: a reload does not ask again who they are. It lies in sessionStorage: in this tab
 * only, and gone with it.
 *
 * Promises: never throws. Where nothing can be kept, one is asked again.
 */
import type { BillId } from '../../crdt/ids.ts'

export interface Looking {
  get(): boolean
  set(isLooking: boolean): void
}

/** @param session sessionStorage, or what throws as it does where it is forbidden */
export function lookingAt(id: BillId, session: () => Storage = () => sessionStorage): Looking {
  const key = `billington-looking:${id}`
  return {
    get() {
      try {
        return session().getItem(key) !== null
      } catch {
        return false
      }
    },
    set(isLooking) {
      try {
        if (isLooking) session().setItem(key, '')
        else session().removeItem(key)
      } catch {
        // No storage or a full one.
      }
    },
  }
}
