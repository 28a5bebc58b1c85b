import { describe, expect, it } from 'vitest'
import type { PeopleOn } from '../../../client/pages/bill/people-on.ts'
import { toldNames } from '../../../client/pages/bill/told-names.ts'
import type { OpenBill } from '../../../client/state/open-bill.ts'
import type { Thing } from '../../../crdt/document/things.ts'
import { aBill } from '../../world/bills.ts'

const { amount } = toldNames({ bill: aBill([], []) } as unknown as OpenBill, {} as PeopleOn, () => null)
const ramen = { currency: 'JPY' } as Thing

describe('an amount in Activity', () => {
  it('is plain in the bill’s currency, and has its sign in another', () => {
    expect(amount(100_000, null)).toBe('1,000.00')
    expect(amount(1000, ramen)).toBe('¥1,000')
  })
})
