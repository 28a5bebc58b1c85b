/**
 * The frozen past: documents that a release wrote, and what it read and reckoned from them. Every later release must read them and
 * come to the same cents, down to who got the odd one. Never regenerate them; add new ones beside. (Links and entries are
 * in tests/unit/encryption/vectors.json.)
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readActivity } from '../../../crdt/document/activity.ts'
import { readBill } from '../../../crdt/document/read.ts'
import { balances } from '../../../crdt/domain/balance.ts'
import type { Bill } from '../../../crdt/domain/bill.ts'
import { settle } from '../../../crdt/domain/settle.ts'
import { split } from '../../../crdt/domain/split.ts'

interface Frozen {
  readonly name: string
  readonly release: string
  /** A Yjs V1 update, base64. */
  readonly update: string
  readonly bill: Bill
  readonly activity: unknown
  readonly splits: readonly {
    readonly id: string
    readonly totalMinor: number
    readonly shares: unknown
    readonly paid: unknown
  }[]
  readonly balances: unknown
  readonly transfers: unknown
}

const frozen = JSON.parse(
  readFileSync(new URL('./documents.json', import.meta.url), 'utf8'),
) as readonly Frozen[]

/** As JSON has it: what is undefined is not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe.each(frozen)('a $name written by release $release', past => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(past.update, 'base64'))
  const bill = readBill(doc)

  it('is read as it was', () => {
    expect(plain(bill)).toMatchObject(past.bill)
    expect(plain(readActivity(doc))).toEqual(past.activity)
  })

  it('comes to the same cents', () => {
    const splits = bill.expenses.map(expense => {
      const { totalMinor, shares, paid } = split(expense, bill.people)
      return { id: expense.id, totalMinor, shares: [...shares], paid: [...paid] }
    })
    expect(splits).toEqual(past.splits)
    expect([...balances(bill).byPerson]).toEqual(past.balances)
    expect(settle(balances(bill))).toEqual(past.transfers)
  })
})
