import encode from 'qr'
import { describe, expect, it } from 'vitest'
import { epcCode, epcLimits, sepaCode } from '../../../client/payments/epc-code.ts'

const transfer = {
  iban: 'DE89 3704 0044 0532 0130 00',
  name: 'Maya Almeida',
  amountMinor: 17_951,
  remittance: 'Lisbon',
}
const textOf = (patch: Partial<Parameters<typeof epcCode>[0]> = {}): string => {
  const code = epcCode({ ...transfer, ...patch })
  if (!code.ok) throw new Error(code.reason)
  return code.text
}
const reasonOf = (patch: Partial<Parameters<typeof epcCode>[0]>) => {
  const code = epcCode({ ...transfer, ...patch })
  return code.ok ? null : code.reason
}
const bytes = (text: string) => new TextEncoder().encode(text).length

describe('A SEPA code (EPC069-12)', () => {
  it('has its lines in their order, ended by LF, none after the last', () => {
    expect(textOf()).toBe('BCD\n002\n1\nSCT\n\nMaya Almeida\nDE89370400440532013000\nEUR179.51\n\n\nLisbon')
    expect(textOf({ bic: 'COBADEFFXXX', purpose: 'CHAR', information: 'Thank you' })).toBe(
      'BCD\n002\n1\nSCT\nCOBADEFFXXX\nMaya Almeida\nDE89370400440532013000\nEUR179.51\nCHAR\n\nLisbon\nThank you',
    )
    expect(textOf({ remittance: '' })).toMatch(/\nEUR179\.51$/)
  })

  it('has an amount from a cent to 999 999 999.99 euros, with a point', () => {
    expect(textOf({ amountMinor: 1 })).toContain('\nEUR0.01\n')
    expect(textOf({ amountMinor: epcLimits.amountMinor })).toContain('\nEUR999999999.99\n')
    for (const amountMinor of [0, -1, 1.5, Number.NaN, epcLimits.amountMinor + 1])
      expect(reasonOf({ amountMinor })).toBe('amount')
  })

  it('refuses an account that is none, and one that needs a BIC and has none', () => {
    expect(reasonOf({ iban: 'DE88370400440532013000' })).toBe('iban')
    expect(reasonOf({ iban: 'CH9300762011623852957' })).toBe('bic')
    expect(reasonOf({ iban: 'CH9300762011623852957', bic: 'UBSWCHZH80A' })).toBeNull()
    expect(reasonOf({ bic: 'not a bic' })).toBe('bic')
    expect(reasonOf({ purpose: 'gift' })).toBe('purpose')
  })

  it('needs a name, of at most 70 characters on one line', () => {
    expect(reasonOf({ name: ' \n ' })).toBe('name')
    expect(textOf({ name: `Ma\nya${'x'.repeat(100)}` }).split('\n')[5]).toBe(`Ma ya${'x'.repeat(65)}`)
  })

  it('has at most 140 characters of reason and 70 of information, on one line each', () => {
    const lines = textOf({ remittance: 'a\r\nb'.repeat(99), information: 'i\n'.repeat(99) }).split('\n')
    expect(lines).toHaveLength(12)
    expect(lines[10]?.length).toBe(139) // the 140th is a blank
    expect(lines[11]?.length).toBeLessThanOrEqual(70)
  })

  it('has at most 331 bytes, cut between characters, which fit a code of version 13 with level M', () => {
    for (const letter of ['x', 'ä', '漢', '🍕']) {
      const text = textOf({ name: letter.repeat(70), remittance: letter.repeat(140) })
      expect(bytes(text)).toBeLessThanOrEqual(331)
      expect(text).not.toContain('\ufffd')
      expect(text.split('\n')[6]).toBe('DE89370400440532013000')
      // Version 13 has 69 modules on a side; the border is one on each.
      expect(encode(text, 'raw', { ecc: 'medium', border: 1 }).length).toBeLessThanOrEqual(71)
    }
  })

  it('is there for euros only', () => {
    const request = { amountMinor: 100, reason: 'Lisbon', name: 'Maya' }
    expect(sepaCode(transfer.iban, { ...request, currency: 'EUR' })).toContain('EUR1.00')
    expect(sepaCode(transfer.iban, { ...request, currency: 'CHF' })).toBeNull()
    expect(sepaCode('GB82WEST12345698765432', { ...request, currency: 'EUR' })).toBeNull()
  })
})
