/**
 * Home's rows that were due when their page was left. IndexedDB no longer answers such a page and drops what it began, while
 * localStorage writes at once; the next page that shows the rows writes them, so that home does not tell of yesterday's title.
 *
 * Promises: never throws; what makes no sense is passed over. Where nothing can be kept, home is older until the bill is opened.
 */
import type { BillId } from '../../crdt/ids.ts'
import type { SummaryContent } from './summaries.ts'

export interface UnwrittenRow {
  readonly content: SummaryContent
  /** The page was in sight when it was left. */
  readonly isLooking: boolean
}

export interface UnwrittenRows {
  leave(row: UnwrittenRow): void
  all(): readonly UnwrittenRow[]
  /** The row of this bill is written. */
  forget(id: BillId): void
}

const prefix = 'billington-unwritten:'

/** @param local localStorage, or what throws as it does where it is forbidden */
export function makeUnwrittenRows(local: () => Storage): UnwrittenRows {
  return {
    leave(row) {
      try {
        local().setItem(prefix + row.content.id, JSON.stringify(row))
      } catch {
        // No storage or a full one.
      }
    },
    all() {
      try {
        const storage = local()
        const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
        return keys
          .filter(key => key.startsWith(prefix))
          .flatMap(key => rowFrom(storage.getItem(key), key.slice(prefix.length)))
      } catch {
        return []
      }
    },
    forget(id) {
      try {
        local().removeItem(prefix + id)
      } catch {
        // Nothing was left there either.
      }
    },
  }
}

function rowFrom(text: string | null, id: string): readonly UnwrittenRow[] {
  try {
    const { content, isLooking } = JSON.parse(text ?? '') as UnwrittenRow
    const isWhole = content.id === id && Array.isArray(content.people)
    return isWhole ? [{ content, isLooking: isLooking === true }] : []
  } catch {
    return []
  }
}

export const unwrittenRows: UnwrittenRows = makeUnwrittenRows(() => localStorage)
