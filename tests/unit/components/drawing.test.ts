import { describe, expect, it } from 'vitest'
import { drawModules } from '../../../client/components/qr-code.tsx'
import { squaresOf, squareUnits } from '../../../client/components/squares.ts'

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
  const bars = (...minors: number[]) => {
    const units = squareUnits(Math.max(...minors.map(Math.abs)), 100)
    return { units, squares: minors.map(minor => squaresOf(minor, units * 100)) }
  }

  it('has a fixed sum a square, so that nothing has more than nine', () => {
    expect(bars(39104, -17951, -15911, 4944)).toEqual({ units: 50, squares: [8, 4, 3, 1] })
    expect(bars(900, -900)).toEqual({ units: 1, squares: [9, 9] })
    expect(bars(949)).toEqual({ units: 1, squares: [9] })
    expect(bars(950)).toEqual({ units: 2, squares: [5] })
    expect(bars(1_000_000_000_000).squares[0]).toBeLessThanOrEqual(9)
  })

  it('makes little of a cent, and nothing of nothing', () => {
    expect(bars(1, -1)).toEqual({ units: 1, squares: [1, 1] })
    expect(bars(0)).toEqual({ units: 1, squares: [0] })
  })
})
