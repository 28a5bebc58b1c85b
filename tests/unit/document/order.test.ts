import fc from 'fast-check'
import { generateNKeysBetween } from 'fractional-indexing'
import { expect, it } from 'vitest'
import { isOrderKey } from '../../../crdt/document/order.ts'
import { runs } from '../../property/runs.ts'

/** What fractional-indexing itself says of it. */
function isKey(text: string): boolean {
  try {
    generateNKeysBetween(text, null, 1)
    return text !== ''
  } catch {
    return false
  }
}

it('A key is what fractional-indexing takes as one, and nothing else', () => {
  const letters = 'ABYZabcyz0189'.split('')
  const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 30 })
  fc.assert(
    fc.property(text, value => {
      expect(isOrderKey(value)).toBe(isKey(value))
    }),
    runs,
  )
  for (const key of generateNKeysBetween(null, null, 5_000)) expect(isOrderKey(key)).toBe(true)
  for (const value of ['', 'a', 'a0 ', 'a00', 'a-', 'é0', 7, null, undefined, 'a'.repeat(300)])
    expect(isOrderKey(value)).toBe(false)
})
