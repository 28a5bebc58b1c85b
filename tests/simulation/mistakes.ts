/** Mistakes that this design was made to avoid, brought back to see that the simulation finds each of them. */
import { LogView, type PlacedEntry } from '../../crdt/sync/log-view.ts'
import { Outbox } from '../../crdt/sync/outbox.ts'
import { Session } from '../../crdt/sync/session.ts'
import { Shadow } from '../../crdt/sync/shadow.ts'
import type { RelayHabits } from '../world/model-relay.ts'

export interface Mistake {
  /** A seed that finds it. */
  readonly foundBy: number
  readonly relay?: Partial<RelayHabits>
  /** Patches a class; gives what undoes it. */
  readonly patch?: () => () => void
}

/** Replaces one method of a class for a while. */
function replace(
  prototype: object,
  method: string,
  by: (this: never, ...args: never[]) => unknown,
): () => void {
  const original = Object.getOwnPropertyDescriptor(prototype, method)
  if (!original) throw new Error(`there is no ${method} to replace`)
  Object.defineProperty(prototype, method, { ...original, value: by })
  return () => Object.defineProperty(prototype, method, original)
}

/** What is private in an outbox. */
interface OpenOutbox {
  waiting: Map<string, { stored: boolean }>
  nextReq: number
}

const { takeSendable } = Outbox.prototype
const { place } = LogView.prototype
const { applyLocal } = Shadow.prototype

export const mistakes = {
  'a cursor is believed without its log id and prefix': { foundBy: 111, relay: { trustsCursor: true } },
  'a snapshot retires everything before itself, not what it covers': {
    foundBy: 19,
    relay: { retiresTooMuch: true },
  },
  'an entry is acknowledged before it is kept': { foundBy: 44, relay: { acksBeforeKeeping: true } },
  'nothing is asked again after a snapshot': {
    foundBy: 2,
    patch: () => replace(LogView.prototype, 'cover', () => false),
  },
  'a snapshot that nobody can read is taken to cover nothing': {
    foundBy: 15,
    patch: () =>
      replace(LogView.prototype, 'place', function (this: LogView, entry: PlacedEntry) {
        const { opened } = entry
        return place.call(
          this,
          opened.kind === 'invalid' ? { ...entry, opened: { ...opened, place: null } } : entry,
        )
      }),
  },
  'what only the document has may wait inside the shadow': {
    foundBy: 6,
    patch: () =>
      replace(Shadow.prototype, 'applyLocal', function (this: Shadow, update: Uint8Array) {
        const outcome = applyLocal.call(this, update)
        return outcome === 'gap' ? 'applied' : outcome
      }),
  },
  'an entry leaves the outbox when a relay that keeps nothing passed it on, though only the outbox has it': {
    foundBy: 190,
    patch: () => replace(Session.prototype, 'mayForget', () => true),
  },
  'an entry is sent before the durable outbox has it': {
    foundBy: 3,
    patch: () =>
      replace(Outbox.prototype, 'takeSendable', function (this: OpenOutbox) {
        for (const waiting of this.waiting.values()) waiting.stored = true
        return takeSendable.call(this as unknown as Outbox)
      }),
  },
  'the outbox is dropped when the connection is lost': {
    foundBy: 1,
    patch: () =>
      replace(Outbox.prototype, 'rewind', function (this: OpenOutbox) {
        this.waiting.clear()
        this.nextReq = 1
      }),
  },
} satisfies Record<string, Mistake>
