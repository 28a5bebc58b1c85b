/** The unit of the benchmark: 256 bytes in, the same 256 bytes out to everyone in the room. */
import { randomBytes } from 'node:crypto'
import { FrameSocket } from '../frame-socket.ts'
import { type Delivered, entryBytes, type Peer, type Place, type Sender } from '../peer.ts'
import { ServerProcess } from '../server-process.ts'
import { findStamp, senderOf, sentMsOf, writeStamp } from '../stamp.ts'

export const bareLoop: Peer = {
  name: 'bare loop',
  start: () => ServerProcess.start('tests/bench/baselines/bare-loop-server.mjs'),
  join: async ({ port }, place) =>
    new BareSender(await FrameSocket.open({ port, path: `/${place.room}`, from: place.from }), place),
}

class BareSender implements Sender {
  onDelivery: Delivered = () => undefined
  private count = 0
  private readonly payload = randomBytes(entryBytes)

  constructor(
    private readonly socket: FrameSocket,
    private readonly place: Place,
  ) {
    socket.onMessage = message => this.hear(message)
  }

  private hear(message: Buffer): void {
    const stamp = findStamp(message)
    if (stamp >= 0) this.onDelivery(senderOf(message, stamp) === this.place.sender, sentMsOf(message, stamp))
  }

  send(): void {
    writeStamp(this.payload, 0, this.place.sender, ++this.count)
    this.socket.send(this.payload)
  }

  close(): void {
    this.socket.close()
  }
}
