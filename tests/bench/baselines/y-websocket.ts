/**
 * @y/websocket-server at its pinned version, run as its README says (`HOST=… PORT=… npx y-websocket`), nothing stored.
 * The server applies each update to its document and sends it to every socket of the document, the sender's among them.
 * What an update costs it depends on what is in it, so there are two, each one transaction of some 256 bytes: the least that
 * a client can send, one key of a map set to bytes; and what an app like ours sends in so many bytes, a line of a
 * receipt with its fields.
 */
import { randomBytes } from 'node:crypto'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { FrameSocket } from '../frame-socket.ts'
import type { Delivered, Peer, Place, Sender } from '../peer.ts'
import { ServerProcess } from '../server-process.ts'
import { findStamp, senderOf, sentMsOf, stampBytes, writeStamp } from '../stamp.ts'

/** Of y-protocols: a sync message, and its kinds. */
const sync = 0
const syncKinds = { step1: 0, step2: 1, update: 2 } as const

/** Writes one edit of a sender, with a stamp in it. */
type Edit = (doc: Y.Doc, sender: number, count: number) => void

/** Each sender has its own key, so that nobody's update waits for another's. */
const setValue: Edit = (doc, sender, count) => {
  doc.getMap('taps').set(String(sender), stamped(valueBytes, sender, count))
}

const writeLine: Edit = (doc, sender, count) => {
  const line = new Y.Map<unknown>(Object.entries(lineFields))
  line.set('note', stamped(stampBytes, sender, count))
  line.set('parts', new Y.Map())
  doc.getMap('items').set(String(sender), line)
}

/** With ids, the key's origin and what the old value was, the message has 256 bytes, give or take a few. */
const valueBytes = 224
const lineFields = {
  name: 'Mac and cheese',
  price: 1250,
  quantity: 2,
  position: 'a0V',
  createdAt: 1_764_072_000_000,
  by: 'q3Jx9_aB',
  category: 'food',
}

function stamped(bytes: number, sender: number, count: number): Uint8Array {
  const value = randomBytes(bytes)
  writeStamp(value, 0, sender, count)
  return new Uint8Array(value)
}

export const yWebsocketValue = yWebsocket('@y/websocket-server, one value', setValue)
export const yWebsocketLine = yWebsocket('@y/websocket-server, a receipt line', writeLine)

function yWebsocket(name: string, edit: Edit): Peer {
  return {
    name,
    start: () => ServerProcess.start('node_modules/@y/websocket-server/src/server.js'),
    async join({ port }, place) {
      const socket = await FrameSocket.open({ port, path: `/room-${place.room}`, from: place.from })
      const synced = socket.next(message => message[0] === sync && message[1] === syncKinds.step2)
      socket.send(syncMessage(syncKinds.step1, Y.encodeStateVector(new Y.Doc())))
      await synced
      return new YSender(socket, place, edit)
    },
  }
}

class YSender implements Sender {
  onDelivery: Delivered = () => undefined
  private count = 0
  private readonly doc = new Y.Doc()

  constructor(
    private readonly socket: FrameSocket,
    private readonly place: Place,
    private readonly edit: Edit,
  ) {
    socket.onMessage = message => this.hear(message)
    this.doc.on('update', (update: Uint8Array) => socket.send(syncMessage(syncKinds.update, update)))
  }

  private hear(message: Buffer): void {
    const stamp = findStamp(message)
    if (stamp >= 0) this.onDelivery(senderOf(message, stamp) === this.place.sender, sentMsOf(message, stamp))
  }

  send(): void {
    this.edit(this.doc, this.place.sender, ++this.count)
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
