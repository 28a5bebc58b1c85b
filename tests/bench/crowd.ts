/** Many senders in the rooms of one server: all join, all are told of, all leave. */
import type { Peer, Sender } from './peer.ts'
import type { ServerProcess } from './server-process.ts'

/** How many join at once: a server's queue of unopened sockets is short. */
const joinAtOnce = 50
/** Loopback addresses that sockets are dialled from, from 127.0.0.2. */
const addresses = 16

export class Crowd {
  readonly senders: Sender[] = []

  constructor(
    private readonly peer: Peer,
    private readonly server: ServerProcess,
    private readonly roomSize: number,
  ) {}

  /** Joins more until there are so many. */
  async growTo(size: number): Promise<void> {
    while (this.senders.length < size) {
      const first = this.senders.length
      const joining = Array.from({ length: Math.min(joinAtOnce, size - first) }, (_, i) => {
        const sender = first + i
        const from = `127.0.0.${2 + (sender % addresses)}`
        return this.peer.join(this.server, { room: Math.floor(sender / this.roomSize), sender, from })
      })
      this.senders.push(...(await Promise.all(joining)))
    }
  }

  close(): void {
    for (const sender of this.senders) sender.close()
  }
}
