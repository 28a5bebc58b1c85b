/** Who is on the bill and what they are called here: oneself is "You", and comes first. */
import { createMemo } from 'solid-js'
import type { Item, Person } from '../../../crdt/domain/bill.ts'
import { nobody, type Share } from '../../../crdt/domain/split.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { type Face, initialsOnBill } from '../../components/face.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'

export interface PeopleOn {
  /** Everybody with a seat, oneself first; those who left or turned out to be somebody else have none. */
  seated(): readonly Person[]
  /** Those with a seat, and whoever of these has none any more: what was stays theirs. */
  seatedAnd(ids: readonly PersonId[]): readonly Person[]
  /** Those with a seat, and whoever left with a part of this. */
  sharing(parts: Item['parts']): readonly Person[]
  /** Those who left or were removed. */
  gone(): readonly Person[]
  /** Those who turned out to be somebody else on the bill. */
  merged(): readonly Person[]
  /** These of the people, oneself first, then as they came on the bill. */
  inOrder(ids: readonly PersonId[]): readonly PersonId[]
  find(id: PersonId): Person | undefined
  isMe(id: Share): boolean
  /** Whether the user is one of the people; who left is still, and still owes. */
  amIn(): boolean
  /** "You", a name, "No name", "Nobody yet". */
  nameOf(id: Share): string
  /** "left", "removed", or nothing. */
  noteOf(id: Share): string
  faceOf(id: PersonId): Face
}

export function createPeopleOn(open: OpenBill): PeopleOn {
  const byId = createMemo(() => new Map(open.bill.people.map(person => [person.id, person])))
  const seated = createMemo(() => {
    const me = open.me()
    const present = open.bill.people.filter(person => person.leftAt === null && person.mergedInto === null)
    return [...present.filter(person => person.id === me), ...present.filter(person => person.id !== me)]
  })
  const gone = createMemo(() =>
    open.bill.people.filter(person => person.leftAt !== null && person.mergedInto === null),
  )
  const seatedAnd = (ids: readonly PersonId[]) => {
    const others = gone().filter(({ id }) => ids.includes(id))
    return others.length === 0 ? seated() : [...seated(), ...others]
  }
  const initials = createMemo(() => initialsOnBill(open.bill.people))
  const ownName = (id: PersonId) => byId().get(id)?.name || t('person.unnamed')
  return {
    seated,
    seatedAnd,
    sharing: parts =>
      seatedAnd(
        gone()
          .filter(({ id, removedAt }) => removedAt === null && (parts[id] ?? 0) > 0)
          .map(({ id }) => id),
      ),
    gone,
    merged: () => open.bill.people.filter(person => person.mergedInto !== null && person.removedAt === null),
    inOrder(ids) {
      const asked = new Set(ids)
      const me = open.me()
      const others = open.bill.people.flatMap(({ id }) => (id !== me && asked.has(id) ? [id] : []))
      return me !== null && asked.has(me) ? [me, ...others] : others
    },
    find: id => byId().get(id),
    isMe: id => id !== nobody && id === open.me(),
    amIn: () => {
      const me = open.me()
      return me !== null && byId().get(me)?.removedAt === null
    },
    nameOf: id => {
      if (id === nobody) return t('person.nobody')
      return id === open.me() ? t('person.you') : ownName(id)
    },
    noteOf: id => {
      const person = id === nobody ? undefined : byId().get(id)
      if (person === undefined || person.leftAt === null) return ''
      return person.removedAt === null ? t('person.left') : t('person.removed')
    },
    faceOf: id => {
      const name = ownName(id)
      const ink = byId().get(id)?.ink ?? 8
      // Whoever never said their name is "Somebody" to others, and no SO to themselves.
      if (name === t('person.me') && id === open.me()) return { name: t('person.you'), ink }
      const own = initials().get(id)
      return own === undefined || !byId().get(id)?.name ? { name, ink } : { name, ink, initials: own }
    },
  }
}
