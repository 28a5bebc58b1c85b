/** An address that names a bill of another device, or one that was removed from this one. */
import { t } from '../../i18n/text.ts'
import { Mascot } from '../../icons/mascot.tsx'
import { Frame } from '../frame.tsx'

export function NotHere() {
  return (
    <Frame class="bill" place="bills">
      <main class="main bare">
        <div class="hello">
          <div class="sp" />
          <Mascot mood="asleep" />
          <h1 class="h1">{t('bill.notHere')}</h1>
          <p class="lead-text">{t('bill.notHereBody')}</p>
          <div class="acts">
            <a class="key you wide" href="/">
              {t('problem.goHome')}
            </a>
          </div>
          <div class="sp" />
        </div>
      </main>
    </Frame>
  )
}
