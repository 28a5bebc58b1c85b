import { expect, it } from 'vitest'
import { notCounted } from '../../../client/pages/bill/not-counted.ts'
import { nobody, split } from '../../../crdt/domain/split.ts'
import { anExpense, byPerson, somePeople } from '../../world/bills.ts'

const people = somePeople('Ada', 'Ben')

const reasonsOf = (percent: Record<string, number>) => {
  const museum = anExpense('Museum', {
    amountMinor: 8000,
    split: { mode: 'percent', percent: byPerson(percent) },
  })
  return notCounted(split(museum, people).issues).map(({ reason }) => reason)
}

it('An expense whose percentages don’t reach 100 is counted and not said to be left out', () => {
  expect(reasonsOf({ Ada: 5000, Ben: 3000 })).toEqual([])
  expect(reasonsOf({ Ada: 5000, Zoe: 5000 })).toEqual(['unknownPerson'])
})

it('An expense that nobody was chosen to share stands with nobody, and is not said to be left out', () => {
  const dinner = anExpense('Dinner', { amountMinor: 1200, split: { mode: 'equal', among: [] } })
  const result = split(dinner, people)
  expect(result.shares.get(nobody)).toBe(1200)
  expect(result.issues).toHaveLength(1)
  expect(notCounted(result.issues)).toEqual([])
})
