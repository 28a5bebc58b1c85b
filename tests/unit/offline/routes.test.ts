import { describe, expect, it } from 'vitest'
import { workerRoute } from '../../../client/offline/routes.ts'

const origin = 'https://bills.example'
const files = new Set(['/', '/boot.js', '/icon.svg', '/assets/index-abc.js'])
const route = (path: string, mode = 'no-cors', method = 'GET') =>
  workerRoute({ url: new URL(path, origin).href, mode, method }, origin, files)

describe('The service worker', () => {
  it('answers every path of the app with the page, as the relay does', () => {
    for (const path of ['/', '/b', '/b/', '/b/balances', '/settings', '/a/deep/path', '/b?x=1']) {
      expect(route(path, 'navigate'), path).toEqual({ kind: 'page' })
    }
  })

  it('answers a link that a gateway mangled with the page, and nothing else of a path with a secret', () => {
    for (const path of ['/b%23secret', '/b/%23secret', '/b/%23secret.png']) {
      expect(route(path, 'navigate'), path).toEqual({ kind: 'page' })
      expect(route(path), path).toEqual({ kind: 'network' })
    }
  })

  it('answers the files of the build', () => {
    for (const path of ['/boot.js', '/icon.svg', '/assets/index-abc.js']) {
      expect(route(path), path).toEqual({ kind: 'file', path })
    }
    // One of an earlier build: a tab may still run it.
    expect(route('/assets/index-old.js')).toEqual({ kind: 'file', path: '/assets/index-old.js' })
  })

  it('leaves all else to the network', () => {
    const others = ['/v1/about', '/v1/sync', '/healthz', '/sw.js', '/sw-off.js', '/boot.js?x=1', '/none.txt']
    for (const path of others) {
      expect(route(path), path).toEqual({ kind: 'network' })
      expect(route(path, 'navigate'), path).toEqual({ kind: 'network' })
    }
    expect(route('/', 'cors')).toEqual({ kind: 'network' })
    expect(route('/', 'navigate', 'POST')).toEqual({ kind: 'network' })
    expect(route('https://other.example/', 'navigate')).toEqual({ kind: 'network' })
    expect(route('https://other.example/boot.js')).toEqual({ kind: 'network' })
  })
})
