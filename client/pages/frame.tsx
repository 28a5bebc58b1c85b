/** The frame of every page with a rail: on a desktop the bills stand beside it, on a phone there is only the page. */
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, type JSX, lazy, Show, Suspense, untrack } from 'solid-js'
import { findBills } from '../components/find-bills.ts'
import { showMessage } from '../components/messages.ts'
import type { Place } from '../components/nav-bar.tsx'
import { Rail, RailBills } from '../components/rail.tsx'
import { createSearch, type Search } from '../components/search.ts'
import { FoundCount, NothingFound } from '../components/search-field.tsx'
import { createShortcuts } from '../components/shortcuts.ts'
import { billHref } from '../components/summary.ts'
import { dayOf } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useBills } from '../state/bills.ts'

/** Needed by few, and not before `?` is pressed. */
const KeysSheet = lazy(() =>
  import('../components/keys-sheet.tsx').then(module => ({ default: module.KeysSheet })),
)

/** Makes a bill and goes there. */
export function useNewBill(): () => void {
  const bills = useBills()
  const navigate = useNavigate()
  return () => {
    bills.create().then(
      id => navigate(billHref(id)),
      () => showMessage({ text: t('home.createFailed') }),
    )
  }
}

/** The first bill of a list; nothing happens where there is none. */
export function focusFirstBill(within: 'main' | '.rail'): void {
  document.querySelector<HTMLElement>(`${within} [data-row]`)?.focus()
}

export function Frame(props: {
  readonly class: string
  readonly place: Place | null
  /** The bill that is open. */
  readonly current?: string
  /** What the rail shows instead of the bills. */
  readonly rail?: JSX.Element
  readonly newBill?: boolean
  /** The search of a page that shows what is found by itself; else the rail does. */
  readonly search?: Search
  readonly children: JSX.Element
}) {
  const bills = useBills()
  const newBill = useNewBill()
  const [keys, setKeys] = createSignal(false)
  createShortcuts({ '?': () => setKeys(true), ArrowDown: enterList, ArrowUp: enterList })
  const search = untrack(() => props.search) ?? createSearch()
  return (
    <div class={`app ${props.class}`}>
      <Rail
        place={props.place}
        newBill={props.newBill ?? true}
        onNewBill={newBill}
        search={bills.rows().length > 0 ? search : undefined}
        onGo={() => focusFirstBill(props.search ? 'main' : '.rail')}
      >
        {props.rail ?? <FoundBills search={search} current={props.current ?? null} />}
      </Rail>
      {props.children}
      <Show when={keys()}>
        <Suspense>
          <KeysSheet onClose={() => setKeys(false)} />
        </Suspense>
      </Show>
    </div>
  )
}

/** From nowhere on the page an arrow goes to the row that is the list's Tab stop; elsewhere it is the browser's. */
function enterList(): boolean {
  if (document.activeElement !== null && document.activeElement !== document.body) return false
  const row = document.querySelector<HTMLElement>('main [data-row][tabindex="0"]')
  row?.focus()
  return row !== null
}

/** The bills in the rail, as far as they are searched for. */
function FoundBills(props: { readonly search: Search; readonly current: string | null }) {
  const bills = useBills()
  const today = createMemo(() => dayOf(new Date()))
  /** What was put away is found, and else only there while it is open. */
  const listed = () =>
    props.search.text().trim() === ''
      ? bills.rows().filter(bill => !bill.archived || bill.id === props.current)
      : bills.rows()
  const found = createMemo(() => findBills(listed(), props.search.text()))
  const showAll = () => {
    props.search.type('')
    props.search.start()
  }
  return (
    <>
      <FoundCount search={props.search} count={found().length} />
      <Show
        when={found().length > 0 || props.search.text().trim() === ''}
        fallback={<NothingFound search={props.search} onShowAll={showAll} />}
      >
        <RailBills bills={found()} current={props.current} today={today()} />
      </Show>
    </>
  )
}
