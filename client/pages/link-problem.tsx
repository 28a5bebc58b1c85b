/** A link that did not open: what happened, why, and two ways out. */
import { createSignal, Show } from 'solid-js'
import { Key } from '../components/key.tsx'
import { t } from '../i18n/text.ts'
import { Mascot } from '../icons/mascot.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import type { LinkProblem } from '../state/joining.ts'
import { PasteLink } from './paste-link.tsx'

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
  const [pasting, setPasting] = createSignal(false)
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
            <Key kind="you" wide icon="link" onPress={() => setPasting(true)}>
              {t('home.pasteLink')}
            </Key>
            <Key wide onPress={props.onLeave}>
              {t('problem.goHome')}
            </Key>
          </div>
        </div>
      </main>
      <Show when={pasting()}>
        <PasteLink
          onOpen={text => {
            setPasting(false)
            props.onPaste(text)
          }}
          onClose={() => setPasting(false)}
        />
      </Show>
    </div>
  )
}
