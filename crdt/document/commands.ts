/**
 * What people can do to a bill, as types: one command for one intention. `write.ts` makes them.
 *
 * Every command is one Yjs transaction with the origin `localOrigin`, hence one undo step, and writes one activity
 * record; a command that would change nothing does nothing. Amounts are integer minor units, text is trimmed and
 * cleaned. All of them throw TypeError or RangeError, without the value in the message, for what a caller can never
 * have meant: NaN, an amount over `maxAmountMinor`, text over its limit, an unknown id, a person without a name. What others made
 * impossible meanwhile is a `Conflict` (conflict.ts).
 * Deleted and removed entries may still be written to: two phones may disagree for a while about what is deleted,
 * and a restore brings the edit along.
 */
import type {
  ChargeKind,
  ChargeValue,
  CurrencyCode,
  Day,
  DefaultSplit,
  Minor,
  Rate,
  SplitMode,
} from '../domain/bill.ts'
import type { CategoryId, ChargeId, DeviceId, ExpenseId, ItemId, PaymentId, PersonId } from '../ids.ts'
import type { ActivityRecord } from './activity.ts'

/**
 * What became of the printed numbers when the currency changed. `exact`: all stay (12.00 is 12). `rounded`: some lost
 * digits (12.50 is 13). `tooBig`: one would be more than a bill can hold, so nothing was changed. `same`: it was this
 * currency already.
 */
export type CurrencyChange = 'exact' | 'rounded' | 'tooBig' | 'same'

export interface HeadCommands {
  /**
   * Starts the bill: its head, the user as its first person, and one itemised expense (the receipt) dated today
   * that nobody has paid yet. Not undoable. @throws RangeError when the document holds a bill already.
   */
  create(input: {
    readonly title: string
    readonly currency: CurrencyCode
    readonly myName: string
    /** 1 to 10 */
    readonly myInk: number
  }): PersonId
  setTitle(text: string): void
  setNote(text: string): void
  /** The bill was in another currency all along: what stands in the bill's currency goes by `code` from now on. */
  changeCurrency(code: CurrencyCode): CurrencyChange
  /** Finalises the bill: pages show it read-only until `reopen`. */
  close(): void
  reopen(): void
  /** A category of this bill's own. `icon` is the name of a drawing. */
  addCategory(name: string, icon: string): CategoryId
  /** Takes it off the list, or puts it back; expenses that have it keep it. */
  removeCategory(category: CategoryId, isRemoved: boolean): void
  /** How new expenses are divided; null: equally among everybody. */
  setDefaultSplit(split: DefaultSplit | null): void
  /** Says which person uses a device. Not undoable. */
  introduceDevice(device: DeviceId, person: PersonId): void
}

export interface NewPerson {
  readonly name: string
  /** 1 to 10; absent: the one that the fewest people have. */
  readonly ink?: number
}

export interface PeopleCommands {
  addPerson(person: NewPerson): PersonId
  /** Several at the end, in this order, as one step. */
  addPeople(people: readonly NewPerson[]): PersonId[]
  renamePerson(person: PersonId, name: string): void
  /** 1 to 10 */
  setInk(person: PersonId, ink: number): void
  /** Standing weight in new splits, an integer from 1. */
  setWeight(person: PersonId, weight: number): void
  /** A payment handle by method ("paypal", 2 to 16 lower-case letters); empty text removes it. */
  setHandle(person: PersonId, method: string, text: string): void
  /** Several of them as one step; those not named stay. */
  setHandles(person: PersonId, handles: Readonly<Record<string, string>>): void
  /**
   * Takes the person off the bill: their parts are free, and stay in the document, unread, for `restorePerson`. What
   * they paid, and what was paid to them, stays in the balances under their name.
   */
  removePerson(person: PersonId): void
  restorePerson(person: PersonId): void
  /** Stays in history, left out of new splits. */
  leave(person: PersonId): void
  comeBack(person: PersonId): void
  /** The person turned out to be `into`, who bears and gets all that is theirs; null: they are themselves again. */
  mergePerson(person: PersonId, into: PersonId | null): void
}

export interface NewExpense {
  /** The id of a draft, so that the odd cent falls where the draft showed it; a fresh one when absent. */
  readonly id?: ExpenseId
  readonly title: string
  readonly mode: SplitMode
  /** 0 when absent, which is right for itemised ones. */
  readonly amountMinor?: Minor
  /** The bill's when absent. */
  readonly currency?: CurrencyCode
  readonly rate?: Rate | null
  /** Today when absent. */
  readonly date?: Day
  readonly category?: string
  readonly note?: string
  readonly payer?: PersonId | null
  /** Everybody present (not left, not merged) when absent. In mode "parts" they get their standing weights. */
  readonly among?: readonly PersonId[]
  /** What is entered for each person; these win over what `among` and `mode` would bring. */
  readonly people?: PeopleOfExpense
}

/** Values by person in the maps of an expense: 0 or false takes somebody out. Units as in `Split` and `Expense`. */
export type PeopleOfExpense = {
  readonly [Which in 'parts' | 'percent' | 'exact' | 'adjust' | 'paid']?: Readonly<Record<PersonId, number>>
} & { readonly [Which in 'among' | 'exempt']?: Readonly<Record<PersonId, boolean>> }

/** Everything that an editor can change of an expense; what is absent stays. */
export interface ExpenseChange extends ExpensePatch {
  readonly mode?: SplitMode
  readonly payer?: PersonId | null
  readonly people?: PeopleOfExpense
}

export interface ExpensePatch {
  readonly title?: string
  readonly date?: Day
  readonly category?: string
  readonly note?: string
  readonly amountMinor?: Minor
  readonly currency?: CurrencyCode
  readonly rate?: Rate | null
  readonly printedTotalMinor?: Minor | null
}

