/**
 * What is not the socket: the app, /healthz, /v1/about. Every path of the app gets the same page, whatever follows
 * /b: a mail gateway may have put a link's secret there (PROTOCOL.md 4.3), so no URL is ever logged, only the name of
 * the route.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from './config.ts'
import { encodingOf, type ServedFile } from './files.ts'
import { hostOf, securityHeaders } from './headers.ts'
import { errorTag, type Log } from './log.ts'

/** What /healthz answers. */
export interface Health {
  readonly ok: boolean
  readonly version: string
  readonly store: Config['store']
  /** Writes are refused because the disk is full; reading goes on. */
  readonly storageFull: boolean
  readonly audience: 'pinned' | 'not pinned'
}

/** What /v1/about answers: what the share sheet needs to know of this relay. */
export interface About {
  readonly version: string
  readonly publicUrl: string | null
  /** Where phones on the same network reach it; told only to those who are on it themselves. */
  readonly lanUrls: readonly string[]
  /** Origins of the other relays that the page may connect to, or `*`. */
  readonly relays: readonly string[]
  readonly store: Config['store']
  /** False: what it keeps is gone when it ends, or it keeps nothing. */
  readonly durable: boolean
}

export interface HttpOptions {
  readonly config: Config
  readonly files: ReadonlyMap<string, ServedFile> | null
  readonly health: () => Promise<Health>
  readonly about: (host: string | null) => About
  readonly log: Log
}

type Route = 'health' | 'about' | 'file' | 'page' | 'none' | 'method'

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Buffer
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: `${JSON.stringify(value)}\n`,
})

const text = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body: `${body}\n`,
})

/** Handles every request that is no upgrade. Never throws. */
export function createHttpHandler(options: HttpOptions) {
  const { config, files, health, about, log } = options

  function routeOf({ method, url = '' }: IncomingMessage): Route {
    if (method !== 'GET' && method !== 'HEAD') return 'method'
    const path = pathOf(url)
    if (path === '/healthz') return 'health'
    if (path === '/v1/about') return 'about'
    if (path === '/' || /^\/b($|[/%])/.test(path)) return 'page'
    if (files?.has(path)) return 'file'
    if (!path.startsWith('/') || path.startsWith('/v1/') || path.startsWith('/assets/')) return 'none'
    return path.slice(path.lastIndexOf('/')).includes('.') ? 'none' : 'page'
  }

  function fileAnswer(request: IncomingMessage, path: string): Answer {
    const file = files?.get(path)
    if (!file) return text(503, 'The app is not built: npm run build')
    const headers = {
      'Content-Type': file.type,
      'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: file.etag,
      Vary: 'Accept-Encoding',
    }
    if (request.headers['if-none-match']?.includes(file.etag)) return { status: 304, headers, body: '' }
    const { body, encoding } = encodingOf(file, request.headers['accept-encoding'])
    return {
      status: 200,
      headers: { ...headers, ...(encoding ? { 'Content-Encoding': encoding } : {}) },
      body,
    }
  }

  async function answer(request: IncomingMessage, route: Route): Promise<Answer> {
    switch (route) {
      case 'health': {
        const state = await health()
        return json(state.ok ? 200 : 503, state)
      }
      case 'about':
        return json(200, about(hostOf(request)))
      case 'file':
        return fileAnswer(request, pathOf(request.url ?? ''))
      case 'page':
        return fileAnswer(request, '/index.html')
      case 'none':
        return text(404, 'Not found')
      case 'method':
        return text(405, 'Only GET and HEAD', { Allow: 'GET, HEAD', Connection: 'close' })
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const route = routeOf(request)
    // Nothing here reads a body; what is sent of one is thrown away.
    request.resume()
    response.on('error', () => response.destroy())
    answer(request, route)
      .catch(error => {
        log.error({ event: 'http fault', route, ...errorTag(error) })
        return text(500, 'Something went wrong here')
      })
      .then(({ status, headers, body }) => {
        const length = status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
        response.writeHead(status, { ...securityHeaders(request, config), ...headers, ...length })
        response.end(request.method === 'HEAD' ? undefined : body)
        log.debug({ event: 'http', route, status })
      })
      .catch(() => response.destroy())
  }
}

function pathOf(url: string): string {
  const end = url.search(/[?#]/)
  return end < 0 ? url : url.slice(0, end)
}
