/** An address where nothing is. */
import { t } from '../i18n/text.ts'
import { Mascot } from '../icons/mascot.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import { Title } from './title.tsx'

export function NotFound() {
  return (
    <div class="app alone">
      <Title page={t('notFound.title1')} />
      <main class="main bare">
        <header class="top first">
          <WordMark />
        </header>
        <div class="hello">
          <div class="sp" />
          <Mascot mood="asleep" />
          <h1 class="big">
            {t('notFound.title1')}
            <br />
            {t('notFound.title2')}
          </h1>
          <p class="lead-text">{t('notFound.body')}</p>
          <div class="sp" />
          <div class="acts">
            <a class="key you wide" href="/">
              {t('problem.goHome')}
            </a>
          </div>
        </div>
      </main>
    </div>
  )
}
