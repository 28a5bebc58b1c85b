import { beforeEach, describe, expect, it } from 'vitest'
import {
  answerFile,
  answerPage,
  fillShell,
  keepLatestShells,
  refreshPage,
  type Shell,
} from '../../../client/offline/shell.ts'

/** The Cache API as far as it is used: caches in the order they were made, entries by path. */
class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>()

  async open(name: string) {
    const entries = this.all.get(name) ?? new Map<string, Response>()
    this.all.set(name, entries)
    return {
      match: async (path: string) => entries.get(path)?.clone(),
      put: async (path: string, response: Response) => void entries.set(path, response),
    }
  }

  async match(path: string) {
    for (const entries of this.all.values()) if (entries.has(path)) return entries.get(path)?.clone()
    return undefined
  }

  keys = async () => [...this.all.keys()]
  delete = async (name: string) => this.all.delete(name)
}

const base = 'https://bills.example'
// Node's Request takes no relative URL; a worker's does.
const PlatformRequest = globalThis.Request

let memory: MemoryCaches
let caches: CacheStorage
/** What the relay serves now, by path. */
let served: Map<string, string>
let fetched: string[]

const fetch = async (request: Request | string) => {
  const path = new URL(typeof request === 'string' ? request : request.url, base).pathname
  fetched.push(path)
  const body = served.get(path)
  const wanted = typeof request === 'string' ? '' : request.integrity
  if (body === undefined) return new Response('not found', { status: 404 })
  if (wanted !== '' && wanted !== `sha256-${body}`) throw new TypeError('integrity')
  return new Response(body)
}

/** A build whose files have these contents; its hash is the content itself. */
const build = (version: string, files: Record<string, string>): Shell => ({
  version,
  files: Object.entries(files).map(([path, content]) => ({ path, integrity: `sha256-${content}` })),
})

const serve = (files: Record<string, string>) => {
  served = new Map(Object.entries(files))
}

const filesOf = (version: string) => ({
  '/': `page ${version}`,
  '/boot.js': `boot ${version}`,
  '/assets/yjs-1.js': 'yjs',
  [`/assets/index-${version}.js`]: `index ${version}`,
})

/** Installs and activates a build. */
async function activate(version: string): Promise<Shell> {
  const shell = build(version, filesOf(version))
  serve(filesOf(version))
  await fillShell(caches, fetch, shell)
  await keepLatestShells(caches, shell)
  return shell
}

const ask = async (shell: Shell, path: string) =>
  (await answerFile(caches, fetch, shell, path, new Request(path))).text()

beforeEach(() => {
  memory = new MemoryCaches()
  caches = memory as unknown as CacheStorage
  fetched = []
  globalThis.Request = class extends PlatformRequest {
    constructor(input: string | URL | Request, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, base) : input, init)
    }
  }
})

describe('A shell', () => {
  it('answers page and files without the network', async () => {
    const shell = await activate('1')
    served.clear()
    fetched = []
    expect(await (await answerPage(caches, fetch, shell, new Request('/b'))).text()).toBe('page 1')
    for (const [path, content] of Object.entries(filesOf('1'))) expect(await ask(shell, path)).toBe(content)
    expect(fetched).toEqual([])
  })

  it('is not installed when a file of another build comes in mid-deployment', async () => {
    const shell = build('1', filesOf('1'))
    serve({ ...filesOf('1'), '/boot.js': 'boot 2' })
    await expect(fillShell(caches, fetch, shell)).rejects.toThrow()
    serve(filesOf('2'))
    await expect(fillShell(caches, fetch, shell)).rejects.toThrow()
    serve(filesOf('1'))
    await fillShell(caches, fetch, shell)
    expect(await ask(shell, '/boot.js')).toBe('boot 1')
  })

  it('takes from an earlier shell what has the same hashed name, and never what has not', async () => {
    await activate('1')
    fetched = []
    await activate('2')
    expect(fetched.sort()).toEqual(['/', '/assets/index-2.js', '/boot.js'])
  })

  it('keeps the files of the two builds before it for their tabs', async () => {
    for (const version of ['1', '2', '3']) await activate(version)
    const shell = await activate('4')
    expect(await ask(shell, '/assets/index-3.js')).toBe('index 3')
    expect(await ask(shell, '/assets/index-2.js')).toBe('index 2')
    expect(await ask(shell, '/assets/index-1.js')).toBe('not found')
  })

  it('stays when a later build is installed but never activated', async () => {
    const shell = await activate('1')
    for (const version of ['2', '3', '4', '5']) {
      serve(filesOf(version))
      await fillShell(caches, fetch, build(version, filesOf(version)))
    }
    expect(await ask(shell, '/boot.js')).toBe('boot 1')
    const next = await activate('6')
    expect(await ask(next, '/assets/index-1.js')).toBe('index 1')
  })

  it('can be the one before again, and the order follows', async () => {
    for (const version of ['1', '2', '1', '3']) await activate(version)
    const names = [...memory.all.keys()].filter(name => name.startsWith('billington-shell-'))
    expect(names.sort()).toEqual(['billington-shell-1', 'billington-shell-2', 'billington-shell-3'])
  })

  it('lets a browser that lost its page load it from the network', async () => {
    const shell = await activate('1')
    memory.all.clear()
    expect(await (await answerPage(caches, fetch, shell, new Request('/'))).text()).toBe('page 1')
    expect(await ask(shell, '/boot.js')).toBe('boot 1')
  })

  it('lets a browser whose cache fails load everything from the network', async () => {
    const shell = await activate('1')
    const fail = () => Promise.reject(new DOMException('Unexpected internal error', 'UnknownError'))
    caches = { open: fail, match: fail, keys: fail, has: fail, delete: fail }
    expect(await (await answerPage(caches, fetch, shell, new Request('/'))).text()).toBe('page 1')
    for (const [path, content] of Object.entries(filesOf('1'))) expect(await ask(shell, path)).toBe(content)
  })

  it('takes new headers of its own page and no other build’s page', async () => {
    const shell = await activate('1')
    const withHeader = async (request: Request | string) =>
      new Response(await (await fetch(request)).text(), { headers: { 'x-relays': 'new' } })
    await refreshPage(caches, withHeader, shell)
    const page = await answerPage(caches, fetch, shell, new Request('/'))
    expect(page.headers.get('x-relays')).toBe('new')
    serve(filesOf('2'))
    await expect(refreshPage(caches, fetch, shell)).rejects.toThrow()
    expect(await (await answerPage(caches, fetch, shell, new Request('/'))).text()).toBe('page 1')
  })
})
