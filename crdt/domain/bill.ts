/**
 * What a bill is, as plain readonly values: the words of the product, nothing of Yjs, nothing computed.
 *
 * Only what people meant is here (who shares an item, with which parts). Shares, balances and transfers follow
 * from it: `split`, `balance` and `settle` compute them and nobody stores them. Amounts are integers in minor
 * units of their currency; a `Record` keyed by person holds only people who were entered.
 */
import type { CategoryId, ChargeId, DeviceId, ExpenseId, ItemId, PaymentId, PersonId } from '../ids.ts'

/** Integer minor units (cents, yen, fils). |amount| <= `maxAmountMinor`. */
export type Minor = number
/** Largest absolute amount anywhere in a bill, in minor units. */
export const maxAmountMinor = 1_000_000_000_000
/** ISO 4217 code, upper case. */
export type CurrencyCode = string
/** ISO 4217's "no currency": what a bill has before it is read, or before anybody said. */
export const noCurrency: CurrencyCode = 'XXX'
/** A calendar day as YYYY-MM-DD, without a zone. */
export type Day = string
/** Milliseconds since 1970-01-01 UTC, as the writer's clock had it: shown to people, never used to order or decide. */
export type TimeMs = number

/** Who wrote something, and when by their clock. `by` is null when the writer was nobody on the bill yet. */
export interface Authorship {
  readonly by: PersonId | null
  readonly at: TimeMs
}

export interface Person {
  readonly id: PersonId
  readonly name: string
  /** One of ten inks, 1 to 10. */
  readonly ink: number
  /** Standing weight in new splits: a couple counts 2. Integer >= 1. */
  readonly weight: number
  readonly joinedAt: TimeMs | null
  /** Left, or was removed: stays in history and out of new splits. */
  readonly leftAt: TimeMs | null
  /** Removed: holds no parts any more, but what they paid and were paid still counts. */
  readonly removedAt: TimeMs | null
  /** This person turned out to be that one. */
  readonly mergedInto: PersonId | null
  /** Payment handles by method name ("paypal", "iban"). */
  readonly handles: Readonly<Record<string, string>>
  readonly order: string
}

/** Integer parts by person; a person without an entry has none. */
export type Parts = Readonly<Record<PersonId, number>>
/** Minor units by person. */
export type Amounts = Readonly<Record<PersonId, Minor>>

export interface Item {
  readonly id: ItemId
  readonly name: string
  /** Integer >= 1, at most `maxQuantity`. */
  readonly quantity: number
  /** The price of the whole line, not of one piece (money rule 2). */
  readonly priceMinor: Minor
  /** True: a part costs price / quantity, and what nobody took stays "nobody yet". */
  readonly byPortion: boolean
  readonly parts: Parts
  readonly order: string
  readonly written: Authorship
}

export type ChargeKind = 'tax' | 'tip' | 'service' | 'fee' | 'discount'

/** A rate in thousandths of a percent (8875 is 8.875 %), or an amount in minor units. Both >= 0: a discount subtracts. */
export type ChargeValue =
  | { readonly type: 'percent'; readonly thousandths: number }
  | { readonly type: 'amount'; readonly minor: Minor }

export interface Charge {
  readonly id: ChargeId
  readonly kind: ChargeKind
  /** What the receipt calls it; empty means the kind's own word. */
  readonly name: string
  readonly value: ChargeValue
  /** True: already inside the item prices; shown, adds nothing to the total. */
  readonly included: boolean
  /** A percent is of the items before tax (default) or after the taxes. */
  readonly basis: 'beforeTax' | 'afterTax'
  /** The items it applies to; empty means all. */
  readonly items: readonly ItemId[]
  readonly order: string
  readonly written: Authorship
}

export type SplitMode = 'equal' | 'parts' | 'percent' | 'exact' | 'adjust' | 'items'

/**
 * How an expense is divided. What was entered in every mode is kept, `mode` says which one counts, so changing
 * the mode and back loses nothing.
 */
export interface Split {
  readonly mode: SplitMode
  /** equal: the people among whom it is divided. */
  readonly among: readonly PersonId[]
  /** parts: integer parts. */
  readonly parts: Parts
  /** percent: basis points (10000 is 100 %). */
  readonly percent: Readonly<Record<PersonId, number>>
  /** exact: minor units, in the expense's currency. */
  readonly exact: Amounts
  /** adjust: minor units on top of an equal share of the rest, for those in `among`. */
  readonly adjust: Amounts
  /** items: the lines of the receipt, in order. */
  readonly items: readonly Item[]
  /** items: tax, tip, service, fees, discounts, in order. */
  readonly charges: readonly Charge[]
}

