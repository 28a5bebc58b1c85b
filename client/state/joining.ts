/**
 * From a link to a bill on this device. Opening one writes nothing to the room: key and copy are kept as "looked at", hidden
 * from home until the user says who they are.
 */
import type { LinkFault } from '../../crdt/encryption/link.ts'
import { type BillId, newBillId } from '../../crdt/ids.ts'
import type { BillKeys } from '../storage/keys.ts'
import { findSecret, type LinkTextProblem } from './link-text.ts'

export type LinkProblem = LinkFault | LinkTextProblem

export type OpenedLink =
  | { readonly ok: true; readonly id: BillId; readonly standing: BillKeys['standing'] }
  | { readonly ok: false; readonly reason: LinkProblem; readonly host?: string }

/** Opens a link's secret part, or the whole text of a link as people paste it. */
export async function openLink(text: string): Promise<OpenedLink> {
  const found = findSecret(text, location.host)
  if ('reason' in found) return { ok: false, ...found }
  const [{ readLink, sealedReady }, { keysStore }, { emptyKeys }, { fillRandom }, { ownRelay }] =
    await Promise.all([
      import('./sealed-room.ts'),
      import('../storage/keys.ts'),
      import('./membership.ts'),
      import('./clock.ts'),
      import('./relays.ts'),
    ])
  await sealedReady
  const link = readLink(found.secret)
  if (!link.ok) return { ok: false, reason: link.fault }
  const { keys } = link
  const known = await keysStore.findByRoom(keys.room)
  // A link never takes a right away: an editor who opens a view link stays an editor.
  const gains = known?.role === 'view' && keys.editSeed !== null
  if (known && !gains) return { ok: true, id: known.id, standing: known.standing }
  const kept: BillKeys = {
    ...(known ?? { ...emptyKeys(newBillId(fillRandom)), standing: 'looked', lookedAt: Date.now() }),
    role: keys.editSeed ? 'edit' : 'view',
    editSeed: keys.editSeed,
    viewSeed: keys.viewSeed,
    adminCommitment: keys.commitments.admin,
    writePublicKey: keys.writePublicKey,
    relay: ownRelay(),
    room: keys.room,
  }
  await keysStore.put(kept)
  return { ok: true, id: kept.id, standing: kept.standing }
}
