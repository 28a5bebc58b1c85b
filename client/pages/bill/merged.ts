/**
 * Tells in the message row what met when somebody came back from being offline, and brings it into view for who asks. Call it
 * under an owner, on a page of the bill.
 */
import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, on, untrack } from 'solid-js'
import type { Meeting } from '../../../crdt/document/meetings.ts'
import type { ItemId } from '../../../crdt/ids.ts'
import { showMessage } from '../../components/messages.ts'
import { billHref } from '../../components/summary.ts'
import { list, t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { createPeopleOn } from './people-on.ts'

/** Frames to wait for the receipt where another tab of the bill is on screen. */
const patienceFrames = 60

export function tellMerges(open: OpenBill): void {
  const people = createPeopleOn(open)
  const navigate = useNavigate()
  const location = useLocation()
  const items = () => open.receipt()?.split.items ?? []
  const itemOf = ({ item }: Meeting) => items().find(({ id }) => id === item)

  const look = (item: ItemId) => {
    if (location.pathname.endsWith('/balances')) navigate(billHref(open.id))
    lookAt(item, patienceFrames, () => open.merges.mark())
  }
  const tell = (latest: readonly Meeting[]) => {
    // In the receipt's order; what is not on it any more can't be looked at.
    const shown = items().flatMap(({ id }) => latest.find(({ item }) => item === id) ?? [])
    const [first] = shown
    if (!first) return
    const everyone = [...new Set(shown.flatMap(meeting => meeting.people))]
    const known = everyone.filter(person => people.find(person) !== undefined)
    const inOrder = [...known.filter(people.isMe), ...known.filter(person => !people.isMe(person))]
    const one = shown.length === 1 ? itemOf(first)?.name || t('item.unnamed') : undefined
    const what = one ?? t('merge.items', { n: shown.length })
    showMessage({
      text: `${t('merge.changed', { names: list(inOrder.map(people.nameOf)), what })} ${ending(shown, known.length)}`,
      ...(one !== undefined && { name: one }),
      faces: inOrder.map(people.faceOf),
      action: { label: t('merge.look'), run: () => look(first.item) },
    })
  }
  createEffect(on(open.merges.latest, latest => untrack(() => tell(latest)), { defer: true }))
}

function ending(shown: readonly Meeting[], people: number): string {
  if (shown.some(meeting => !meeting.allKept)) return t('merge.oneStands')
  return people > 2 ? t('merge.allKept') : t('merge.bothKept')
}

/** Focuses the line and brings it to the middle of the page, once it is there; the message's key has given up the focus by then. */
function lookAt(item: ItemId, frames: number, then: () => void): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-row="${item}"]`)
    if (row) {
      row.focus({ preventScroll: true })
      row.scrollIntoView({ block: 'center' })
      then()
    } else if (frames > 0) lookAt(item, frames - 1, then)
  })
}
