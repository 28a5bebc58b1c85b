import { describe, expect, it } from 'vitest'
import { apportion } from '../../../crdt/domain/apportion.ts'

const even = (...keys: string[]) => keys.map(key => ({ key, weight: 1 }))
const sizes = (cells: Map<string, number>) => [...cells.values()].sort((one, other) => other - one)

describe('dividing an amount', () => {
  it.each([
    [1000, 3, [334, 333, 333]],
    [100_000, 3, [33_334, 33_333, 33_333]],
    [60_000, 6, [10_000, 10_000, 10_000, 10_000, 10_000, 10_000]],
    [-1000, 3, [-333, -333, -334]],
    [2, 3, [1, 1, 0]],
    [0, 2, [0, 0]],
  ])('%i among %i', (total, count, parts) => {
    const keys = Array.from({ length: count }, (_, at) => `p${at}`)
    expect(sizes(apportion(total, even(...keys), ['expense', 'item']))).toEqual(parts)
  })

  it('gives what is left to the largest remainders', () => {
    const weights = [
      { key: 'a', weight: 1 },
      { key: 'b', weight: 2 },
      { key: 'c', weight: 4 },
    ]
    // Quotas 14 2/7, 28 4/7, 57 1/7.
    expect(apportion(100, weights, [])).toEqual(
      new Map([
        ['a', 14],
        ['b', 29],
        ['c', 57],
      ]),
    )
  })

  it('gives a weight of 0 nothing, and divides nothing by nobody', () => {
    expect(apportion(5, [...even('a'), { key: 'b', weight: 0 }], []).get('b')).toBe(0)
    expect(apportion(5, [], [])).toEqual(new Map())
    expect(apportion(5, [{ key: 'a', weight: 0 }], [])).toEqual(new Map())
  })

  it('stays exact at the bounds', () => {
    const weights = [
      { key: 'a', weight: 999_999_999_999 },
      { key: 'b', weight: 10n ** 40n },
    ]
    const cells = apportion(1_000_000_000_000, weights, [])
    expect(cells.get('a')).toBe(0)
    expect(cells.get('b')).toBe(1_000_000_000_000)
  })
})

describe('odd cents', () => {
  // Frozen: a device that gives them to someone else shows another bill.
  it.each([
    ['expense1', 'item0001', 'c'],
    ['expense1', 'item0002', 'c'],
    ['expense1', 'item0003', 'b'],
    ['expense1', 'item0004', 'a'],
    ['expense2', 'item0001', 'c'],
    ['expense1', 'tax00001', 'b'],
  ])('of %s, %s go to %s', (expense, item, lucky) => {
    const cells = apportion(100, even('a', 'b', 'c'), [expense, item])
    expect([...cells].filter(([, minor]) => minor === 34).map(([key]) => key)).toEqual([lucky])
  })

  it('wander from item to item', () => {
    const gained = new Map([...'abc'].map(key => [key, 0]))
    for (let item = 0; item < 3000; item += 1) {
      for (const [key, minor] of apportion(100, even('a', 'b', 'c'), ['expense1', `item${item}`])) {
        gained.set(key, (gained.get(key) ?? 0) + minor - 33)
      }
    }
    for (const cents of gained.values()) expect(Math.abs(cents - 1000)).toBeLessThan(150)
  })
})
