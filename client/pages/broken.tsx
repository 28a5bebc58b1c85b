/**
 * What should never happen, in plain words. The details help whoever repairs it and carry nothing of a bill: no
 * address, no fragment, no long run of characters that could be a key, no number that could be an amount.
 */
import { createSignal, onMount } from 'solid-js'
import { Key } from '../components/key.tsx'
import { t } from '../i18n/text.ts'
import { Mascot } from '../icons/mascot.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import { scrub } from './scrub.ts'

export function Broken(props: { readonly error: unknown; readonly onReset: () => void }) {
  const [reloading, setReloading] = createSignal(false)
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())
  return (
    <div class="app alone">
      <main class="main bare">
        <header class="top first">
          <WordMark />
        </header>
        <div class="hello">
          <div class="sp" />
          <Mascot mood="asleep" />
          <h1 class="big" tabIndex={-1} ref={heading}>
            {t('error.title1')}
            <br />
            {t('error.title2')}
          </h1>
          <p class="lead-text">{t('error.body')}</p>
          <details class="details">
            <summary>{t('error.more')}</summary>
            <pre>{scrub(props.error)}</pre>
          </details>
          <div class="sp" />
          <div class="acts">
            <Key
              kind="you"
              wide
              busy={reloading()}
              onPress={() => {
                setReloading(true)
                location.reload()
              }}
            >
              {t('error.reload')}
            </Key>
            <a class="key wide" href="/" rel="external">
              {t('problem.goHome')}
            </a>
          </div>
        </div>
      </main>
    </div>
  )
}
