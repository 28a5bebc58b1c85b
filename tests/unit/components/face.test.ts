import { describe, expect, it } from 'vitest'
import { initials, inkClass } from '../../../client/components/face.ts'
import { namesIn } from '../../../client/components/names.ts'

describe('A person in a small square', () => {
  it('has one or two initials', () => {
    expect(initials('Maya')).toBe('MA')
    expect(initials('Ana Maria Lima')).toBe('AL')
    expect(initials('  bo ')).toBe('BO')
    expect(initials('X')).toBe('X')
    expect(initials('')).toBe('?')
    expect(initials('👩‍👩‍👧 family')).toBe('👩‍👩‍👧F')
    expect(initials('édouard')).toBe('ÉD')
  })

  it('has one of ten inks, whatever was stored', () => {
    expect([1, 10, 11, 0, -1, 2.7, Number.NaN].map(inkClass)).toEqual([
      'p1',
      'p10',
      'p1',
      'p10',
      'p9',
      'p2',
      'p1',
    ])
  })
})

describe('Names typed into the empty seat', () => {
  it('are one person each', () => {
    expect(namesIn('Joe')).toEqual(['Joe'])
    expect(namesIn(' Joe, Trudy;Bob\nBill ,')).toEqual(['Joe', 'Trudy', 'Bob', 'Bill'])
    expect(namesIn(' , ')).toEqual([])
  })
})
