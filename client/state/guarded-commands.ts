/**
 * The commands of a bill as pages get them: held to what the link allows, and to whether the bill is closed; and what others made
 * impossible meanwhile is told rather than thrown.
 */
import type { BillCommands } from '../../crdt/document/commands.ts'
import { Conflict, type ConflictKind } from '../../crdt/document/conflict.ts'

/** What is done to a closed bill all the same: opening it again, and saying who one is. */
const onClosed: ReadonlySet<string> = new Set<keyof BillCommands>(['reopen', 'introduceDevice'])

/**
 * The commands, which throw when the right is missing: pages do not offer them then, and nothing else may call them. On a closed
 * bill they do nothing: it may be closed by another between the press of a key and its command. What somebody wrote offline,
 * before they heard of the closing, still comes and counts, and Activity tells it: nobody's work is thrown away.
 */
export function onlyWith(
  mayWrite: () => boolean,
  isClosed: () => boolean,
  commands: BillCommands,
  onConflict: (kind: ConflictKind) => void,
): BillCommands {
  const guarded = Object.entries(commands).map(([name, command]) => [
    name,
    (...input: unknown[]) => {
      if (!mayWrite()) throw new Error('this bill can only be viewed here')
      if (isClosed() && !onClosed.has(name)) return undefined
      try {
        return command(...input)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        onConflict(error.kind)
        return undefined
      }
    },
  ])
  return Object.fromEntries(guarded) as BillCommands
}
