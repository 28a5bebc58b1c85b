import { describe, expect, it } from 'vitest'
import { followed } from '../../../client/state/follow-profile.ts'

const formers = [
  { name: '', ink: 1, untilMs: 100 },
  { name: 'Al', ink: 1, untilMs: 200 },
  { name: 'Alex', ink: 1, untilMs: 300 },
]
const now = { name: 'Alex', ink: 4 }

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
