/**
 * The start: takes what boot.js took from the address bar, before any router could see it, and draws the app. The
 * only place where the secret of a link passes through a global, and it is gone after the first line.
 */
import './styles/tokens.css'
import './styles/base.css'
import './styles/keys.css'
import './styles/paper.css'
import './styles/frame.css'
import './styles/home.css'
import './styles/forms.css'
import './styles/sheet.css'
import './styles/states.css'
import './styles/presence.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'

declare global {
  interface Window {
    /** What `public/boot.js` found in the address: the secret part of a link, and whether a server has seen it. */
    billingtonBoot?: { fragment: string | null; leaked: boolean }
  }
}

const boot = window.billingtonBoot
delete window.billingtonBoot

const root = document.getElementById('root')
if (root) {
  const fragment = boot?.fragment ?? null
  render(
    () => <App link={fragment === null ? null : { text: fragment, leaked: boot?.leaked ?? false }} />,
    root,
  )
}
