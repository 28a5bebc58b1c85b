/**
 * What happens on the bill, beside it on a desktop: who is on which row, and the last few things that anybody did. A line is
 * drawn once and prints in when it comes while one looks; as time goes by only its minutes change.
 */
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import { formatAmount } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { chargeName } from './charge-name.ts'
import { type DidNames, didWords } from './did.ts'
import type { PeopleOn } from './people-on.ts'
import { undoStep } from './steps.ts'

/** What is older is not "just now". */
const recentMs = 3_600_000
const minuteMs = 60_000
const shownLines = 5
/** Lines that appear later than this came while one looked. */
const settledMs = 500

interface Touch {
  readonly item: ItemId
  readonly person: PersonId
}

export function JustNow(props: { readonly people: PeopleOn }) {
  const open = useBill()
  const [nowMs, setNowMs] = createSignal(Date.now())
  const [lively, setLively] = createSignal(false)
  onMount(() => {
    const settled = setTimeout(() => setLively(true), settledMs)
    const minutes = setInterval(() => setNowMs(Date.now()), minuteMs / 4)
    onCleanup(() => {
      clearTimeout(settled)
      clearInterval(minutes)
    })
  })
  const items = createMemo(() => new Map(open.receipt()?.split.items.map(item => [item.id as string, item])))
  const isKnown = (person: PersonId | null) => person !== null && props.people.find(person) !== undefined
  /** The same objects for the same people on the same rows, so that a line stays while they do. */
  const touches = createMemo<readonly Touch[]>(
    before =>
      [...open.presence.touched()]
        .filter(([item, person]) => items().has(item) && isKnown(person))
        .map(
          ([item, person]) =>
            before.find(same => same.item === item && same.person === person) ?? { item, person },
        ),
    [],
  )
  const records = createMemo(() =>
    open.feed
      .records()
      .filter(({ by, at }) => isKnown(by) && nowMs() - at < recentMs)
      .slice(0, shownLines - touches().length),
  )
  const nameOf = (item: ItemId) => items().get(item)?.name || t('item.unnamed')
  const charges = createMemo(
    () => new Map(open.receipt()?.split.charges.map(charge => [charge.id as string, charge])),
  )
  const names: DidNames = {
    thing(target) {
      const charge = charges().get(target)
      return charge ? chargeName(charge, locale()) : items().get(target)?.name
    },
    person: id => (props.people.isMe(id) ? t('person.youInside') : props.people.nameOf(id)),
    amount: minor => formatAmount(locale(), minor, open.receipt()?.currency ?? open.bill.currency),
  }
  const isUndoable = (record: ActivityRecord) =>
    open.feed.lastStep() === record && open.canUndo() && open.mayEdit()
  return (
    <Show when={touches().length + records().length > 0}>
      <section class="feed" aria-labelledby="just-now">
        <h2 class="h3" id="just-now">
          {t('feed.title')}
        </h2>
        <ol>
          <For each={touches()}>
            {touch => (
              <Line
                person={touch.person}
                people={props.people}
                did={t('feed.isOn', { item: nameOf(touch.item) })}
                isNew={lively()}
              >
                <span class="cap">{t('feed.now')}</span>
              </Line>
            )}
          </For>
          <For each={records()}>
            {record => (
              <Line
                person={record.by as PersonId}
                people={props.people}
                did={didWords(record, names)}
                isNew={lively()}
              >
                <Show
                  when={isUndoable(record)}
                  fallback={<span class="cap">{minutesWords(nowMs() - record.at)}</span>}
                >
                  <button
                    type="button"
                    class="undo"
                    aria-label={t('feed.undo')}
                    onClick={() => undoStep(open)}
                  >
                    {t('key.undo')}
                  </button>
                </Show>
              </Line>
            )}
          </For>
        </ol>
      </section>
    </Show>
  )
}

function minutesWords(ageMs: number): string {
  return ageMs < minuteMs ? t('feed.now') : t('feed.minutes', { n: Math.floor(ageMs / minuteMs) })
}

function Line(props: {
  readonly person: PersonId
  readonly people: PeopleOn
  readonly did: string
  readonly isNew: boolean
  readonly children: JSX.Element
}) {
  const isNew = props.isNew
  return (
    <li classList={{ 'is-new': isNew }}>
      <Avatar face={props.people.faceOf(props.person)} size="s" silent />
      <span class="words">
        <b>{props.people.nameOf(props.person)}</b> {props.did}
      </span>
      {props.children}
    </li>
  )
}
