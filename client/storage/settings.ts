/**
 * How the user likes things on this device: name, ink, ways to be paid, currency, theme, locale, keys.
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
  /** Keys of one character do something (WCAG 2.1.4). */
  readonly singleKeys: boolean
  /** How one is paid: handles by method, as in a bill. */
  readonly handles: Handles
  /** The method one paid with last; null: none yet. */
  readonly payWith: string | null
  /** Who the user was before, oldest first: bills that know them by that follow when they are next opened. */
  readonly formers: readonly Former[]
}

/** Texts by method. What a handle is, and whether this is one, client/payments knows. */
export type Handles = Readonly<Record<string, string>>

/** A name, an ink and handles that the user went by until a moment, in ms since 1970. */
export interface Former {
  readonly name: string
  readonly ink: number
  readonly handles: Handles
  readonly untilMs: number
}

const maxFormers = 20
const maxHandles = 20

export const defaultSettings: Settings = {
  name: '',
  ink: 1,
  currency: 'EUR',
  theme: 'system',
  locale: null,
  singleKeys: true,
  handles: {},
  payWith: null,
  formers: [],
}

/** The settings after a change at this moment: another name, ink or handle: the former ones are remembered. */
export function changed(settings: Settings, patch: Partial<Settings>, nowMs: number): Settings {
  const next = { ...settings, ...patch }
  const { name, ink, handles } = settings
  if (next.name === name && next.ink === ink && sameHandles(next.handles, handles)) return next
  const former = { name, ink, handles, untilMs: nowMs }
  return { ...next, formers: [...settings.formers, former].slice(-maxFormers) }
}

function sameHandles(a: Handles, b: Handles): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every(method => a[method] === b[method])
}

const key = 'billington-settings'

/**
 * What is kept, as far as it makes sense.
 * @param currency of new bills for as long as nothing else was kept
 */
export function readSettings(currency: CurrencyCode = defaultSettings.currency): Settings {
  const otherwise = { ...defaultSettings, currency }
  try {
    const text = localStorage.getItem(key)
    return text === null ? otherwise : settingsFrom(JSON.parse(text), otherwise)
  } catch {
    return otherwise
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

function settingsFrom(value: unknown, otherwise: Settings): Settings {
  const kept = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const { name, ink, currency, theme, locale, singleKeys, handles, payWith, formers } = kept
  return {
    name: nameFrom(name),
    ink: inkFrom(ink),
    currency: typeof currency === 'string' && decimalsOf(currency) !== null ? currency : otherwise.currency,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    locale: typeof locale === 'string' && isLocale(locale) ? locale : null,
    singleKeys: typeof singleKeys === 'boolean' ? singleKeys : defaultSettings.singleKeys,
    handles: handlesFrom(handles),
    payWith: typeof payWith === 'string' && isMethod(payWith) ? payWith : null,
    formers: Array.isArray(formers) ? formers.slice(-maxFormers).flatMap(formerFrom) : [],
  }
}

function nameFrom(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, limits.nameLength) : defaultSettings.name
}

function inkFrom(value: unknown): number {
  const isInk = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10
  return isInk ? value : defaultSettings.ink
}

function handlesFrom(value: unknown): Handles {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const texts = Object.entries(value).filter(
    ([method, text]) => isMethod(method) && typeof text === 'string' && text !== '',
  )
  return Object.fromEntries(
    texts.slice(0, maxHandles).map(([method, text]) => [method, String(text).slice(0, limits.nameLength)]),
  )
}

/** A key of handles, as a bill takes it. */
function isMethod(key: string): boolean {
  return /^[a-z]{2,16}$/.test(key) && !(key in Object.prototype)
}

function formerFrom(value: unknown): Former[] {
  if (typeof value !== 'object' || value === null || !('untilMs' in value)) return []
  const { name, ink, handles, untilMs } = value as Record<string, unknown>
  if (typeof untilMs !== 'number') return []
  return [{ name: nameFrom(name), ink: inkFrom(ink), handles: handlesFrom(handles), untilMs }]
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
