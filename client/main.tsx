/**
 * The start: takes what boot.js took from the address bar, before any router could see it, and draws the app. The
 * only place where the secret of a link passes through a global, and it is gone after the first line. What makes the app start
 * without a network comes after the first paint.
 */
import './styles/tokens.css'
import './styles/base.css'
import './styles/keys.css'
import './styles/paper.css'
import './styles/frame.css'
import './styles/home.css'
import './styles/insights.css'
import './styles/forms.css'
import './styles/sheet.css'
import './styles/states.css'
import './styles/paying.css'
import './styles/activity.css'
import './styles/people.css'
import './styles/print.css'
import './styles/presence.css'
import './styles/offline.css'
import './styles/expense.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'

declare global {
  interface Window {
    /** What `public/boot.js` found in the address: the secret part of a link, and whether a server has seen it. */
    billingtonBoot?: { fragment: string | null; leaked: boolean }
  }
}

/** Long enough for the first paint, short enough that a first visit of some seconds is kept for offline. */
const offlineAfterMs = 300

const boot = window.billingtonBoot
delete window.billingtonBoot

const root = document.getElementById('root')
if (root) {
  const fragment = boot?.fragment ?? null
  render(
    () => <App link={fragment === null ? null : { text: fragment, leaked: boot?.leaked ?? false }} />,
    root,
  )
  // After the first paint, when nothing of the app is waited for.
  window.addEventListener('load', () => setTimeout(startOffline, offlineAfterMs))
}

function startOffline(): void {
  const start = (at: HTMLElement) => import('./offline/start.tsx').then(offline => offline.startOffline(at))
  // A chunk that does not load: the app works without, and the next visit tries again.
  if (root) start(root).catch(() => undefined)
}
