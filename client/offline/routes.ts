/**
 * Which requests the service worker answers. It mirrors the relay's own routes (relay/http.ts): what the relay answers with
 * the page is a page here too. Everything else goes to the network as if there were no worker: the socket, /v1, health,
 * the worker's own script, other origins, and whatever has a secret in its path.
 */

export type WorkerRoute =
  /** The app's page, whatever the path. */
  | { readonly kind: 'page' }
  /** A file of this build, or of one before it. */
  | { readonly kind: 'file'; readonly path: string }
  /** Not ours. */
  | { readonly kind: 'network' }

const network: WorkerRoute = { kind: 'network' }

/**
 * The route of a request.
 * @param files the paths of this build's files
 */
export function workerRoute(
  request: { readonly method: string; readonly mode: string; readonly url: string },
  origin: string,
  files: ReadonlySet<string>,
): WorkerRoute {
  if (request.method !== 'GET') return network
  const url = new URL(request.url)
  if (url.origin !== origin) return network
  const path = url.pathname
  if (request.mode === 'navigate') return isPage(path) ? { kind: 'page' } : network
  // A page is only ever what one navigates to; "/" is in `files` because that is where the page is kept.
  if (path === '/' || url.search !== '') return network
  return files.has(path) || path.startsWith('/assets/') ? { kind: 'file', path } : network
}

function isPage(path: string): boolean {
  if (path === '/' || /^\/b($|[/%])/.test(path)) return true
  if (path === '/healthz' || path.startsWith('/v1/') || path.startsWith('/assets/')) return false
  return !path.slice(path.lastIndexOf('/')).includes('.')
}
