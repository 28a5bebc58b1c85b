import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { answered, completed } from '../../../client/storage/database.ts'

const never = new Promise<never>(() => undefined)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('a reading, or a transaction, that never ends is given up after ten seconds', async () => {
  const asked = [
    answered(never),
    completed({ done: never }, async () => 'asked'),
    completed({ done: Promise.resolve() }, () => never),
  ]
  const outcomes = Promise.allSettled(asked)
  await vi.advanceTimersByTimeAsync(10_000)
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})

it('what ends in time is given, and leaves no timer behind', async () => {
  expect(await answered(Promise.resolve(1))).toBe(1)
  expect(await completed({ done: Promise.resolve() }, async () => 2)).toBe(2)
  await expect(completed({ done: Promise.reject(new Error('aborted')) }, async () => 3)).rejects.toThrow(
    'aborted',
  )
  expect(vi.getTimerCount()).toBe(0)
})
