/**
 * The headers that every answer carries. The page may run scripts of its own origin and WebAssembly, may talk to its
 * own host and to the relays that the operator named, and may be framed by nobody; nothing is sent to third parties.
 */
import type { IncomingMessage } from 'node:http'
import type { Config } from './config.ts'

/**
 * The host a request was made to, in lower case; null when it is none that could stand in a header. What a proxy says
 * goes first: many put their own name for us into Host, and no page can set either header.
 */
export function hostOf({ headers }: IncomingMessage): string | null {
  const forwarded = headers['x-forwarded-host']
  const host = (typeof forwarded === 'string' ? forwarded : headers.host)?.toLowerCase()
  return host !== undefined && /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/.test(host) ? host : null
}

/** Did the page come over TLS? Told by the proxy in front, or known from PUBLIC_URL. */
export function isSecure(request: IncomingMessage, { publicUrl }: Config): boolean {
  if (request.headers['x-forwarded-proto'] === 'https') return true
  return publicUrl !== null && publicUrl === `https://${hostOf(request)}`
}

/** Where the page may connect to. Its own host is named beside 'self', which older browsers do not take for ws. */
function connectSources(request: IncomingMessage, config: Config): string {
  const secure = isSecure(request, config)
  const host = hostOf(request)
  const own = host === null ? [] : [`${secure ? 'wss' : 'ws'}://${host}`]
  const relays = config.relays.flatMap(relay =>
    relay === '*' ? ['wss:', ...(secure ? [] : ['ws:'])] : relay,
  )
  return ["'self'", ...own, ...relays].join(' ')
}

export function securityHeaders(request: IncomingMessage, config: Config): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connectSources(request, config)}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
    ...(isSecure(request, config) ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}

/**
 * May a page of this Origin connect? Its own host may, PUBLIC_URL may, ALLOW_ORIGINS may. No Origin is no browser:
 * what counts is the capability that OPEN proves, the list only keeps other sites' pages from trying.
 */
export function originAllowed(request: IncomingMessage, { publicUrl, allowOrigins }: Config): boolean {
  const { origin } = request.headers
  if (origin === undefined || allowOrigins.includes('*')) return true
  if (allowOrigins.includes(origin) || origin === publicUrl) return true
  return URL.canParse(origin) && new URL(origin).host === hostOf(request)
}
