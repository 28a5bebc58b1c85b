/** Home: what one owes and gets back, and the bills by month. It reads summary rows only; no bill is opened for it. */

import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { BillId } from '../../crdt/ids.ts'
import { Figure } from '../components/figure.tsx'
import { findBills } from '../components/find-bills.ts'
import { IconKey } from '../components/key.tsx'
import { showMessage } from '../components/messages.ts'
import { MonthsRoll } from '../components/months-roll.tsx'
import { NavBar } from '../components/nav-bar.tsx'
import { createSearch } from '../components/search.ts'
import { FoundCount, NothingFound, SearchField } from '../components/search-field.tsx'
import { createShortcuts } from '../components/shortcuts.ts'
import {
  byMonth,
  type Standing,
  type Summary,
  standingOf,
  sumByCurrency,
  titleOf,
} from '../components/summary.ts'
import { deviceWord } from '../i18n/device.ts'
import { dayOf, formatMoney, formatMonth } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../icons/mark.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import { createDoorbells, useBills } from '../state/bills.ts'
import { profile } from '../state/profile.ts'
import { FirstRun } from './first-run.tsx'
import { Frame, focusFirstBill, useNewBill } from './frame.tsx'
import { LinkSheets, type LinkWay } from './link-sheets.tsx'
import { handOverLink } from './links.ts'
import { Title } from './title.tsx'

type Filter = 'all' | Extract<Standing, 'owe' | 'back' | 'settled'>

export function Home() {
  const bills = useBills()
  createDoorbells(bills)
  const newBill = useNewBill()
  const [filter, setFilter] = createSignal<Filter>('all')
  const today = createMemo(() => dayOf(new Date()))
  const search = createSearch()
  const shown = createMemo(() => {
    const chosen =
      filter() === 'all' ? bills.rows() : bills.rows().filter(bill => standingOf(bill) === filter())
    return findBills(chosen, search.text())
  })
  let searchKey: HTMLSpanElement | undefined
  /** A phone's field goes, and the focus back to the key that opened it. */
  const stopSearch = () => {
    search.stop()
    searchKey?.querySelector('button')?.focus()
  }
  const showAll = () => {
    setFilter('all')
    stopSearch()
    focusFirstBill('main')
  }
  /** What Ctrl Z brings back. */
  let removed: BillId | null = null
  const remove = (id: string) => {
    const bill = bills.rows().find(row => row.id === id)
    if (!bill) return
    bills.remove(bill.id)
    removed = bill.id
    showMessage({
      text: t('home.removed', { title: titleOf(bill), device: deviceWord() }),
      action: { label: t('key.undo'), run: () => void bills.restore(bill.id) },
    })
  }
  const [linkWay, setLinkWay] = createSignal<LinkWay | null>(null)
  const removeFocused = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
    if (row) remove(row)
  }
  createShortcuts({
    n: newBill,
    Delete: removeFocused,
    Backspace: removeFocused,
    undo() {
      if (removed === null) return
      void bills.restore(removed)
      removed = null
    },
  })
  return (
    <>
      <Title page={t('home.title')} />
      <Switch>
        <Match when={bills.loaded() && bills.rows().length === 0}>
          <FirstRun onNewBill={newBill} />
        </Match>
        <Match when={bills.loaded()}>
          <Frame
            class="home"
            place="bills"
            search={search}
            rail={<Filters bills={bills.rows()} filter={filter()} onChoose={setFilter} />}
          >
            <main class="main">
              <header class="top first">
                <h1 class="h1 desk-seen">{t('home.title')}</h1>
                <Show
                  when={search.isOpen()}
                  fallback={
                    <>
                      <span class="logo phone-only">
                        <Mark />
                        <WordMark />
                      </span>
                      <span class="sp" />
                      <span class="phone-only" ref={searchKey}>
                        <IconKey icon="search" label={t('home.search')} onPress={search.start} />
                      </span>
                    </>
                  }
                >
                  <div class="phone-only finding">
                    <SearchField search={search} onGo={() => focusFirstBill('main')} onLeave={stopSearch} />
                    <IconKey icon="close" label={t('home.showAll')} onPress={stopSearch} />
                  </div>
                  <span class="sp desk-only" />
                </Show>
                <span class="top-keys" classList={{ 'is-hidden': search.isOpen() }}>
                  <IconKey icon="qr-code" label={t('home.scan')} onPress={() => setLinkWay('scan')} />
                  <IconKey icon="link" label={t('home.pasteLink')} onPress={() => setLinkWay('paste')} />
                </span>
              </header>
              <div class="cols" classList={{ 'is-finding': search.isOpen() }}>
                <div class="o">
                  <Sums bills={bills.rows()} month={today().slice(0, 7)} />
                </div>
                <div class="l" classList={{ lift: shown().length > 0 }}>
                  <FoundCount search={search} count={shown().length} />
                  <Show
                    when={shown().length > 0}
                    fallback={
                      <Show
                        when={search.text().trim() !== ''}
                        fallback={<p class="quiet-note">{t('home.none')}</p>}
                      >
                        <NothingFound search={search} onShowAll={showAll} />
                      </Show>
                    }
                  >
                    <MonthsRoll bills={shown()} today={today()} />
                  </Show>
                </div>
              </div>
            </main>
            <NavBar place="bills" onNewBill={newBill} />
            <LinkSheets
              way={linkWay()}
              onWay={setLinkWay}
              onOpen={text => handOverLink({ text, leaked: false })}
            />
          </Frame>
        </Match>
      </Switch>
    </>
  )
}