/** A decimal rate: value / 10^exponent, in units of the bill's currency per unit of the expense's. */
export interface Rate {
  readonly value: number
  readonly exponent: number
}

/** A category that this bill made for itself, beside those that every bill has. */
export interface Category {
  readonly id: CategoryId
  readonly name: string
  /** The name of a drawing; one that a client does not know is drawn as "other". */
  readonly icon: string
  /** Taken off the list; expenses that have it keep its name. */
  readonly removed: boolean
}

/** How new expenses of a bill are divided: one of the modes that fit any amount. */
export interface DefaultSplit {
  readonly mode: 'equal' | 'parts' | 'percent'
  /** equal: 1 for whoever takes part; parts: integer parts; percent: basis points. */
  readonly values: Readonly<Record<PersonId, number>>
}

export interface Expense {
  readonly id: ExpenseId
  readonly title: string
  readonly date: Day
  /** A key that every bill has ("food"), the id of one of the bill's own, or empty. */
  readonly category: string
  readonly note: string
  /** The total of an expense that is not itemised; ignored in mode "items". Negative for refunds and income. */
  readonly amountMinor: Minor
  readonly currency: CurrencyCode
  /** Present when `currency` is not the bill's and a rate was given. */
  readonly rate: Rate | null
  /** The one person who paid the whole total, whatever it comes to; null: see `paid`. */
  readonly payer: PersonId | null
  /** Several payers: exact amounts in the expense's currency. Counts only when `payer` is null. */
  readonly paid: Amounts
  readonly split: Split
  /** People who pay nothing of this expense (birthday). */
  readonly exempt: readonly PersonId[]
  /** The total printed on the receipt, if someone typed it; only compared, never counted. */
  readonly printedTotalMinor: Minor | null
  readonly order: string
  readonly written: Authorship
}

export interface Payment {
  readonly id: PaymentId
  readonly from: PersonId
  readonly to: PersonId
  /** > 0 */
  readonly amountMinor: Minor
  readonly currency: CurrencyCode
  readonly date: Day
  readonly note: string
  readonly written: Authorship
}

/** A device that wrote in this bill, as it introduced itself. */
export interface Device {
  readonly id: DeviceId
  readonly person: PersonId | null
}

/** Why something in the document is not counted (money rule 11). The words for people live in i18n. */
export type IssueReason =
  | 'badShape'
  | 'badAmount'
  | 'amountTooBig'
  | 'badParts'
  | 'badQuantity'
  | 'badCurrency'
  | 'badRate'
  | 'badDate'
  | 'unknownPerson'
  | 'unknownItem'
  | 'badId'
  | 'textTooLong'
  | 'tooMany'
  | 'newerSchema'
  | 'percentNot100'
  | 'weightsSumToZero'

/** One entry of the document that is not counted, or counted only in part; the rest of the bill still adds up. */
export interface Issue {
  readonly reason: IssueReason
  /** Where: map names and ids from the root, e.g. ["expenses", id, "items", id, "parts", id]. */
  readonly path: readonly string[]
  readonly written: Authorship | null
}

export interface Bill {
  /** Version of the document's schema that wrote it. */
  readonly schema: number
  readonly title: string
  readonly currency: CurrencyCode
  readonly note: string
  readonly createdAt: TimeMs
  readonly createdBy: PersonId | null
  /** Set: finalised, read-only until reopened. */
  readonly closedAt: TimeMs | null
  /** The bill's own categories, by id; the removed ones too. */
  readonly categories: readonly Category[]
  /** Null: equally among everybody, by their standing weights. */
  readonly defaultSplit: DefaultSplit | null
  /** In reading order, then those who were removed, because money that moved keeps its names. */
  readonly people: readonly Person[]
  /** In reading order. Deleted ones are left out. */
  readonly expenses: readonly Expense[]
  readonly payments: readonly Payment[]
  readonly devices: readonly Device[]
  readonly issues: readonly Issue[]
}

/** The bounds that `document/read` holds every document to; more is an issue, never a throw. */
export const limits = {
  nameLength: 200,
  noteLength: 4_000,
  people: 200,
  expenses: 5_000,
  items: 20_000,
  charges: 200,
  payments: 5_000,
  categories: 200,
  quantity: 10_000,
  parts: 1_000_000,
  thousandths: 10_000_000,
} as const
