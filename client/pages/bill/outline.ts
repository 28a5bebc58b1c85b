/**
 * A bill as plain lines of names and sums, for paper and for people who will never open a link: what was had by whom,
 * what everybody's share is, who pays whom. Everybody goes by their name here, oneself too: others read it.
 */
import type { Balances } from '../../../crdt/domain/balance.ts'
import type { Bill, CurrencyCode, Day, Expense, Minor } from '../../../crdt/domain/bill.ts'
import type { Transfer } from '../../../crdt/domain/settle.ts'
import { nobody, type Share, type SplitResult, type SplitRow } from '../../../crdt/domain/split.ts'
import { t } from '../../i18n/text.ts'
import { chargeName } from './charge-name.ts'

export interface Line {
  readonly kind: 'item' | 'charge' | 'amount'
  readonly name: string
  readonly quantity: number
  readonly amountMinor: Minor
  /** Inside the prices already: printed, not added. */
  readonly included: boolean
  /** Who has part in it, and with how much, in the bill's order; empty for what nobody took. */
  readonly takers: readonly Taker[]
  /** What of it nobody has taken. */
  readonly freeMinor: Minor
}

export interface Taker {
  readonly name: string
  readonly minor: Minor
}

export interface Spent {
  readonly title: string
  readonly day: Day
  readonly currency: CurrencyCode
  readonly lines: readonly Line[]
  readonly subtotalMinor: Minor
  readonly totalMinor: Minor
  readonly payers: readonly string[]
}

export interface Account {
  readonly name: string
  readonly shareMinor: Minor
  readonly paidMinor: Minor
  /** Payments made, less those received. */
  readonly settledMinor: Minor
  readonly balanceMinor: Minor
}

/** Money on its way, or already there. */
export interface Route {
  readonly from: string
  readonly to: string
  readonly amountMinor: Minor
  readonly currency: CurrencyCode
}

export interface Outline {
  readonly title: string
  readonly currency: CurrencyCode
  readonly spent: readonly Spent[]
  readonly totalMinor: Minor
  /** Everybody who counts, in the bill's order, without "nobody yet". */
  readonly accounts: readonly Account[]
  /** What nobody took, and what nobody paid. */
  readonly freeMinor: Minor
  readonly unpaidMinor: Minor
  readonly toPay: readonly Route[]
  readonly paid: readonly Route[]
}

/** The outline of what the pages show. `locale` is for the percentages in the names of charges. */
export function outlineOf(
  bill: Bill,
  split: (expense: Expense) => SplitResult | undefined,
  balances: Balances,
  transfers: readonly Transfer[],
  locale: string,
): Outline {
  const names = new Map<Share, string>(bill.people.map(({ id, name }) => [id, name || t('person.unnamed')]))
  const nameOf = (share: Share) => names.get(share) ?? t('person.nobody')
  const inOrder = (shares: Iterable<Share>) => {
    const wanted = new Set(shares)
    return [...names.keys()].filter(share => wanted.has(share))
  }
  const parts = balances.parts.get(nobody)
  return {
    title: bill.title.trim() || t('bill.untitled'),
    currency: balances.currency,
    spent: bill.expenses.flatMap(expense => {
      const result = split(expense)
      return result ? [spentOn(expense, result, { nameOf, inOrder, locale })] : []
    }),
    totalMinor: balances.spentMinor,
    accounts: [...balances.byPerson].flatMap(([share, balanceMinor]) => {
      const of = balances.parts.get(share)
      if (share === nobody || !of) return []
      const { shareMinor, paidMinor, sentMinor, receivedMinor } = of
      const settledMinor = sentMinor - receivedMinor
      return [{ name: nameOf(share), shareMinor, paidMinor, settledMinor, balanceMinor }]
    }),
    freeMinor: parts?.shareMinor ?? 0,
    unpaidMinor: parts?.paidMinor ?? 0,
    toPay: transfers.map(({ from, to, amountMinor }) => ({
      from: nameOf(from),
      to: nameOf(to),
      amountMinor,
      currency: balances.currency,
    })),
    paid: bill.payments.map(({ from, to, amountMinor, currency }) => ({
      from: nameOf(from),
      to: nameOf(to),
      amountMinor,
      currency,
    })),
  }
}

interface Wording {
  readonly nameOf: (share: Share) => string
  /** Those of the people, in the bill's order. */
  readonly inOrder: (shares: Iterable<Share>) => readonly Share[]
  readonly locale: string
}

function spentOn(expense: Expense, result: SplitResult, { nameOf, inOrder, locale }: Wording): Spent {
  const { items, charges } = expense.split
  const lineOf = (row: SplitRow): Line => {
    const item = items.find(({ id }) => id === row.id)
    const charge = charges.find(({ id }) => id === row.id)
    const named = charge ? chargeName(charge, locale) : (item?.name ?? expense.title)
    return {
      kind: row.kind,
      name: named || t('item.unnamed'),
      quantity: item?.quantity ?? 1,
      amountMinor: row.amountMinor,
      included: row.included,
      takers: inOrder(row.cells.keys()).map(share => ({
        name: nameOf(share),
        minor: row.cells.get(share) ?? 0,
      })),
      freeMinor: row.cells.get(nobody) ?? 0,
    }
  }
  return {
    title: expense.title,
    day: expense.date,
    currency: expense.currency,
    lines: result.rows.map(lineOf),
    subtotalMinor: result.subtotalMinor,
    totalMinor: result.totalMinor,
    payers: inOrder(result.paid.keys()).map(nameOf),
  }
}
