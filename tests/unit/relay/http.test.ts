import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { version } from '../../../package.json'
import { afterwards, type RelayWorld, relayWorld, type WorldOptions } from './relay-world.ts'

/** An app as the build leaves it. */
function builtApp(): string {
  const dir = mkdtempSync(join(tmpdir(), 'relay-app-'))
  afterwards(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, 'assets'))
  const script = `console.log(${JSON.stringify('x'.repeat(3000))})`
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Billington</title>')
  writeFileSync(join(dir, 'assets/main-abc.js'), script)
  writeFileSync(join(dir, 'assets/main-abc.js.br'), brotliCompressSync(script))
  writeFileSync(join(dir, 'assets/main-abc.js.gz'), gzipSync(script))
  writeFileSync(join(dir, 'icon.svg'), '<svg/>')
  writeFileSync(join(dir, 'sw.js'), 'the worker')
  writeFileSync(join(dir, 'sw-off.js'), 'the kill switch')
  return dir
}

const served = (options: WorldOptions = {}) => relayWorld({ clientDir: builtApp(), ...options })

const get = (relay: RelayWorld, path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${relay.port}${path}`, init)

/** Sends bytes as they are and gives all that comes back. */
function raw(relay: RelayWorld, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(relay.port, '127.0.0.1')
    let answer = ''
    socket.on('data', data => {
      answer += String(data)
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.write(text)
  })
}

describe('the app', () => {
  test.each([
    '/',
    '/b',
    '/b/',
    '/b/anything',
    '/b%23secret',
    '/b/%23secret.png',
    '/settings',
    '/b?x=1',
    '/a/deep/path',
  ])('is the answer to %s', async path => {
    const response = await get(await served(), path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await response.text()).toContain('<title>Billington')
  })

  test('serves hashed assets for ever, in the smallest form that is taken', async () => {
    const relay = await served()
    for (const [accepted, encoding] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
      ['br;q=0, gzip;q=0.5', 'gzip'],
    ] as const) {
      const response = await get(relay, '/assets/main-abc.js', { headers: { 'accept-encoding': accepted } })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('vary')).toBe('Accept-Encoding')
      expect(await response.text()).toContain('xxx')
    }
  })

  test('SERVICE_WORKER=off serves the kill switch as the service worker, asked for again each time', async () => {
    for (const [serviceWorker, script] of [
      ['on', 'the worker'],
      ['off', 'the kill switch'],
    ] as const) {
      const response = await get(await served({ serviceWorker }), '/sw.js')
      expect(await response.text()).toBe(script)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    }
  })

  test('other files are asked for again, and not sent again', async () => {
    const relay = await served()
    const first = await get(relay, '/icon.svg')
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const etag = first.headers.get('etag') ?? ''
    const again = await get(relay, '/icon.svg', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  const notFound: Record<string, string> = {
    'H1: a file that is not there': '/none.txt',
    'H2: an asset that is not there': '/assets/none.js',
    'H3: a folder': '/assets/',
    'H4: a way out by dots': '/assets/../../package.json',
    'H5: a way out by escaped slashes': '/..%2f..%2fpackage.json',
    'H6: a way out by escaped dots': '/%2e%2e/package.json',
    'H7: a call of the API that is none': '/v1/none',
    'H8: a hidden file': '/.git/config.txt',
    'H9: a way out by backslashes': '/..\\..\\package.json',
    'H10: a NUL in a path': '/index.html%00.txt',
    'H11: a path that is an address': 'http://evil.example/package.json',
    'H12: a path that escapes nothing': '/%zz/package.json',
  }
  test.each(Object.entries(notFound))('%s', async (_, path) => {
    const relay = await served()
    const answer = await raw(relay, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(answer).not.toContain('"name"')
  })

  test('that is not built says so, and the relay works', async () => {
    const relay = await relayWorld()
    expect((await get(relay, '/')).status).toBe(503)
    expect((await get(relay, '/healthz')).status).toBe(200)
  })

  test('H27: a HEAD has the headers and no body; a range is answered whole', async () => {
    const relay = await served()
    const head = await get(relay, '/icon.svg', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '6', ''])
    const range = await get(relay, '/icon.svg', { headers: { range: 'bytes=5-2' } })
    expect([range.status, await range.text()]).toEqual([200, '<svg/>'])
  })
})

describe('security headers', () => {
  test('are on every answer', async () => {
    const relay = await served()
    const host = `127.0.0.1:${relay.port}`
    for (const path of ['/', '/icon.svg', '/healthz', '/v1/about', '/none.txt']) {
      const { headers } = await get(relay, path)
      expect(headers.get('content-security-policy')).toBe(
        `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://${host}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('permissions-policy')).toBe(
        'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
      )
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  test('behind TLS name wss only and ask for TLS ever after', async () => {
    const relay = await served({ relays: ['wss://relay.example.org'] })
    const { headers } = await get(relay, '/', { headers: { 'x-forwarded-proto': 'https' } })
    expect(headers.get('content-security-policy')).toContain(
      `connect-src 'self' wss://127.0.0.1:${relay.port} wss://relay.example.org;`,
    )
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  test('with RELAYS=* allow every relay', async () => {
    const relay = await served({ relays: ['*'] })
    expect((await get(relay, '/')).headers.get('content-security-policy')).toContain(' wss: ws:;')
  })

  test('H26: repeat nothing of a Host that is none', async () => {
    const relay = await served()
    const answer = await raw(
      relay,
      "GET / HTTP/1.1\r\nHost: x; script-src 'unsafe-inline'\r\nConnection: close\r\n\r\n",
    )
    expect(answer).not.toContain('unsafe-inline')
    expect(answer).toContain("connect-src 'self';")
  })
})

