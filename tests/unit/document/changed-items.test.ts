import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { changedItems } from '../../../crdt/document/changed-items.ts'
import type { ItemId, PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, type Phone, receiptOf, sync } from './phones.ts'

/** The lines that each transaction from now on touches, in turn. */
function watch(phone: Phone): ItemId[][] {
  const seen: ItemId[][] = []
  phone.doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    seen.push([...changedItems(transaction)])
  })
  return seen
}

function table() {
  const ada = adasPhone()
  const expense = receiptOf(ada).id
  const dish = (name: string) => ({ name, quantity: 1, priceMinor: 1000 })
  const items = ada.write.addItems(expense, ['soup', 'fish', 'cake'].map(dish)) as ItemId[]
  const [soup, fish, cake] = items as [ItemId, ItemId, ItemId]
  return { ada, me: ada.me as PersonId, expense, soup, fish, cake }
}

describe('The lines that a transaction touches', () => {
  it('are those taken, given back, renamed, deleted and made', () => {
    const { ada, me, expense, soup, fish, cake } = table()
    const seen = watch(ada)
    ada.write.setParts(expense, soup, me, 1)
    ada.write.setParts(expense, soup, me, 0)
    ada.write.setItem(expense, fish, { name: 'trout' })
    ada.write.deleteItem(expense, cake)
    const bread = ada.write.addItem(expense, { name: 'bread', quantity: 1, priceMinor: 1 })
    expect(seen).toEqual([[soup], [soup], [fish], [cake], [bread]])
  })

  it('are all of them where one command touches several', () => {
    const { ada, me, expense, soup, fish, cake } = table()
    ada.write.setParts(expense, fish, me, 1)
    const seen = watch(ada)
    ada.write.splitRest(expense, [me])
    expect(seen).toEqual([[soup, cake]])
  })

  it('are known of an undo and of what another phone sends', () => {
    const { ada, me, expense, soup } = table()
    const bens = newPhone(2, ada)
    ada.write.setParts(expense, soup, me, 1)
    const [own, far] = [watch(ada), watch(bens)]
    sync(ada, bens)
    ada.undo.undo()
    expect(own.flat()).toEqual([soup])
    expect(far.flat()).toEqual([soup])
  })

  it('are none when the bill, a person or a charge changes, or the document is not a bill', () => {
    const { ada, expense } = table()
    const seen = watch(ada)
    ada.write.setTitle('Osteria')
    ada.write.addPerson({ name: 'Ben' })
    ada.write.addCharge(expense, { kind: 'tip', value: { type: 'percent', thousandths: 10_000 } })
    expect(seen.flat()).toEqual([])
    const doc = new Y.Doc()
    doc.getArray('expenses')
    doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) =>
      expect(changedItems(transaction)).toEqual([]),
    )
    doc.getMap('elsewhere').set('items', new Y.Map())
  })
})
