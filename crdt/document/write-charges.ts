/** Commands on the charges of a receipt: tax, tip, service, fees, discounts. */
import type { ChargeKind } from '../domain/bill.ts'
import { limits } from '../domain/bill.ts'
import { type ChargeId, type ExpenseId, type ItemId, newId } from '../ids.ts'
import { checkChargeValue, checkLine, checkWord } from './checks.ts'
import type { ChargeCommands, ChargePatch } from './commands.ts'
import { IssueList } from './issues.ts'
import { keysAtEnd } from './order.ts'
import { readEntries } from './read-entries.ts'
import { type AnyMap, asMap, newMap } from './schema.ts'
import { itemsIn, itemsTold } from './spots.ts'
import { innerMap } from './write-expenses.ts'
import { nameIn } from './write-people.ts'
import {
  authorship,
  clearDeleted,
  commit,
  entryInside,
  expenseEntry,
  type FieldChange,
  markDeleted,
  put,
  recordOf,
  type WriterContext,
} from './writer.ts'

const kinds: readonly ChargeKind[] = ['tax', 'tip', 'service', 'fee', 'discount']

export function chargeCommands(context: WriterContext): ChargeCommands {
  const entry = (expense: ExpenseId, charge: ChargeId) =>
    entryInside(expenseEntry(context, expense), 'charges', charge, 'charge')

  return {
    addCharge(expense, input) {
      const parent = expenseEntry(context, expense)
      const fields = patchFields(input)
      const items = checkItems(parent, input.items ?? [])
      const charges = asMap(parent.get('charges'))
      const siblings = charges === null ? [] : readEntries(charges, [], limits.charges, new IssueList())
      const order = keysAtEnd(siblings, 1)[0]
      const charge = newId<ChargeId>(context.fillRandom)
      const details = [checkLine(input.name ?? '', 'name').slice(0, 80) || input.kind]
      commit(context, { verb: 'addCharge', by: context.by(), target: charge, details }, () => {
        const applies: FieldChange[] = items.map(item => [item, true])
        const place: FieldChange[] = [['order', order], ...authorship(context)]
        innerMap(parent, 'charges').set(charge, newMap([...fields, ...place, ['items', newMap(applies)]]))
      })
      return charge
    },
    setCharge(expense, charge, patch) {
      const map = entry(expense, charge)
      const wanted = checkItems(expenseEntry(context, expense), patch.items ?? [])
      const chosen = itemsIn(map)
      const added = patch.items === undefined ? [] : wanted.filter(item => !chosen.includes(item))
      const dropped = patch.items === undefined ? [] : chosen.filter(item => !wanted.includes(item as ItemId))
      const { changes, details } = recordOf(map, patchFields(patch))
      if (added.length + dropped.length > 0) details.push('items', itemsTold(wanted), itemsTold(chosen))
      if (details.length === 0) return
      commit(context, { verb: 'setCharge', by: context.by(), target: charge, details }, () => {
        for (const [field, value] of changes) put(map, field, value)
        const applies = innerMap(map, 'items')
        for (const item of added) applies.set(item, true)
        for (const item of dropped) applies.delete(item)
      })
    },
    deleteCharge(expense, charge) {
      const map = entry(expense, charge)
      markDeleted(context, map, { verb: 'deleteCharge', target: charge, details: nameIn(map) })
    },
    restoreCharge(expense, charge) {
      const map = entry(expense, charge)
      clearDeleted(context, map, { verb: 'restoreCharge', target: charge, details: nameIn(map) })
    },
  }
}

function patchFields(patch: ChargePatch): FieldChange[] {
  const fields: FieldChange[] = []
  if (patch.kind !== undefined) fields.push(['kind', checkWord(patch.kind, kinds, 'kind of charge')])
  if (patch.name !== undefined) fields.push(['name', checkLine(patch.name, 'name') || undefined])
  if (patch.value !== undefined) fields.push(['value', checkChargeValue(patch.value)])
  if (patch.included !== undefined) fields.push(['included', patch.included || undefined])
  if (patch.basis !== undefined) {
    const basis = checkWord(patch.basis, ['beforeTax', 'afterTax'], 'basis')
    fields.push(['basis', basis === 'beforeTax' ? undefined : basis])
  }
  return fields
}

/** The same ids, once each. @throws RangeError when one is no item of the expense. */
function checkItems(expense: AnyMap, items: readonly ItemId[]): readonly ItemId[] {
  for (const item of items) entryInside(expense, 'items', item, 'item')
  return [...new Set(items)]
}
