/**
 * What is done once the app is on screen and nobody waits for it: the service worker is registered, this browser is asked
 * whether it still has what it was given, and one slip above everything says what the user should know of that.
 */
import { createEffect, createMemo, createRoot, createSignal, Match, Switch } from 'solid-js'
import { render } from 'solid-js/web'
import { Slip } from '../components/slip.tsx'
import { t } from '../i18n/text.ts'
import { useBills } from '../state/bills.ts'
import { sentinel } from '../storage/sentinel.ts'
import { noteHomeScreenHint, wantsHomeScreenHint } from './home-screen.ts'
import { registerWorker } from './register.ts'

const local = () => localStorage

/** Draws its slips above `root`: the app's own renderer takes every child of the root for its own. */
export function startOffline(root: HTMLElement): void {
  const [activate, setActivate] = createSignal<(() => void) | null>(null)
  const [robbed, setRobbed] = createSignal(false)
  const [hint, setHint] = createSignal(false)

  // Service workers are for secure contexts only; in development the files change under one's hands.
  if (import.meta.env.PROD && window.isSecureContext && 'serviceWorker' in navigator) {
    registerWorker({
      container: navigator.serviceWorker,
      nowMs: Date.now,
      reload: () => location.reload(),
      onReady: next => setActivate(() => next),
    }).catch(() => undefined)
  }

  const look = async () => {
    setRobbed(await sentinel.wasRobbed())
    createRoot(() => {
      const bills = useBills()
      const hasBills = createMemo(() => bills.rows().length > 0)
      createEffect(() => {
        if (!hasBills()) return
        void sentinel.mark()
        if (!wantsHomeScreenHint(navigator, local)) return
        noteHomeScreenHint(local)
        setHint(true)
      })
    })
  }
  void look()

  const host = document.createElement('div')
  root.before(host)
  render(
    () => (
      <Switch>
        <Match when={robbed()}>
          <Notice
            icon="trash"
            title={t('offline.robbed')}
            body={t('offline.robbedBody')}
            action={{
              label: t('offline.understood'),
              run: () => {
                sentinel.forget()
                setRobbed(false)
              },
            }}
          />
        </Match>
        <Match when={activate()}>
          {next => (
            <Notice
              plain
              icon="download"
              title={t('offline.newVersion')}
              action={{ label: t('offline.reload'), run: next() }}
            />
          )}
        </Match>
        <Match when={hint()}>
          <Notice
            plain
            icon="share"
            title={t('offline.homeScreen')}
            body={t('offline.homeScreenBody')}
            action={{ label: t('offline.understood'), run: () => setHint(false) }}
          />
        </Match>
      </Switch>
    ),
    host,
  )
}

function Notice(props: {
  readonly icon: 'trash' | 'download' | 'share'
  readonly title: string
  readonly body?: string
  readonly plain?: boolean
  readonly action: { readonly label: string; readonly run: () => void }
}) {
  return (
    <aside class="notice" aria-label={t('offline.notice')}>
      <Slip icon={props.icon} title={props.title} plain={props.plain ?? false} action={props.action}>
        {props.body}
      </Slip>
    </aside>
  )
}
