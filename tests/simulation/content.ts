/**
 * What phones write in a simulation, and how it is read again. Every edit leaves a mark of its own that nobody removes, so
 * that afterwards each single edit can be asked for; what it does besides may be overwritten or deleted by anybody.
 */
import * as Y from 'yjs'
import type { RoomCipher } from '../../crdt/sync/cipher.ts'
import type { SeededRandom } from '../world/random.ts'

const roots = ['bill', 'expenses', 'marks'] as const

type Nested = Y.Map<unknown>

/** One random edit; gives its mark. */
export function edit(doc: Y.Doc, random: SeededRandom, mark: string): void {
  doc.transact(() => {
    doc.getMap('marks').set(mark, 1)
    const expenses = doc.getMap<Nested>('expenses')
    const ids = [...expenses.keys()].sort()
    const kind = random.below(10)
    if (kind < 2)
      doc.getMap('bill').set(random.pick(['title', 'note', 'currency']), `v${random.below(1_000)}`)
    else if (kind === 2) doc.getMap('bill').delete(random.pick(['title', 'note']))
    else if (kind < 6 || ids.length === 0) addExpense(expenses, `e${random.below(30)}`, random)
    else if (kind === 6) expenses.delete(random.pick(ids))
    else tap(expenses.get(random.pick(ids)), random)
  })
}

function addExpense(expenses: Y.Map<Nested>, id: string, random: SeededRandom): void {
  const expense: Nested = new Y.Map<unknown>()
  expense.set('title', `dish ${random.below(100)}`)
  expense.set('parts', new Y.Map<number>())
  expenses.set(id, expense)
}

function tap(expense: Nested | undefined, random: SeededRandom): void {
  const parts = expense?.get('parts')
  if (!(parts instanceof Y.Map)) return
  const person = `p${random.below(4)}`
  if (random.below(4) === 0) parts.delete(person)
  else parts.set(person, random.below(9))
}

/** The content as text that equal content shares. */
export function contentOf(doc: Y.Doc): string {
  return JSON.stringify(
    roots.map(root => sorted(doc.getMap(root).toJSON())),
    null,
    0,
  )
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}

export function marksOf(doc: Y.Doc): Set<string> {
  return new Set(doc.getMap('marks').keys())
}

/** Opens entries, each only once. */
export function entryReader(open: RoomCipher['open']): (entry: Uint8Array) => Uint8Array | null {
  const opened = new WeakMap<Uint8Array, Uint8Array | null>()
  return entry => {
    const known = opened.get(entry)
    if (known !== undefined) return known
    const { kind, ...rest } = open(entry)
    const update = (kind === 'update' || kind === 'snapshot') && 'update' in rest ? rest.update : null
    opened.set(entry, update)
    return update
  }
}

/** The marks that can be seen when all of these updates are put together. */
export function marksIn(updates: Iterable<Uint8Array>): Set<string> {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) {
      try {
        Y.applyUpdate(doc, update)
      } catch {
        // Forged; what it left behind holds no mark.
      }
    }
  })
  const marks = marksOf(doc)
  doc.destroy()
  return marks
}
