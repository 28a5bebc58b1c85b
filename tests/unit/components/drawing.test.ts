import { describe, expect, it } from 'vitest'
import { squaresOf } from '../../../client/components/balance-list.tsx'
import { drawModules } from '../../../client/components/qr-code.tsx'

describe('A QR code', () => {
  it('is drawn in runs, so that no hairlines show between its modules', () => {
    const drawing = drawModules([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
      [true, false, false, false],
    ])
    expect(drawing).toEqual({ path: 'M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3zM0 3h1v1h-1z', modules: 4 })
  })
})

describe('A bar of squares', () => {
  it('gives the largest nine, and at least one to anything', () => {
    expect(squaresOf(39104, 39104)).toBe(9)
    expect(squaresOf(-17951, 39104)).toBe(4)
    expect(squaresOf(1, 39104)).toBe(1)
    expect(squaresOf(0, 39104)).toBe(0)
    expect(squaresOf(0, 0)).toBe(0)
  })
})
