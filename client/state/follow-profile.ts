/**
 * A name, colour or payment handle changed in the settings reaches the bills one is on when they are next opened: where
 * one still goes by what the settings said when the bill was last on screen. Whoever is called something else there
 * stays it, and so does a handle that was changed in the bill.
 *
 * Once for each change: the moment of the last look decides, so a name given back by hand is not taken again, and two
 * devices of one person with different settings do not rename each other for ever.
 */
import type { Person } from '../../crdt/domain/bill.ts'
import { t } from '../i18n/text.ts'
import type { Former, Handles } from '../storage/settings.ts'
import { summaries } from '../storage/summaries.ts'
import type { OpenBill } from './open-bill.ts'
import { profile } from './profile.ts'

type Identity = Omit<Former, 'untilMs'>

/** What has to change so that the person goes by the settings again; null: nothing. */
export function followed(
  person: Pick<Person, 'name' | 'ink' | 'handles'>,
  now: Identity,
  formers: readonly Former[],
  lookedAtMs: number,
): Partial<Identity> | null {
  const then = formers.find(({ untilMs }) => untilMs > lookedAtMs)
  if (then === undefined) return null
  const isCalledSo = person.name === (then.name || t('person.me'))
  const handles = followedHandles(person.handles, now.handles, then.handles)
  const change = {
    ...(isCalledSo && now.name !== '' && now.name !== person.name ? { name: now.name } : {}),
    ...(isCalledSo && person.ink === then.ink && now.ink !== person.ink ? { ink: now.ink } : {}),
    ...(Object.keys(handles).length > 0 ? { handles } : {}),
  }
  return Object.keys(change).length > 0 ? change : null
}

/** The handles in the bill that are as they were in the settings, as they are there now; an empty text is one that went. */
function followedHandles(inBill: Handles, now: Handles, then: Handles): Handles {
  const changed = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter(
    method => (inBill[method] ?? '') === (then[method] ?? '') && now[method] !== then[method],
  )
  return Object.fromEntries(changed.map(method => [method, now[method] ?? '']))
}

/**
 * Looks up when the bill was last on screen; to be called before it is loaded, since showing it is a look. The result,
 * called once it is loaded, makes the change and gives the name that was replaced, if one was.
 */
export function followProfile(open: OpenBill): () => Promise<{ readonly before: string } | null> {
  const looked = summaries.get(open.id).then(
    row => row?.lookedAtMs ?? null,
    () => null,
  )
  return async () => {
    const lookedAtMs = await looked
    const me = open.bill.people.find(({ id }) => id === open.me())
    if (lookedAtMs === null || me === undefined || !open.mayEdit()) return null
    const { name: before } = me
    const change = followed(me, profile(), profile().formers, lookedAtMs)
    if (change?.ink !== undefined) open.write.setInk(me.id, change.ink)
    if (change?.handles !== undefined) open.write.setHandles(me.id, change.handles)
    if (change?.name === undefined) return null
    open.write.renamePerson(me.id, change.name)
    return { before }
  }
}
