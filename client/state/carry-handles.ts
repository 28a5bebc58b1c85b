/**
 * One's ways to be paid go where one sits: whoever says who they are on a bill gives that person the handles of the settings,
 * where the bill has none yet; whoever turns out to be somebody else takes them along, lest money for the one before
 * goes to oneself.
 */
import type { BillCommands } from '../../crdt/document/commands.ts'
import type { Person } from '../../crdt/domain/bill.ts'
import type { Handles } from '../storage/settings.ts'

type Seat = Pick<Person, 'id' | 'handles'>

/** Moves one's `own` handles from the seat one had to the one taken; each is one step, and none where nothing changes. */
export function carryHandles(
  write: Pick<BillCommands, 'setHandles'>,
  from: Seat | undefined,
  to: Seat | undefined,
  own: Handles,
): void {
  if (from?.id === to?.id) return
  const taken = from && methodsOf(own, (method, text) => from.handles[method] === text)
  const given = to && methodsOf(own, method => to.handles[method] === undefined)
  if (from && taken && taken.length > 0)
    write.setHandles(from.id, Object.fromEntries(taken.map(method => [method, ''])))
  if (to && given && given.length > 0)
    write.setHandles(to.id, Object.fromEntries(given.map(method => [method, own[method] ?? ''])))
}

function methodsOf(own: Handles, isOne: (method: string, text: string) => boolean): readonly string[] {
  return Object.entries(own)
    .filter(([method, text]) => isOne(method, text))
    .map(([method]) => method)
}
