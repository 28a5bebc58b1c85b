import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBill } from '../../../crdt/document/read.ts'
import { balances, balancesByCurrency } from '../../../crdt/domain/balance.ts'
import type { Bill, Issue } from '../../../crdt/domain/bill.ts'
import { directDebts, settle } from '../../../crdt/domain/settle.ts'
import { split } from '../../../crdt/domain/split.ts'
import { adasPhone, newPhone, type Phone, sync } from '../../unit/document/phones.ts'
import { act, anyAction } from './actions.ts'

/** A step of a run: one phone acts, or one phone hands over an update it made earlier, perhaps again. */
const anyStep = (phones: number) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('act' as const),
        phone: fc.nat(phones - 1),
        action: anyAction,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('deliver' as const),
        phone: fc.nat(phones - 1),
        which: fc.nat(1_000),
      }),
    },
  )

/** Phones on which the steps ran, with whatever they heard of each other on the way. */
function run(
  count: number,
  steps: readonly (ReturnType<typeof anyStep> extends fc.Arbitrary<infer S> ? S : never)[],
  onUpdate: (update: Uint8Array) => void = () => undefined,
): Phone[] {
  const first = adasPhone()
  first.write.addPerson({ name: 'Ben' })
  onUpdate(Y.encodeStateAsUpdate(first.doc))
  const phones = [first, ...Array.from({ length: count - 1 }, (_, i) => newPhone(i + 2, first))]
  const sent: { readonly from: number; readonly update: Uint8Array }[] = []
  phones.forEach((phone, from) => {
    phone.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'network') return
      sent.push({ from, update })
      onUpdate(update)
    })
  })
  for (const step of steps) {
    const phone = phones[step.phone] as Phone
    if (step.type === 'act') act(phone, step.action)
    else if (sent.length > 0) {
      // Any update ever made, in any order and as often as it comes: the network promises nothing.
      const { from, update } = sent[step.which % sent.length] as (typeof sent)[number]
      if (from !== step.phone) Y.applyUpdate(phone.doc, update, 'network')
    }
  }
  return phones
}

/** Everything that follows from a bill, as text: equal bytes are equal cents. */
function reckoned(bill: Bill): string {
  const splits = bill.expenses.map(expense => {
    const { rows, shares, paid, issues } = split(expense, bill.people)
    return [rows.map(row => ({ ...row, cells: [...row.cells] })), [...shares], [...paid], issues]
  })
  const sums = balances(bill)
  const apart = [...balancesByCurrency(bill)].map(([code, of]) => [code, [...of.byPerson], settle(of)])
  return JSON.stringify([
    splits,
    [...sums.byPerson],
    [...sums.leftWith],
    settle(sums),
    directDebts(bill),
    apart,
  ])
}

describe('replicas that exchanged their updates', () => {
  it.each([2, 3])('%i phones read deeply equal bills, to the letter of their JSON', count => {
    fc.assert(
      fc.property(fc.array(anyStep(count), { maxLength: 60 }), steps => {
        const phones = run(count, steps)
        sync(...phones)
        sync(...phones)
        const [first, ...others] = phones.map(phone => phone.bill())
        for (const other of others) {
          expect(other).toEqual(first)
          expect(JSON.stringify(other)).toBe(JSON.stringify(first))
        }
        const fresh = new Y.Doc()
        Y.applyUpdate(fresh, Y.encodeStateAsUpdate((phones[0] as Phone).doc))
        expect(readBill(fresh)).toEqual(first)
      }),
      { numRuns: 300 },
    )
  })

  it('come to the same shares, balances and transfers to the byte, in whatever order the updates came', () => {
    const order = fc.array(fc.nat(1_000), { maxLength: 40 })
    fc.assert(
      fc.property(fc.array(anyStep(3), { maxLength: 60 }), order, (steps, picks) => {
        const updates: Uint8Array[] = []
        const phones = run(3, steps, update => updates.push(update))
        sync(...phones)
        sync(...phones)
        const [first, ...others] = phones.map(phone => reckoned(phone.bill()))
        for (const other of others) expect(other).toBe(first)
        // Once more from the single updates, in another order; what is missing meanwhile is waited for.
        const late = new Y.Doc()
        Y.applyUpdate(late, updates[0] as Uint8Array)
        const rest = updates.slice(1)
        for (const pick of picks) {
          const [update] = rest.splice(pick % Math.max(1, rest.length), 1)
          if (update) Y.applyUpdate(late, update)
        }
        for (const update of rest.reverse()) Y.applyUpdate(late, update)
        expect(reckoned(readBill(late))).toBe(first)
      }),
      { numRuns: 200 },
    )
  })

  it('come to the same balances and transfers whether two people who are one are read apart or together', () => {
    const sums = (bill: Bill) => {
      const all = balances(bill)
      return { byPerson: [...all.byPerson], leftWith: [...all.leftWith].sort(), transfers: settle(all) }
    }
    fc.assert(
      fc.property(fc.array(anyStep(2), { maxLength: 60 }), steps => {
        const phones = run(2, steps)
        sync(...phones)
        sync(...phones)
        const [one, other] = phones.map(({ doc }) => readBill(doc, 'counted'))
        expect(JSON.stringify(one)).toBe(JSON.stringify(other))
        expect(sums(one as Bill)).toEqual(sums((phones[0] as Phone).bill()))
      }),
      { numRuns: 300 },
    )
  })

  it('commands alone never make an issue', () => {
    fc.assert(
      fc.property(fc.array(anyStep(2), { maxLength: 60 }), steps => {
        const phones = run(2, steps)
        sync(...phones)
        for (const phone of phones) expect(phone.bill().issues.filter(isNotUndone(phone))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

/**
 * The one thing that can be said of a bill by commands and does not count: a payment to somebody whose adding was undone
 * meanwhile. It is told as long as that person is nobody, and counts once they are back.
 */
function isNotUndone({ doc }: Phone): (issue: Issue) => boolean {
  return ({ reason, path: [root, payment, side] }) => {
    if (reason !== 'unknownPerson' || root !== 'payments') return true
    const of = doc.getMap('payments').get(payment ?? '') as Y.Map<unknown>
    const person = doc.getMap('people').get(String(of.get(side ?? ''))) as Y.Map<unknown>
    return person.get('at') !== undefined
  }
}

describe('undo', () => {
  it('all the way back and all the way forth gives the same bill', () => {
    const alone = fc.array(
      anyAction.filter(({ kind }) => kind !== 'undo' && kind !== 'redo'),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(alone, actions => {
        const phone = adasPhone()
        const start = phone.bill()
        for (const action of actions) act(phone, action)
        const end = phone.bill()
        while (phone.undo.undo()) {}
        expect(phone.bill()).toEqual(start)
        while (phone.undo.redo()) {}
        expect(phone.bill()).toEqual(end)
      }),
      { numRuns: 200 },
    )
  })
})
