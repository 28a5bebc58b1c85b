/**
 * Decides which presence is shown and when our own is sent (PROTOCOL.md 6.3, 6.4): counts only grow, one awareness client
 * per session, never our own client id, clocks near the known one, and only what echoes the epoch drawn when we went live,
 * so that a replayed "here now" is not shown. Whoever has told nothing yet has no epoch to be echoed, and sees who verifies.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { OpenedPresence, Presence } from './cipher.ts'

const maxClockLead = 1_000
const maxPeers = 256
const maxStateBytes = 2_048

interface Peer {
  count: number
  epoch: string
  clientId: number | null
  clock: number
}

interface AwarenessState {
  readonly clientId: number
  readonly clock: number
  readonly state: string
}

/** The single state in an awareness update, or null (several, none, too large, cut). */
function readSingle(update: Uint8Array): AwarenessState | null {
  try {
    const decoder = decoding.createDecoder(update)
    if (decoding.readVarUint(decoder) !== 1) return null
    const clientId = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const state = decoding.readVarString(decoder)
    JSON.parse(state)
    return state.length <= maxStateBytes ? { clientId, clock, state } : null
  } catch {
    return null
  }
}

/** The update's entry of one client as an update of its own; null when it is not among them. */
function onlyOf(clientId: number, update: Uint8Array): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(update)
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = decoding.readVarString(decoder)
      if (client !== clientId) continue
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state)
      return encoding.toUint8Array(encoder)
    }
  } catch {
    return null
  }
  return null
}

export class PresenceGate {
  private readonly peers = new Map<string, Peer>()
  private epoch = ''
  /** What we last said of ourselves; null: nothing yet, so nothing is sent at all. */
  private own: Uint8Array | null = null

  /** `clientId` is the document's own; `mustEcho` is false for readers, who cannot announce an epoch. */
  constructor(
    private readonly clientId: () => number,
    private readonly mustEcho: boolean,
    private readonly newEpoch: () => string,
  ) {}

  /** Going live: a fresh epoch, everybody has to be heard anew. */
  start(): Presence | null {
    this.epoch = this.newEpoch()
    this.peers.clear()
    return this.presence()
  }

  /** The provider's awareness update: what is ours of it is sent. */
  say(update: Uint8Array): Presence | null {
    const own = onlyOf(this.clientId(), update)
    if (!own) return null
    this.own = own
    return this.presence()
  }

  /** What is ours, with the epochs of all who were heard; null while there is nothing to say. */
  presence(): Presence | null {
    if (!this.own || this.epoch === '') return null
    const echoes = [...this.peers.values()].map(peer => peer.epoch)
    return { epoch: this.epoch, echoes, awareness: this.own }
  }

  /** What to show of a message that verified, and whether it has to be answered with our own. */
  hear(heard: OpenedPresence): { readonly show: Uint8Array | null; readonly isNew: boolean } {
    const known = this.peers.get(heard.session)
    if ((known && heard.count <= known.count) || (!known && this.peers.size >= maxPeers)) {
      return { show: null, isNew: false }
    }
    const peer: Peer = known ?? { count: 0, epoch: '', clientId: null, clock: 0 }
    const isNew = peer.epoch !== heard.epoch
    peer.count = heard.count
    peer.epoch = heard.epoch
    this.peers.set(heard.session, peer)
    const fresh = !this.mustEcho || this.own === null || heard.echoes.includes(this.epoch)
    return {
      show: fresh && this.mayShow(peer, heard.awareness) ? heard.awareness : null,
      isNew,
    }
  }

  private mayShow(peer: Peer, update: Uint8Array): boolean {
    const single = readSingle(update)
    if (!single || single.clientId === this.clientId()) return false
    if (peer.clientId !== null && peer.clientId !== single.clientId) return false
    const takenByOther = [...this.peers.values()].some(
      other => other !== peer && other.clientId === single.clientId,
    )
    if (takenByOther || (peer.clientId !== null && single.clock > peer.clock + maxClockLead)) return false
    peer.clientId = single.clientId
    peer.clock = Math.max(peer.clock, single.clock)
    return true
  }
}
