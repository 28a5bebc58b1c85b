/** Which address a link gets: the public one, the one this page came from, or the LAN's when that is localhost. */

/** What the server says of its addresses. */
export interface ServerAddresses {
  readonly publicUrl: string | null
  readonly lanUrls: readonly string[]
}

export interface Origin {
  /** "https://host", without a slash at its end. */
  readonly origin: string
  /** `lan`: the LAN's address was taken; `localhost`: there is none, and other phones can't open the link. */
  readonly note: 'lan' | 'localhost' | null
}

const local = /^(localhost|127(\.\d+){3}|\[::1\])$/

export function originFor(
  page: { readonly origin: string; readonly hostname: string },
  server: ServerAddresses | null,
): Origin {
  if (server?.publicUrl) return { origin: server.publicUrl.replace(/\/+$/, ''), note: null }
  if (!local.test(page.hostname)) return { origin: page.origin, note: null }
  const lan = server?.lanUrls[0]
  return lan ? { origin: lan.replace(/\/+$/, ''), note: 'lan' } : { origin: page.origin, note: 'localhost' }
}
