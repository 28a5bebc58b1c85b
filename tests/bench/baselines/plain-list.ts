/**
 * The baseline in a page of its own: a Y.Map of plain expenses, kept by y-indexeddb, drawn as one text and drawn anew as a
 * whole at every change. It reckons what each person's balance is, as the app does, with plain arithmetic.
 */
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import type { PlainExpense } from '../long-bill.ts'

declare global {
  interface Window {
    plainList: {
      fill(expenses: readonly PlainExpense[]): Promise<void>
      open(): Promise<number>
      change(): Promise<number>
    }
  }
}

const name = 'plain-list'
let doc = new Y.Doc()

function draw(): void {
  const balances = new Map<string, number>()
  const add = (person: string, minor: number) => balances.set(person, (balances.get(person) ?? 0) + minor)
  const people = new Set<string>()
  const expenses = [...(doc.getMap('expenses') as Y.Map<PlainExpense>).values()]
  for (const { payer } of expenses) people.add(payer)
  const lines = expenses
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .map(({ title, date, payer, amount, items }) => {
      let total = amount
      for (const { price, by } of items) {
        total += price
        for (const person of by) add(person, -Math.round(price / by.length))
      }
      if (amount !== 0) for (const person of people) add(person, -Math.round(amount / people.size))
      add(payer, total)
      return `<li><b>${title}</b> <span>${date}</span> <span>${payer} paid</span> <i>${(total / 100).toFixed(2)}</i></li>`
    })
  const sums = [...balances].map(([person, minor]) => `<li>${person} ${(minor / 100).toFixed(2)}</li>`)
  document.body.innerHTML = `<ul>${sums.join('')}</ul><ol>${lines.join('')}</ol>`
}

/** The next task after the frame that shows it. */
function painted(): Promise<number> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve(performance.now())
    requestAnimationFrame(() => port2.postMessage(null))
  })
}

window.plainList = {
  async fill(expenses) {
    const store = new IndexeddbPersistence(name, doc)
    await store.whenSynced
    doc.transact(() => {
      for (const [at, expense] of expenses.entries()) doc.getMap('expenses').set(`e${at}`, expense)
    })
    await store.destroy()
    doc.destroy()
    doc = new Y.Doc()
  },
  async open() {
    const startMs = performance.now()
    const store = new IndexeddbPersistence(name, doc)
    await store.whenSynced
    draw()
    doc.on('update', draw)
    return (await painted()) - startMs
  },
  async change() {
    const remote = new Y.Doc()
    Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc))
    let update: Uint8Array = new Uint8Array()
    remote.on('update', made => {
      update = made
    })
    const expenses = remote.getMap('expenses') as Y.Map<PlainExpense>
    const first = expenses.get('e0')
    if (first) expenses.set('e0', { ...first, amount: first.amount + 1 })
    const startMs = performance.now()
    Y.applyUpdate(doc, update)
    return (await painted()) - startMs
  },
}
