/**
 * Undo and redo of what this user did on this device since the bill was opened.
 *
 * Promises: one command is one step. Undo never touches what others did: a field that somebody wrote after me stays
 * as they wrote it. Making an entry is undone by taking my fields away while its maps stay as an empty shell
 * (schema.ts), because Yjs would else delete what others put inside, for good; redo brings the entry back with it.
 * Starting the bill is not a step. Steps that others have made void are skipped.
 */
import * as Y from 'yjs'
import { type ActivityInput, recordOfInput } from './activity.ts'
import type { Plain } from './plain.ts'
import { rootMap } from './schema.ts'
import { type Setting, settingDetails, settingsOf } from './settings.ts'
import { headOf, type Spot, spotOf } from './spots.ts'
import { placesIn } from './things.ts'
import { verbs } from './verbs.ts'
import { commandsIn, commit, localOrigin, type WriterContext } from './writer.ts'

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
 * record of each command, in the same transaction; without it none.
 */
export function createUndo(doc: Y.Doc, context?: WriterContext): Undo {
  const roots = (['bill', 'people', 'expenses', 'payments'] as const).flatMap(
    name => rootMap(doc, name) ?? [],
  )
  const listeners = new Set<() => void>()
  let commands: readonly ActivityInput[] = []
  /** The commands of the step that is being undone or redone, which it hands on to the new one. */
  let handedOn: readonly ActivityInput[] | null = null

  const manager = new Y.UndoManager(roots, {
    doc,
    captureTimeout: 0,
    trackedOrigins: new Set([localOrigin]),
    captureTransaction(transaction) {
      commands = commandsIn(transaction)
      return !commands.some(({ verb }) => verb === 'create')
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
    stackItem.meta.set(commandsOf, handedOn ?? commands)
    changed()
  })
  manager.on('stack-item-popped', changed)
  manager.on('stack-cleared', changed)

  const step = (verb: 'undo' | 'redo'): boolean => {
    const doing = verb === 'undo' ? 'undoing' : 'redoing'
    const stack = verb === 'undo' ? manager.undoStack : manager.redoStack
    const top = stack[stack.length - 1]
    const watched = context && top ? watch(context, stepCommands(top)) : []
    let isDone = false
    try {
      // One transaction, hence one update to others, of what is undone and of the record that says so.
      doc.transact(() => {
        const item = manager[verb]()
        isDone = item !== null
        if (item === null) return
        handedOn = stepCommands(item)
        if (context)
          record(context, verb, item === top ? watched : handedOn.map(input => ({ input, spots: [] })))
        // Yjs asks what it is doing when the transaction ends, which is later than it expects.
        manager[doing] = true
      }, manager)
    } finally {
      manager[doing] = false
      handedOn = null
    }
    changed()
    return isDone
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

/** Key in a step's meta under which its commands stand. */
const commandsOf = Symbol('commands')

function stepCommands(item: { readonly meta: ReadonlyMap<unknown, unknown> }): readonly ActivityInput[] {
  return (item.meta.get(commandsOf) as readonly ActivityInput[] | undefined) ?? []
}

/** A command that is about to be undone or redone, and what the fields that it set hold before that. */
interface Watched {
  readonly input: ActivityInput
  readonly spots: readonly { readonly setting: Setting; readonly spot: Spot; readonly before: Plain }[]
}

function watch(context: WriterContext, inputs: readonly ActivityInput[]): readonly Watched[] {
  const places = placesIn(context.doc)
  const head = headOf(context)
  return inputs.map(input => {
    const known = recordOfInput(input)
    const settings = known === null ? [] : settingsOf(known)
    const spots = settings.flatMap(setting => {
      const spot = spotOf(places, head, setting)
      return spot === null ? [] : [{ setting, spot, before: spot.now() }]
    })
    return { input, spots }
  })
}

function record(context: WriterContext, verb: 'undo' | 'redo', watched: readonly Watched[]): void {
  for (const { input, spots } of watched) {
    const settings = spots.flatMap(({ setting, spot, before }) => {
      const now = spot.now()
      return now === before ? [] : [{ ...setting, change: { ...setting.change, now, before } }]
    })
    const isSet = spots.length > 0
    const details = isSet ? settingDetails(input.verb, settings, input.details?.[0]) : (input.details ?? [])
    commit(
      context,
      { verb, by: context.by(), target: input.target, details: [verbs[input.verb], ...details] },
      () => undefined,
    )
  }
}
