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

/** Fewer letters hold no key, of no version: a cut link, or a word. */
const leastLetters = 22

/**
 * Reads pasted text. `ownHost` is the page's host with its port unless default. A `%23` for `#` is read as one; that the secret
 * was then in a server's path is said by whoever opened the address (boot.js), not here.
 */
export function findSecret(text: string, ownHost: string): FoundSecret {
  const clean = mended(text)
  const bare = bareSecret(clean)
  if (bare !== null) return { secret: bare }
  const found = addressesIn(clean).map(address => secretOf(address, ownHost))
  const withReason = (reason: LinkTextProblem) => found.find(one => 'reason' in one && one.reason === reason)
  return (
    found.find(one => 'secret' in one) ??
    withReason('otherHost') ??
    withReason('noSecret') ?? { reason: 'notALink' }
  )
}

/** Without what programs add: escapes, invisible marks, line breaks, and the signs that stand behind a link in a sentence. */
function mended(text: string): string {
  return (
    text
      .slice(0, maxLength)
      .replace(/(?:%[0-9a-f]{2})+/gi, unescaped)
      .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, '')
      .replace(/\s*[\r\n]+\s*/g, '')
      // A field of one line makes a space of a line break. What does not belong to the secret is told from it by its check.
      .replace(/#[\w-]+(?:\s+[\w-]+)+/g, secret => secret.replace(/\s+/g, ''))
      .trim()
      .replace(/[)\]}>.,;:!?'"’”»*/]+$/, '')
  )
}

/** A browser's address bar escapes what is not ASCII, some mailers escape letters. */
function unescaped(escapes: string): string {
  try {
    return decodeURIComponent(escapes)
  } catch {
    return escapes
  }
}

/** The secret alone, as it stands behind the `#` of a link. What follows a dot is kept for readers of later versions to ignore. */
function bareSecret(clean: string): string | null {
  const [, letters = '', rest = ''] =
    clean.replace(/^(?:\/?b\/?)?#(?:\/?b\/)?/i, '').match(/^([\w-]+)(\.[^\s/#]*)?(?:[^\w.\-/#][^\s/#]*)?$/) ??
    []
  // Version 1 begins so: a cut link is told from a word.
  return letters.length >= leastLetters || /^A[Q-Za-f]/.test(letters) ? letters + rest : null
}

/** The addresses in a text: also those within another, as of gateways and of a link pasted twice, and one without its scheme. */
function addressesIn(clean: string): readonly URL[] {
  const whole = clean.match(/https?:\/\/(?:(?!https?:\/\/)[^\s<>"'])+/gi)
  const texts =
    whole ?? clean.match(/[^\s<>"'/]+\/[^\s<>"']*#[^\s<>"']*/g)?.map(rest => `http://${rest}`) ?? []
  return texts.filter(text => URL.canParse(text)).map(text => new URL(text))
}

function secretOf(url: URL, ownHost: string): FoundSecret {
  const path = url.pathname + url.hash
  const inPath = /^\/b\/?(?:#|%23)(?:\/?b\/)?([\w-]*)/i.exec(path) ?? /^\/#\/?b\/([\w-]*)/i.exec(path)
  if (inPath === null && !/^\/b\/?$/i.test(path)) return { reason: 'notALink' }
  if (url.host !== ownHost) return { reason: 'otherHost', host: url.host }
  return inPath?.[1] ? { secret: inPath[1] } : { reason: 'noSecret' }
}
