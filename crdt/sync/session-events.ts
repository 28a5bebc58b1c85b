/** What a session is told and what it wants done (session.ts). */
import type { EntryKey } from './cipher.ts'
import type { StoredEntry } from './outbox.ts'
import type { RelayMessage } from './wire.ts'

export type SessionEvent =
  /** The connection said HELLO: rooms may be opened. `keeps`: the relay keeps entries for those who are away. */
  | { readonly type: 'connected'; readonly keeps: boolean }
  | { readonly type: 'disconnected' }
  | { readonly type: 'message'; readonly message: RelayMessage }
  /** A Yjs V1 update of the document; `answer`: it answers `ask`. */
  | { readonly type: 'local'; readonly update: Uint8Array; readonly answer: boolean }
  /** The document changed by what another tab of this device told it: the log may have that, or may not yet. */
  | { readonly type: 'overheard' }
  /** The document's socket is open: it can be asked, and updates can be delivered. */
  | { readonly type: 'documentOpened' }
  | { readonly type: 'documentClosed' }
  | { readonly type: 'stored'; readonly key: EntryKey }
  /** The time asked for by `wake` has come. */
  | { readonly type: 'time' }
  /** The room is about to be left: what is not sealed yet has to be. */
  | { readonly type: 'leaving' }

export type SessionEffect =
  | {
      readonly type: 'open'
      readonly logId: Uint8Array
      readonly since: number
      readonly prefix: Uint8Array
    }
  | { readonly type: 'append'; readonly req: number; readonly entry: Uint8Array }
  /** Keep durably, then answer with `stored`. */
  | { readonly type: 'store'; readonly entry: StoredEntry }
  | { readonly type: 'forget'; readonly key: EntryKey }
  /** The room is caught up: the document's socket may open. */
  | { readonly type: 'ready' }
  | { readonly type: 'deliver'; readonly update: Uint8Array }
  /** Ask the document for what the shadow lacks. */
  | { readonly type: 'ask'; readonly stateVector: Uint8Array }
  /** Call `time` then; null: no need to. */
  | { readonly type: 'wake'; readonly atMs: number | null }
  | { readonly type: 'ephemeral'; readonly sealed: Uint8Array }
  /** The channel is of no use any more: open the room again after `retryMs`. */
  | { readonly type: 'closed'; readonly retryMs: number }
  /** `state` or a count changed. */
  | { readonly type: 'changed' }

export type SessionState =
  | { readonly kind: 'offline' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'replaying' }
  | { readonly kind: 'live' }
  | { readonly kind: 'refused'; readonly code: number }
