/**
 * What every page of a bill stands in: header with share and more, title, caption, tabs, one slip, and the sheets
 * that both tabs can open. On a phone the header keeps the title in sight once it has scrolled away.
 */
import { useLocation } from '@solidjs/router'
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { Day } from '../../../crdt/domain/bill.ts'
import { HereNow } from '../../components/here-now.tsx'
import { IconKey, IconLink } from '../../components/key.tsx'
import { showMessage } from '../../components/messages.ts'
import { createShortcuts } from '../../components/shortcuts.ts'
import { activityHref, billHref, titleOf } from '../../components/summary.ts'
import { Tabs } from '../../components/tabs.tsx'
import { TextField } from '../../components/text-field.tsx'
import { dayOf, formatDay, formatDays, formatMoney } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { list, t } from '../../i18n/text.ts'
import { useBills } from '../../state/bills.ts'
import { useBill } from '../../state/context.tsx'
import { followProfile } from '../../state/follow-profile.ts'
import { isBlank } from '../../state/kind.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import { profile } from '../../state/profile.ts'
import { Frame, useNewBill } from '../frame.tsx'
import { Title } from '../title.tsx'
import { fetchingWords } from './fetching-words.ts'
import { notePagesLeft } from './left.ts'
import { tellLook } from './looked.ts'
import { tellMerges } from './merged.ts'
import { MoreSheet } from './more.tsx'
import { createPeopleOn } from './people-on.ts'
import { PrintView } from './print-view.tsx'
import { SamePeople } from './same-people.tsx'
import { ShareSheet } from './share.tsx'
import { BillSlip } from './slips.tsx'
import { statusWords } from './status.ts'
import { keepSteady } from './steady.ts'
import { redoStep, stepsOf, undoStep } from './steps.ts'

export function BillFrame(props: { readonly children: JSX.Element }) {
  const open = useBill()
  const location = useLocation()
  const [sheet, setSheet] = createSignal<'share' | 'more' | null>(null)
  const [titleAway, setTitleAway] = createSignal(false)
  const onBalances = () => location.pathname.endsWith('/balances')
  const onActivity = () => location.pathname.endsWith('/activity')
  /** As home knows it until the bill is read. */
  const title = () => {
    if (open.loaded()) return titleOf(open.bill)
    const known = open.known()
    return known ? titleOf(known) : t('bill.opening')
  }
  const onList = () =>
    open.isTrip() && !onBalances() && !onActivity() && !location.pathname.endsWith('/receipt')
  const newBill = useNewBill()
  const bills = useBills()
  let main: HTMLElement | undefined
  let titles: HTMLDivElement | undefined
  let slipPlace: HTMLDivElement | undefined

  const follow = followProfile(open)
  createEffect(
    on(open.loaded, async isLoaded => {
      if (!isLoaded) return
      const renamed = await follow()
      const me = open.me()
      if (renamed === null || me === null) return
      const undo = () => open.write.renamePerson(me, renamed.before)
      showMessage({
        text: t('persons.nowYou', { name: profile().name }),
        action: { label: t('key.undo'), run: undo },
      })
    }),
  )
  onCleanup(() => notePagesLeft(open))
  tellMerges(open)
  tellLook(open)
  onCleanup(() => {
    if (isUntouched(open)) void bills.drop(open.id).catch(() => undefined)
  })

  onMount(() => {
    if (!titles) return
    const observer = new IntersectionObserver(
      entries => setTitleAway(entries.some(entry => !entry.isIntersecting)),
      { rootMargin: '-56px 0px 0px 0px' },
    )
    observer.observe(titles)
    onCleanup(() => observer.disconnect())
  })
  // Each tab, and a bill that was just joined, begins at its top; on a desktop the page itself does not scroll.
  createEffect(
    on([onBalances, onActivity], () => {
      window.scrollTo(0, 0)
      main?.scrollTo(0, 0)
    }),
  )
  keepSteady(() => slipPlace)
  createShortcuts({
    n: newBill,
    s: () => setSheet('share'),
    undo: () => undoStep(open),
    redo: () => redoStep(open),
  })

  return (
    <Frame
      class={onBalances() ? 'bill settle' : onList() ? 'bill trip' : 'bill'}
      place="bills"
      current={open.id}
    >
      <Title page={title()} />
      <main
        ref={main}
        class="main"
        classList={{ bare: onBalances() || onActivity(), narrow: onActivity() }}
        aria-busy={!open.loaded()}
      >
        <header class="top">
          <IconLink icon="arrow-left" label={t('nav.backToBills')} class="prev" href="/" />
          <span class="short ellipsis" classList={{ on: titleAway() }} aria-hidden="true">
            {title()}
          </span>
          <Here />
          <Show when={open.loaded()}>
            <IconKey icon="share" label={t('bill.share')} onPress={() => setSheet('share')} />
          </Show>
          <IconKey icon="more-horizontal" label={t('bill.more')} onPress={() => setSheet('more')} />
        </header>
        <div class="titles" ref={titles}>
          <BillTitle title={title()} />
          <Caption />
        </div>
        <Tabs
          label={t('bill.tabs')}
          tabs={[
            {
              label: open.isTrip() ? t('expenses.title') : t('bill.receipt'),
              href: billHref(open.id),
              current: !onBalances() && !onActivity(),
            },
            { label: t('bill.balances'), href: `/b/balances#~${open.id}`, current: onBalances() },
            { label: t('activity.tab'), href: activityHref(open.id), current: onActivity() },
          ]}
        />
        <div ref={slipPlace}>
          <BillSlip />
        </div>
        <Show when={!onBalances() && !onActivity()}>
          <SamePeople />
        </Show>
        {props.children}
      </main>
      <Show when={sheet() === 'share'}>
        <ShareSheet onClose={() => setSheet(null)} />
      </Show>
      <Show when={sheet() === 'more'}>
        <MoreSheet onClose={() => setSheet(null)} />
      </Show>
      <PrintView />
    </Frame>
  )
}

