import { describe, expect, it } from 'vitest'
import { findBills, searchedInPart } from '../../../client/components/find-bills.ts'
import type { Summary } from '../../../client/components/summary.ts'
import type { BillId } from '../../../crdt/ids.ts'

const bill = (title: string, ...names: string[]): Summary => ({
  id: title.padEnd(12, '0') as BillId,
  title,
  currency: 'EUR',
  day: '2026-11-15',
  people: [{ name: 'Maya', ink: 1, me: true }, ...names.map(name => ({ name, ink: 2 }))],
  myBalanceMinor: 0,
  myShareMinor: 0,
  myUnpaidMinor: 0,
  hasMe: true,
})

const bills = [
  bill('Osteria da Nino', 'Tom', 'Łukasz Żak'),
  bill('Crème brûlée bei Ines', 'Tomás'),
  bill('Birkenstraße 12', 'Ravi'),
  bill('', 'Đặng Thị Ngọc Hân'),
  bill('寿司', '佐藤'),
]
const found = (typed: string) => findBills(bills, typed).map(({ title }) => title)

describe('A search of bills', () => {
  it('gives all of them, in their order, where nothing was typed', () => {
    expect(findBills(bills, ' \t')).toEqual(bills)
    expect(findBills(bills, '“”,')).toEqual(bills)
  })

  it('finds the beginnings of words in titles and names, in any order', () => {
    expect(found('nino')).toEqual(['Osteria da Nino'])
    expect(found('tom')).toEqual(['Osteria da Nino', 'Crème brûlée bei Ines'])
    expect(found('tom ost')).toEqual(['Osteria da Nino'])
    expect(found('12')).toEqual(['Birkenstraße 12'])
    expect(found('ino')).toEqual([])
    expect(found('tom ravi')).toEqual([])
  })

  it('minds neither marks over letters nor capitals', () => {
    expect(found('CREME BRULEE')).toEqual(['Crème brûlée bei Ines'])
    expect(found('brûlée')).toEqual(['Crème brûlée bei Ines'])
    expect(found('lukasz zak')).toEqual(['Osteria da Nino'])
    expect(found('ŁUKASZ')).toEqual(['Osteria da Nino'])
    expect(found('birkenstrasse')).toEqual(['Birkenstraße 12'])
    expect(found('BIRKENSTRASSE')).toEqual(['Birkenstraße 12'])
    expect(found('dang han')).toEqual([''])
    expect(found('寿')).toEqual(['寿司'])
  })

  it('knows a bill without a title by the words that stand in its place', () => {
    expect(found('new bill')).toEqual([''])
  })

  it('leaves out oneself, who is on all of them', () => {
    expect(found('maya')).toEqual([])
  })

  it('looks inside: expenses, items, notes, as its row has them', () => {
    const inside = { ...bill('Lisbon'), searched: { words: 'taxi ragu ticket tram 28', isCut: false } }
    expect(findBills([inside], 'ragù')).toEqual([inside])
    expect(findBills([inside], 'lis tram')).toEqual([inside])
    expect(findBills([inside], 'ram')).toEqual([])
  })

  it('finds amounts however they are written, while they are being typed', () => {
    const dinner = {
      ...bill('Dinner'),
      myBalanceMinor: -2443,
      myShareMinor: 123450,
      searched: { words: 'soup 7.19 1250.00', isCut: false },
    }
    for (const typed of ['24.43', '24,43', '€24.43', '24,4', '24.', '24', '7.19', '1,234.50', '1.234,50'])
      expect(findBills([dinner], typed), typed).toEqual([dinner])
    for (const typed of ['1234,5', '1,250', '1’250.00', '1,234'])
      expect(findBills([dinner], typed), typed).toEqual([dinner])
    for (const typed of ['24.44', '43', '4.43', '19', '250.00'])
      expect(findBills([dinner], typed), typed).toEqual([])
  })

  it('finds everybody on a bill of a hundred people', () => {
    const many = bill('Company', ...Array.from({ length: 100 }, (_, at) => `Guest${at} Smith`))
    expect(findBills([many], 'guest99')).toEqual([many])
  })

  it('tells how many bills it has not looked through', () => {
    const [cut, whole] = [true, false].map(isCut => ({ ...bill(`${isCut}`), searched: { words: '', isCut } }))
    const old = bill('old')
    const all = [cut, whole, old].filter(found => found !== undefined)
    expect(searchedInPart(all, [])).toBe(2)
    expect(searchedInPart(all, [old])).toBe(1)
  })
})
