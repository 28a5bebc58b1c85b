import { describe, expect, it } from 'vitest'
import { carryHandles } from '../../../client/state/carry-handles.ts'
import { followed as followedWith } from '../../../client/state/follow-profile.ts'
import type { Former } from '../../../client/storage/settings.ts'
import type { PersonId } from '../../../crdt/ids.ts'

const formers = [
  { name: '', ink: 1, handles: {}, untilMs: 100 },
  { name: 'Al', ink: 1, handles: {}, untilMs: 200 },
  { name: 'Alex', ink: 1, handles: {}, untilMs: 300 },
]
const now = { name: 'Alex', ink: 4, handles: {} }
type Called = { readonly name: string; readonly ink: number }
const followed = (person: Called, is: Called, before: readonly Former[], lookedAtMs: number) =>
  followedWith({ ...person, handles: {} }, { ...is, handles: {} }, before, lookedAtMs)

describe('A name changed in the settings', () => {
  it('reaches the bill where one goes by what it was when one last looked', () => {
    expect(followed({ name: 'Somebody', ink: 1 }, now, formers, 50)).toEqual({ name: 'Alex', ink: 4 })
    expect(followed({ name: 'Al', ink: 1 }, now, formers, 150)).toEqual({ name: 'Alex', ink: 4 })
    expect(followed({ name: 'Alex', ink: 1 }, now, formers, 250)).toEqual({ ink: 4 })
  })

  it('leaves alone whoever goes by something else there, name and colour each', () => {
    expect(followed({ name: 'Captain', ink: 1 }, now, formers, 150)).toBeNull()
    expect(followed({ name: 'Al', ink: 7 }, now, formers, 150)).toEqual({ name: 'Alex' })
  })

  it('comes once: after a look at the bill nothing is left to follow', () => {
    expect(followed({ name: 'Alex', ink: 1 }, now, formers, 300)).toBeNull()
    expect(followed({ name: 'Al', ink: 1 }, now, formers, 400)).toBeNull()
    expect(followed({ name: 'Al', ink: 1 }, now, [], 0)).toBeNull()
  })

  it('never takes a name away', () => {
    expect(followed({ name: 'Al', ink: 1 }, { name: '', ink: 1 }, formers, 150)).toBeNull()
  })
})

describe('A payment handle changed in the settings', () => {
  const is = { ...now, handles: { paypal: 'alex', swish: '1232877439' } }
  const earlier = (handles: Former['handles']): Former[] => [{ name: 'Alex', ink: 4, handles, untilMs: 100 }]
  const person = (handles: Former['handles'], name = 'Alex') => ({ name, ink: 4, handles })

  it('reaches the bill where it was as in the settings, or was not there', () => {
    expect(followedWith(person({}), is, earlier({}), 50)).toEqual({ handles: is.handles })
    expect(followedWith(person({ paypal: 'al' }), is, earlier({ paypal: 'al' }), 50)).toEqual({
      handles: is.handles,
    })
    expect(followedWith(person({ wise: 'al1' }), is, earlier({ wise: 'al1', ...is.handles }), 50)).toEqual({
      handles: { wise: '' },
    })
  })

  it('leaves alone what was changed in the bill, and comes once', () => {
    expect(followedWith(person({ paypal: 'other' }), is, earlier({ swish: '1232877439' }), 50)).toBeNull()
    expect(followedWith(person({}), is, earlier({}), 100)).toBeNull()
    expect(followedWith(person(is.handles), is, earlier(is.handles), 50)).toBeNull()
  })

  it('reaches whoever goes by another name there, too', () => {
    expect(followedWith(person({}, 'Captain'), is, earlier({}), 50)).toEqual({ handles: is.handles })
  })
})

describe('One’s ways to be paid', () => {
  const own = { paypal: 'alex', swish: '1232877439' }
  const seat = (id: string, handles: Former['handles']) => ({ id: id as PersonId, handles })
  const carried = (from: ReturnType<typeof seat> | undefined, to: ReturnType<typeof seat>) => {
    const steps: (readonly [string, Former['handles']])[] = []
    carryHandles({ setHandles: (person, handles) => steps.push([person, handles]) }, from, to, own)
    return steps
  }

  it('are given to the seat one takes, where it has none', () => {
    expect(carried(undefined, seat('a', {}))).toEqual([['a', own]])
    expect(carried(undefined, seat('a', { paypal: 'other' }))).toEqual([['a', { swish: '1232877439' }]])
    expect(carried(undefined, seat('a', own))).toEqual([])
  })

  it('do not stay with the one one was by mistake', () => {
    expect(carried(seat('a', { ...own, wise: 'al1' }), seat('b', {}))).toEqual([
      ['a', { paypal: '', swish: '' }],
      ['b', own],
    ])
    expect(carried(seat('a', { paypal: 'other' }), seat('a', {}))).toEqual([])
  })
})
