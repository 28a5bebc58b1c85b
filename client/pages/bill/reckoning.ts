/**
 * What there is to settle, as one looks at it: all in the bill's currency, or each currency by itself with nothing
 * exchanged. The choice holds for as long as the bill is open on this device; it changes nothing in the bill.
 */
import { type Accessor, createMemo, createSignal, type Signal } from 'solid-js'
import { type Balances, balancesByCurrency } from '../../../crdt/domain/balance.ts'
import type { Bill, CurrencyCode } from '../../../crdt/domain/bill.ts'
import type { Splitter } from '../../../crdt/domain/ledger.ts'
import { directDebts, settle, type Transfer } from '../../../crdt/domain/settle.ts'
import { split } from '../../../crdt/domain/split.ts'
import type { OpenBill } from '../../state/open-bill.ts'

export type View = 'together' | 'apart'

export interface Reckoning {
  readonly balances: Balances
  readonly transfers: readonly Transfer[]
  /** What is reckoned: the bill, or what of it is in this currency. */
  readonly bill: Bill
  /** The debts between pairs that these transfers stand for. */
  readonly debts: readonly Transfer[]
}

export interface Reckonings {
  /** True where there is more than one currency to look at. */
  readonly isMixed: Accessor<boolean>
  readonly view: Accessor<View>
  readonly setView: (view: View) => void
  /** In which currencies it is reckoned now, the bill's own first. */
  readonly currencies: Accessor<readonly CurrencyCode[]>
  of(currency: CurrencyCode): Reckoning
}

const views = new WeakMap<OpenBill, Signal<View>>()

function viewOf(open: OpenBill): Signal<View> {
  const kept = views.get(open) ?? createSignal<View>('together')
  views.set(open, kept)
  return kept
}

export function createReckonings(open: OpenBill): Reckonings {
  const [chosen, setView] = viewOf(open)
  const isMixed = createMemo(() =>
    [...open.bill.expenses, ...open.bill.payments].some(({ currency }) => currency !== open.bill.currency),
  )
  const view = () => (isMixed() ? chosen() : 'together')
  const splitter: Splitter = (expense, people) => open.split(expense.id) ?? split(expense, people)
  const all = createMemo((): ReadonlyMap<CurrencyCode, Reckoning> => {
    const { bill } = open
    if (view() === 'together') {
      const debts = directDebts(bill, splitter)
      return new Map([
        [open.balances().currency, { bill, balances: open.balances(), transfers: open.transfers(), debts }],
      ])
    }
    const apart = [...balancesByCurrency(bill, splitter)].map(([currency, balances]) => {
      const own = {
        ...bill,
        currency,
        expenses: bill.expenses.filter(expense => expense.currency === currency),
        payments: bill.payments.filter(payment => payment.currency === currency),
      }
      const debts = directDebts(own, splitter)
      return [currency, { bill: own, balances, transfers: settle(balances), debts }] as const
    })
    return new Map(apart)
  })
  const currencies = createMemo(() => [...all().keys()], undefined, {
    equals: (a, b) => a.length === b.length && a.every((code, at) => code === b[at]),
  })
  return {
    isMixed,
    view,
    setView,
    currencies,
    of: currency => all().get(currency) ?? nothing(open.bill, currency),
  }
}

function nothing(bill: Bill, currency: CurrencyCode): Reckoning {
  const none = new Map()
  return {
    bill,
    balances: {
      currency,
      byPerson: none,
      parts: none,
      nobodyMinor: 0,
      leftWith: none,
      spentMinor: 0,
      issues: [],
    },
    transfers: [],
    debts: [],
  }
}
