/** Small worlds for tests of the document: phones that hold a bill, and the ways it travels between them. */
import * as Y from 'yjs'
import { readBill } from '../../../crdt/document/read.ts'
import { createUndo, type Undo } from '../../../crdt/document/undo.ts'
import { type BillCommands, billCommands } from '../../../crdt/document/write.ts'
import type { Bill, Expense, Item } from '../../../crdt/domain/bill.ts'
import type { ExpenseId, PersonId } from '../../../crdt/ids.ts'
import { seededRandom } from '../../world/random.ts'

/** 2026-11-23, noon UTC. */
export const noonMs = Date.UTC(2026, 10, 23, 12)

export interface Phone {
  readonly doc: Y.Doc
  readonly write: BillCommands
  readonly undo: Undo
  me: PersonId | null
  /** Milliseconds since 1970 that the phone's clock shows; every reading moves it on by a second. */
  nowMs: number
  bill(): Bill
}

/** A phone with an empty document, or with a copy of another phone's. */
export function newPhone(seed: number, from?: Phone): Phone {
  const doc = new Y.Doc()
  // As large as most random ones are: sizes are measured on these documents.
  doc.clientID = 4_000_000_000 + seed
  if (from !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from.doc), 'network')
  const context = {
    doc,
    by: () => phone.me,
    nowMs: () => {
      phone.nowMs += 1_000
      return phone.nowMs
    },
    fillRandom: seededRandom(seed).fill,
    today: () => '2026-11-23',
  }
  const phone: Phone = {
    doc,
    write: billCommands(context),
    undo: createUndo(doc, context),
    me: null,
    nowMs: noonMs,
    bill: () => readBill(doc),
  }
  return phone
}

/** A phone on which Ada started a bill in euros. */
export function adasPhone(seed = 1): Phone {
  const phone = newPhone(seed)
  phone.me = phone.write.create({ title: 'Trattoria', currency: 'EUR', myName: 'Ada', myInk: 1 })
  return phone
}

/** Brings both to the same content. */
export function sync(...phones: readonly Phone[]): void {
  for (const from of phones) {
    for (const to of phones) {
      if (from !== to)
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network')
    }
  }
}

/** The receipt: the first expense. */
export function receiptOf(phone: Phone): Expense {
  const expense = phone.bill().expenses[0]
  if (expense === undefined) throw new Error('the bill has no expense')
  return expense
}

export function itemsOf(phone: Phone, expense: ExpenseId): readonly Item[] {
  return phone.bill().expenses.find(({ id }) => id === expense)?.split.items ?? []
}
