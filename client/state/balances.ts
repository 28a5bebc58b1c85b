/** The balances of the open bill, reckoned by groups of expenses. */
import { type Accessor, createMemo } from 'solid-js'
import { type Balances, balancesFrom, balances as balancesOf } from '../../crdt/domain/balance.ts'
import { billLedger, type Splitter } from '../../crdt/domain/ledger.ts'
import { sameTally, tallyOf } from '../../crdt/domain/tally.ts'
import type { PlainBill } from './bill-store.ts'
import type { ExpenseGroups } from './expense-groups.ts'

/**
 * Call it under an owner.
 * @param splitter one that remembers; what it reads is followed
 */
export function createBalances(
  plain: PlainBill,
  groups: ExpenseGroups,
  splitter: Splitter,
): Accessor<Balances> {
  const head = () => ({ people: plain.people(), currency: plain.currency() })
  const ofExpenses = groups(ids => {
    const expenses = ids.flatMap(id => plain.expense(id) ?? [])
    return tallyOf(billLedger({ ...head(), expenses, payments: [] }, splitter))
  }, sameTally)
  const ofPayments = createMemo(
    () => tallyOf(billLedger({ ...head(), expenses: [], payments: plain.payments() }, splitter)),
    undefined,
    { equals: sameTally },
  )
  return createMemo(
    () => balancesFrom(head(), [...ofExpenses(), ofPayments()]) ?? balancesOf(plain.all(), splitter),
  )
}