describe('a bad request', () => {
  test('H13: a method that is not GET or HEAD', async () => {
    const relay = await served()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const response = await get(relay, '/', { method })
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD'])
    }
  })

  const nested = '['.repeat(100_000)
  const refused: Record<string, [text: string, status: number]> = {
    'H14: no request at all': ['garbage\r\n\r\n', 400],
    'H15: a method that is none': ['BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    'H16: headers of 20 KB': [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    'H17: two lengths': [
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    'H18: a length and chunks': [
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    'H19: no Host': ['GET / HTTP/1.1\r\n\r\n', 400],
    'H20: a header without a name': ['GET / HTTP/1.1\r\nHost: x\r\n: c\r\n\r\n', 400],
    'H21: a body of deep JSON': [
      `POST /v1/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${nested.length}\r\n\r\n${nested}`,
      405,
    ],
    'H22: a body that claims to be gzip': [
      'POST /v1/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008bxx',
      405,
    ],
  }
  test.each(Object.entries(refused))('%s', async (_, [text, status]) => {
    const relay = await served()
    expect(await raw(relay, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect((await get(relay, '/healthz')).status).toBe(200)
  })

  test('H23: headers that come too slowly', async () => {
    const relay = await served()
    expect(await raw(relay, 'GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /)
    expect((await get(relay, '/healthz')).status).toBe(200)
  })

  test('H24: a page of another origin asks, and may not read the answer', async () => {
    const relay = await served()
    const { status, headers } = await get(relay, '/v1/about', { headers: { origin: 'https://evil.example' } })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null])
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  test('H25: a download that is given up leaves the relay well', async () => {
    const relay = await served()
    for (let i = 0; i < 50; i++) {
      const socket = connect(relay.port, '127.0.0.1')
      socket.write('GET /assets/main-abc.js HTTP/1.1\r\nHost: x\r\n\r\n')
      await new Promise(resolve => socket.once('data', resolve))
      socket.resetAndDestroy()
    }
    expect((await get(relay, '/healthz')).status).toBe(200)
    expect(relay.lines.filter(line => line.includes('fault'))).toEqual([])
  })
})

describe('/healthz', () => {
  test('says what runs here', async () => {
    const response = await get(await relayWorld(), '/healthz')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      ok: true,
      version,
      store: 'memory',
      storageFull: false,
      audience: 'not pinned',
    })
  })

  test('says when the audience is pinned (PROTOCOL.md 7.3)', async () => {
    const relay = await relayWorld({ publicUrl: 'https://bills.example.org' })
    expect(await (await get(relay, '/healthz')).json()).toMatchObject({ audience: 'pinned' })
  })
})

describe('/v1/about', () => {
  test('tells the share sheet how this relay is reached', async () => {
    const relay = await relayWorld({
      publicUrl: 'https://bills.example.org',
      relays: ['wss://other.example'],
    })
    const response = await get(relay, '/v1/about')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      version,
      publicUrl: 'https://bills.example.org',
      lanUrls: [],
      relays: ['wss://other.example'],
      store: 'memory',
      durable: false,
    })
  })

  test('names addresses of its network only to those who are on it', async () => {
    const relay = await relayWorld({ host: '0.0.0.0' })
    const about = async (host: string) => {
      const answer = await raw(relay, `GET /v1/about HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { lanUrls: string[] }
    }
    expect((await about(`localhost:${relay.port}`)).lanUrls).toEqual(relay.lanUrls)
    expect((await about('bills.example.org')).lanUrls).toEqual([])
  })
})
