/**
 * Routes and what surrounds them: the link that is being opened, the theme, the message row, and a page for what
 * should never happen. Home is in the first chunk; a bill, with everything that reads and writes one, comes when the
 * first one is opened, insights and settings when they are.
 */
import { Route, Router, type RouteSectionProps, useBeforeLeave, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, ErrorBoundary, lazy, onCleanup, Show, Suspense } from 'solid-js'
import { MessageRow } from './components/message-row.tsx'
import { stayForSheet } from './components/open-sheets.ts'
import { switchSingleKeys } from './components/shortcuts.ts'
import { billHref } from './components/summary.ts'
import { setLocale } from './i18n/locale.ts'
import { Broken } from './pages/broken.tsx'
import { Home } from './pages/home.tsx'
import { type Link, onLink } from './pages/links.ts'
import { OpenLink } from './pages/open-link.tsx'
import { profile } from './state/profile.ts'

const BillPage = lazy(() => import('./pages/bill.tsx').then(module => ({ default: module.BillPage })))
const FirstTab = lazy(() =>
  import('./pages/bill/first-tab.tsx').then(module => ({ default: module.FirstTab })),
)
const Insights = lazy(() => import('./pages/insights.tsx').then(module => ({ default: module.Insights })))
const Settings = lazy(() => import('./pages/settings.tsx').then(module => ({ default: module.Settings })))
const NotFound = lazy(() => import('./pages/not-found.tsx').then(module => ({ default: module.NotFound })))
const Receipt = lazy(() => import('./pages/bill/receipt.tsx').then(module => ({ default: module.Receipt })))
const ExpensePage = lazy(() =>
  import('./pages/expense/expense.tsx').then(module => ({ default: module.ExpensePage })),
)
const Balances = lazy(() =>
  import('./pages/bill/balances.tsx').then(module => ({ default: module.Balances })),
)
const Activity = lazy(() =>
  import('./pages/bill/activity.tsx').then(module => ({ default: module.Activity })),
)

const tableColours = { light: '#D9E6D5', dark: '#0E1612' } as const

/** A chosen theme overrides the system's; the browser's own frame takes the colour of the table. */
function applyTheme(theme: 'system' | 'light' | 'dark'): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = tableColours[theme === 'system' ? own : theme]
  }
}

export function App(props: { readonly link: Link | null }) {
  const [link, setLink] = createSignal(props.link)

  const Shell = (shell: RouteSectionProps) => {
    const navigate = useNavigate()
    const leave = (href: string) => {
      navigate(href, { replace: location.pathname === '/b' })
      setLink(null)
    }
    onCleanup(onLink(setLink))
    useBeforeLeave(stayForSheet)
    return (
      <ErrorBoundary fallback={(error, reset) => <Broken error={error} onReset={reset} />}>
        <Suspense>
          <Show when={link()} keyed fallback={shell.children}>
            {opening => (
              <OpenLink
                link={opening}
                onOpened={id => leave(billHref(id))}
                onPaste={text => setLink({ text, leaked: false })}
                onLeave={() => leave('/')}
              />
            )}
          </Show>
        </Suspense>
        <MessageRow />
      </ErrorBoundary>
    )
  }

  createEffect(() => applyTheme(profile().theme))
  createEffect(() => setLocale(profile().locale))
  createEffect(() => switchSingleKeys(profile().singleKeys))

  return (
    <Router root={Shell}>
      <Route path="/" component={Home} />
      <Route path="/b" component={BillPage}>
        <Route path="/" component={FirstTab} />
        <Route path="/receipt" component={Receipt} />
        <Route path="/expense" component={ExpensePage} />
        <Route path="/balances" component={Balances} />
        <Route path="/activity" component={Activity} />
      </Route>
      <Route path="/insights" component={Insights} />
      <Route path="/settings" component={Settings} />
      <Route path="*" component={NotFound} />
    </Router>
  )
}
