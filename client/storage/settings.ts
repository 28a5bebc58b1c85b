/**
 * How the user likes things on this device: name, ink, currency, theme, locale.
 *
 * In localStorage, because the theme must be known before the first paint and nothing else can be read at once.
 * Promises: never throws; what is missing or makes no sense is its default, field by field. A device that keeps
 * nothing (a private window) gives the defaults.
 */

import { type CurrencyCode, limits } from '../../crdt/domain/bill.ts'
import { decimalsOf } from '../../crdt/domain/currency.ts'

export interface Settings {
  /** Empty until the user gave one. */
  readonly name: string
  /** 1 to 10 */
  readonly ink: number
  /** Of new bills. */
  readonly currency: CurrencyCode
  readonly theme: 'system' | 'light' | 'dark'
  /** A BCP 47 tag; null: the device's own. */
  readonly locale: string | null
}

export const defaultSettings: Settings = { name: '', ink: 1, currency: 'EUR', theme: 'system', locale: null }

const key = 'billington-settings'

/** What is kept, as far as it makes sense. */
export function readSettings(): Settings {
  try {
    const text = localStorage.getItem(key)
    return text === null ? defaultSettings : settingsFrom(JSON.parse(text))
  } catch {
    return defaultSettings
  }
}

/** Keeps them; false where nothing can be kept. */
export function writeSettings(settings: Settings): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(settings))
    return true
  } catch {
    return false
  }
}

function settingsFrom(value: unknown): Settings {
  const kept = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const { name, ink, currency, theme, locale } = kept
  return {
    name: typeof name === 'string' ? name.slice(0, limits.nameLength) : defaultSettings.name,
    ink:
      typeof ink === 'number' && Number.isInteger(ink) && ink >= 1 && ink <= 10 ? ink : defaultSettings.ink,
    currency:
      typeof currency === 'string' && decimalsOf(currency) !== null ? currency : defaultSettings.currency,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    locale: typeof locale === 'string' && isLocale(locale) ? locale : null,
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
