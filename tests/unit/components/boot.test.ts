import { describe, expect, it } from 'vitest'
import { startPage } from '../../world/boot-page.ts'

const secret = 'AQk7Qp3vT9xM2cB0dEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIjK'

describe('The first script', () => {
  it('takes the secret of a link off the address bar', () => {
    for (const address of [
      `/b#${secret}`,
      `/b/#${secret}`,
      `/#b/${secret}`,
      `/#/b/${secret}`,
      `/B#${secret}`,
    ]) {
      const page = startPage(address)
      expect(page.boot).toEqual({ fragment: secret, leaked: false })
      expect(page.bar()).toBe('/b')
    }
  })

  it('remembers that a server has seen a secret that came after %23', () => {
    for (const address of [`/b%23${secret}`, `/b/%23${secret}`, `/B%23${secret}`, `/b%2523${secret}`]) {
      const page = startPage(address)
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
      const page = startPage(address)
      expect(page.boot).toEqual({ fragment: null, leaked: false })
      expect(page.bar()).toBe(address)
    }
  })

  it('hands the link over even where the address bar cannot be changed', () => {
    expect(startPage(`/b#${secret}`, null, false).boot).toEqual({ fragment: secret, leaked: false })
  })

  it('takes a link pasted into the address bar of an open page before the router sees it', () => {
    const page = startPage('/b#~k7Qp3vT9xM2c')
    page.go(`/b#${secret}`)
    expect(page.fire('popstate')).toBe(true)
    expect(page.bar()).toBe('/b')
    expect(page.dispatched).toEqual([{ fragment: secret, leaked: false }])
    expect(page.fire('hashchange')).toBe(false)
    expect(page.dispatched).toHaveLength(1)
  })

  it('sets the chosen theme before the first paint, and survives a storage that forbids it', () => {
    expect(startPage('/', '{"theme":"dark"}').dataset).toEqual({ theme: 'dark' })
    expect(startPage('/', '{"theme":"system"}').dataset).toEqual({})
    expect(startPage('/', 'not json').dataset).toEqual({})
    expect(startPage('/', 'null').dataset).toEqual({})
    expect(startPage('/', 'forbidden').dataset).toEqual({})
  })
})
