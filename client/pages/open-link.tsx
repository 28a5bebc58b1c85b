/** While a link is opened, and where it ends when it can't be: `openLink` reads it, this page says what came of it. */
import { createSignal, onMount, Show } from 'solid-js'
import { showMessage } from '../components/messages.ts'
import { t } from '../i18n/text.ts'
import { WordMark } from '../icons/word-mark.tsx'
import { LinkProblemPage, type Problem } from './link-problem.tsx'
import type { Link } from './links.ts'

export function OpenLink(props: {
  readonly link: Link
  readonly onOpened: (id: string) => void
  readonly onPaste: (text: string) => void
  readonly onLeave: () => void
}) {
  const [problem, setProblem] = createSignal<Problem>()
  onMount(async () => {
    try {
      const { openLink } = await import('../state/joining.ts')
      const opened = await openLink(props.link.text)
      if (!opened.ok) {
        setProblem({ reason: opened.reason, host: opened.host })
        return
      }
      props.onOpened(opened.id)
      if (props.link.leaked) showMessage({ text: `${t('slip.leaked')} ${t('slip.leakedBody')}` })
    } catch {
      setProblem({ reason: 'broken', host: undefined })
    }
  })
  return (
    <Show
      when={problem()}
      fallback={
        <div class="app alone">
          <main class="main bare" aria-busy="true">
            <header class="top first">
              <WordMark />
            </header>
            <div class="titles skeleton">
              <p class="soft" role="status">
                {t('problem.opening')}
              </p>
            </div>
          </main>
        </div>
      }
    >
      {shown => <LinkProblemPage problem={shown()} onPaste={props.onPaste} onLeave={props.onLeave} />}
    </Show>
  )
}
