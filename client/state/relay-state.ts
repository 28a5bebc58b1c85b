/** The relay connection of a bill as a signal, in the words that pages show (open-bill.ts). */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type { ConnectionState } from '../../crdt/sync/relay-connection.ts'
import { browserTimers } from './clock.ts'
import type { RelayState } from './open-bill.ts'
import { relayConnection } from './relays.ts'

export interface RelayWatch {
  readonly state: Accessor<RelayState>
  retry(): void
}

/** Follows the connection to `host`; null while the bill is in no room. */
export function createRelayState(host: Accessor<string | null>): RelayWatch {
  const [state, setState] = createSignal<RelayState>({ kind: 'none' }, { equals: sameState })
  createEffect(() => {
    const at = host()
    if (at === null) {
      setState({ kind: 'none' })
      return
    }
    const connection = relayConnection(at)
    const follow = (now: ConnectionState) => setState(wordsFor(now))
    follow(connection.state)
    onCleanup(connection.onState(follow))
  })
  return {
    state,
    retry() {
      const at = host()
      if (at !== null) relayConnection(at).resume()
    },
  }
}

function wordsFor(state: ConnectionState): RelayState {
  switch (state.kind) {
    case 'open':
      return { kind: 'open' }
    case 'suspended':
      return { kind: 'offline' }
    case 'waiting':
      if (!navigator.onLine) return { kind: 'offline' }
      return { kind: 'unreachable', retryAtMs: Date.now() + (state.retryAtMs - browserTimers.nowMs()) }
    default:
      return { kind: 'connecting' }
  }
}

function sameState(a: RelayState, b: RelayState): boolean {
  if (a.kind !== b.kind) return false
  return a.kind !== 'unreachable' || (b.kind === 'unreachable' && a.retryAtMs === b.retryAtMs)
}
