/** A link that did not open: what happened, why, and three ways out. */
import { createSignal, Show } from 'solid-js'
import { Key } from '../components/key.tsx'
import { t } from '../i18n/text.ts'
import { Mascot } from '../icons/mascot.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import type { LinkProblem } from '../state/joining.ts'
import { LinkSheets, type LinkWay } from './link-sheets.tsx'

/** `broken`: this browser could not even try (its storage or the app's own code did not load). */
export interface Problem {
  readonly reason: LinkProblem | 'broken'
  readonly host: string | undefined
}

function body(problem: Problem): string {
  if (problem.reason !== 'otherHost') return t(`problem.${problem.reason}Body`)
  return problem.host ? t('problem.otherHostBody', { host: problem.host }) : t('problem.otherHostUnknown')
}

export function LinkProblemPage(props: {
  readonly problem: Problem
  readonly onPaste: (text: string) => void
  readonly onLeave: () => void
}) {
  const [linkWay, setLinkWay] = createSignal<LinkWay | null>(null)
  const isCut = () => props.problem.reason === 'noSecret' || props.problem.reason === 'cut'
  return (
    <div class="app alone">
      <main class="main bare">
        <header class="top first">
          <WordMark />
        </header>
        <div class="hello">
          <div class="sp" />
          <Mascot mood="asleep" />
          <h1 class="big">
            {t(`problem.${props.problem.reason}1`)}
            <br />
            {t(`problem.${props.problem.reason}2`)}
          </h1>
          <p class="lead-text">{body(props.problem)}</p>
          <Show when={isCut()}>
            <div class="lift">
              <div class="paper torn torn-top print torn-link">
                {location.host}/b#
                <span class="cut" role="img" aria-label={t('problem.missingPart')} />
              </div>
            </div>
          </Show>
          <div class="sp" />
          <div class="acts">
            <Key kind="you" wide icon="qr-code" onPress={() => setLinkWay('scan')}>
              {t('home.scan')}
            </Key>
            <Key wide icon="copy" onPress={() => setLinkWay('paste')}>
              {t('home.pasteLink')}
            </Key>
            <p class="centre">
              <Key kind="quiet" onPress={props.onLeave}>
                {t('problem.goHome')}
              </Key>
            </p>
          </div>
        </div>
      </main>
      <LinkSheets way={linkWay()} onWay={setLinkWay} onOpen={props.onPaste} />
    </div>
  )
}
