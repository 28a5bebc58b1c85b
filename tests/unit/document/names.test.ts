import { expect, it } from 'vitest'
import { readNames } from '../../../crdt/document/names.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { hostileDocuments } from './hostile.ts'
import { adasPhone, receiptOf } from './phones.ts'

it('names everything that is or was on the bill, with who deleted it', () => {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const pasta = ada.write.addItem(expense, { name: 'Pasta', quantity: 1, priceMinor: 1200 })
  const tip = ada.write.addCharge(expense, { kind: 'tip', value: { type: 'amount', minor: 100 } })
  ada.write.deleteItem(expense, pasta)
  ada.write.removePerson(ben)
  const names = readNames(ada.doc)
  expect(names.get(ben)).toMatchObject({ kind: 'person', name: 'Ben', deleted: { by: ada.me } })
  expect(names.get(pasta)).toMatchObject({ kind: 'item', name: 'Pasta', expense, deleted: { by: ada.me } })
  expect(names.get(tip)).toMatchObject({ kind: 'charge', name: '', expense, deleted: null })
  expect(names.get(ada.me as PersonId)).toMatchObject({ kind: 'person', name: 'Ada', deleted: null })
})

it.each(hostileDocuments.filter(({ name }) => !name.includes('million')))('bears $name', ({ make }) => {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const pasta = ada.write.addItem(expense, { name: 'Pasta', quantity: 1, priceMinor: 1200 })
  const payment = ada.write.addPayment({ from: ben, to: ada.me as PersonId, amountMinor: 5 })
  make(ada.doc, { ada: ada.me as PersonId, ben, expense, pasta, payment })
  for (const { name } of readNames(ada.doc).values()) expect(name.length).toBeLessThanOrEqual(80)
})
