import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  changed,
  defaultSettings,
  readSettings,
  type Settings,
  writeSettings,
} from '../../../client/storage/settings.ts'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

const settings: Settings = {
  name: 'Ada',
  ink: 7,
  currency: 'JPY',
  theme: 'dark',
  locale: 'de-CH',
  singleKeys: false,
  handles: { paypal: 'ada', iban: 'DE89370400440532013000' },
  payWith: 'swish',
  formers: [{ name: '', ink: 1, handles: { paypal: 'al' }, untilMs: 5 }],
}

describe('the settings', () => {
  it('are there at once, as they were written', () => {
    expect(readSettings()).toEqual(defaultSettings)
    expect(writeSettings(settings)).toBe(true)
    expect(readSettings()).toEqual(settings)
  })

  it.each([
    ['no JSON', '{"name": '],
    ['null', 'null'],
    ['a list', '[1]'],
    ['a number', '7'],
    [
      'every field of a wrong type',
      '{"name":1,"ink":"7","currency":null,"theme":{},"locale":[],"singleKeys":0}',
    ],
    ['every field out of bounds', '{"ink":11,"currency":"ZZZ","theme":"pink","locale":"not a locale"}'],
    ['a currency that names a method of objects', '{"currency":"constructor"}'],
    ['nothing known', '{"__proto__":{"theme":"dark"}}'],
  ])('are the defaults where what is kept is %s', (_name, text) => {
    kept.set('billington-settings', text)
    expect(readSettings()).toEqual(defaultSettings)
  })

  it('remember who the user was when the name or the ink changes, and the last twenty of those', () => {
    const renamed = changed(settings, { name: 'Ada L.' }, 9)
    expect(renamed).toMatchObject({ name: 'Ada L.', ink: 7 })
    expect(renamed.formers.at(-1)).toEqual({ name: 'Ada', ink: 7, handles: settings.handles, untilMs: 9 })
    expect(changed(renamed, { theme: 'light', name: 'Ada L.' }, 10).formers).toEqual(renamed.formers)
    let often = settings
    for (let i = 0; i < 50; i++) often = changed(often, { ink: 1 + (i % 10) }, i)
    expect(often.formers).toHaveLength(20)
    expect(often.formers.at(-1)?.untilMs).toBe(49)
  })

  it('leave out former names that make no sense', () => {
    const formers = [null, 3, { name: 'x' }, { name: 5, ink: 'red', untilMs: 1 }, { untilMs: '1' }]
    kept.set('billington-settings', JSON.stringify({ ...settings, formers }))
    expect(readSettings().formers).toEqual([{ name: '', ink: 1, handles: {}, untilMs: 1 }])
  })

  it('remember the handles that were there before another was given, and only then', () => {
    const paid = changed(settings, { handles: { paypal: 'ada2' } }, 9)
    expect(paid.formers.at(-1)).toEqual({ name: 'Ada', ink: 7, handles: settings.handles, untilMs: 9 })
    expect(changed(paid, { handles: { paypal: 'ada2' }, payWith: 'wise' }, 10).formers).toEqual(paid.formers)
  })

  it('leave out handles that make no sense', () => {
    const methods = Array.from({ length: 26 }, (_, at) => `pay${String.fromCharCode(97 + at)}`)
    const many = Object.fromEntries(methods.map(method => [method, 'x']))
    kept.set('billington-settings', JSON.stringify({ ...settings, handles: many }))
    expect(Object.keys(readSettings().handles)).toHaveLength(20)
    const odd = { paypal: 5, PayPal: 'x', constructor: 'x', a: 'x', wise: '', revolut: 'x'.repeat(999) }
    kept.set('billington-settings', JSON.stringify({ ...settings, handles: odd, payWith: 'no method' }))
    expect(readSettings()).toMatchObject({ handles: { revolut: 'x'.repeat(200) }, payWith: null })
    kept.set('billington-settings', JSON.stringify({ ...settings, handles: ['x'], payWith: 7 }))
    expect(readSettings()).toMatchObject({ handles: {}, payWith: null })
  })

  it('take another currency as long as none was chosen', () => {
    expect(readSettings('GBP')).toEqual({ ...defaultSettings, currency: 'GBP' })
    kept.set('billington-settings', '{"name":"Ada","currency":"ZZZ"}')
    expect(readSettings('GBP')).toEqual({ ...defaultSettings, name: 'Ada', currency: 'GBP' })
    writeSettings(settings)
    expect(readSettings('GBP').currency).toBe('JPY')
  })

  it('keep what makes sense beside what does not', () => {
    kept.set('billington-settings', JSON.stringify({ ...settings, ink: 99, name: 'x'.repeat(1_000) }))
    expect(readSettings()).toEqual({ ...settings, ink: 1, name: 'x'.repeat(200) })
  })

  it('are the defaults, without a throw, where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    expect(readSettings()).toEqual(defaultSettings)
    expect(writeSettings(settings)).toBe(false)
    vi.stubGlobal('localStorage', undefined)
    expect(readSettings()).toEqual(defaultSettings)
  })
})
