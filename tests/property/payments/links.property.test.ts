/** Whatever stands in a bill as a handle, a name or a reason, a link goes to the service and a code says what was meant. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epcCode, epcLimits } from '../../../client/payments/epc-code.ts'
import { readIban } from '../../../client/payments/iban.ts'
import { methodIds, methods } from '../../../client/payments/methods.ts'
import { runs } from '../runs.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
)
/** Texts that are nearly handles: bits of addresses and schemes in any order. */
const nearlyHandle = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'https://',
        'http://',
        'javascript:',
        'upi://pay?pa=',
        'paypal.me/',
        'revolut.me/',
        'wise.com/pay/me/',
        'venmo.com/u/',
        'cash.app/$',
        'monzo.me/',
        'app.swish.nu/1/p/sw/?sw=',
        '@',
        '$',
        '/',
        '..',
        '%2f',
        '?',
        '#',
        '&',
        '\\',
        ':',
        'evil.example',
        'maya',
        '0701234567',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 6 },
  )
  .map(parts => parts.join(''))

const origins: Readonly<Record<string, string>> = {
  paypal: 'https://paypal.me/',
  revolut: 'https://revolut.me/',
  wise: 'https://wise.com/pay/me/',
  venmo: 'https://venmo.com/?txn=pay&',
  cashapp: 'https://cash.app/$',
  monzo: 'https://monzo.me/',
  upi: 'upi://pay?pa=',
  swish: 'https://app.swish.nu/1/p/sw/?sw=',
}

describe('Payment handles', () => {
  it('are read to a form that reads as itself, and their links stay with the service', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...methodIds),
        fc.oneof(nearlyHandle, anyText),
        fc.integer({ min: 1, max: 1e12 }),
        anyText,
        anyText,
        (id, typed, amountMinor, reason, name) => {
          const method = methods[id]
          const handle = method.read(typed)
          if (handle === null) return
          expect(method.read(handle)).toBe(handle)
          expect(method.read(method.show(handle))).toBe(handle)
          for (const currency of method.currencies) {
            const link = method.link(handle, { amountMinor, currency, reason, name })
            if (link === null) continue
            expect(link.startsWith(origins[id] ?? 'nothing')).toBe(true)
            expect(link).toMatch(/^[\x21-\x7e]+$/)
            const url = new URL(link)
            expect(url.href.startsWith(origins[id] ?? 'nothing')).toBe(true)
            expect([url.username, url.password, url.port, url.hash]).toEqual(['', '', '', ''])
          }
        },
      ),
      runs,
    )
  })
})

describe('SEPA codes', () => {
  it('say the account, the name and the amount, whatever the words are', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        anyText,
        fc.integer({ min: 1, max: epcLimits.amountMinor }),
        (name, remittance, information, amountMinor) => {
          const code = epcCode({ iban: 'DE89370400440532013000', name, amountMinor, remittance, information })
          if (!code.ok) {
            expect(code.reason).toBe('name')
            return
          }
          const lines = code.text.split('\n')
          expect(lines.length).toBeLessThanOrEqual(12)
          expect(lines.slice(0, 5)).toEqual(['BCD', '002', '1', 'SCT', ''])
          expect(lines[5]).not.toBe('')
          expect(readIban(lines[6] ?? '')).toBe('DE89370400440532013000')
          expect(Math.round(Number(lines[7]?.slice(3)) * 100)).toBe(amountMinor)
          expect(code.text).not.toMatch(/\n$|\r/)
          expect(new TextEncoder().encode(code.text).length).toBeLessThanOrEqual(epcLimits.bytes)
        },
      ),
      runs,
    )
  })
})
