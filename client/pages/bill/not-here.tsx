/** Two ways in which an address leads to no bill, each with a plain word and a way out. */
import { deviceWord } from '../../i18n/device.ts'
import { t } from '../../i18n/text.ts'
import { Mascot } from '../../icons/mascot.tsx'
import { Frame } from '../frame.tsx'

/** An address that names a bill of another device, or one that was removed from this one. */
export function NotHere() {
  return <Sorry title={t('bill.notHere', { device: deviceWord() })} body={t('bill.notHereBody')} />
}

/** A link that fits, to a room in which there is nothing. The page goes on by itself when somebody brings the bill. */
export function NotThere() {
  return <Sorry title={t('bill.notThere')} body={t('bill.notThereBody')} />
}

function Sorry(props: { readonly title: string; readonly body: string }) {
  return (
    <Frame class="bill" place="bills">
      <main class="main bare">
        <div class="hello">
          <div class="sp" />
          <Mascot mood="asleep" />
          <h1 class="h1">{props.title}</h1>
          <p class="lead-text">{props.body}</p>
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
