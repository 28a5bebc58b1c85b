/**
 * The relay's settings, all from the environment, each with a default; a bad one is told by name with what it should
 * be, all of them at once.
 *
 * | variable | default | meaning |
 * |---|---|---|
 * | HOST | 0.0.0.0 | address to listen on |
 * | PORT | 8080 | 0 takes a free one |
 * | DATA_DIR | ./data | where the SQLite store lives |
 * | STORE | sqlite | sqlite, memory (gone at the end), none (forwards only) |
 * | PUBLIC_URL | | how people reach this relay: https://bills.example.org |
 * | PUBLIC_HOSTS | | more hosts it is reached by; with PUBLIC_URL they pin the audience (PROTOCOL.md 7.3) |
 * | RELAYS | | other relays the page may connect to: hosts, or * |
 * | ALLOW_ORIGINS | | other pages that may connect to this relay: origins, or * |
 * | SERVICE_WORKER | on | off: browsers drop the app they keep for offline, and their bills stay |
 * | LOG_LEVEL | info | silent, error, warn, info, debug |
 * | LIMIT_… | | each of limits.ts: LIMIT_ENTRIES_PER_S, LIMIT_ROOM_BYTES, … |
 */
import * as v from 'valibot'
import { defaultLimits, type Limits } from './limits.ts'

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly store: 'sqlite' | 'memory' | 'none'
  /** An origin without a trailing slash. */
  readonly publicUrl: string | null
  /** Hosts in lower case, with their port unless it is the scheme's default. */
  readonly publicHosts: readonly string[]
  /** Origins of other relays as ws: or wss:, or only `*`. */
  readonly relays: readonly string[]
  /** Origins, or only `*`. */
  readonly allowOrigins: readonly string[]
  /** Off: the app's service worker is replaced by one that takes itself away. */
  readonly serviceWorker: 'on' | 'off'
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** The built app; null serves none. */
  readonly clientDir: string | null
  readonly limits: Limits
}

/** One or more settings cannot be used; the message has a line for each. */
export class ConfigError extends Error {}

/** The first setting of the list that matches, or null: an origin `scheme://host[:port]` and nothing after it. */
function originOf(text: string, schemes: readonly string[]): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  const bare = url && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return bare && schemes.includes(url.protocol) ? url : null
}

/** `host[:port]` in lower case as a browser writes it, or null. */
function hostOf(text: string): string | null {
  return /[/@?#\s\\]/.test(text) ? null : (originOf(`https://${text}`, ['https:'])?.host ?? null)
}

/** A relay by host or by ws(s) URL, as the origin a Content-Security-Policy names. */
function relayOf(text: string): string | null {
  if (!text.includes('://')) {
    const host = hostOf(text)
    return host && `wss://${host}`
  }
  const url = originOf(text.replace(/^http/, 'ws'), ['ws:', 'wss:'])
  return url && `${url.protocol}//${url.host}`
}

const wholeNumber = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.maxValue(most))

/** Words between commas, each turned by `read`; a word it gives null for is refused. */
const listOf = (read: (word: string) => string | null, star = false) =>
  v.pipe(
    v.string(),
    v.transform(text => text.split(',').map(word => word.trim())),
    v.transform(words => words.filter(word => word !== '')),
    v.transform(words => (star && words.includes('*') ? ['*'] : words.map(read))),
    v.custom<string[]>(words => Array.isArray(words) && !words.includes(null)),
  )

const webOrigin = (text: string): string | null => originOf(text, ['http:', 'https:'])?.origin ?? null

const settings = {
  HOST: [v.pipe(v.string(), v.regex(/^[\w.:-]+$/)), '0.0.0.0', 'an address to listen on'],
  PORT: [wholeNumber(65_535), '8080', 'a port from 0 to 65535'],
  DATA_DIR: [v.pipe(v.string(), v.nonEmpty()), './data', 'a folder'],
  STORE: [v.picklist(['sqlite', 'memory', 'none']), 'sqlite', 'sqlite, memory or none'],
  PUBLIC_URL: [
    v.pipe(
      v.string(),
      v.transform(text => (text === '' ? null : (webOrigin(text) ?? undefined))),
      v.nullable(v.string()),
    ),
    '',
    'a URL without a path, such as https://bills.example.org',
  ],
  PUBLIC_HOSTS: [listOf(hostOf), '', 'hosts with commas between, such as bills.example.org,10.0.0.5:8080'],
  RELAYS: [listOf(relayOf, true), '', 'hosts with commas between, such as relay.example.org, or *'],
  ALLOW_ORIGINS: [
    listOf(webOrigin, true),
    '',
    'origins with commas between, such as https://example.org, or *',
  ],
  SERVICE_WORKER: [v.picklist(['on', 'off']), 'on', 'on or off'],
  LOG_LEVEL: [
    v.picklist(['silent', 'error', 'warn', 'info', 'debug']),
    'info',
    'silent, error, warn, info or debug',
  ],
} as const

/** LIMIT_ENTRIES_PER_S for entriesPerS. */
export const limitVariable = (name: string): string =>
  `LIMIT_${name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`

/** The settings in an environment. Throws ConfigError. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const read = <Name extends keyof typeof settings>(
    name: Name,
  ): v.InferOutput<(typeof settings)[Name][0]> => {
    const [schema, fallback, wanted] = settings[name]
    const text = env[name]?.trim() || fallback
    const result = v.safeParse(schema as v.GenericSchema<string, v.InferOutput<typeof schema>>, text)
    if (!result.success) problems.push(`${name} must be ${wanted}, not "${text}"`)
    return (result.success ? result.output : undefined) as v.InferOutput<(typeof settings)[Name][0]>
  }
  const limits = Object.entries(defaultLimits).map(([name, fallback]) => {
    const variable = limitVariable(name)
    const text = env[variable]?.trim() || String(fallback)
    const result = v.safeParse(v.pipe(wholeNumber(Number.MAX_SAFE_INTEGER), v.minValue(1)), text)
    if (!result.success) problems.push(`${variable} must be a whole number of at least 1, not "${text}"`)
    return [name, result.success ? result.output : fallback]
  })
  const publicUrl = read('PUBLIC_URL')
  const config: Config = {
    host: read('HOST'),
    port: read('PORT'),
    dataDir: read('DATA_DIR'),
    store: read('STORE'),
    publicUrl,
    publicHosts: read('PUBLIC_HOSTS'),
    relays: read('RELAYS'),
    allowOrigins: read('ALLOW_ORIGINS'),
    serviceWorker: read('SERVICE_WORKER'),
    logLevel: read('LOG_LEVEL'),
    clientDir: null,
    limits: Object.fromEntries(limits) as Limits,
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return config
}
