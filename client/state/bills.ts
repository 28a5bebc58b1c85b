/** The bills on this device as home shows them: summary rows only, nothing of Yjs until one is opened or made. */
import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { BillId } from '../../crdt/ids.ts'
import { type SummaryRow, summaries } from '../storage/summaries.ts'
import { unwrittenRows } from '../storage/unwritten.ts'

export type { SummaryRow } from '../storage/summaries.ts'
export type { TopLine } from '../storage/top-lines.ts'

export interface Bills {
  readonly rows: Accessor<readonly SummaryRow[]>
  readonly loaded: Accessor<boolean>
  /** Makes a bill with the user as its first person; resolves when it can be opened. */
  create(): Promise<BillId>
  /** Makes a bill of the same people and the same currency; resolves when it can be opened. */
  duplicate(id: BillId, withExpenses: boolean): Promise<BillId>
  /** Puts a bill away, or back: off the list, and still found and counted. */
  archive(id: BillId, isArchived: boolean): Promise<void>
  /** Takes a bill off this device's list; all of it stays here until `forget`. */
  remove(id: BillId): Promise<void>
  restore(id: BillId): Promise<void>
  /** Drops a bill that was removed: its document, keys and what waits to be sent. Where that fails the next start does it. */
  forget(id: BillId): Promise<void>
  /** Others may have it: it is in a room. */
  isShared(id: BillId): Promise<boolean>
  /** Forgets a bill in which nothing was ever written; one that is in a room stays. */
  drop(id: BillId): Promise<void>
}

/** The code for sealing is fetched this long after the list was painted, and only where a bill is shared. */
const listenAfterMs = 1_500

/** While home is shown: is told when somebody changes a shared bill. Call it under an owner. */
export function createDoorbells(bills: Bills): void {
  let stop: (() => void) | undefined
  let isOver = false
  const start = async () => {
    const { keysStore } = await import('../storage/keys.ts')
    const shared = (await keysStore.list()).some(keys => keys.room !== null && keys.standing !== 'looked')
    if (!shared || isOver) return
    const { listenForChanges } = await import('./doorbell.ts')
    const end = await listenForChanges(untrack(bills.rows).map(row => row.id))
    if (isOver) end()
    else stop = end
  }
  createEffect(() => {
    if (!bills.loaded()) return
    const timer = setTimeout(() => void start().catch(() => undefined), listenAfterMs)
    onCleanup(() => clearTimeout(timer))
  })
  onCleanup(() => {
    isOver = true
    stop?.()
  })
}

const [rows, setRows] = createSignal<readonly SummaryRow[]>([])
const [loaded, setLoaded] = createSignal(false)
let following = false
/** Long after the first paint: nobody waits for it. */
const tidyAfterMs = 10_000

/** Writes what earlier pages could not, before the rows are first shown. */
async function catchUp(): Promise<void> {
  for (const { content, isLooking } of unwrittenRows.all()) {
    try {
      await summaries.keep(content, isLooking)
      unwrittenRows.forget(content.id)
    } catch {
      // The next page tries again.
    }
  }
}

/** The row of a bill as home has it, where home was shown; no reading. */
export function rowAtHome(id: BillId): SummaryRow | null {
  return untrack(rows).find(row => row.id === id) ?? null
}

/** Rows that say what they said stay the very objects they were, so that what is drawn from them stays too. */
function sameAsBefore(before: readonly SummaryRow[], now: readonly SummaryRow[]): readonly SummaryRow[] {
  const known = new Map(before.map(row => [row.id, row]))
  return now.map(row => {
    const old = known.get(row.id)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row
  })
}

/** What nobody waits for: what was removed goes for good, rows of older builds are made again. */
async function clearUp(): Promise<void> {
  await (await import('./tidy.ts')).tidy(Date.now())
  const old = rows().filter(row => row.spending === undefined)
  if (old.length > 0) await (await import('./remake-rows.ts')).remakeRows(old.map(row => row.id))
}

async function refresh(): Promise<void> {
  try {
    const now = await summaries.list()
    setRows(before => sameAsBefore(before, now))
  } catch {
    // No IndexedDB here (a private window, perhaps): bills made now live as long as the page does.
  }
  setLoaded(true)
}

export function useBills(): Bills {
  if (!following) {
    following = true
    summaries.onChange(() => void refresh())
    void catchUp().then(refresh)
    setTimeout(() => void clearUp().catch(() => undefined), tidyAfterMs)
  }
  return {
    rows,
    loaded,
    create: async () => (await import('./make-bill.ts')).makeBill(),
    duplicate: async (id, withExpenses) => (await import('./make-bill.ts')).duplicateBill(id, withExpenses),
    archive: (id, isArchived) => summaries.archive(id, isArchived),
    remove: id => summaries.hide(id),
    restore: id => summaries.show(id),
    forget: async id => (await import('./tidy.ts')).dropRemoved(id),
    isShared: async id => (await (await import('../storage/keys.ts')).keysStore.get(id))?.room != null,
    drop: async id => (await import('./tidy.ts')).dropOwn(id),
  }
}
