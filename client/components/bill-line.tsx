/**
 * A bill on the roll of home: what it is, who is on it, what one owes or gets back, in words too. Held, swiped to the left or by
 * its second key it offers what can be done to it; swiped to the right it is archived.
 */
import { Show } from 'solid-js'
import type { Day } from '../../crdt/domain/bill.ts'
import { formatAmount, formatDay, formatDays, formatMoment, formatMoney } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { PeopleBits } from './people-bits.tsx'
import { createRowGestures, takePx } from './row-gestures.ts'
import { billHref, type Summary, standingOf, titleOf } from './summary.ts'

export interface BillActions {
  readonly onMenu: (bill: Summary) => void
  readonly onArchive: (bill: Summary) => void
  readonly onDelete: (bill: Summary) => void
}

export function BillLine(
  props: BillActions & {
    readonly bill: Summary
    readonly today: Day
    /** Amounts carry their currency's sign: there are several. */
    readonly signed: boolean
    readonly tabIndex: 0 | -1
  },
) {
  const standing = () => standingOf(props.bill)
  const amount = (minor: number) =>
    (props.signed ? formatMoney : formatAmount)(locale(), minor, props.bill.currency)
  const gestures = createRowGestures({
    isOn: () => true,
    hold: () => props.onMenu(props.bill),
    swipeRight: () => props.onArchive(props.bill),
  })
  const fromSwipe = (act: (bill: Summary) => void) => () => {
    gestures.close()
    act(props.bill)
  }
  const days = () => {
    const { firstDay, day } = props.bill
    return firstDay === undefined || firstDay >= day
      ? formatDay(day, props.today)
      : formatDays(firstDay, day, props.today)
  }
  const archiveWord = () => (props.bill.archived ? t('home.menu.unarchive') : t('home.menu.archive'))
  /** What stands where nothing is owed either way. */
  const quietWords = () => {
    const now = standing()
    if (now === 'notJoined' || now === 'nothingYet') return t(`home.${now}`)
    if (now === 'settled') return t('home.settled')
    return t('home.yourShare', { amount: amount(props.bill.myShareMinor) })
  }
  return (
    <li
      class="bill-row"
      classList={{ 'is-slid': gestures.shiftPx() !== 0, 'is-swiping': gestures.isSwiping() }}
      style={{ '--shift': `${gestures.shiftPx()}px` }}
    >
      <Show when={gestures.shiftPx() > 0}>
        <span class="swipe-take" classList={{ far: gestures.shiftPx() >= takePx }} aria-hidden="true">
          <Icon name="archive" />
          {archiveWord()}
        </span>
      </Show>
      <a
        class="line"
        href={billHref(props.bill.id)}
        data-row={props.bill.id}
        tabIndex={props.tabIndex}
        draggable={false}
        onPointerDown={gestures.onPointerDown}
        onPointerMove={gestures.onPointerMove}
        onPointerUp={gestures.onPointerUp}
        onPointerCancel={gestures.onPointerCancel}
        onContextMenu={event => {
          // A mouse gets the browser's menu for links; a finger has held the row, and a key asks for ours.
          if (event.pointerType === 'mouse') return
          event.preventDefault()
          if (event.pointerType !== 'touch') props.onMenu(props.bill)
        }}
        onClick={event => {
          if (gestures.swallowsClick()) event.preventDefault()
        }}
      >
        <span class="grow">
          <span class="nm">{titleOf(props.bill)}</span>
          <span class="sub">
            <Show when={props.bill.news} fallback={days()}>
              {news => (
                <span class="live-txt">
                  <span class="live-dot" />
                  {changedWords(news().atMs)}
                </span>
              )}
            </Show>
            <Show when={props.bill.archived}>
              <span>{t('home.archivedWord')}</span>
            </Show>
            <PeopleBits people={props.bill.people} />
          </span>
        </span>
        <Show
          when={standing() === 'owe' || standing() === 'back'}
          fallback={<span class="amt dim">{quietWords()}</span>}
        >
          <span class={`amt ${standing()}`}>
            {amount(Math.abs(props.bill.myBalanceMinor))}
            <small>{standing() === 'owe' ? t('home.owe') : t('home.back')}</small>
          </span>
        </Show>
      </a>
      <button
        type="button"
        class="icon-key row-more"
        tabIndex={props.tabIndex}
        aria-label={t('home.menuOf', { title: titleOf(props.bill) })}
        onClick={() => props.onMenu(props.bill)}
      >
        <Icon name="more-vertical" small />
      </button>
      <Show when={gestures.shiftPx() < 0}>
        <span class="swipe-acts">
          <button type="button" onClick={fromSwipe(props.onArchive)}>
            <Icon name="archive" />
            {archiveWord()}
          </button>
          <button type="button" class="red" onClick={fromSwipe(props.onDelete)}>
            <Icon name="trash" />
            {t('key.delete')}
          </button>
        </span>
      </Show>
    </li>
  )
}

/** "changed 2 min ago"; without the time where nobody here knows it. */
function changedWords(atMs: number | null): string {
  return atMs === null ? t('home.changed') : t('home.changedWhen', { when: formatMoment(atMs, Date.now()) })
}
