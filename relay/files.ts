/**
 * The built app, read into memory once: some 1 MB. A path is looked up in a map, so there is nothing to traverse; no
 * file is open while a slow or vanished client is served, and a rebuild under a running relay changes nothing.
 * (sirv keeps a file open for each download that was given up, and dies of `Range: bytes=5-2`.)
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

export interface ServedFile {
  readonly type: string
  /** A strong ETag of the content. */
  readonly etag: string
  /** Its name holds a hash of its content: it never changes. */
  readonly immutable: boolean
  readonly bytes: Buffer
  readonly brotli: Buffer | null
  readonly gzip: Buffer | null
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * The files below a folder by URL path; null when it holds no app.
 * @param serviceWorker off: /sw.js is the kill switch, which takes every browser's worker away and leaves the bills
 */
export function readFiles(
  folder: string,
  serviceWorker: 'on' | 'off' = 'on',
): ReadonlyMap<string, ServedFile> | null {
  if (!statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.isFile()) return null
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    statSync(join(folder, name)).isFile(),
  )
  const all = new Set(names)
  const compressed = (name: string) => (all.has(name) ? readFileSync(join(folder, name)) : null)
  const served = names
    .filter(name => !/\.(br|gz)$/.test(name))
    .map((name): [string, ServedFile] => {
      const bytes = readFileSync(join(folder, name))
      const path = `/${name.split(sep).join('/')}`
      return [
        path,
        {
          type: types[extname(name)] ?? 'application/octet-stream',
          etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
          immutable: path.startsWith('/assets/'),
          bytes,
          brotli: compressed(`${name}.br`),
          gzip: compressed(`${name}.gz`),
        },
      ]
    })
  const files = new Map(served)
  const killSwitch = files.get('/sw-off.js')
  if (serviceWorker === 'off' && killSwitch) files.set('/sw.js', killSwitch)
  return files
}

/** The smallest form of a file that the client takes. */
export function encodingOf(
  file: ServedFile,
  accepted: string | undefined,
): { body: Buffer; encoding: string | null } {
  const takes = (name: string) =>
    new RegExp(`(^|[ ,])${name}(?!;\\s*q=0(\\.0*)?($|[ ,]))`).test(accepted ?? '')
  if (file.brotli && takes('br')) return { body: file.brotli, encoding: 'br' }
  if (file.gzip && takes('gzip')) return { body: file.gzip, encoding: 'gzip' }
  return { body: file.bytes, encoding: null }
}
