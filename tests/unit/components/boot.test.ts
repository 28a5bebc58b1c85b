import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'

const script = readFileSync(new URL('../../../client/public/boot.js', import.meta.url), 'utf8')
const secret = 'AQk7Qp3vT9xM2cB0dEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIjK'

/** A browser just large enough for boot.js. */
function start(address: string, stored: string | null = null, canReplace = true) {
  const location = { pathname: '', hash: '' }
  const go = (to: string) => {
    const url = new URL(to, 'https://bills.example')
    // A browser keeps %23 in the path as it is.
    Object.assign(location, { pathname: url.pathname, hash: url.hash })
  }
  go(address)
  const listeners = new Map<string, ((event: unknown) => void)[]>()
  const dispatched: unknown[] = []
  const dataset: Record<string, string> = {}
  const window: Record<string, unknown> = {
    addEventListener: (type: string, listener: (event: unknown) => void) =>
      listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    dispatchEvent: (event: { detail: unknown }) => dispatched.push(event.detail),
  }
  runInNewContext(script, {
    window,
    location,
    history: {
      replaceState: (_state: unknown, _title: string, to: string) => {
        if (!canReplace) throw new Error('SecurityError')
        go(to)
      },
    },
    document: { documentElement: { dataset } },
    localStorage: {
      getItem: () => {
        if (stored === 'forbidden') throw new Error('SecurityError')
        return stored
      },
    },
    CustomEvent: class {
      detail: unknown
      constructor(_type: string, init: { detail: unknown }) {
        this.detail = init.detail
      }
    },
  })
  const fire = (type: string) => {
    let stopped = false
    const event = {
      stopImmediatePropagation: () => {
        stopped = true
      },
    }
    for (const listener of listeners.get(type) ?? []) listener(event)
    return stopped
  }
  return {
    boot: window.billingtonBoot,
    bar: () => location.pathname + location.hash,
    dataset,
    go,
    fire,
    dispatched,
  }
}

describe('The first script', () => {
  it('takes the secret of a link off the address bar', () => {
    for (const address of [`/b#${secret}`, `/b/#${secret}`, `/#b/${secret}`, `/#/b/${secret}`]) {
      const page = start(address)
      expect(page.boot).toEqual({ fragment: secret, leaked: false })
      expect(page.bar()).toBe('/b')
    }
  })

  it('remembers that a server has seen a secret that came after %23', () => {
    for (const address of [`/b%23${secret}`, `/b/%23${secret}`, `/B%23${secret}`]) {
      const page = start(address)
      expect(page.boot).toEqual({ fragment: secret, leaked: true })
      expect(page.bar()).toBe('/b')
    }
  })

  it('leaves the address of a bill on this device, and every other one', () => {
    for (const address of [
      '/b#~k7Qp3vT9xM2c',
      '/b',
      '/',
      '/#top',
      '/settings',
      '/b/balances#~k7Qp3vT9xM2c',
    ]) {
      const page = start(address)
      expect(page.boot).toEqual({ fragment: null, leaked: false })
      expect(page.bar()).toBe(address)
    }
  })

  it('hands the link over even where the address bar cannot be changed', () => {
    expect(start(`/b#${secret}`, null, false).boot).toEqual({ fragment: secret, leaked: false })
  })

  it('takes a link pasted into the address bar of an open page before the router sees it', () => {
    const page = start('/b#~k7Qp3vT9xM2c')
    page.go(`/b#${secret}`)
    expect(page.fire('popstate')).toBe(true)
    expect(page.bar()).toBe('/b')
    expect(page.dispatched).toEqual([{ fragment: secret, leaked: false }])
    expect(page.fire('hashchange')).toBe(false)
    expect(page.dispatched).toHaveLength(1)
  })

  it('sets the chosen theme before the first paint, and survives a storage that forbids it', () => {
    expect(start('/', '{"theme":"dark"}').dataset).toEqual({ theme: 'dark' })
    expect(start('/', '{"theme":"system"}').dataset).toEqual({})
    expect(start('/', 'not json').dataset).toEqual({})
    expect(start('/', 'null').dataset).toEqual({})
    expect(start('/', 'forbidden').dataset).toEqual({})
  })
})
