/**
 * What a page may see and do of the bill that is open: the one door between pages and the rooms behind it.
 * Pages get it from `useBill()`; `createOpenBill` makes it. Nothing here knows how a bill is stored or sent.
 */
import type { Accessor } from 'solid-js'
import type { ActivityRecord } from '../../crdt/document/activity.ts'
import type { ConflictKind } from '../../crdt/document/conflict.ts'
import type { Overwritten } from '../../crdt/document/overwritten.ts'
import type { Thing } from '../../crdt/document/things.ts'
import type { BillCommands } from '../../crdt/document/write.ts'
import type { Balances } from '../../crdt/domain/balance.ts'
import type { Bill, Expense, Issue } from '../../crdt/domain/bill.ts'
import type { Entry, NotCounted } from '../../crdt/domain/ledger.ts'
import type { Transfer } from '../../crdt/domain/settle.ts'
import type { SplitResult } from '../../crdt/domain/split.ts'
import type { BillId, ExpenseId, ItemId, PersonId } from '../../crdt/ids.ts'
import type { SessionNote } from '../storage/session-note.ts'
import type { SummaryRow } from '../storage/summaries.ts'
import type { Feed } from './feed.ts'
import type { History } from './history.ts'
import type { LastLook } from './last-look.ts'
import type { Merges } from './merges.ts'
import type { Presence } from './presence.ts'

/**
 * Where the user's own changes are. `notSaved`: this device could not store them (red banner, export offered).
 * `local`: saved here, never shared. `savedOffline`: saved, all known changes acknowledged or none waiting, no relay.
 * `waiting`: `count` own changes not acknowledged yet. `synced`: the relay acknowledged all, after its commit.
 * `forwarded`: the relay keeps nothing.
 */
export type BillStatus =
  | { readonly kind: 'notSaved' }
  | { readonly kind: 'local' }
  | { readonly kind: 'savedOffline' }
  | { readonly kind: 'waiting'; readonly count: number; readonly online: boolean }
  | { readonly kind: 'synced' }
  | { readonly kind: 'forwarded' }

/** The relay as seen from here, for the slips of DESIGN.md section 9. */
export type RelayState =
  | { readonly kind: 'none' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'unreachable'; readonly retryAtMs: number }

export interface OpenBill {
  readonly id: BillId
  /** A Solid store, patched by path: read `bill.expenses[i]?.items` and so on inside JSX or memos. */
  readonly bill: Bill
  /** What was being entered when the page was left. */
  readonly unsaved: SessionNote
  /** True once the stored document has been read, and has come where it was not here; before that `bill` is empty. */
  readonly loaded: Accessor<boolean>
  /** What home knows of the bill, for while it is not loaded. */
  readonly known: Accessor<SummaryRow | null>
  /** How many changes by others are being fetched; 0 while none are, or it is quick, or the bill was never here. */
  readonly newer: Accessor<number>
  /** Who the user is on this bill; null while they have not said. */
  readonly me: Accessor<PersonId | null>
  /** Takes a seat: stored on this device and, where the link allows writing, in the bill's devices. */
  setMe(person: PersonId): void
  /** What this device's keys allow. */
  readonly right: Accessor<'edit' | 'view'>
  /** Looking around without a seat; nothing can be changed meanwhile. */
  readonly looking: Accessor<boolean>
  setLooking(isLooking: boolean): void
  /** The bill can be changed here and now: loaded, not closed, the right to edit, and not merely looking. */
  readonly mayEdit: Accessor<boolean>
  readonly status: Accessor<BillStatus>
  /**
   * False while `status` lags behind: a change is on its way to this device's disk, or to the relay, and the word that stands
   * there (saved, synced) is not true of it yet.
   */
  readonly statusIsTrue: Accessor<boolean>
  /** True while the line holds own changes of which `status` says that they wait. */
  isWaiting(item: ItemId): boolean
  readonly relay: Accessor<RelayState>
  /** Tries the relay again now. */
  retryRelay(): void
  /** One command per user intention; each is one transaction. They throw where `mayEdit` is false for want of the right. */
  readonly write: BillCommands
  /** Memo: the expense's shares, row by row. Undefined for an unknown id. */
  split(expense: ExpenseId): SplitResult | undefined
  readonly balances: Accessor<Balances>
  /**
   * All of the bill has been divided, so that its balances cost nothing: a moment after `loaded` where it is long (reckoned.ts). What
   * is shown with the list waits for it.
   */
  readonly reckoned: Accessor<boolean>
  /** What is not as it should be, in the document and in the splits (money rule 11). */
  readonly issues: Accessor<readonly Issue[]>
  readonly transfers: Accessor<readonly Transfer[]>
  /** Memo: the expense in the bill's currency, or why it has none there. Undefined for an unknown id. */
  entry(expense: ExpenseId): Entry | NotCounted | undefined
  /** The expenses that are something, in reading order (kind.ts). */
  readonly expenses: Accessor<readonly Expense[]>
  /** Many expenses rather than one receipt; until the bill is there, whether home knows it as a long one. */
  readonly isTrip: Accessor<boolean>
  /** The receipt that is shown: the itemised expense that was chosen, or the bill's first. */
  readonly receipt: Accessor<Expense | undefined>
  /** Shows the receipt of that expense; null: the first again. */
  chooseReceipt(expense: ExpenseId | null): void
  readonly presence: Presence
  /** What met when somebody came back from being offline. */
  readonly merges: Merges
  /** What the user set and another overwrote at the same moment; a new list each time. */
  readonly overwrites: Accessor<readonly Overwritten[]>
  /** What of the user's last step others made impossible meanwhile; a new object each time. */
  readonly conflict: Accessor<{ readonly kind: ConflictKind } | null>
  /** What happened since the user last had the bill on screen. */
  readonly lastLook: LastLook
  /** The last few things that anybody did, as they come. */
  readonly feed: Feed
  /** Who did what, newest first; read anew at each call. */
  activity(): readonly ActivityRecord[]
  /** What an id in a record stands for, deleted or not; read anew at each call. */
  thing(id: string): Thing | null
  /** All of it, followed as it grows: call it under the owner of the page that shows it. */
  history(): History
  undo(): void
  redo(): void
  readonly canUndo: Accessor<boolean>
  readonly canRedo: Accessor<boolean>
  readonly shared: Accessor<boolean>
  /**
   * Makes the room at the first share (keys are made here); gives the link's text for an origin like "https://host".
   * Whoever may only view gets a view link, whatever is asked for.
   */
  share(origin: string, right: 'edit' | 'view'): Promise<string>
  /** A file with all of the bill as JSON, for when this device cannot store it. */
  exportJson(): Blob
}
