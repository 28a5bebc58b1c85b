/** What a transaction changed in a bill's document, so that no more of it is read again. */
import type * as Y from 'yjs'

export class BillChanges {
  head = false
  people = false
  payments = false
  devices = false
  /** Which expenses there are, or their order. */
  list = false
  allExpenses = false
  readonly expenses = new Set<string>()
  /** Items that changed within themselves, by expense. */
  readonly items = new Map<string, Set<string>>()
  any = false
}

/** The root maps that a bill is read from. */
export const roots = ['bill', 'people', 'expenses', 'payments', 'devices'] as const

/** Notes what one Yjs event means for the store. */
export function note(
  changes: BillChanges,
  root: (typeof roots)[number],
  event: Y.YEvent<Y.AbstractType<unknown>>,
): void {
  changes.any = true
  switch (root) {
    case 'bill':
      changes.head = true
      return
    case 'people':
      changes.people = true
      return
    case 'payments':
      changes.payments = true
      return
    case 'devices':
      changes.devices = true
      return
    case 'expenses': {
      const [expense, part, item] = event.path.map(String)
      if (expense === undefined) {
        changes.list = true
        for (const key of event.changes.keys.keys()) changes.expenses.add(key)
      } else if (part === 'items' && item !== undefined) {
        const items = changes.items.get(expense) ?? new Set()
        changes.items.set(expense, items.add(item))
      } else changes.expenses.add(expense)
    }
  }
}
