import { describe, expect, it } from 'vitest'
import type { SummaryContent } from '../../../client/storage/summaries.ts'
import { makeUnwrittenRows } from '../../../client/storage/unwritten.ts'
import type { BillId } from '../../../crdt/ids.ts'

const content = (id: string, title: string): SummaryContent => ({
  id: id as BillId,
  title,
  currency: 'EUR',
  day: '2026-11-25',
  people: [{ name: 'Ada', ink: 1 }],
  myBalanceMinor: 0,
  myShareMinor: 0,
  myUnpaidMinor: 0,
  hasMe: true,
})

/** What localStorage does, in memory. */
function makeLocal(entries: Readonly<Record<string, string>> = {}): Storage {
  const map = new Map(Object.entries(entries))
  return {
    get length() {
      return map.size
    },
    key: at => [...map.keys()][at] ?? null,
    getItem: key => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: key => void map.delete(key),
    clear: () => map.clear(),
  }
}

describe('Rows that their page could not write', () => {
  it('are there for the next page, the latest of each bill, until they are written', () => {
    const local = makeLocal({ 'billington-settings': '{}' })
    const rows = makeUnwrittenRows(() => local)
    rows.leave({ content: content('billOsteria0', 'New bill'), isLooking: true })
    rows.leave({ content: content('billOsteria0', 'Osteria'), isLooking: true })
    rows.leave({ content: content('billLisbon00', 'Lisbon'), isLooking: false })
    const next = makeUnwrittenRows(() => local)
    expect(next.all().map(row => [row.content.title, row.isLooking])).toEqual([
      ['Osteria', true],
      ['Lisbon', false],
    ])
    next.forget('billOsteria0' as BillId)
    expect(makeUnwrittenRows(() => local).all()).toHaveLength(1)
    expect(local.getItem('billington-settings')).toBe('{}')
  })

  it('that make no sense are passed over', () => {
    const local = makeLocal({
      'billington-unwritten:a': 'no JSON',
      'billington-unwritten:b': 'null',
      'billington-unwritten:c': JSON.stringify({ content: content('another00000', 'x'), isLooking: true }),
      'billington-unwritten:d': JSON.stringify({ content: { id: 'd' } }),
    })
    expect(makeUnwrittenRows(() => local).all()).toEqual([])
  })

  it('are none where storage is forbidden, and nothing throws', () => {
    const rows = makeUnwrittenRows(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    rows.leave({ content: content('billOsteria0', 'Osteria'), isLooking: true })
    rows.forget('billOsteria0' as BillId)
    expect(rows.all()).toEqual([])
  })
})