/** True for a bill one has just made, and left as it was. */
function isUntouched({ bill, loaded, shared, canUndo, canRedo, me }: OpenBill): boolean {
  const [person, ...others] = bill.people
  const [receipt, ...expenses] = bill.expenses
  return (
    loaded() &&
    !shared() &&
    !canUndo() &&
    !canRedo() &&
    person?.id === me() &&
    others.length === 0 &&
    receipt !== undefined &&
    isBlank(receipt) &&
    expenses.length === 0 &&
    bill.payments.length === 0 &&
    bill.title + bill.note === ''
  )
}

/** The title, edited in place. A bill just made has the cursor in it, and Enter goes on to the first item. */
function BillTitle(props: { readonly title: string }) {
  const open = useBill()
  const write = stepsOf(open)
  const isJustMade = () => open.bill.title === '' && open.expenses().every(isBlank)
  return (
    <h1 class="h1">
      <Show when={open.mayEdit()} fallback={props.title}>
        <TextField
          inPlace
          value={open.bill.title}
          label={t('bill.titleLabel')}
          hint={t('bill.titleHint')}
          autofocus={isJustMade()}
          keeps
          onCommit={title => write.setTitle(title)}
          onEnter={() => document.querySelector<HTMLElement>('[data-add-item]')?.focus()}
        />
      </Show>
    </h1>
  )
}

/** "Sat 15 Nov · Maya paid · 5 people · Synced" */
function Caption() {
  const open = useBill()
  const people = createPeopleOn(open)
  const payers = createMemo(() => {
    const receipt = open.receipt()
    if (!receipt) return []
    if (receipt.payer !== null) return [people.nameOf(receipt.payer)]
    return Object.keys(receipt.paid).map(id => people.nameOf(id as keyof typeof receipt.paid))
  })
  const days = createMemo(() => daysWords(open.expenses().map(({ date }) => date)))
  const words = createMemo(() => {
    const receipt = open.receipt()
    if (open.loaded() && open.isTrip()) {
      return [
        days(),
        t('people.count', { n: people.seated().length }),
        open.reckoned() ? formatMoney(locale(), open.balances().spentMinor, open.bill.currency) : '',
      ]
        .filter(part => part !== '')
        .join(' · ')
    }
    return [
      receipt ? formatDay(receipt.date, dayOf(new Date())) : null,
      payers().length > 0 ? t('bill.paid', { name: list(payers()) }) : null,
      t('people.count', { n: people.seated().length }),
    ]
      .filter(part => part !== null)
      .join(' · ')
  })
  /** What is being fetched, where one waits for it. */
  const opening = () => {
    if (open.newer() > 0) return t('bill.fetchingNewer', { n: open.newer() })
    if (open.loaded()) return ''
    if (!open.shared()) return t('bill.opening')
    return fetchingWords(open.relay())
  }
  return (
    <p class="cap" role={opening() === '' ? undefined : 'status'}>
      <Show when={opening() === ''} fallback={opening()}>
        {words()}
        {' · '}
        <span class="standing" classList={{ lagging: !open.statusIsTrue() }} data-true={open.statusIsTrue()}>
          {statusWords(open.status())}
        </span>
      </Show>
    </p>
  )
}

/** "6–9 Nov", from the first day to the last; nothing where there is none. */
function daysWords(days: readonly Day[]): string {
  const sorted = [...days].sort()
  const [first] = sorted
  const last = sorted[sorted.length - 1]
  if (first === undefined || last === undefined) return ''
  return first === last ? formatDay(first, dayOf(new Date())) : formatDays(first, last, dayOf(new Date()))
}

/** Who else is here, and what they are on, in words for those who hear the page. */
function Here() {
  const open = useBill()
  const people = createPeopleOn(open)
  const here = createMemo(() => open.presence.here().filter(id => people.find(id) !== undefined))
  const news = createMemo(() => {
    const [touched] = [...open.presence.touched()].slice(-1)
    const item = touched && open.receipt()?.split.items.find(each => each.id === touched[0])
    if (touched && item) {
      return t('presence.onRow', { name: people.nameOf(touched[1]), item: item.name || t('item.unnamed') })
    }
    const [latest] = here().slice(-1)
    return latest === undefined ? '' : t('presence.came', { name: people.nameOf(latest) })
  })
  return <HereNow faces={here().map(id => people.faceOf(id))} news={news()} />
}
