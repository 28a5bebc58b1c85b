/** The one slip under a bill's tabs: what the network or this device's storage means for whoever is typing. */
import { createMemo, createSignal, Match, onCleanup, onMount, Switch } from 'solid-js'
import { showMessage } from '../../components/messages.ts'
import { Slip } from '../../components/slip.tsx'
import { titleOf } from '../../components/summary.ts'
import { t } from '../../i18n/text.ts'
import { useBill } from '../../state/context.tsx'
import { mayReopen, reopen } from './closing.ts'
import { notCounted } from './not-counted.ts'
import { createPeopleOn } from './people-on.ts'

const reasonsShown = 3

export function BillSlip() {
  const open = useBill()
  const status = () => open.status()
  const waiting = () => {
    const now = status()
    return now.kind === 'waiting' ? now.count : 0
  }
  const retryAtMs = () => {
    const relay = open.relay()
    return relay.kind === 'unreachable' ? relay.retryAtMs : undefined
  }
  const people = createPeopleOn(open)
  const left = createMemo(() => (open.reckoned() ? notCounted(open.issues()) : []))
  /** Of the first few. */
  const reasons = () =>
    left()
      .slice(0, reasonsShown)
      .map(issue => {
        const reason = t(`reason.${issue.reason}`)
        const by = issue.written?.by
        return by ? t('slip.reasonBy', { reason, name: people.nameOf(by) }) : reason
      })
  /** A request to hand on: whoever shared the bill can send the other link. */
  const askToEdit = async () => {
    const text = t('slip.askText', { title: titleOf(open.bill) })
    try {
      if (typeof navigator.share === 'function') await navigator.share({ text })
      else {
        await navigator.clipboard.writeText(text)
        showMessage({ text: t('slip.asked') })
      }
    } catch {
      showMessage({ text: t('slip.askByHand') })
    }
  }
  return (
    <Switch>
      <Match when={status().kind === 'notSaved'}>
        <Slip
          icon="download"
          title={t('slip.notSaved')}
          action={{ label: t('slip.saveCopy'), run: () => saveFile(open.exportJson()) }}
        >
          {t('slip.notSavedBody')}
        </Slip>
      </Match>
      <Match when={open.loaded() && open.right() === 'view'}>
        <Slip
          plain
          icon="eye"
          title={t('slip.viewOnly')}
          action={{ label: t('slip.askToEdit'), run: askToEdit }}
        />
      </Match>
      <Match when={open.looking()}>
        <Slip plain icon="eye" title={t('slip.viewOnly')} />
      </Match>
      <Match when={open.bill.closedAt !== null}>
        <Slip
          plain
          icon="lock"
          title={t('slip.closed')}
          {...(mayReopen(open) && { action: { label: t('activity.reopen'), run: () => reopen(open) } })}
        />
      </Match>
      <Match when={open.loaded() && open.shared() && open.relay().kind === 'offline'}>
        <Slip icon="wifi-off" title={t('slip.offline')}>
          {waiting() > 0 ? t('slip.offlineCount', { n: waiting() }) : t('slip.offlineNone')}
        </Slip>
      </Match>
      <Match when={open.loaded() && open.shared() && retryAtMs()}>
        {at => (
          <Slip
            icon="server"
            title={t('slip.unreachable')}
            action={{ label: t('key.retry'), run: () => open.retryRelay() }}
          >
            <Countdown untilMs={at()} />
          </Slip>
        )}
      </Match>
      <Match when={left().length > 0}>
        <Slip plain icon="close" title={t('slip.notCounted', { n: left().length })}>
          {reasons().join(', ')}.
        </Slip>
      </Match>
    </Switch>
  )
}

/** Counts the seconds to the next try; hidden from screen readers, which would read each one. */
function Countdown(props: { readonly untilMs: number }) {
  const [nowMs, setNowMs] = createSignal(Date.now())
  onMount(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    onCleanup(() => clearInterval(timer))
  })
  const seconds = () => Math.max(0, Math.ceil((props.untilMs - nowMs()) / 1_000))
  return (
    <span aria-live="off">
      {seconds() > 0 ? t('slip.unreachableIn', { n: seconds() }) : t('slip.unreachableNow')}
    </span>
  )
}

/** Hands a file to the browser's downloads. Its name says nothing of the bill. */
function saveFile(file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = 'billington-copy.json'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
