/** Home: what one owes and gets back, and the bills by month. It reads summary rows only; no bill is opened for it. */

import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { BillMenu } from '../components/bill-menu.tsx'
import { findBills, searchedInPart } from '../components/find-bills.ts'
import { IconKey } from '../components/key.tsx'
import { MonthsRoll } from '../components/months-roll.tsx'
import { NavBar } from '../components/nav-bar.tsx'
import { createSearch } from '../components/search.ts'
import { FoundCount, NothingFound, SearchedInPart, SearchField } from '../components/search-field.tsx'
import { createShortcuts } from '../components/shortcuts.ts'
import type { Summary } from '../components/summary.ts'
import { dayOf } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { Mark } from '../icons/mark.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import { createDoorbells, useBills } from '../state/bills.ts'
import { FirstRun } from './first-run.tsx'
import { Frame, focusFirstBill, useNewBill } from './frame.tsx'
import { createHomeActions } from './home-actions.ts'
import { type Filter, filtered, HomeFilters } from './home-filters.tsx'
import { HomeSums } from './home-sums.tsx'
import { LinkSheets, type LinkWay } from './link-sheets.tsx'
import { handOverLink } from './links.ts'
import { Title } from './title.tsx'

export function Home() {
  const bills = useBills()
  createDoorbells(bills)
  const newBill = useNewBill()
  const [filter, setFilter] = createSignal<Filter>('all')
  const today = createMemo(() => dayOf(new Date()))
  const search = createSearch()
  const listed = createMemo(() => bills.rows().filter(bill => !bill.archived))
  const archived = createMemo(() => bills.rows().filter(bill => bill.archived))
  const isSearching = () => search.text().trim() !== ''
  /** What is looked for may have been put away. */
  const searched = () => (isSearching() && filter() === 'all' ? bills.rows() : filtered(listed(), filter()))
  const shown = createMemo(() => findBills(searched(), search.text()))
  /** A month's share is that of everything spent in it, unless only some bills are asked for. */
  const spent = () => (isSearching() || filter() !== 'all' ? shown() : bills.rows())
  const signed = createMemo(() => new Set(bills.rows().map(bill => bill.currency)).size > 1)
  const [showsArchived, setShowsArchived] = createSignal(false)
  const [menu, setMenu] = createSignal<Summary | null>(null)
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
  const actions = createHomeActions(bills)
  const [linkWay, setLinkWay] = createSignal<LinkWay | null>(null)
  const withFocused = (act: (bill: Summary) => void) => () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
    const bill = bills.rows().find(row => row.id === id)
    if (bill) act(bill)
  }
  createShortcuts({
    n: newBill,
    m: withFocused(setMenu),
    Delete: withFocused(actions.remove),
    Backspace: withFocused(actions.remove),
    undo: actions.undo,
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
            rail={<HomeFilters bills={listed()} filter={filter()} onChoose={setFilter} />}
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
                  <HomeSums bills={bills.rows()} month={today().slice(0, 7)} />
                </div>
                <div class="l">
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
                    <MonthsRoll
                      bills={shown()}
                      spent={spent()}
                      today={today()}
                      signed={signed()}
                      onMenu={setMenu}
                      onArchive={actions.archive}
                      onDelete={actions.remove}
                    />
                  </Show>
                  <SearchedInPart search={search} count={searchedInPart(searched(), shown())} />
                  <Show when={archived().length > 0 && !isSearching() && filter() === 'all'}>
                    <section class="put-away">
                      <button
                        type="button"
                        class="key quiet"
                        aria-expanded={showsArchived()}
                        onClick={() => setShowsArchived(!showsArchived())}
                      >
                        <Icon name={showsArchived() ? 'chevron-down' : 'chevron-right'} small />
                        {t('home.archive', { n: archived().length })}
                      </button>
                      <Show when={showsArchived()}>
                        <MonthsRoll
                          bills={archived()}
                          spent={archived()}
                          today={today()}
                          signed={signed()}
                          onMenu={setMenu}
                          onArchive={actions.archive}
                          onDelete={actions.remove}
                        />
                      </Show>
                    </section>
                  </Show>
                </div>
              </div>
            </main>
            <NavBar place="bills" onNewBill={newBill} />
            <Show when={menu()} keyed>
              {bill => (
                <BillMenu
                  bill={bill}
                  onArchive={() => actions.archive(bill)}
                  onDuplicate={withExpenses => actions.duplicate(bill, withExpenses)}
                  onDelete={() => actions.remove(bill)}
                  onClose={() => setMenu(null)}
                />
              )}
            </Show>
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
