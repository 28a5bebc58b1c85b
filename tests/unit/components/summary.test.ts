import { describe, expect, it } from 'vitest'
import { byMonth, type Summary, standingOf, sumByCurrency } from '../../../client/components/summary.ts'
import type { BillId } from '../../../crdt/ids.ts'

const bill = (patch: Partial<Summary>): Summary => ({
  id: 'k7Qp3vT9xM2c' as BillId,
  title: 'Lisbon',
  currency: 'EUR',
  day: '2026-11-15',
  people: [],
  myBalanceMinor: 0,
  myShareMinor: 0,
  myUnpaidMinor: 0,
  hasMe: true,
  ...patch,
})

describe('A bill on home', () => {
  it('says which way it stands', () => {
    expect(standingOf(bill({ myBalanceMinor: -1 }))).toBe('owe')
    expect(standingOf(bill({ myBalanceMinor: 1 }))).toBe('back')
    expect(standingOf(bill({ myShareMinor: 500 }))).toBe('settled')
    expect(standingOf(bill({ myShareMinor: 500, myUnpaidMinor: 500 }))).toBe('unpaid')
    expect(standingOf(bill({ myShareMinor: 500, myUnpaidMinor: 200, myBalanceMinor: -300 }))).toBe('owe')
    expect(standingOf(bill({}))).toBe('nothingYet')
    expect(standingOf(bill({ hasMe: false, myBalanceMinor: -5 }))).toBe('notJoined')
  })
})

describe('The months', () => {
  it('come newest first, and so do the bills in them', () => {
    const days = ['2026-10-04', '2026-11-02', '2026-10-25', '2026-11-15']
    const months = byMonth(days.map(day => bill({ day })))
    expect(months.map(month => [month.key, month.bills.map(found => found.day)])).toEqual([
      ['2026-11', ['2026-11-15', '2026-11-02']],
      ['2026-10', ['2026-10-25', '2026-10-04']],
    ])
  })
})

describe('Sums', () => {
  it('keep currencies apart and leave out what comes to nothing', () => {
    const bills = [
      bill({ myShareMinor: 100 }),
      bill({ myShareMinor: 200, currency: 'JPY' }),
      bill({ myShareMinor: 50 }),
      bill({ myShareMinor: 0, currency: 'USD' }),
    ]
    expect(sumByCurrency(bills, found => found.myShareMinor)).toEqual([
      { currency: 'EUR', minor: 150 },
      { currency: 'JPY', minor: 200 },
    ])
  })
})
