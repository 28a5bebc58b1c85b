import { describe, expect, it } from 'vitest'
import { onlyWith } from '../../../client/state/guarded-commands.ts'
import type { ConflictKind } from '../../../crdt/document/conflict.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, sync } from '../document/phones.ts'

function table() {
  const ada = adasPhone()
  const me = ada.me as PersonId
  const ben = ada.write.addPerson({ name: 'Ben' })
  const cleo = ada.write.addPerson({ name: 'Cleo' })
  const paid = ada.write.addPayment({ from: me, to: ben, amountMinor: 500 })
  const told: ConflictKind[] = []
  const write = onlyWith(
    () => true,
    () => false,
    ada.write,
    kind => told.push(kind),
  )
  const bens = newPhone(2, ada)
  bens.me = ben
  return { ada, bens, me, ben, cleo, paid, told, write }
}

describe('A command that another made impossible meanwhile', () => {
  it('is told, and changes nothing: both sides of a payment would be one person', () => {
    const { ada, bens, me, ben, cleo, paid, told, write } = table()
    bens.write.setPayment(paid, { to: cleo })
    sync(ada, bens)
    const before = ada.bill()
    write.setPayment(paid, { from: cleo })
    expect(told).toEqual(['samePerson'])
    expect(ada.bill()).toEqual(before)
    write.setPayment(paid, { from: ben })
    expect(ada.bill().payments[0]).toMatchObject({ from: ben, to: cleo })
    expect(told).toEqual(['samePerson'])
    expect(() => write.setPayment(paid, { from: me, to: me })).toThrow(RangeError)
  })

  it('is told: a category is back on the list only if it is there', () => {
    const { ada, bens, told, write } = table()
    const surf = bens.write.addCategory('Surf', 'waves')
    sync(ada, bens)
    bens.undo.undo()
    sync(ada, bens)
    write.removeCategory(surf, true)
    expect(told).toEqual([])
    write.removeCategory(surf, false)
    expect(told).toEqual(['categoryGone'])
  })
})
