/**
 * @y/websocket-server at its pinned version, run as its README says (`HOST=… PORT=… npx y-websocket`), nothing stored.
 * What is sent is what a tap is to Yjs: one key of a map set to a new value, as an update message of 256 bytes. The
 * server applies it to its document and sends each update to every socket of the document, the sender's among them.
 */
import { randomBytes } from 'node:crypto'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { FrameSocket } from '../frame-socket.ts'
import { type Delivered, entryBytes, type Peer, type Place, type Sender } from '../peer.ts'
import { ServerProcess } from '../server-process.ts'
import { findStamp, senderOf, sentMsOf, writeStamp } from '../stamp.ts'

/** Of y-protocols: a sync message, and its kinds. */
const sync = 0
const syncKinds = { step1: 0, step2: 1, update: 2 } as const

/** What a message has besides the value: ids, the key's origin, what the old value was. */
const updateOverheadBytes = 42

export const yWebsocket: Peer = {
  name: '@y/websocket-server',
  start: () => ServerProcess.start('node_modules/@y/websocket-server/src/server.js'),
  async join({ port }, place) {
    const socket = await FrameSocket.open({ port, path: `/room-${place.room}`, from: place.from })
    const synced = socket.next(message => message[0] === sync && message[1] === syncKinds.step2)
    socket.send(syncMessage(syncKinds.step1, Y.encodeStateVector(new Y.Doc())))
    await synced
    return new YSender(socket, place)
  },
}

class YSender implements Sender {
  onDelivery: Delivered = () => undefined
  private count = 0
  private readonly doc = new Y.Doc()

  constructor(
    private readonly socket: FrameSocket,
    private readonly place: Place,
  ) {
    socket.onMessage = message => this.hear(message)
    this.doc.on('update', (update: Uint8Array) => socket.send(syncMessage(syncKinds.update, update)))
  }

  private hear(message: Buffer): void {
    const stamp = findStamp(message)
    if (stamp >= 0) this.onDelivery(senderOf(message, stamp) === this.place.sender, sentMsOf(message, stamp))
  }

  send(): void {
    const value = randomBytes(entryBytes - updateOverheadBytes)
    writeStamp(value, 0, this.place.sender, ++this.count)
    // Each has its own key, so that nobody's update waits for another's.
    this.doc.getMap('taps').set(String(this.place.sender), new Uint8Array(value))
  }

  close(): void {
    this.socket.close()
    this.doc.destroy()
  }
}

function syncMessage(kind: number, content: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, content)
  })
}
