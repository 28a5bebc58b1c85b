/** Commands on the lines of a receipt: the taps at the table are here. */
import { limits } from '../domain/bill.ts'
import { type ExpenseId, type ItemId, newId, type PersonId } from '../ids.ts'
import { checkAmount, checkInteger, checkLine } from './checks.ts'
import type { ItemCommands, ItemPatch, NewItem } from './commands.ts'
import { IssueList } from './issues.ts'
import { keyBehind, keysAtEnd } from './order.ts'
import { countedIds, type Plain, plainOf, textLength } from './plain.ts'
import { type Entry, readEntries } from './read-entries.ts'
import { type AnyMap, asMap, newMap } from './schema.ts'
import { restDetails } from './settings.ts'
import { innerMap } from './write-expenses.ts'
import { nameIn, peopleHere, twinsOf } from './write-people.ts'
import {
  authorship,
  checkPerson,
  clearDeleted,
  commit,
  entryInside,
  expenseEntry,
  type FieldChange,
  markDeleted,
  put,
  setFields,
  type WriterContext,
} from './writer.ts'

export function itemCommands(context: WriterContext): ItemCommands {
  const itemsOf = (expense: ExpenseId) => asMap(expenseEntry(context, expense).get('items'))
  const siblingsOf = (expense: ExpenseId): readonly Entry[] => {
    const items = itemsOf(expense)
    return items === null ? [] : readEntries(items, [], limits.items, new IssueList())
  }
  const entry = (expense: ExpenseId, item: ItemId) =>
    entryInside(expenseEntry(context, expense), 'items', item, 'item')

  const addAll = (expense: ExpenseId, items: readonly NewItem[], verb: 'addItem' | 'addItems'): ItemId[] => {
    const parent = expenseEntry(context, expense)
    const orders = keysAtEnd(siblingsOf(expense), items.length)
    const lines = items.map(item => ({
      fields: newItemFields(item),
      parts: checkParts(context, item.parts ?? {}),
    }))
    const ids = items.map(() => newId<ItemId>(context.fillRandom))
    if (items.length === 0) return ids
    const single = verb === 'addItem'
    const details: Plain[] = single ? [items[0]?.name.slice(0, textLength) ?? ''] : countedIds(ids)
    const target = (single && ids[0]) || expense
    commit(context, { verb, by: context.by(), target, details }, () => {
      const map = innerMap(parent, 'items')
      lines.forEach(({ fields, parts }, i) => {
        const id = ids[i] as ItemId
        const place: FieldChange[] = [['order', orders[i]], ...authorship(context)]
        map.set(id, newMap([...fields, ...place, ['parts', newMap(parts)]]))
      })
    })
    return ids
  }

  return {
    addItem: (expense, item) => addAll(expense, [item], 'addItem')[0] as ItemId,
    addItems: (expense, items) => addAll(expense, items, 'addItems'),
    setItem: (expense, item, patch) =>
      setFields(context, entry(expense, item), { verb: 'setItem', target: item }, patchFields(patch)),
    setParts(expense, item, person, parts) {
      checkPerson(context, person)
      const value = checkInteger(parts, 0, limits.parts, 'number of parts')
      const map = entry(expense, item)
      const twins = twinsOf(context, person).filter(twin => partsIn(map, twin) !== 0)
      const before = [person, ...twins].reduce((sum, each) => sum + partsIn(map, each), 0)
      if (before === value) return
      const details = [person, value, before]
      commit(context, { verb: 'giveItem', by: context.by(), target: item, details }, () => {
        const parts = innerMap(map, 'parts')
        for (const twin of twins) parts.delete(twin)
        put(parts, person, value || undefined)
      })
    },
    splitRest(expense, people) {
      for (const person of people) checkPerson(context, person)
      const here = new Set(peopleHere(context).map(({ id }) => id))
      const untaken = siblingsOf(expense).filter(({ map }) => !isTaken(map, here))
      if (people.length === 0 || untaken.length === 0) return
      const items = untaken.map(({ id }) => id)
      const details = restDetails(items, people)
      commit(context, { verb: 'splitRest', by: context.by(), target: expense, details }, () => {
        for (const { map } of untaken) for (const person of people) innerMap(map, 'parts').set(person, 1)
      })
    },
    deleteItem(expense, item) {
      const map = entry(expense, item)
      markDeleted(context, map, { verb: 'deleteItem', target: item, details: nameIn(map) })
    },
    restoreItem(expense, item) {
      const map = entry(expense, item)
      clearDeleted(context, map, { verb: 'restoreItem', target: item, details: nameIn(map) })
    },
    moveItem(expense, item, after) {
      const map = entry(expense, item)
      if (after !== null) entry(expense, after)
      if (after === item) return
      const siblings = siblingsOf(expense)
      const at = siblings.findIndex(({ id }) => id === item)
      if (at >= 0 && (siblings[at - 1]?.id ?? null) === after) return
      const order = keyBehind(
        siblings.filter(({ id }) => id !== item),
        after,
      )
      const before = map.get('order')
      if (order === before) return
      const details = [nameIn(map)[0] ?? null, order, plainOf(before)]
      commit(context, { verb: 'moveItem', by: context.by(), target: item, details }, () => {
        map.set('order', order)
      })
    },
  }
}

function newItemFields(item: NewItem): FieldChange[] {
  const { name, quantity, priceMinor, byPortion = false } = item
  return patchFields({ name, quantity, priceMinor, byPortion })
}

function patchFields(patch: ItemPatch): FieldChange[] {
  const fields: FieldChange[] = []
  if (patch.name !== undefined) fields.push(['name', checkLine(patch.name, 'name') || undefined])
  if (patch.quantity !== undefined) {
    const quantity = checkInteger(patch.quantity, 1, limits.quantity, 'quantity')
    fields.push(['quantity', quantity === 1 ? undefined : quantity])
  }
  if (patch.priceMinor !== undefined)
    fields.push(['price', checkAmount(patch.priceMinor, 'price') || undefined])
  if (patch.byPortion !== undefined) fields.push(['byPortion', patch.byPortion || undefined])
  return fields
}

function checkParts(context: WriterContext, parts: Readonly<Record<string, number>>): FieldChange[] {
  return Object.entries(parts).map(([person, value]) => {
    checkPerson(context, person as PersonId)
    return [person, checkInteger(value, 0, limits.parts, 'number of parts') || undefined]
  })
}

/** A person's parts as a reader would count them: junk is none. */
function partsIn(item: AnyMap, person: string): number {
  const value = asMap(item.get('parts'))?.get(person)
  return typeof value === 'number' ? value : 0
}

/** True when somebody who is on the bill has parts of the item. */
function isTaken(item: AnyMap, here: ReadonlySet<string>): boolean {
  return [...(asMap(item.get('parts'))?.keys() ?? [])].some(id => here.has(id) && partsIn(item, id) > 0)
}
