/** A browser just large enough for client/public/boot.js, which runs before all else and takes a link off the address bar. */
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'

const script = readFileSync(new URL('../../client/public/boot.js', import.meta.url), 'utf8')

/** What the script makes of an address of this page, and what is stored on the device. */
export function startPage(address: string, stored: string | null = null, canReplace = true) {
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
