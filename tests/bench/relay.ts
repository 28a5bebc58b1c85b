/**
 * Our relay as it is built, with SQLite: an ACK is sent when the entry is on disk. An entry of 256 bytes comes back as
 * ENTRY to the others of the room and as ACK to its sender: as many deliveries as the bare loop's. The limits are those
 * that would slow the load itself; each is set by environment and printed.
 */
import { randomBytes } from 'node:crypto'
import { keysFromAdminSeed, type RoomKeys } from '../../crdt/encryption/keys.ts'
import { proofReady, sodiumProof } from '../../crdt/encryption/proof.ts'
import { sign } from '../../crdt/encryption/sodium.ts'
import { encode } from '../../crdt/sync/codec.ts'
import { noLogId, roles, subprotocol, syncPath, wireVersion, zeroPrefix } from '../../crdt/sync/wire.ts'
import { FrameSocket } from './frame-socket.ts'
import { type Delivered, entryBytes, type Peer, type Place, type Sender } from './peer.ts'
import { ServerProcess } from './server-process.ts'
import { findStamp, sentMsOf, writeStamp } from './stamp.ts'

export const relayLimits = {
  LIMIT_ENTRIES_PER_S: '1000000',
  LIMIT_ENTRIES_BURST: '1000000',
  LIMIT_BYTES_PER_S: '1000000000',
  LIMIT_ROOM_MESSAGES_PER_S: '1000000',
  LIMIT_ROOM_BYTES: '100000000000',
  LIMIT_SOCKETS_PER_ADDRESS: '10000',
  LIMIT_UPGRADES_PER_ADDRESS_PER_MIN: '100000',
  LIMIT_SHED_LAG_MS: '100000',
} as const

/** First bytes of messages (PROTOCOL.md 7.1). */
const types = { entry: 4, caughtUp: 5, append: 6, ack: 7 } as const
/** type, chan, req */
const appendHeadBytes = 7
const updateKind = 1

const seeds = new Map<number, Buffer>()

/** The keys of a room, by its number in this run. */
function keysOf(room: number): RoomKeys {
  let seed = seeds.get(room)
  if (!seed) {
    seed = randomBytes(16)
    seeds.set(room, seed)
  }
  return keysFromAdminSeed(new Uint8Array(seed))
}

export const relay: Peer = {
  name: 'relay with SQLite',
  start: () =>
    ServerProcess.start('dist/relay/main.js', { ...relayLimits, STORE: 'sqlite', LOG_LEVEL: 'error' }),
  async join({ port }, place) {
    await proofReady
    const { roomId, commitments, writeKeys } = keysOf(place.room)
    if (!writeKeys) throw new Error('no write keys')
    const aud = `127.0.0.1:${port}`
    const socket = await FrameSocket.open({ port, path: syncPath, subprotocol, from: place.from })
    const hello = await socket.next(() => true)
    socket.send(encode({ type: 'clientHello', version: wireVersion, aud }))
    const role = roles.write
    const signature = sign(sodiumProof.openSigned(hello, aud, roomId, role), writeKeys.privateKey)
    const who = { role, flags: 0, roomId, commitments, publicKey: writeKeys.publicKey, signature }
    const caughtUp = socket.next(message => message[0] === types.caughtUp)
    socket.send(encode({ type: 'open', chan: 1, ...who, logId: noLogId, since: 0, prefix: zeroPrefix }))
    await caughtUp
    return new RelaySender(socket, place)
  },
}

class RelaySender implements Sender {
  onDelivery: Delivered = () => undefined
  private count = 0
  private readonly message = randomBytes(appendHeadBytes + entryBytes)

  constructor(
    private readonly socket: FrameSocket,
    private readonly place: Place,
  ) {
    this.message.set([types.append, 0, 1])
    this.message.set([1, updateKind, 0, 0], appendHeadBytes)
    socket.onMessage = message => this.hear(message)
  }

  private hear(message: Buffer): void {
    if (message[0] === types.ack) this.onDelivery(true, Number.NaN)
    else if (message[0] === types.entry) this.onDelivery(false, sentMsOf(message, findStamp(message)))
  }

  send(): void {
    this.message.writeUInt32BE(++this.count, 3)
    writeStamp(this.message, appendHeadBytes + 4, this.place.sender, this.count)
    this.socket.send(this.message)
  }

  close(): void {
    this.socket.close()
  }
}
