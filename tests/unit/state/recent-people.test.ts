import { describe, expect, it } from 'vitest'
import { lastPeople, recentPeople } from '../../../client/state/recent-people.ts'
import type { SummaryRow } from '../../../client/storage/summaries.ts'
import type { BillId } from '../../../crdt/ids.ts'

const row = (lookedAtMs: number, ...names: string[]): SummaryRow => ({
  id: `bill${lookedAtMs}` as BillId,
  title: '',
  currency: 'EUR',
  day: '2026-11-23',
  people: names.map((name, i) => (name === 'me' ? { name: 'Ada', ink: 1, me: true } : { name, ink: i + 1 })),
  myBalanceMinor: 0,
  myShareMinor: 0,
  myUnpaidMinor: 0,
  hasMe: true,
  changedAtMs: 0,
  lookedAtMs,
})

const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name)

describe('People of one’s other bills', () => {
  it('come by when one last looked at the bill, each name once', () => {
    const rows = [row(1, 'me', 'Tom', 'Ines'), row(9, 'me', 'Jonas', ' tom ')]
    expect(names(recentPeople(rows, []))).toEqual(['Jonas', ' tom ', 'Ines'])
  })

  it('are not oneself, nobody without a name, and nobody who is there already', () => {
    const rows = [row(1, 'me', 'Somebody', '', 'Tom', 'INES')]
    expect(names(recentPeople(rows, ['Ines']))).toEqual(['Tom'])
  })

  it('are a dozen at most', () => {
    const many = Array.from({ length: 40 }, (_, i) => row(i, `person ${i}`))
    expect(recentPeople(many, [])).toHaveLength(12)
  })
})

describe('The same people as last time', () => {
  it('are those of the bill looked at last that had others', () => {
    const rows = [row(5, 'me', 'Tom', 'Ines'), row(9, 'me'), row(3, 'me', 'Jonas')]
    expect(lastPeople(rows, [])).toEqual([
      { name: 'Tom', ink: 2 },
      { name: 'Ines', ink: 3 },
    ])
    expect(lastPeople([], [])).toEqual([])
  })
})
