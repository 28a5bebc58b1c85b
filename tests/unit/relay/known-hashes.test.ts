import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fingerprints } from '../../../relay/store/fingerprints.ts'
import { KnownHashes } from '../../../relay/store/known-hashes.ts'
import { joinRun } from '../../../relay/store/run.ts'

const hash = (id: number) => new Uint8Array(32).fill(id)
const run = (...ids: number[]) =>
  joinRun(ids.map(id => ({ hash: hash(id), entry: new Uint8Array(0) }))).contents

test('the candidates of a hash are the numbers of all hashes that begin like it, however many there are', () => {
  // Few different bytes, so that many begin alike.
  const start = fc.array(fc.constantFrom(0, 1, 255), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(start, { maxLength: 200 }), start, (starts, asked) => {
      const prints = new Fingerprints()
      for (const [index, bytes] of starts.entries()) prints.add(Uint8Array.from(bytes), index + 1)
      const alike = starts.flatMap((bytes, index) => (bytes.join() === asked.join() ? [index + 1] : []))
      expect([...prints.candidates(Uint8Array.from(asked))].sort((a, b) => a - b)).toEqual(alike)
      expect(prints.count).toBe(starts.length)
    }),
  )
})

test('hashes are loaded once a room, and again when there were too many', () => {
  const loads: number[] = []
  const known = new KnownHashes(row => {
    loads.push(row)
    return [{ number: 3, contents: run(1, 2, 3) }]
  }, 5)
  expect(known.of(1).candidates(hash(2))).toEqual([2])
  known.add(1, hash(9), 4)
  known.trim()
  expect([known.of(1).candidates(hash(9)), loads]).toEqual([[4], [1]])
  expect(known.of(2).candidates(hash(3))).toEqual([3])
  known.trim()
  known.of(2)
  known.of(1)
  expect(loads).toEqual([1, 2, 1])
})
