/** A bill as the list of bills knows it: one row, read without opening the bill. */
import type { CurrencyCode, Day, Minor } from '../../crdt/domain/bill.ts'
import type { BillId } from '../../crdt/ids.ts'
import { t } from '../i18n/text.ts'
import type { Face } from './face.ts'

export interface Summary {
  readonly id: BillId
  readonly title: string
  readonly currency: CurrencyCode
  /** Of the last expense. */
  readonly day: Day
  /** Of the first one. */
  readonly firstDay?: Day
  readonly people: readonly (Face & { readonly me?: true })[]
  /** Above 0 one gets money back, below 0 one owes it to somebody. */
  readonly myBalanceMinor: Minor
  readonly myShareMinor: Minor
  /** As much of one's share as nobody has paid yet: it is owed to nobody. */
  readonly myUnpaidMinor: Minor
  /** False: nobody on this bill is the user yet. */
  readonly hasMe: boolean
  /** Changed by somebody since it was last open here; `atMs` null: at a time that is not known. */
  readonly news?: { readonly atMs: number | null }
  /** Put away: off the list, and still the user's. */
  readonly archived?: true
  /** The user's share by month, category and companion; absent until an old row is made again. */
  readonly spending?: Spending
  /** The words inside the bill; `isCut`: it has more than those. */
  readonly searched?: { readonly words: string; readonly isCut: boolean }
}

/** The user's share on one bill, in its currency. */
export interface Spending {
  readonly months: readonly {
    /** YYYY-MM */
    readonly month: string
    readonly categories: Readonly<Record<string, Minor>>
    /** By the place in `companions`. */
    readonly with: readonly (readonly [at: number, minor: Minor])[]
  }[]
  readonly companions: readonly Face[]
}

/** Which way a bill stands for the user. */
export type Standing = 'owe' | 'back' | 'settled' | 'unpaid' | 'nothingYet' | 'notJoined'

export function standingOf(bill: Summary): Standing {
  if (!bill.hasMe) return 'notJoined'
  if (bill.myBalanceMinor < 0) return 'owe'
  if (bill.myBalanceMinor > 0) return 'back'
  if (bill.myUnpaidMinor > 0) return 'unpaid'
  return bill.myShareMinor === 0 ? 'nothingYet' : 'settled'
}

export function titleOf(bill: { readonly title: string }): string {
  return bill.title.trim() === '' ? t('bill.untitled') : bill.title
}

/** Where a bill lives: its id is in the fragment, so that no server is told which one is open. */
export function billHref(id: string): string {
  return `/b#~${id}`
}

/** The address of what was done on it. */
export function activityHref(id: string): string {
  return `/b/activity#~${id}`
}

/** Bills by month, newest first; inside a month, the newest day first. */
export interface Month {
  /** YYYY-MM */
  readonly key: string
  readonly bills: readonly Summary[]
}

export function byMonth(bills: readonly Summary[]): readonly Month[] {
  const months = new Map<string, Summary[]>()
  for (const bill of [...bills].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))) {
    const key = bill.day.slice(0, 7)
    const list = months.get(key)
    if (list === undefined) months.set(key, [bill])
    else list.push(bill)
  }
  return [...months].map(([key, list]) => ({ key, bills: list }))
}

/** A sum per currency, in the order the currencies were met; zero sums are left out. */
export function sumByCurrency(
  bills: readonly Summary[],
  amount: (bill: Summary) => Minor,
): readonly { readonly currency: CurrencyCode; readonly minor: Minor }[] {
  const sums = new Map<CurrencyCode, Minor>()
  for (const bill of bills) sums.set(bill.currency, (sums.get(bill.currency) ?? 0) + amount(bill))
  return [...sums].filter(([, minor]) => minor !== 0).map(([currency, minor]) => ({ currency, minor }))
}
