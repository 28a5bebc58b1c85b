/**
 * A bill as long as bills get, on top of one that the app has just made: 1,000 expenses, 50 people, 20,000 items. The same
 * content as a plain list for the baseline.
 */
import * as Y from 'yjs'
import { billCommands } from '../../crdt/document/write.ts'
import type { PersonId } from '../../crdt/ids.ts'
import { seededRandom } from '../world/random.ts'

export const size = { people: 50, expenses: 1_000, receipts: 40, items: 20_000 } as const

/** An expense of the baseline: the least that a list needs. */
export interface PlainExpense {
  readonly title: string
  readonly date: string
  readonly payer: string
  readonly amount: number
  readonly items: readonly { readonly name: string; readonly price: number; readonly by: readonly string[] }[]
}

/** The update that makes a fresh bill long; `own` is the bill as the app wrote it. */
export function lengthen(own: Uint8Array): {
  readonly update: Uint8Array
  readonly plain: readonly PlainExpense[]
} {
  const doc = new Y.Doc()
  doc.clientID = 4_000_000_001
  Y.applyUpdate(doc, own)
  const me = [...doc.getMap('people').keys()][0] as PersonId
  const random = seededRandom(1)
  const context = { doc, by: () => me, nowMs: Date.now, fillRandom: random.fill, today: () => '2026-11-20' }
  const write = billCommands(context)
  const others = Array.from({ length: size.people - 1 }, (_, at) => ({ name: `Person ${at + 1}` }))
  const people = [me, ...write.addPeople(others)]
  const plain: PlainExpense[] = []
  const whole = size.expenses - size.receipts
  for (let at = 0; at < whole; at++) {
    const date = new Date(Date.UTC(2026, 0, 1 + (at % 320))).toISOString().slice(0, 10)
    const payer = people[at % people.length] as PersonId
    const amount = 1_000 + at * 7
    write.addExpense({ title: `Expense ${at}`, mode: 'equal', amountMinor: amount, date, payer })
    plain.push({ title: `Expense ${at}`, date, payer, amount, items: [] })
  }
  const each = size.items / size.receipts
  for (let at = 0; at < size.receipts; at++) {
    const payer = people[at % people.length] as PersonId
    const expense = write.addExpense({ title: `Receipt ${at}`, mode: 'items', payer })
    const items = Array.from({ length: each }, (_, line) => {
      const takers = [
        people[(line * 7) % people.length],
        people[(line * 3 + 1) % people.length],
      ] as PersonId[]
      return {
        name: `Dish ${line}`,
        quantity: 1,
        priceMinor: 100 + line,
        parts: Object.fromEntries(takers.map(id => [id, 1])),
      }
    })
    write.addItems(expense, items)
    plain.push({
      title: `Receipt ${at}`,
      date: '2026-11-20',
      payer,
      amount: 0,
      items: items.map(({ name, priceMinor, parts }) => ({
        name,
        price: priceMinor,
        by: Object.keys(parts),
      })),
    })
  }
  return { update: Y.encodeStateAsUpdate(doc), plain }
}
