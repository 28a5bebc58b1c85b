/** The rail of a desktop: mark, new bill, the bills, the places. On a phone it is not there. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Day } from '../../crdt/domain/bill.ts'
import { formatMonth, formatSigned } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../icons/mark.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import { Key } from './key.tsx'
import { NavLinks, type Place } from './nav-bar.tsx'
import { createPaged } from './paged.ts'
import { createRoving } from './roving.ts'
import type { Search } from './search.ts'
import { SearchField } from './search-field.tsx'
import { billHref, byMonth, type Summary, standingOf, titleOf } from './summary.ts'

/** As many as are drawn before one scrolls. */
const page = 60

export function Rail(props: {
  readonly place: Place | null
  readonly onNewBill: () => void
  /** False on the first run, where the key stands in the middle of the page. */
  readonly newBill: boolean
  /** Left out where there is nothing to find. */
  readonly search?: Search | undefined
  /** Gives the focus to the first bill that was found. */
  readonly onGo: () => void
  readonly children: JSX.Element
}) {
  return (
    <aside class="rail" aria-label={t('nav.yourBills')}>
      <a class="logo" href="/">
        <Mark />
        <WordMark />
      </a>
      <Show when={props.newBill}>
        <Key kind="you" icon="plus" class="new" onPress={props.onNewBill}>
          {t('home.newBill')}
        </Key>
      </Show>
      <Show when={props.search}>{search => <SearchField search={search()} onGo={props.onGo} />}</Show>
      <div class="list">{props.children}</div>
      <NavLinks place={props.place} class="" />
    </aside>
  )
}

/** The bills in the rail, by month, the open one on paper; one Tab stop for all of them. */
export function RailBills(props: {
  readonly bills: readonly Summary[]
  readonly current: string | null
  readonly today: Day
}) {
  const paged = createPaged(() => props.bills, page)
  const months = createMemo(() => byMonth(withCurrent(paged.shown(), props.bills, props.current)))
  const roving = createRoving(
    () => months().flatMap(month => month.bills.map(bill => bill.id)),
    () => props.current,
  )
  return (
    <fieldset aria-label={t('nav.bills')} onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
      <For each={months()}>
        {month => (
          <>
            <p class="grp">{formatMonth(`${month.key}-15`, props.today)}</p>
            <For each={month.bills}>
              {bill => (
                <a
                  class="rl"
                  href={billHref(bill.id)}
                  data-row={bill.id}
                  tabIndex={roving.tabIndex(bill.id)}
                  aria-current={props.current === bill.id ? 'page' : undefined}
                >
                  <span class="ellipsis">{titleOf(bill)}</span>
                  <RailAmount bill={bill} />
                </a>
              )}
            </For>
          </>
        )}
      </For>
      <Show when={paged.hasMore()}>
        <div class="quiet-note" ref={paged.watch}>
          <Key kind="quiet" onPress={paged.more}>
            {t('home.more')}
          </Key>
        </div>
      </Show>
    </fieldset>
  )
}

/** The bill that is open is there, however old it is. */
function withCurrent(shown: readonly Summary[], all: readonly Summary[], current: string | null) {
  if (current === null || shown.some(bill => bill.id === current)) return shown
  return [...shown, ...all.filter(bill => bill.id === current)]
}

function RailAmount(props: { readonly bill: Summary }) {
  const standing = () => standingOf(props.bill)
  return (
    <Show
      when={standing() === 'owe' || standing() === 'back'}
      fallback={
        <span class="amt soft">{standing() === 'settled' ? t('home.settled').toLowerCase() : ''}</span>
      }
    >
      <span class={`amt ${standing()}`}>
        {formatSigned(locale(), props.bill.myBalanceMinor, props.bill.currency)}
      </span>
    </Show>
  )
}
