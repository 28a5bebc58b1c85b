/**
 * The app's files in the Cache API, one cache for each build ("shell"): the page, its scripts and styles, the lazy ones too.
 *
 * Promises: a shell is whole or not there: each file is checked against the hash that the build noted, so that a deployment
 * in mid-download cannot mix two builds. The page and what it loads come from one shell. The shells of the two builds that
 * were active before stay, for tabs that still run them. Nothing is kept under a URL that somebody typed or pasted: the keys
 * are the build's own paths.
 */

/** A file of the build: its URL path ("/" for the page) and what `integrity` takes, "sha256-…". */
export interface ShellFile {
  readonly path: string
  readonly integrity: string
}

export interface Shell {
  /** A hash of all files: the same files are the same version. */
  readonly version: string
  readonly files: readonly ShellFile[]
}

type Fetch = (request: Request | string) => Promise<Response>

const prefix = 'billington-shell-'
/** Holds one record: which versions were active, the newest first. */
const orderCache = 'billington-shells'
const orderKey = '/order'
/** This one and the two before it. */
const keptShells = 3

const nameOf = (version: string): string => `${prefix}${version}`
const exactly = { ignoreVary: true } as const

/** The request for one file; it fails unless the answer is the very file of this build. */
function requestFor({ path, integrity }: ShellFile): Request {
  // A hashed name never changes its content, and at the first visit the page has just loaded some of them.
  const cache = path.startsWith('/assets/') ? 'default' : 'no-cache'
  return new Request(path, { integrity, cache, redirect: 'error' })
}

async function fetchFile(file: ShellFile, fetch: Fetch): Promise<Response> {
  const response = await fetch(requestFor(file))
  if (!response.ok) throw new Error(`${response.status} for a file of the app`)
  return response
}

/** Brings all files of a shell into its cache, those that an earlier shell has without the network. Rejects unless all are there. */
export async function fillShell(caches: CacheStorage, fetch: Fetch, shell: Shell): Promise<void> {
  const cache = await caches.open(nameOf(shell.version))
  const bring = async (file: ShellFile) => {
    if (await cache.match(file.path, exactly)) return
    const known = file.path.startsWith('/assets/') ? await caches.match(file.path, exactly) : undefined
    await cache.put(file.path, known ?? (await fetchFile(file, fetch)))
  }
  await Promise.all(shell.files.map(bring))
}

/** Takes note that this shell is active now, and deletes those that nobody can still be running. */
export async function keepLatestShells(caches: CacheStorage, shell: Shell): Promise<void> {
  const order = await caches.open(orderCache)
  const before: unknown = await (await order.match(orderKey))?.json()
  const others = Array.isArray(before) ? before.filter(version => version !== shell.version) : []
  const kept = [shell.version, ...others].slice(0, keptShells)
  await order.put(orderKey, new Response(JSON.stringify(kept)))
  const wanted = new Set(kept.map(nameOf))
  const names = (await caches.keys()).filter(name => name.startsWith(prefix) && !wanted.has(name))
  await Promise.all(names.map(name => caches.delete(name)))
}

/** A file from this shell, else from an earlier one (a tab may still run it), else from the network. */
export async function answerFile(
  caches: CacheStorage,
  fetch: Fetch,
  shell: Shell,
  path: string,
  request: Request,
): Promise<Response> {
  const kept = async () => {
    const own = await (await caches.open(nameOf(shell.version))).match(path, exactly)
    return own ?? (path.startsWith('/assets/') ? await caches.match(path, exactly) : undefined)
  }
  return (await kept().catch(nothing)) ?? fetch(request)
}

/** A browser whose cache fails must still get the app from the network: without that not even a repair would load. */
const nothing = () => undefined

/** The page of this shell; from the network when the browser has lost it. */
export async function answerPage(
  caches: CacheStorage,
  fetch: Fetch,
  shell: Shell,
  request: Request,
): Promise<Response> {
  const kept = async () => (await caches.open(nameOf(shell.version))).match('/', exactly)
  return (await kept().catch(nothing)) ?? fetch(request)
}

/**
 * Takes the page's headers anew: they say which relays the page may talk to, and an operator may change that without a new
 * build. A page of another build does not pass the hash and is left alone.
 */
export async function refreshPage(caches: CacheStorage, fetch: Fetch, shell: Shell): Promise<void> {
  const page = shell.files.find(({ path }) => path === '/')
  if (!page) return
  const fresh = await fetchFile(page, fetch)
  await (await caches.open(nameOf(shell.version))).put('/', fresh)
}
