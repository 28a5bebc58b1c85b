/**
 * Rows that an older build wrote lack what search and Insights read, and may say of a bill that nobody has paid that one owes it.
 * They are made again from the stored documents, one after another. Imported lazily, and only where there is such a row: it
 * brings Yjs along. What fails is tried again at the next start, or when the bill is opened.
 */
import { balances } from '../../crdt/domain/balance.ts'
import { type SplitResult, split } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId } from '../../crdt/ids.ts'
import { keysStore } from '../storage/keys.ts'
import { summaries } from '../storage/summaries.ts'
import { readStored } from './read-stored.ts'
import { summarise } from './summarise.ts'

export async function remakeRows(ids: readonly BillId[]): Promise<void> {
  for (const id of ids) await remake(id).catch(() => undefined)
}

async function remake(id: BillId): Promise<void> {
  const bill = await readStored(id)
  if (bill === null) return
  const me = (await keysStore.get(id))?.me ?? null
  const splits = new Map<ExpenseId, SplitResult>()
  const sums = balances(bill, (expense, people) => {
    const result = split(expense, people)
    splits.set(expense.id, result)
    return result
  })
  const content = summarise({ id, bill, me, split: expense => splits.get(expense), balances: sums })
  const row = await summaries.get(id)
  // Opened and written meanwhile: that one is newer.
  if (row === undefined || row.spending !== undefined) return
  await summaries.put({ ...row, ...content })
}
