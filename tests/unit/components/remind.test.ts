import { describe, expect, it } from 'vitest'
import { reminder } from '../../../client/pages/bill/remind.ts'

const base = {
  from: 'Ines',
  to: 'Maya',
  title: 'Lisbon',
  request: { amountMinor: 15_911, currency: 'EUR', reason: 'Lisbon', name: 'Maya' },
  handles: {},
}

describe('A reminder', () => {
  it('says what for, how much and to whom', () => {
    expect(reminder(base, 'en')).toBe('Hi Ines, your part of “Lisbon” is still open: €159.11 to Maya.')
  })

  it('has a line for each way to pay that moves the currency, read again', () => {
    const handles = {
      paypal: 'maya',
      swish: '070-123 45 67',
      revolut: 'javascript:alert(1)',
      iban: 'DE89370400440532013000',
      holder: 'Maya Almeida',
    }
    expect(reminder({ ...base, handles }, 'de-DE').split('\n')).toEqual([
      'Hi Ines, your part of “Lisbon” is still open: 159,11\u00a0€ to Maya.',
      'PayPal: https://paypal.me/maya/159.11EUR',
      'IBAN: DE89 3704 0044 0532 0130 00, Maya Almeida',
    ])
    const kronor = { ...base, handles, request: { ...base.request, currency: 'SEK' } }
    expect(reminder(kronor, 'en')).toContain(
      'Swish: https://app.swish.nu/1/p/sw/?sw=46701234567&amt=159.11&cur=SEK',
    )
  })
})
