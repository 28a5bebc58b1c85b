/**
 * Drops for good what the user took off this device, once it can no longer be taken back, and bills that were only looked at a month ago.
 * Imported lazily, run once in an idle moment after the start; whatever fails is tried again at the next one.
 */
import type { BillId } from '../../crdt/ids.ts'
import { nothingWaits } from '../../crdt/replica.ts'
import { heads } from '../storage/heads.ts'
import { keysStore } from '../storage/keys.ts'
import { looks } from '../storage/looks.ts'
import { outboxStore } from '../storage/outbox.ts'
import { deleteBillDatabase } from '../storage/persistence.ts'
import { sessionNote } from '../storage/session-note.ts'
import { summaries } from '../storage/summaries.ts'
import { waitingChanges } from '../storage/waiting.ts'
import { databaseName } from './documents.ts'

const dayMs = 86_400_000
/** Another tab may still be offering to undo it, longer than usual because somebody's finger rests on the message. */
const undoForMs = 60_000
const lookedForMs = 30 * dayMs

export async function tidy(nowMs: number): Promise<void> {
  const removed = await summaries.hiddenBefore(nowMs - undoForMs)
  const looked = (await keysStore.list()).filter(
    ({ standing, lookedAt }) => standing === 'looked' && (lookedAt ?? 0) < nowMs - lookedForMs,
  )
  for (const id of [...removed, ...looked.map(keys => keys.id)]) await forget(id)
}

/** Forgets a bill that is off the list; one that came back meanwhile stays. */
export async function dropRemoved(id: BillId): Promise<void> {
  const removed = await summaries.hiddenBefore(Number.POSITIVE_INFINITY)
  if (removed.includes(id)) await forget(id)
}

/** Forgets a bill made here that was never in a room: nobody else can have it. */
export async function dropOwn(id: BillId): Promise<void> {
  const keys = await keysStore.get(id)
  if (keys === undefined || keys.standing !== 'own' || keys.room !== null) return
  await forget(id)
}

/** The summary goes last: it is what a run that was cut short finds again. */
async function forget(id: BillId): Promise<void> {
  const keys = await keysStore.get(id)
  await deleteBillDatabase(databaseName(id))
  if (keys?.room)
    for (const entry of await outboxStore.list(keys.room)) await outboxStore.remove(keys.room, entry.key)
  waitingChanges(id).save(nothingWaits)
  await heads.remove(id)
  await looks.remove(id)
  sessionNote('unsaved', id).remove()
  sessionNote('looking', id).remove()
  await keysStore.remove(id)
  await summaries.remove(id)
}
