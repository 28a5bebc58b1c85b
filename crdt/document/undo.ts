/**
 * Undo and redo of what this user did on this device since the bill was opened.
 *
 * Promises: one command is one step. Undo never touches what others did: a field that somebody wrote after me stays
 * as they wrote it. Making an entry is undone by taking my fields away while its maps stay as an empty shell
 * (schema.ts), because Yjs would else delete what others put inside, for good; redo brings the entry back with it.
 * Starting the bill is not a step. Steps that others have made void are skipped.
 */
import * as Y from 'yjs'
import type { PersonId } from '../ids.ts'
import { type ActivityInput, type Plain, verbs } from './activity.ts'
import { rootMap } from './schema.ts'
import { commandMeta, commit, localOrigin, type WriterContext } from './writer.ts'

export interface Undo {
  /** False when there was nothing to undo. */
  undo(): boolean
  redo(): boolean
  canUndo(): boolean
  canRedo(): boolean
  /** Calls back when canUndo or canRedo may have changed; gives the function that stops it. */
  onChange(listener: () => void): () => void
  destroy(): void
}

/**
 * Tracks the commands on this document from now on. With the writer's context each undo and redo writes an activity
 * record; without it none.
 */
export function createUndo(doc: Y.Doc, context?: WriterContext): Undo {
  const roots = (['bill', 'people', 'expenses', 'payments'] as const).flatMap(
    name => rootMap(doc, name) ?? [],
  )
  const listeners = new Set<() => void>()
  let command: ActivityInput | undefined

  const manager = new Y.UndoManager(roots, {
    doc,
    captureTimeout: 0,
    trackedOrigins: new Set([localOrigin]),
    captureTransaction(transaction) {
      command = transaction.meta.get(commandMeta) as ActivityInput | undefined
      return command?.verb !== 'create'
    },
    deleteFilter: item => !(item.content instanceof Y.ContentType),
  })

  const changed = () => {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch {
        // Yjs calls this inside its own bookkeeping, where a throw would lose the step.
      }
    }
  }
  manager.on('stack-item-added', ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }) => {
    // While undoing, the step that is being undone hands its command on to the new one.
    const known = manager.currStackItem?.meta.get(commandMeta) ?? command
    stackItem.meta.set(commandMeta, known)
    changed()
  })
  manager.on('stack-item-popped', changed)
  manager.on('stack-cleared', changed)

  const step = (verb: 'undo' | 'redo'): boolean => {
    const item = manager[verb]()
    changed()
    if (item === null) return false
    if (context !== undefined) record(context, verb, item.meta.get(commandMeta) as ActivityInput | undefined)
    return true
  }

  return {
    undo: () => step('undo'),
    redo: () => step('redo'),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy() {
      listeners.clear()
      manager.destroy()
    },
  }
}

function record(context: WriterContext, verb: 'undo' | 'redo', of: ActivityInput | undefined): void {
  const by: PersonId | null = context.by()
  const details: Plain[] = of === undefined ? [] : [verbs[of.verb]]
  commit(context, { verb, by, target: of?.target ?? '', details }, () => undefined)
}