/** What one owes and gets back, a sum per currency, and one's share of the newest month. */
function Sums(props: { readonly bills: readonly Summary[]; readonly month: string }) {
  const owe = () => sumByCurrency(props.bills, bill => Math.max(0, -bill.myBalanceMinor))
  const back = () => sumByCurrency(props.bills, bill => Math.max(0, bill.myBalanceMinor))
  const spent = () => {
    const month = byMonth(props.bills).find(found => found.key <= props.month)
    return month && { month: month.key, sums: sumByCurrency(month.bills, bill => bill.myShareMinor) }
  }
  const zero = () => [{ currency: props.bills[0]?.currency ?? profile().currency, minor: 0 }]
  return (
    <>
      <dl class="sum" classList={{ several: owe().length > 1 || back().length > 1 }}>
        <div>
          <dt>{t('home.youOwe')}</dt>
          <dd classList={{ owe: owe().length > 0 }}>
            <For each={owe().length > 0 ? owe() : zero()}>
              {sum => <Figure minor={sum.minor} currency={sum.currency} />}
            </For>
          </dd>
        </div>
        <div>
          <dt>{t('home.youGetBack')}</dt>
          <dd classList={{ back: back().length > 0 }}>
            <For each={back().length > 0 ? back() : zero()}>
              {sum => <Figure minor={sum.minor} currency={sum.currency} />}
            </For>
          </dd>
        </div>
      </dl>
      <Show when={spent()} fallback={<div class="spend" />}>
        {month => (
          <p class="spend">
            <Show when={month().sums.length > 0}>
              <span class="cap">
                {t('home.shareIn', { month: formatMonth(`${month().month}-15`, `${props.month}-15`) })}
              </span>
              <span class="h2">
                {month()
                  .sums.map(sum => formatMoney(locale(), sum.minor, sum.currency))
                  .join(' · ')}
              </span>
            </Show>
          </p>
        )}
      </Show>
    </>
  )
}

/** The rail of home: which bills to show. */
function Filters(props: {
  readonly bills: readonly Summary[]
  readonly filter: Filter
  readonly onChoose: (filter: Filter) => void
}) {
  const count = (filter: Filter) =>
    filter === 'all' ? props.bills.length : props.bills.filter(bill => standingOf(bill) === filter).length
  const choices = (): readonly { readonly filter: Filter; readonly label: string }[] => [
    { filter: 'all', label: t('home.all') },
    { filter: 'owe', label: t('home.youOwe') },
    { filter: 'back', label: t('home.youGetBack') },
    { filter: 'settled', label: t('home.settled') },
  ]
  return (
    <fieldset aria-label={t('home.filter')}>
      <For each={choices()}>
        {choice => (
          <button
            type="button"
            class="fl"
            aria-pressed={props.filter === choice.filter}
            onClick={() => props.onChoose(choice.filter)}
          >
            <span>{choice.label}</span>
            <span>{count(choice.filter)}</span>
          </button>
        )}
      </For>
    </fieldset>
  )
}
