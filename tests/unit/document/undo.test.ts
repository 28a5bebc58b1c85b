import { describe, expect, it } from 'vitest'
import { readActivity } from '../../../crdt/document/activity.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, itemsOf, newPhone, receiptOf, sync } from './phones.ts'

function twoPhones() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const pasta = ada.write.addItem(expense, { name: 'Pasta', quantity: 1, priceMinor: 1200 })
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, adaId: ada.me as PersonId, ben, expense, pasta }
}

describe('undo', () => {
  it('takes back one command at a time, however fast they came', () => {
    const { ada, adaId, expense, pasta } = twoPhones()
    ada.write.setParts(expense, pasta, adaId, 1)
    ada.write.setParts(expense, pasta, adaId, 2)
    ada.undo.undo()
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({ [adaId]: 1 })
    ada.undo.undo()
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({})
    ada.undo.redo()
    expect(itemsOf(ada, expense)[0]?.parts).toEqual({ [adaId]: 1 })
  })

  it('leaves the taps of others on the same dish', () => {
    const { ada, bens, adaId, ben, expense, pasta } = twoPhones()
    ada.write.setParts(expense, pasta, adaId, 1)
    bens.write.setParts(expense, pasta, ben, 1)
    sync(ada, bens)
    ada.undo.undo()
    sync(ada, bens)
    expect(itemsOf(bens, expense)[0]?.parts).toEqual({ [ben]: 1 })
  })

  it('leaves a field as another wrote it after me, and takes back the step before instead', () => {
    const { ada, bens, expense, pasta } = twoPhones()
    ada.write.setTitle('Dinner')
    ada.write.setItem(expense, pasta, { priceMinor: 1300 })
    sync(ada, bens)
    bens.write.setItem(expense, pasta, { priceMinor: 1400 })
    sync(ada, bens)
    ada.undo.undo()
    expect(itemsOf(ada, expense)[0]?.priceMinor).toBe(1400)
    expect(ada.bill().title).toBe('Trattoria')
  })

  it('of a payment leaves a shell that may still be written to: found with seed 1070096246', () => {
    const { ada, adaId, ben } = twoPhones()
    const payment = ada.write.addPayment({ from: ben, to: adaId, amountMinor: 500 })
    ada.undo.undo()
    ada.write.setPayment(payment, { amountMinor: 700 })
    expect(ada.bill().payments).toEqual([])
  })

  it('of an added dish keeps what others did with it for the redo, even what they did meanwhile', () => {
    const { ada, bens, ben, adaId, expense } = twoPhones()
    const wine = ada.write.addItem(expense, { name: 'Wine', quantity: 1, priceMinor: 1900 })
    sync(ada, bens)
    bens.write.setParts(expense, wine, ben, 1)
    sync(ada, bens)
    ada.undo.undo()
    bens.write.setParts(expense, wine, adaId, 2)
    bens.write.setItem(expense, wine, { name: 'Red wine' })
    sync(ada, bens)
    expect(itemsOf(ada, expense)).toHaveLength(1)
    expect(itemsOf(bens, expense)).toHaveLength(1)
    expect(ada.bill().issues).toEqual([])
    ada.undo.redo()
    sync(ada, bens)
    expect(itemsOf(bens, expense)[1]).toMatchObject({
      name: 'Red wine',
      priceMinor: 1900,
      parts: { [ben]: 1, [adaId]: 2 },
    })
    expect(ada.bill()).toEqual(bens.bill())
  })

  it('of an added expense or person keeps what others put inside', () => {
    const { ada, bens, expense, pasta } = twoPhones()
    const trip = ada.write.addExpense({ title: 'Bar', mode: 'items' })
    const cy = ada.write.addPerson({ name: 'Cy' })
    sync(ada, bens)
    bens.write.addItem(trip, { name: 'Gin', quantity: 1, priceMinor: 900 })
    bens.write.setParts(expense, pasta, cy, 1)
    sync(ada, bens)
    const whole = ada.bill()
    ada.undo.undo()
    ada.undo.undo()
    expect(ada.bill().expenses).toHaveLength(1)
    expect(ada.bill().people).toHaveLength(2)
    expect(ada.bill().issues).toEqual([])
    ada.undo.redo()
    ada.undo.redo()
    expect(ada.bill()).toEqual(whole)
    sync(ada, bens)
    expect(bens.bill()).toEqual(whole)
  })

  it('of a delete brings back what was deleted', () => {
    const { ada, expense } = twoPhones()
    const before = ada.bill()
    ada.write.deleteExpense(expense)
    ada.undo.undo()
    expect(ada.bill()).toEqual(before)
  })

  it('does not reach back before the bill was started, nor to what came from others', () => {
    const ada = adasPhone()
    expect(ada.undo.canUndo()).toBe(false)
    expect(ada.undo.undo()).toBe(false)
    const bens = newPhone(2, ada)
    ada.write.setTitle('Dinner')
    sync(ada, bens)
    expect(bens.undo.canUndo()).toBe(false)
  })

  it('is in the history, with what it undid', () => {
    const { ada, expense, adaId } = twoPhones()
    const wine = ada.write.addItem(expense, { name: 'Wine', quantity: 1, priceMinor: 1900 })
    ada.undo.undo()
    ada.undo.redo()
    const [redo, undo] = readActivity(ada.doc)
    expect(redo).toMatchObject({ verb: 'redo', of: 'addItem', by: adaId, target: wine })
    expect(undo).toMatchObject({ verb: 'undo', of: 'addItem', by: adaId, target: wine })
    expect(ada.undo.canUndo()).toBe(true)
  })

  it('says which values came of it, and only those that did', () => {
    const { ada, bens, expense, pasta, adaId } = twoPhones()
    ada.write.setItem(expense, pasta, { name: 'Penne', priceMinor: 1500 })
    sync(ada, bens)
    bens.write.setItem(expense, pasta, { name: 'Rigatoni' })
    sync(ada, bens)
    ada.undo.undo()
    expect(readActivity(ada.doc)[0]).toMatchObject({
      verb: 'undo',
      of: 'setItem',
      changes: [{ field: 'price', now: 1200, before: 1500 }],
    })
    ada.write.setParts(expense, pasta, adaId, 2)
    ada.undo.undo()
    expect(readActivity(ada.doc)[0]?.changes).toEqual([{ field: 'parts', person: adaId, now: 0, before: 2 }])
  })

  it('is one update to others, and so is redo', () => {
    const { ada, expense, pasta } = twoPhones()
    ada.write.setItem(expense, pasta, { priceMinor: 1500 })
    const updates: unknown[] = []
    ada.doc.on('update', update => updates.push(update))
    ada.undo.undo()
    ada.undo.redo()
    expect(updates).toHaveLength(2)
    expect(ada.undo.canUndo()).toBe(true)
    expect(ada.undo.canRedo()).toBe(false)
  })

  it('tells listeners, and one that throws breaks nothing', () => {
    const ada = adasPhone()
    let calls = 0
    ada.undo.onChange(() => {
      throw new Error('a broken listener')
    })
    const stop = ada.undo.onChange(() => {
      calls++
    })
    ada.write.setTitle('Dinner')
    expect(calls).toBeGreaterThan(0)
    stop()
    const heard = calls
    expect(ada.undo.undo()).toBe(true)
    expect(calls).toBe(heard)
    expect(ada.bill().title).toBe('Trattoria')
  })
})
