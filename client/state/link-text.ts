/**
 * The secret in what people paste or open: a whole link of this page's host, one that a chat app mangled on its way, or the bare
 * secret. Says what is wrong in a word that pages turn into plain text; never gives back any of the text itself but a host.
 */

export type LinkTextProblem = 'noSecret' | 'otherHost' | 'notALink' | 'leaked'

export type FoundSecret =
  | { readonly secret: string }
  | { readonly reason: LinkTextProblem; readonly host?: string }

/** No link is longer; what follows is not read (somebody pastes 10 MB). */
const maxLength = 2_000

/**
 * Reads pasted text. `ownHost` is the page's host with its port unless default. A `%23` for `#` is read as one; that the secret
 * was then in a server's path is said by whoever opened the address (boot.js), not here.
 */
export function findSecret(text: string, ownHost: string): FoundSecret {
  // Chat apps add zero-width marks and take a full stop or a bracket along.
  const clean = text
    .slice(0, maxLength)
    .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, '')
    .trim()
    .replace(/[)\]}>.,;:!?'"’”»*]+$/, '')
  const bare = clean.replace(/^#/, '')
  if (/^[A-Za-z0-9_-]+(\..*)?$/.test(bare)) return { secret: bare }
  const address = clean.match(/https?:\/\/[^\s<>"']+/i)?.[0]
  const url = address && URL.canParse(address) ? new URL(address) : null
  if (!url) return { reason: 'notALink' }
  const rest = url.href.slice(url.origin.length).replace(/[)\]}>.,;:!?'"*]+$/, '')
  const match = rest.match(/^\/(?:b\/?#|#\/?b\/|b\/?%23)([A-Za-z0-9_-]*)/i)
  const isBill = match !== null || /^\/b\/?$/.test(rest)
  if (isBill && url.host !== ownHost) return { reason: 'otherHost', host: url.host }
  if (!isBill) return { reason: 'notALink' }
  return match?.[1] ? { secret: match[1] } : { reason: 'noSecret' }
}
