import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initials, initialsOnBill, inkClass } from '../../../client/components/face.ts'
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

describe('People on one bill', () => {
  const on = (...people: readonly (readonly [name: string, ink: number])[]) => [
    ...initialsOnBill(people.map(([name, ink], at) => ({ id: String(at), name, ink }))).values(),
  ]

  it('have the usual initials while their inks differ', () => {
    expect(on(['Alexandra', 1], ['Alex', 2])).toEqual(['AL', 'AL'])
  })

  it('have other ones where the ink is the same', () => {
    expect(on(['Alexandra', 3], ['Alex', 3])).toEqual(['AL', 'AX'])
    expect(on(['Alex', 3], ['Alexandra', 3], ['Alina', 13])).toEqual(['AL', 'AA', 'AI'])
    expect(on(['Bo', 1], ['Bo', 1], ['Bo', 1])).toEqual(['BO', 'B2', 'B3'])
  })

  it('are told apart by ink and initials, up to nine namesakes an ink', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,8}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.integer({ min: 1, max: 10 })), { maxLength: 30 }), people => {
        const counts = new Map<string, number>()
        for (const [first, ink] of people) {
          const key = `${ink} ${first[0]}`
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
        fc.pre([...counts.values()].every(count => count <= 9))
        const looks = on(...people).map((text, at) => `${people[at]?.[1]} ${text}`)
        expect(new Set(looks).size).toBe(looks.length)
      }),
    )
  })
})

describe('Names typed into the empty seat', () => {
  it('are one person each', () => {
    expect(namesIn('Joe')).toEqual(['Joe'])
    expect(namesIn(' Joe, Trudy;Bob\nBill ,')).toEqual(['Joe', 'Trudy', 'Bob', 'Bill'])
    expect(namesIn(' , ')).toEqual([])
  })
})
