import { createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createHistory } from '../../../client/state/history.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, receiptOf, sync } from '../document/phones.ts'

function table() {
  const ada = adasPhone()
  const ben = ada.write.addPerson({ name: 'Ben' })
  const expense = receiptOf(ada).id
  const wine = ada.write.addItem(expense, { name: 'wine', quantity: 1, priceMinor: 2400 })
  const surf = ada.write.addCategory('Surf', 'waves')
  ada.write.setNote('Table 4')
  const bens = newPhone(2, ada)
  bens.me = ben
  bens.nowMs = ada.nowMs
  return { ada, bens, me: ada.me as PersonId, expense, wine, surf }
}

const historyOf = (phone: Phone) => createRoot(() => createHistory(phone.doc))

/** After Ben did that, what Ada is offered to restore, and the bill once she did. */
function restored(run: (world: ReturnType<typeof table>) => void) {
  const world = table()
  const { ada, bens } = world
  const before = ada.bill()
  run(world)
  sync(ada, bens)
  const history = historyOf(ada)
  const [record] = history.records()
  if (record === undefined) throw new Error('nothing was done')
  const deleted = history.deleted(record)
  const isCleared = history.isCleared(record)
  if (isCleared) ada.write.takeBack([record])
  for (const id of deleted) ada.write.restore(id)
  return { deleted, isCleared, before, after: ada.bill(), world }
}

describe('Activity offers to restore what another deleted', () => {
  it('an item', () => {
    const { deleted, before, after, world } = restored(({ bens, expense, wine }) =>
      bens.write.deleteItem(expense, wine),
    )
    expect(deleted).toEqual([world.wine])
    expect(after).toEqual(before)
  })

  it.each<[string, (world: ReturnType<typeof table>) => void]>([
    ['a note', ({ bens }) => bens.write.setNote('')],
    ['a category', ({ bens, surf }) => bens.write.removeCategory(surf, true)],
  ])('%s', (_name, run) => {
    const { deleted, isCleared, before, after } = restored(run)
    expect(deleted).toEqual([])
    expect(isCleared).toBe(true)
    expect(after).toEqual(before)
  })

  it('not a note that was only changed, and not what is an undone making', () => {
    expect(restored(({ bens }) => bens.write.setNote('Table 5')).isCleared).toBe(false)
    const undone = restored(({ bens, expense }) => {
      bens.write.addItem(expense, { name: 'bread', quantity: 1, priceMinor: 1 })
      bens.undo.undo()
    })
    expect([undone.deleted, undone.isCleared]).toEqual([[], false])
  })
})
