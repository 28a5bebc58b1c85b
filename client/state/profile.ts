/** Who the user is on this device, and how they like things: name, ink, currency, theme. */
import { type Accessor, createSignal } from 'solid-js'
import { changed, readSettings, type Settings, writeSettings } from '../storage/settings.ts'

const [settings, setSettings] = createSignal<Settings>(readSettings())

export const profile: Accessor<Settings> = settings

/** Changes what is given and keeps it; the theme is applied at once. */
export function setProfile(patch: Partial<Settings>): void {
  const next = changed(settings(), patch, Date.now())
  setSettings(next)
  writeSettings(next)
  if (next.theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next.theme
}
