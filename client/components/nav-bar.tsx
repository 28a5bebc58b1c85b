/** The bar at the foot of a phone's home, insights and settings: where one is, and the next bill. */

import { t } from '../i18n/text.ts'
import { Icon } from '../icons/icon.tsx'
import { createBarHeight } from './bar-height.ts'
import { Key } from './key.tsx'

/** The places of the app. */
export type Place = 'bills' | 'insights' | 'settings'

/** The links themselves; the rail of a desktop has the same ones. */
export function NavLinks(props: { readonly place: Place | null; readonly class: string }) {
  return (
    <nav aria-label={t('nav.main')}>
      <a class={props.class} href="/" aria-current={props.place === 'bills' ? 'page' : undefined}>
        <Icon name="receipt" />
        {t('nav.bills')}
      </a>
      <a class={props.class} href="/insights" aria-current={props.place === 'insights' ? 'page' : undefined}>
        <Icon name="chart" />
        {t('nav.insights')}
      </a>
      <a class={props.class} href="/settings" aria-current={props.place === 'settings' ? 'page' : undefined}>
        <Icon name="settings-2" />
        {t('nav.settings')}
      </a>
    </nav>
  )
}

export function NavBar(props: { readonly place: Place; readonly onNewBill: () => void }) {
  const bar = createBarHeight()
  return (
    <footer class="bar nav" ref={bar}>
      <NavLinks place={props.place} class="tab" />
      <Key kind="you" icon="plus" onPress={props.onNewBill}>
        {t('home.newBill')}
      </Key>
    </footer>
  )
}
