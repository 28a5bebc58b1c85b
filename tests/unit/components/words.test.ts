import { afterEach, describe, expect, it } from 'vitest'
import { amountWords } from '../../../client/components/amount-words.ts'
import { setLocale } from '../../../client/i18n/locale.ts'
import { chargeName } from '../../../client/pages/bill/charge-name.ts'
import { itemSentence } from '../../../client/pages/bill/sentence.ts'
import { serialOf } from '../../../client/pages/bill/serial.ts'
import { originFor } from '../../../client/pages/bill/share-origin.ts'
import { scrub } from '../../../client/pages/scrub.ts'

const line = {
  locale: 'en',
  currency: 'EUR',
  name: 'Tagliatelle al ragù',
  quantity: 2,
  priceMinor: 2800,
  isWaiting: false,
}

describe('A line of the check, heard', () => {
  it('says what it is, how much, shared by whom and one’s own part', () => {
    expect(itemSentence({ ...line, takers: ['you', 'Tom'], ownMinor: 1400 })).toBe(
      'Tagliatelle al ragù, 2, 28.00 euros, shared by you and Tom, your part 14.00',
    )
    expect(itemSentence({ ...line, takers: ['Tom'], ownMinor: null })).toBe(
      'Tagliatelle al ragù, 2, 28.00 euros, taken by Tom',
    )
    expect(itemSentence({ ...line, takers: [], ownMinor: null })).toBe(
      'Tagliatelle al ragù, 2, 28.00 euros, nobody yet',
    )
  })

  it('says that it waits to be sent', () => {
    expect(itemSentence({ ...line, takers: ['you'], ownMinor: 2800, isWaiting: true })).toBe(
      'Tagliatelle al ragù, 2, 28.00 euros, taken by you, your part 28.00, waiting',
    )
  })
})

describe('A charge', () => {
  it('goes by its own name, or by its kind', () => {
    expect(
      chargeName({ kind: 'service', name: '', value: { type: 'percent', thousandths: 10_000 } }, 'en'),
    ).toBe('Service 10\u00a0%')
    expect(
      chargeName({ kind: 'discount', name: 'Lunch voucher', value: { type: 'amount', minor: 1000 } }, 'en'),
    ).toBe('Lunch voucher')
  })
})

describe('The number on the check', () => {
  it('has four digits, the same for the same bill', () => {
    const bill = { createdAt: 1_795_000_000_000, createdBy: 'AbCdEfGh' }
    expect(serialOf(bill)).toMatch(/^\d{4}$/)
    expect(serialOf({ ...bill })).toBe(serialOf(bill))
    expect(serialOf({ ...bill, createdAt: 1 })).not.toBe(serialOf(bill))
  })
})

describe('The address a link gets', () => {
  const localhost = { origin: 'http://localhost:8080', hostname: 'localhost' }
  const server = { publicUrl: null, lanUrls: ['http://192.168.1.20:8080'] }

  it('is the public one where the server knows it', () => {
    expect(originFor(localhost, { ...server, publicUrl: 'https://bills.example/' })).toEqual({
      origin: 'https://bills.example',
      note: null,
    })
  })

  it('is the one the page came from, unless that is localhost', () => {
    const page = { origin: 'http://192.168.1.5:8080', hostname: '192.168.1.5' }
    expect(originFor(page, server)).toEqual({ origin: page.origin, note: null })
    expect(originFor(localhost, server)).toEqual({ origin: 'http://192.168.1.20:8080', note: 'lan' })
    expect(originFor({ origin: 'http://[::1]:8080', hostname: '[::1]' }, server).note).toBe('lan')
  })

  it('says so where no other phone can reach it', () => {
    expect(originFor(localhost, null)).toEqual({ origin: localhost.origin, note: 'localhost' })
    expect(originFor(localhost, { ...server, lanUrls: [] }).note).toBe('localhost')
  })
})

describe('The details of an error', () => {
  it('carry nothing of a bill', () => {
    const error = new Error(
      'cannot read "Maya 24.43" at https://bills.example/b#AQk7Qp3vT9xM2cB0dEfGhIjKlMnOpQ, sum 139.60',
    )
    error.stack =
      'Error: x\n  at f (https://bills.example/assets/index-abc.js:12:34)\n  key AQk7Qp3vT9xM2cB0dEfGhIj'
    const text = scrub(error)
    expect(text).toContain('cannot read')
    expect(text).toContain(':12:34')
    for (const secret of ['Maya', '24.43', 'AQk7', '139.60', 'bills.example', '#'])
      expect(text).not.toContain(secret)
  })

  it('survive anything that is thrown', () => {
    expect(scrub('just text with a name')).toBe('Unknown error')
    expect(scrub(undefined)).toBe('Unknown error')
    expect(scrub(new Error('x'.repeat(9_000))).length).toBeLessThanOrEqual(1_200)
  })
})

describe('What is wrong with an amount', () => {
  afterEach(() => setLocale(null))

  it.each([
    ['en', 'EUR', '13.50 works, and so does 3*4.50', '1234.50'],
    ['de', 'EUR', '13,50 works, and so does 3*4,50', '1234,50'],
    ['ja', 'JPY', '13 works, and so does 3*4', '1234'],
    ['de', 'KWD', '13,500 works, and so does 3*4,500', '1234,500'],
  ])('is shown with examples as one would type them (%s, %s)', (tag, currency, examples, large) => {
    setLocale(tag)
    expect(amountWords('notAnAmount', currency)).toContain(examples)
    expect(amountWords('ambiguous', currency)).toContain(`as in ${large}.`)
  })
})
