/**
 * A bill one was sent: what it is and from whom, and "Which one are you?". Nothing is written or told before a tap. Whose seat
 * is taken says so; it can be chosen all the same, since two devices may be one person.
 */
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { PersonId } from '../../../crdt/ids.ts'
import { Avatar } from '../../components/avatar.tsx'
import type { Face } from '../../components/face.ts'
import { Key } from '../../components/key.tsx'
import { ReceiptSkeleton } from '../../components/skeleton.tsx'
import { titleOf } from '../../components/summary.ts'
import { dayOf, formatDay, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { t } from '../../i18n/text.ts'
import { Icon } from '../../icons/icon.tsx'
import { Mark } from '../../icons/mark.tsx'
import { WordMark } from '../../icons/word-mark.tsx'
import { useBill } from '../../state/context.tsx'
import { profile, setProfile } from '../../state/profile.ts'
import { Title } from '../title.tsx'
import { fetchingWords } from './fetching-words.ts'
import { createPeopleOn } from './people-on.ts'
import { BillSlip } from './slips.tsx'
import { stepsOf } from './steps.ts'

export function Join() {
  const open = useBill()
  const people = createPeopleOn(open)
  const isKnown = () => open.loaded() && open.bill.people.length > 0
  /** Somebody took the user off the bill, and where they are now has to be said. */
  const wasRemoved = () => {
    const me = open.me()
    return me !== null && (people.find(me)?.removedAt ?? null) !== null
  }
  /** Whoever left still owes or is owed, and may look from another phone. */
  const gone = () => people.gone().filter(({ removedAt }) => removedAt === null)
  const from = () => {
    if (wasRemoved()) return t('join.removed')
    const by = open.bill.createdBy
    const person = by === null ? undefined : people.find(by)
    return person?.name ? t('join.from', { name: person.name }) : t('join.fromNobody')
  }
  const caption = createMemo(() => {
    if (open.isTrip()) {
      const { spentMinor, currency } = open.balances()
      return [
        t('join.expenses', { n: open.expenses().length }),
        formatMoney(locale(), spentMinor, currency),
      ].join(' · ')
    }
    const receipt = open.receipt()
    if (!receipt) return ''
    return [
      formatDay(receipt.date, dayOf(new Date())),
      t('join.items', { n: receipt.split.items.length }),
      formatMoney(locale(), open.split(receipt.id)?.totalMinor ?? 0, receipt.currency),
    ].join(' · ')
  })
  return (
    <div class="app alone">
      <main class="main bare" aria-busy={!isKnown()}>
        <header class="top first">
          <a class="logo plain" href="/" aria-label={t('nav.backToBills')}>
            <Mark />
            <WordMark />
          </a>
        </header>
        <Show when={isKnown()} fallback={<Fetching />}>
          <Title page={titleOf(open.bill)} />
          <div class="titles join-titles">
            <p class="soft">{from()}</p>
            <h1 class="h1 join-title">{titleOf(open.bill)}</h1>
            <p class="cap">{caption()}</p>
          </div>
          <BillSlip />
          <div class="lift">
            <div class="roll paper torn torn-top">
              <h2 class="h2 join-which">{t('join.which')}</h2>
              <ul>
                <For each={[...people.seated(), ...gone()]}>
                  {person => (
                    <li>
                      <Seat
                        face={people.faceOf(person.id)}
                        note={people.noteOf(person.id)}
                        isTaken={open.presence.here().includes(person.id)}
                        onChoose={() => open.setMe(person.id)}
                      />
                    </li>
                  )}
                </For>
                <Show when={open.right() === 'edit' && open.bill.closedAt === null}>
                  <li>
                    <SomeoneElse />
                  </li>
                </Show>
              </ul>
            </div>
          </div>
          <p class="foot">
            <Icon name="lock" />
            <span>{t('join.note')}</span>
          </p>
          <p class="look">
            <Key kind="quiet" onPress={() => open.setLooking(true)}>
              {t('join.look')}
            </Key>
          </p>
        </Show>
      </main>
    </div>
  )
}

/** One of the people on the bill; with the live pixel while somebody is here as them. */
function Seat(props: {
  readonly face: Face
  /** "left", or nothing. */
  readonly note: string
  readonly isTaken: boolean
  readonly onChoose: () => void
}) {
  const takenId = createUniqueId()
  return (
    <>
      <button
        type="button"
        class="line pick"
        aria-label={[props.face.name, props.note].filter(Boolean).join(', ')}
        aria-describedby={props.isTaken ? takenId : undefined}
        onClick={() => props.onChoose()}
      >
        <Avatar face={props.face} size="l" silent />
        <span class="nm">
          {props.face.name}
          <span class="cap"> {props.note}</span>
        </span>
        <Show
          when={props.isTaken}
          fallback={
            <span class="soft">
              <Icon name="chevron-right" />
            </span>
          }
        >
          <span class="live-txt">
            <span class="live-dot" />
            {t('join.hereNow')}
          </span>
        </Show>
      </button>
      <span id={takenId} hidden>
        {t('join.taken')}
      </span>
    </>
  )
}

/** Not on the list: a name, and a seat of one's own. */
function SomeoneElse() {
  const open = useBill()
  const write = stepsOf(open)
  const [asking, setAsking] = createSignal(false)
  const [name, setName] = createSignal(profile().name)
  const sitDown = () => {
    const own = name().trim()
    if (own === '') return
    if (profile().name === '') setProfile({ name: own })
    const id: PersonId = write.addPerson({ name: own })
    open.setMe(id)
  }
  return (
    <Show
      when={asking()}
      fallback={
        <button type="button" class="line pick" onClick={() => setAsking(true)}>
          <span class="who l out">
            <Icon name="plus" />
          </span>
          <span class="nm">{t('join.someoneElse')}</span>
        </button>
      }
    >
      <div class="line pick">
        <span class="who l out">
          <Icon name="user" />
        </span>
        <input
          ref={input => queueMicrotask(() => input.focus())}
          class="text"
          type="text"
          aria-label={t('join.name')}
          placeholder={t('join.name')}
          autocomplete="given-name"
          autocapitalize="words"
          enterkeyhint="go"
          value={name()}
          onInput={event => setName(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.isComposing) sitDown()
          }}
        />
        <Key kind="you" small off={name().trim() === ''} onPress={sitDown}>
          {t('join.go')}
        </Key>
      </div>
    </Show>
  )
}

/** The bill is on its way: nothing of it is known but that it is there. */
function Fetching() {
  const open = useBill()
  const isStuck = () => open.relay().kind === 'offline' || open.relay().kind === 'unreachable'
  return (
    <>
      <Title page={t('bill.opening')} />
      <div class="titles join-titles">
        <p class="soft" role="status">
          {fetchingWords(open.relay())}
        </p>
      </div>
      <div class="lift">
        <div class="roll paper torn torn-top">
          <ReceiptSkeleton />
        </div>
      </div>
      <Show when={isStuck()}>
        <p class="retry">
          <Key onPress={() => open.retryRelay()}>{t('key.retry')}</Key>
        </p>
      </Show>
    </>
  )
}
