/**
 * From a link to a bill on this device. Opening one writes nothing to the room: key and copy are kept as "looked at", hidden
 * from home until the user says who they are.
 */
import { type BillId, newBillId } from '../../crdt/ids.ts'
import type { BillKeys } from '../storage/keys.ts'

export type LinkProblem =
  | 'noSecret'
  | 'cut'
  | 'damaged'
  | 'newerVersion'
  | 'otherHost'
  | 'notALink'
  | 'leaked'

export type OpenedLink =
  | { readonly ok: true; readonly id: BillId; readonly standing: BillKeys['standing'] }
  | { readonly ok: false; readonly reason: LinkProblem; readonly host?: string }

/** Opens a link's secret part, or the whole text of a link as people paste it. */
export async function openLink(text: string): Promise<OpenedLink> {
  const found = findSecret(text)
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

/** The secret in what was pasted: a whole link of this page's host, one mangled on its way, or the bare secret. */
function findSecret(
  text: string,
): { readonly secret: string } | { readonly reason: LinkProblem; readonly host?: string } {
  // Chat apps add zero-width marks and take a full stop or a bracket along.
  const clean = text
    .slice(0, 2_000)
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
    .replace(/[)\]}>.,;:!?'"’”»]+$/, '')
  const bare = clean.replace(/^#/, '')
  if (/^[A-Za-z0-9_-]+(\..*)?$/.test(bare) && !bare.includes('/')) return { secret: bare }
  const url = clean.match(/(https?:\/\/[^\s]+)/i)?.[1]
  if (!url) return { reason: 'notALink' }
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return { reason: 'notALink' }
  }
  const rest = parsed.href.slice(parsed.origin.length)
  const match = rest.match(/^\/(?:b\/?#|#\/?b\/|b\/?%23)([A-Za-z0-9_-]*)/i)
  if (!match) return { reason: /^\/b\/?$/.test(rest) ? 'noSecret' : 'notALink' }
  if (parsed.host !== location.host) return { reason: 'otherHost', host: parsed.host }
  return match[1] ? { secret: match[1] } : { reason: 'noSecret' }
}
