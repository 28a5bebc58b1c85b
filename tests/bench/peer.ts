/**
 * A server to be measured: how it is started, and how someone joins a room of it. All peers are driven by the same
 * code; each counts as a delivery what its server sends for an entry to each socket of the room, the sender's own echo
 * or ACK among them.
 */
import type { ServerProcess } from './server-process.ts'

/** Payload of an entry. */
export const entryBytes = 256

export interface Peer {
  readonly name: string
  start(): Promise<ServerProcess>
  /** Resolves when all that is due to a newcomer has come. */
  join(server: ServerProcess, place: Place): Promise<Sender>
}

export interface Place {
  readonly room: number
  /** Number of the sender, unlike all others'. */
  readonly sender: number
  /** The loopback address to dial from. */
  readonly from: string
}

/** Told of each delivery. `own`: it is of the entry that this socket sent itself; `sentMs` only when it is not. */
export type Delivered = (own: boolean, sentMs: number) => void

export interface Sender {
  onDelivery: Delivered
  /** Sends one entry, stamped with now. */
  send(): void
  close(): void
}
