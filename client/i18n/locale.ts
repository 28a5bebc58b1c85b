/**
 * In which language to speak and how to write numbers. The language is that of the dictionary (English now); numbers
 * follow the user's own locale, so that a German reading English still types a decimal comma. A signal: what reads
 * it is redrawn when it changes.
 */
import { createSignal } from 'solid-js'

/** The locale the device asks for; plain English where there is no browser. */
function deviceLocale(): string {
  return typeof navigator === 'undefined' ? 'en' : (navigator.language ?? 'en')
}

/** The languages the device asks for, the dearest first; none where there is no browser. */
export function deviceLanguages(): readonly string[] {
  return typeof navigator === 'undefined' ? [] : (navigator.languages ?? [deviceLocale()])
}

/** True where Intl accepts the tag; a tag from storage or from a browser may be anything. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const [chosen, setChosen] = createSignal<string | null>(null)

/** The BCP 47 tag for numbers and sums of money. */
export function locale(): string {
  const tag = chosen() ?? deviceLocale()
  return isLocale(tag) ? tag : 'en'
}

/** Chooses a locale; null goes back to the device's own. */
export function setLocale(tag: string | null): void {
  setChosen(tag)
}
