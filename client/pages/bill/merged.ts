/**
 * Tells in the message row what met when somebody came back from being offline, and brings it into view for who asks; and what of
 * one's own gave way to another's, with the way to have it back. Both are one message where they come together. Call it under
 * an owner, on a page of the bill.
 */
import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, on, untrack } from 'solid-js'
import type { Meeting } from '../../../crdt/document/meetings.ts'
import type { Overwritten } from '../../../crdt/document/overwritten.ts'
import type { ItemId } from '../../../crdt/ids.ts'
import { type Message, showMessage } from '../../components/messages.ts'
import { billHref } from '../../components/summary.ts'
import { list, t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { overwrittenMessage } from './overwritten.ts'
import { createPeopleOn } from './people-on.ts'

/** Frames to wait for the receipt where another tab of the bill is on screen. */
const patienceFrames = 60
/** A merge and what was lost in it are told within this of each other. */
const togetherMs = 3_000

export function tellMerges(open: OpenBill): void {
  const people = createPeopleOn(open)
  const navigate = useNavigate()
  const location = useLocation()
  const items = () => open.receipt()?.split.items ?? []
  const itemOf = ({ item }: Meeting) => items().find(({ id }) => id === item)

  const look = (item: ItemId) => {
    if (!/^\/b(\/receipt)?$/.test(location.pathname)) navigate(billHref(open.id))
    lookAt(item, patienceFrames, () => open.merges.mark())
  }
  const told: Partial<Record<'merge' | 'lost', { readonly message: Message; readonly atMs: number }>> = {}
  const show = (what: 'merge' | 'lost', message: Message) => {
    const nowMs = Date.now()
    told[what] = { message, atMs: nowMs }
    const recent = (each: 'merge' | 'lost') =>
      (told[each]?.atMs ?? 0) > nowMs - togetherMs ? told[each]?.message : undefined
    const [merge, lost] = [recent('merge'), recent('lost')]
    const both = merge && lost && { ...merge, ...lost, text: `${merge.text} ${lost.text}` }
    showMessage(both ?? message)
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
    show('merge', {
      text: `${t('merge.changed', { names: list(inOrder.map(people.nameOf)), what })} ${ending(shown, known.length)}`,
      ...(one !== undefined && { name: one }),
      faces: inOrder.map(people.faceOf),
      action: { label: t('merge.look'), run: () => look(first.item) },
    })
  }
  const tellLost = (latest: readonly Overwritten[]) => {
    const message = overwrittenMessage(open, people, latest)
    if (message !== null) show('lost', message)
  }
  createEffect(
    on(
      open.conflict,
      latest => {
        if (latest !== null) showMessage({ text: t(`conflict.${latest.kind}`) })
      },
      { defer: true },
    ),
  )
  createEffect(on(open.overwrites, latest => untrack(() => tellLost(latest)), { defer: true }))
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
