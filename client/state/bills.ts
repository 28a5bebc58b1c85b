/** The bills on this device as home shows them: summary rows only, nothing of Yjs until one is opened or made. */
import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { BillId } from '../../crdt/ids.ts'
import { type SummaryRow, summaries } from '../storage/summaries.ts'
import { unwrittenRows } from '../storage/unwritten.ts'

export type { SummaryRow } from '../storage/summaries.ts'

export interface Bills {
  readonly rows: Accessor<readonly SummaryRow[]>
  readonly loaded: Accessor<boolean>
  /** Makes a bill with the user as its first person; resolves when it can be opened. */
  create(): Promise<BillId>
  /** Takes a bill off home; its copy stays until the row is dropped for good. */
  remove(id: BillId): Promise<void>
  restore(id: BillId): Promise<void>
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

async function refresh(): Promise<void> {
  try {
    setRows(await summaries.list())
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
    setTimeout(
      () => void import('./tidy.ts').then(({ tidy }) => tidy(Date.now())).catch(() => {}),
      tidyAfterMs,
    )
  }
  return {
    rows,
    loaded,
    create: async () => (await import('./make-bill.ts')).makeBill(),
    remove: id => summaries.hide(id),
    restore: id => summaries.show(id),
    drop: async id => (await import('./tidy.ts')).dropOwn(id),
  }
}