export interface ExpenseCommands {
  addExpense(input: NewExpense): ExpenseId
  /** Several at the end, in this order, as one step with a record each. */
  addExpenses(inputs: readonly NewExpense[]): ExpenseId[]
  setExpense(expense: ExpenseId, patch: ExpensePatch): void
  /**
   * All that was changed in an editor, as one step. Nothing that was not changed is written. In another currency amounts keep
   * their printed number (12.00 is 12), but for those that are given here.
   */
  changeExpense(expense: ExpenseId, change: ExpenseChange): void
  /** The same again, dated today: with its items and charges, and who had what. */
  copyExpense(expense: ExpenseId): ExpenseId
  /** What was entered in the other modes stays. A mode that needs `among` and finds it empty puts everybody present in. */
  setMode(expense: ExpenseId, mode: SplitMode): void
  /** The one who paid the whole; null: what `setPaid` says counts. */
  setPayer(expense: ExpenseId, person: PersonId | null): void
  /** One of several payers; 0 removes. */
  setPaid(expense: ExpenseId, person: PersonId, minor: Minor): void
  setAmong(expense: ExpenseId, person: PersonId, isAmong: boolean): void
  /** A person's parts (integer from 0), percent (basis points from 0), exact or adjusting amount; 0 removes. */
  setSplitValue(
    expense: ExpenseId,
    mode: 'parts' | 'percent' | 'exact' | 'adjust',
    person: PersonId,
    value: number,
  ): void
  /** A person who pays nothing of this expense. */
  setExempt(expense: ExpenseId, person: PersonId, isExempt: boolean): void
  deleteExpense(expense: ExpenseId): void
  restoreExpense(expense: ExpenseId): void
}

export interface NewItem {
  /** May be empty: a price can be typed before its name. */
  readonly name: string
  readonly quantity: number
  /** Of the whole line. */
  readonly priceMinor: Minor
  readonly byPortion?: boolean
  readonly parts?: Readonly<Record<PersonId, number>>
}

export interface ItemPatch {
  readonly name?: string
  readonly quantity?: number
  readonly priceMinor?: Minor
  readonly byPortion?: boolean
}

export interface ItemCommands {
  /** At the end of the receipt. */
  addItem(expense: ExpenseId, item: NewItem): ItemId
  /** Several at the end, in this order, as one step. */
  addItems(expense: ExpenseId, items: readonly NewItem[]): ItemId[]
  setItem(expense: ExpenseId, item: ItemId, patch: ItemPatch): void
  /** The person's parts of the item, an integer from 0; 0 takes them off. */
  setParts(expense: ExpenseId, item: ItemId, person: PersonId, parts: number): void
  /** Every item that nobody took is shared by these people, one part each. */
  splitRest(expense: ExpenseId, people: readonly PersonId[]): void
  deleteItem(expense: ExpenseId, item: ItemId): void
  restoreItem(expense: ExpenseId, item: ItemId): void
  /** Behind `after`; null: to the top. */
  moveItem(expense: ExpenseId, item: ItemId, after: ItemId | null): void
}

export interface NewCharge {
  readonly kind: ChargeKind
  readonly name?: string
  readonly value: ChargeValue
  readonly included?: boolean
  readonly basis?: 'beforeTax' | 'afterTax'
  /** Empty or absent: all items. */
  readonly items?: readonly ItemId[]
}

export interface ChargePatch {
  readonly kind?: ChargeKind
  readonly name?: string
  readonly value?: ChargeValue
  readonly included?: boolean
  readonly basis?: 'beforeTax' | 'afterTax'
  readonly items?: readonly ItemId[]
}

export interface ChargeCommands {
  addCharge(expense: ExpenseId, charge: NewCharge): ChargeId
  setCharge(expense: ExpenseId, charge: ChargeId, patch: ChargePatch): void
  deleteCharge(expense: ExpenseId, charge: ChargeId): void
  restoreCharge(expense: ExpenseId, charge: ChargeId): void
}

export interface NewPayment {
  readonly from: PersonId
  readonly to: PersonId
  /** > 0 */
  readonly amountMinor: Minor
  /** The bill's when absent. */
  readonly currency?: CurrencyCode
  /** Today when absent. */
  readonly date?: Day
  readonly note?: string
}

export interface PaymentPatch {
  readonly from?: PersonId
  readonly to?: PersonId
  readonly amountMinor?: Minor
  readonly currency?: CurrencyCode
  readonly date?: Day
  readonly note?: string
}

export interface PaymentCommands {
  addPayment(input: NewPayment): PaymentId
  setPayment(payment: PaymentId, patch: PaymentPatch): void
  deletePayment(payment: PaymentId): void
  restorePayment(payment: PaymentId): void
}

/** What people do with the records of what was done. */
export interface HistoryCommands {
  /**
   * Does the opposite of each, all as one step: what was added is deleted, what was deleted restored, a field set back to what
   * the record says it was. What has changed since (standing.ts), or can't be told from the record, is left as it is.
   * @returns how many were taken back
   */
  takeBack(records: readonly ActivityRecord[]): number
  /**
   * Brings back whatever it is that was deleted: an item, a charge, an expense, a payment, a person; and the expense that it is
   * in, when that is deleted too.
   * @returns false when nothing was deleted
   */
  restore(id: string): boolean
  /**
   * Sets the fields of a record once more to what it set them to, whatever stands there now.
   * @returns false when that changes nothing
   */
  setAgain(record: ActivityRecord): boolean
}

export interface BillCommands
  extends HeadCommands,
    PeopleCommands,
    ExpenseCommands,
    ItemCommands,
    ChargeCommands,
    PaymentCommands,
    HistoryCommands {}
