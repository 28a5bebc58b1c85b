import { describe, expect, it } from 'vitest'
import { changedWords } from '../../../client/pages/bill/last-change.ts'
import type { ActivityRecord } from '../../../crdt/document/activity.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'

const tom = 'tomtomto' as PersonId
const item = { id: 'itemitem' as ItemId, written: { by: tom, at: 1_000_000 } }
const names = (person: PersonId) => (person === tom ? 'Tom' : 'Maya')
const record = (target: string, by: PersonId | null, at: number): ActivityRecord => ({
  key: 'AAAAAAAAAA',
  at,
  verb: 'setItem',
  by,
  target,
  of: null,
  changes: [],
})

describe('Who changed a line last', () => {
  it('is the newest record about it', () => {
    const records = [
      record('otheritm', null, 1_200_000),
      record('itemitem', 'mayamaya' as PersonId, 1_100_000),
      record('itemitem', tom, 1_050_000),
    ]
    expect(changedWords(item, records, names, 1_100_000 + 125_000)).toBe('Changed by Maya, 2 min ago')
  })

  it('is whoever wrote it where there is none, and nobody where nobody is known', () => {
    expect(changedWords(item, [], names, 1_000_500)).toBe('Changed by Tom, just now')
    const nobody = [record('itemitem', null, 1_000_000)]
    expect(changedWords(item, nobody, names, 1_000_500)).toBe('Changed just now')
    expect(changedWords({ ...item, written: { by: null, at: 0 } }, [], names, 1_000_500)).toBe('')
  })
})
