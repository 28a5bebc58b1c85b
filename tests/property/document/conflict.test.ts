/** Two people who change the bill at once: no command of one is a mistake because of what the other did. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adasPhone, newPhone, type Phone, sync } from '../../unit/document/phones.ts'
import { act, anyAction, plan } from './actions.ts'

const anySteps = fc.array(fc.record({ who: fc.nat(1), action: anyAction }), { maxLength: 15 })

describe('what was on screen when another changed it', () => {
  it('can still be pressed: it is done, or is told to be impossible, and nothing else', () => {
    fc.assert(
      fc.property(
        anySteps,
        fc.array(anyAction, { minLength: 1, maxLength: 6 }),
        anySteps,
        (before, stale, meanwhile) => {
          const ada = adasPhone()
          const ben = ada.write.addPerson({ name: 'Ben' })
          const expense = ada.bill().expenses[0]?.id as never
          ada.write.addItem(expense, { name: 'wine', quantity: 2, priceMinor: 900 })
          const bens = newPhone(2, ada)
          bens.me = ben
          const phones: readonly [Phone, Phone] = [ada, bens]
          for (const { who, action } of before) {
            act(phones[who === 0 ? 0 : 1], action)
            sync(...phones)
          }
          const planned = stale.map(action => plan(ada, action))
          for (const { who, action } of meanwhile) act(phones[who === 0 ? 0 : 1], action)
          sync(...phones)
          for (const run of planned) expect(run).not.toThrow()
          sync(...phones)
          expect(ada.bill()).toEqual(bens.bill())
        },
      ),
      { numRuns: 300 },
    )
  })
})
