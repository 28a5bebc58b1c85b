/** The first run: the mascot, a receipt of zeros, two keys and a quiet one. No tour. */
import { createSignal, For } from 'solid-js'
import { IconLink, Key } from '../components/key.tsx'
import { formatMoney } from '../i18n/format.ts'
import { locale } from '../i18n/locale.ts'
import { t } from '../i18n/text.ts'
import { Mascot } from '../icons/mascot.tsx'
import { WordMark } from '../icons/word-mark.tsx'
import { profile } from '../state/profile.ts'
import { Frame } from './frame.tsx'
import { LinkSheets, type LinkWay } from './link-sheets.tsx'
import { handOverLink } from './links.ts'

export function FirstRun(props: { readonly onNewBill: () => void }) {
  const [linkWay, setLinkWay] = createSignal<LinkWay | null>(null)
  const promises = () => [t('hello.accounts'), t('hello.trackers'), t('hello.ads')]
  return (
    <Frame class="home" place="bills" newBill={false} rail={<p class="grp">{t('home.railEmpty')}</p>}>
      <main class="main bare">
        <header class="top first">
          <span class="phone-only">
            <WordMark />
          </span>
          <span class="sp" />
          <IconLink icon="settings-2" label={t('nav.settings')} href="/settings" />
        </header>
        <div class="hello">
          <div class="sp" />
          <Mascot mood="awake" />
          <h1 class="big">
            {t('hello.title1')}
            <br />
            {t('hello.title2')}
          </h1>
          <p class="lead-text">{t('hello.body')}</p>
          <div class="lift">
            <div class="paper torn torn-top promise print">
              <For each={promises()}>
                {promise => (
                  <div class="promise-row">
                    <span>{promise}</span>
                    <span class="dots" aria-hidden="true" />
                    <span>0</span>
                  </div>
                )}
              </For>
              <div class="promise-row tt">
                <span>{t('hello.total')}</span>
                <span class="dots" aria-hidden="true" />
                <span>{formatMoney(locale(), 0, profile().currency)}</span>
              </div>
            </div>
          </div>
          <div class="sp" />
          <div class="acts">
            <Key kind="you" wide icon="plus" onPress={props.onNewBill}>
              {t('home.newBill')}
            </Key>
            <Key wide icon="qr-code" onPress={() => setLinkWay('scan')}>
              {t('home.scan')}
            </Key>
            <p class="centre">
              <Key kind="quiet" onPress={() => setLinkWay('paste')}>
                {t('home.pasteLink')}
              </Key>
            </p>
          </div>
        </div>
      </main>
      <LinkSheets way={linkWay()} onWay={setLinkWay} onOpen={text => handOverLink({ text, leaked: false })} />
    </Frame>
  )
}
