/**
 * An expense once more: its fields, who had what, its items and charges under new ids. Only what this version knows is
 * copied, value by value, for anybody may have written the source.
 */
import { limits } from '../domain/bill.ts'
import { type ChargeId, type ItemId, newId } from '../ids.ts'
import { IssueList } from './issues.ts'
import { readEntries } from './read-entries.ts'
import { type AnyMap, asMap, expenseMaps, newMap } from './schema.ts'
import { authorship, type FieldChange, type WriterContext } from './writer.ts'

const expenseFields = ['title', 'category', 'note', 'amount', 'currency', 'rate', 'payer', 'mode', 'printed']
const itemFields = ['name', 'quantity', 'price', 'byPortion', 'order']
const chargeFields = ['kind', 'name', 'value', 'included', 'basis', 'order']

/** @param place the copy's own date and order. */
export function copyOfExpense(context: WriterContext, source: AnyMap, place: readonly FieldChange[]): AnyMap {
  const items = entriesIn(source, 'items', limits.items)
  const itemIds = new Map(items.map(({ id }) => [id, newId<ItemId>(context.fillRandom)]))
  const charges = entriesIn(source, 'charges', limits.charges)
  const lines = items.map(({ id, map }): FieldChange => {
    const parts = newMap(valuesIn(map, 'parts'))
    return [
      itemIds.get(id) ?? id,
      newMap([...fieldsIn(map, itemFields), ...authorship(context), ['parts', parts]]),
    ]
  })
  const extras = charges.flatMap(({ map }): FieldChange[] => {
    const named = valuesIn(map, 'items').filter(([, value]) => value === true)
    const applies = named.flatMap(([item]): FieldChange[] => {
      const copied = itemIds.get(item)
      return copied === undefined ? [] : [[copied, true]]
    })
    // All its items were deleted: without them it would be a charge on everything.
    if (named.length > 0 && applies.length === 0) return []
    const fields = [...fieldsIn(map, chargeFields), ...authorship(context)]
    return [[newId<ChargeId>(context.fillRandom), newMap([...fields, ['items', newMap(applies)]])]]
  })
  const inner = expenseMaps.map((name): FieldChange => {
    if (name === 'items') return [name, newMap(lines)]
    if (name === 'charges') return [name, newMap(extras)]
    return [name, newMap(valuesIn(source, name))]
  })
  return newMap([...fieldsIn(source, expenseFields), ...place, ...authorship(context), ...inner])
}

function entriesIn(expense: AnyMap, name: 'items' | 'charges', limit: number) {
  const map = asMap(expense.get(name))
  return map === null ? [] : readEntries(map, [], limit, new IssueList())
}

function fieldsIn(map: AnyMap, names: readonly string[]): FieldChange[] {
  return names.filter(name => isPlain(map.get(name))).map(name => [name, map.get(name)])
}

function valuesIn(map: AnyMap, name: string): [string, unknown][] {
  const inner = asMap(map.get(name))
  return inner === null ? [] : [...inner.entries()].filter(([, value]) => isPlain(value))
}

/** A scalar or an array of scalars: all that a field of a bill can be. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(each => typeof each !== 'object' || each === null)
  return value !== undefined && (typeof value !== 'object' || value === null) && typeof value !== 'function'
}
