/**
 * What can be done to a line of the check: taken, given back, taken whole, shared by all, moved, deleted. One intention
 * is one message with one Undo, however many commands it took. Nothing here draws.
 */
import type { Item } from '../../../crdt/domain/bill.ts'
import type { ExpenseId, ItemId, PersonId } from '../../../crdt/ids.ts'
import { showMessage } from '../../components/messages.ts'
import { t } from '../../i18n/text.ts'
import type { OpenBill } from '../../state/open-bill.ts'
import type { PeopleOn } from './people-on.ts'
import { stepsOf, tellSteps } from './steps.ts'

export interface LineSteps {
  /** The person takes the item, or gives it back. */
  tap(item: Item, person: PersonId): void
  /** The person takes all of it: the parts of everybody else are gone, by portion every portion is theirs. */
  takeAll(item: Item, person: PersonId): void
  /** Everybody has one part, or nobody has any. */
  shareAll(item: Item, parts: 0 | 1): void
  /** To another place among the lines, counted from 0. */
  moveTo(item: Item, place: number): void
  remove(item: Item): void
}

/** The steps on the lines of the receipt that `expense` names at the time. */
export function lineSteps(
  open: OpenBill,
  people: PeopleOn,
  expense: () => ExpenseId,
  items: () => readonly Item[],
): LineSteps {
  const write = stepsOf(open)
  const nameOf = (item: Item) => item.name || t('item.unnamed')
  /** @returns how many commands that took. */
  const setAll = (item: Item, wanted: (person: PersonId) => number): number => {
    const changed = people
      .sharing(item.parts)
      .map(({ id }) => ({ id, now: item.parts[id] ?? 0, next: wanted(id) }))
      .filter(({ now, next }) => now !== next)
    for (const { id, next } of changed) write.setParts(expense(), item.id, id, next)
    return changed.length
  }
  return {
    tap: (item, person) => write.setParts(expense(), item.id, person, (item.parts[person] ?? 0) > 0 ? 0 : 1),
    takeAll(item, person) {
      const all = item.byPortion ? item.quantity : 1
      const words = t('item.tookAll', { person: people.nameOf(person), name: nameOf(item) })
      tellSteps(
        open,
        words,
        setAll(item, id => (id === person ? all : 0)),
      )
    },
    shareAll(item, parts) {
      const words = t(parts === 0 ? 'item.freeAgain' : 'item.sharedByAll', { name: nameOf(item) })
      tellSteps(
        open,
        words,
        setAll(item, () => parts),
      )
    },
    moveTo(item, place) {
      const others = items().filter(other => other.id !== item.id)
      write.moveItem(expense(), item.id, others[place - 1]?.id ?? null)
    },
    remove(item) {
      const { id } = item
      const from = expense()
      const name = nameOf(item)
      write.deleteItem(from, id as ItemId)
      showMessage({
        text: t('item.deleted', { name }),
        action: { label: t('key.undo'), run: () => write.restoreItem(from, id) },
      })
    },
  }
}
