import { describe, expect, it } from 'vitest'
import { changedIn, draftOf, sameFieldsOf } from '../../../client/pages/bill/payment-draft.ts'
import type { Payment } from '../../../crdt/domain/bill.ts'
import type { PersonId } from '../../../crdt/ids.ts'
import { adasPhone, newPhone, sync } from '../document/phones.ts'

describe('A payment in its sheet', () => {
  it('writes what was changed there, and nothing that somebody else changed meanwhile', () => {
    const ada = adasPhone()
    const ben = ada.write.addPerson({ name: 'Ben' })
    const id = ada.write.addPayment({ from: ben, to: ada.me as PersonId, amountMinor: 2000, note: 'cash' })
    const payment = () => ada.bill().payments[0] as Payment
    const start = draftOf(payment())
    const bens = newPhone(2, ada)
    bens.me = ben
    bens.write.setPayment(id, { amountMinor: 3000, note: '' })
    sync(ada, bens)
    const changed = changedIn(start, { ...start, date: '2026-11-20' })
    const before = sameFieldsOf(draftOf(payment()), changed)
    ada.write.setPayment(id, changed)
    expect(payment()).toMatchObject({ amountMinor: 3000, note: '', date: '2026-11-20' })
    ada.write.setPayment(id, before)
    expect(payment()).toMatchObject({ amountMinor: 3000, date: start.date })
  })

  it('can lose its note, and get it back', () => {
    const start = {
      from: 'A',
      to: 'B',
      amountMinor: 1,
      currency: 'EUR',
      date: '2026-11-20',
      note: 'cash',
    } as never
    const changed = changedIn(start, { ...(start as object), note: '' } as never)
    expect(changed).toEqual({ note: '' })
    expect(sameFieldsOf(start, changed)).toEqual({ note: 'cash' })
  })
})
