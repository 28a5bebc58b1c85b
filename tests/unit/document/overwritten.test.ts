import { describe, expect, it } from 'vitest'
import { readActivity } from '../../../crdt/document/activity.ts'
import { overwritten } from '../../../crdt/document/overwritten.ts'
import { headOf, plainNow } from '../../../crdt/document/spots.ts'
import { placesIn } from '../../../crdt/document/things.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, receiptOf, sync } from './phones.ts'

function table() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const cy = ada.write.addPerson({ name: 'Cy' })
  const expense = receiptOf(ada).id
  const wine = ada.write.addItem(expense, { name: 'wine', quantity: 1, priceMinor: 2400 })
  const value = { type: 'percent', thousandths: 10_000 } as const
  const tip = ada.write.addCharge(expense, { kind: 'tip', value })
  const phones = [2, 3].map((seed, at) => {
    const phone = newPhone(seed, ada)
    phone.me = at === 0 ? ben : cy
    return phone
  })
  const [bens, cys] = phones as [Phone, Phone]
  return { ada, bens, cys, ben, cy, expense, wine, tip }
}

/** What the phone would tell when it hears of the others. */
function lostBy(phone: Phone, ...others: readonly Phone[]) {
  const before = new Set(readActivity(phone.doc).map(({ key }) => key))
  sync(phone, ...others)
  const records = readActivity(phone.doc)
  const places = placesIn(phone.doc)
  const arrived = records.filter(({ key, by }) => !before.has(key) && by !== phone.me)
  return overwritten(arrived, records, phone.me as PersonId, (record, change) =>
    plainNow(places, headOf(phone), { verb: record.verb, id: record.target, change }),
  ).map(({ change, by, theirs }) => ({ field: change.field, mine: change.now, theirs, by }))
}

/** Both set the same field apart from each other; tells who lost, and what. The document decides which of them. */
function both(set: (phone: Phone, world: ReturnType<typeof table>, isAda: boolean) => void) {
  const world = table()
  const { ada, bens } = world
  set(ada, world, true)
  set(bens, world, false)
  const copy = newPhone(9, ada)
  copy.me = ada.me
  return { ...world, ada: lostBy(ada, bens), bens: lostBy(bens, copy) }
}

describe('what both set at the same moment', () => {
  it.each([
    [
      'a title',
      'title',
      (phone: Phone, _: unknown, isAda: boolean) => phone.write.setTitle(isAda ? 'A' : 'B'),
    ],
    [
      'a price',
      'price',
      (phone: Phone, { expense, wine }: ReturnType<typeof table>, isAda: boolean) =>
        phone.write.setItem(expense, wine, { priceMinor: isAda ? 1 : 2 }),
    ],
    [
      'a charge’s value',
      'value',
      (phone: Phone, { expense, tip }: ReturnType<typeof table>, isAda: boolean) =>
        phone.write.setCharge(expense, tip, { value: { type: 'amount', minor: isAda ? 1 : 2 } }),
    ],
    [
      'an expense’s amount',
      'amount',
      (phone: Phone, { expense }: ReturnType<typeof table>, isAda: boolean) =>
        phone.write.setExpense(expense, { amountMinor: isAda ? 1 : 2 }),
    ],
    [
      'an exact share',
      'exact',
      (phone: Phone, { expense, ben }: ReturnType<typeof table>, isAda: boolean) =>
        phone.write.setSplitValue(expense, 'exact', ben, isAda ? 1 : 2),
    ],
  ])('%s is told to the one whose did not stand, and to nobody else', (_name, field, set) => {
    const { ada, bens } = both(set)
    expect([...ada, ...bens]).toHaveLength(1)
    expect([...ada, ...bens][0]).toMatchObject({ field })
  })

  it('to the same value is nobody’s loss', () => {
    const { ada, bens } = both(phone => phone.write.setTitle('Dinner'))
    expect([...ada, ...bens]).toEqual([])
  })
})

describe('what came one after the other', () => {
  it('is no loss: the other had seen mine', () => {
    const { ada, bens, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 1 })
    sync(ada, bens)
    bens.write.setItem(expense, wine, { priceMinor: 2 })
    expect(lostBy(ada, bens)).toEqual([])
  })

  it('is no loss when the other answered somebody who had seen mine', () => {
    const { ada, bens, cys, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 1 })
    sync(ada, bens)
    bens.write.setItem(expense, wine, { priceMinor: 2 })
    sync(bens, cys)
    cys.write.setItem(expense, wine, { priceMinor: 3 })
    expect(lostBy(ada, bens, cys)).toEqual([])
  })

  it('is not guessed at after an undo, or when all amounts changed with the currency', () => {
    const { ada, bens, expense, wine } = table()
    ada.write.setItem(expense, wine, { priceMinor: 1 })
    ada.undo.undo()
    sync(ada, bens)
    bens.write.setItem(expense, wine, { priceMinor: 2 })
    expect(lostBy(ada, bens)).toEqual([])
    ada.write.setItem(expense, wine, { priceMinor: 500 })
    ada.write.changeCurrency('JPY')
    sync(ada, bens)
    bens.write.setItem(expense, wine, { priceMinor: 7 })
    expect(lostBy(ada, bens)).toEqual([])
  })
})
