/**
 * Who the user is on this device, and how they like things: name, ink, ways to be paid, currency, theme. Until
 * they chose a currency it is that of the region their browser speaks for.
 */
import { type Accessor, createSignal } from 'solid-js'
import { currencyOfLanguages } from '../i18n/currency-list.ts'
import { deviceLanguages } from '../i18n/locale.ts'
import { changed, type Handles, readSettings, type Settings, writeSettings } from '../storage/settings.ts'

const [settings, setSettings] = createSignal<Settings>(
  readSettings(currencyOfLanguages(deviceLanguages()) ?? undefined),
)

export const profile: Accessor<Settings> = settings

/** Changes what is given and keeps it; the theme is applied at once. */
export function setProfile(patch: Partial<Settings>): void {
  const next = changed(settings(), patch, Date.now())
  setSettings(next)
  writeSettings(next)
  if (next.theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next.theme
}

/** Changes some of one's payment handles; an empty text takes one away. */
export function setOwnHandles(some: Handles): void {
  const handles = Object.entries({ ...settings().handles, ...some }).filter(([, text]) => text !== '')
  setProfile({ handles: Object.fromEntries(handles) })
}
