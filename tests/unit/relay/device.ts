/**
 * A device as the relay sees one: a real socket that speaks the wire by hand, so that tests can also say wrong things.
 * Entries are sealed with nothing: the relay cannot tell.
 */
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import { concat } from '../../../crdt/bytes.ts'
import { keysFromAdminSeed, type RoomKeys } from '../../../crdt/encryption/keys.ts'
import { parseEntry, sodiumProof } from '../../../crdt/encryption/proof.ts'
import { sign } from '../../../crdt/encryption/sodium.ts'
import { decode, encode } from '../../../crdt/sync/codec.ts'
import {
  type Message,
  type Open,
  type Role,
  roles,
  subprotocol,
  syncPath,
  wireVersion,
} from '../../../crdt/sync/wire.ts'
import type { LogPlace } from '../../../relay/store/store.ts'
import { nowhere } from './store-contract.ts'

/** Keys of a fresh room. Await proofReady before. */
export const newRoom = (): RoomKeys => keysFromAdminSeed(new Uint8Array(randomBytes(16)))

/** An UPDATE by form (PROTOCOL.md 5.1) with this text in the place of the ciphertext. */
export function updateEntry(text: string | Uint8Array): Uint8Array {
  const body = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const padded = concat(body, new Uint8Array(Math.max(0, 16 - body.length)))
  return concat(Uint8Array.of(1, 1, 0, 0), randomBytes(24), padded, randomBytes(64))
}

/** A SNAPSHOT by form, signed with the room's write key. */
export function snapshotEntry(keys: RoomKeys, place: LogPlace, size = 100): Uint8Array {
  const covers = new Uint8Array(8)
  new DataView(covers.buffer).setUint32(4, place.covers)
  const header = concat(Uint8Array.of(1, 2, 0, 0), place.logId, covers, place.prefix)
  const unsigned = concat(header, randomBytes(24), randomBytes(size), new Uint8Array(64))
  const form = parseEntry(unsigned)
  if (!form || !keys.writeKeys) throw new Error('not a snapshot')
  const id = sodiumProof.entryId(keys.roomId, form)
  const signature = sign(sodiumProof.entrySigned(id), keys.writeKeys.privateKey)
  return concat(form.signedPart, signature)
}

export interface OpenOptions {
  readonly chan?: number
  readonly role?: Role
  readonly flags?: number
  readonly held?: LogPlace
  /** Changes the OPEN before it is sent. */
  readonly but?: Partial<Open>
}

type Wanted<Type extends Message['type'], Any = Message> = Any extends { type: infer Is }
  ? Type extends Is
    ? Any
    : never
  : never

export class Device {
  readonly received: Message[] = []
  private readonly taken = new Set<Message>()
  private readonly waiting = new Set<() => void>()
  closeCode: number | null = null
  private helloFrame: Uint8Array = new Uint8Array(0)

  private constructor(
    readonly ws: WebSocket,
    readonly aud: string,
  ) {
    ws.on('message', data => {
      const message = decode(data as Buffer)
      if (!message) throw new Error('the relay sent a frame that is none')
      if (message.type === 'hello') this.helloFrame = data as Buffer
      this.received.push(message)
      this.wake()
    })
    ws.on('close', code => {
      this.closeCode = code
      this.wake()
    })
    ws.on('error', () => this.wake())
  }

  /** Connects and greets; `address` is what a proxy says the client's is. */
  static async connect(
    port: number,
    options: { greet?: boolean; origin?: string; address?: string } = {},
  ): Promise<Device> {
    const aud = `127.0.0.1:${port}`
    const headers = {
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      ...(options.address === undefined ? {} : { 'x-forwarded-for': options.address }),
    }
    const ws = new WebSocket(`ws://${aud}${syncPath}`, subprotocol, { headers, perMessageDeflate: true })
    const device = new Device(ws, aud)
    await device.next('hello')
    if (options.greet !== false) device.send({ type: 'clientHello', version: wireVersion, aud })
    return device
  }

  private wake(): void {
    for (const wake of this.waiting) wake()
  }

  /** The raw TCP socket below. */
  get tcp(): Socket {
    return (this.ws as unknown as { _socket: Socket })._socket
  }

  send(message: Message): void {
    this.ws.send(encode(message))
  }

  sendRaw(bytes: Uint8Array): void {
    this.ws.send(bytes)
  }

  /** Resolves when the condition holds; rejects when it cannot any more, or after 5 s. */
  until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer)
        this.waiting.delete(look)
        settle()
      }
      const giveUp = (): void => {
        const got = this.received.map(({ type }) => type).join(' ')
        reject(new Error(`waited for ${what}; got ${got}; closed with ${this.closeCode}`))
      }
      const timer = setTimeout(() => end(giveUp), 5000)
      const look = (): void => {
        if (condition()) end(resolve)
        else if (this.closeCode !== null) end(giveUp)
      }
      this.waiting.add(look)
      look()
    })
  }

  /** The next message of a type that was not taken yet. */
  async next<Type extends Message['type']>(type: Type, chan?: number): Promise<Wanted<Type>> {
    const find = () =>
      this.received.find(
        message =>
          message.type === type &&
          !this.taken.has(message) &&
          (chan === undefined || ('chan' in message && message.chan === chan)),
      )
    await this.until(() => find() !== undefined, type)
    const found = find() as Wanted<Type>
    this.taken.add(found)
    return found
  }

  closed(): Promise<void> {
    return this.until(() => this.closeCode !== null, 'the end of the socket')
  }

  /** The OPEN for a room, signed for this socket. */
  openMessage(
    keys: RoomKeys,
    { chan = 1, role = roles.write, flags = 0, held = nowhere, but }: OpenOptions = {},
  ): Open {
    const pair = role === roles.write ? keys.writeKeys : keys.readKeys
    if (!pair) throw new Error('these keys do not have the role')
    const signed = sodiumProof.openSigned(this.helloFrame, this.aud, keys.roomId, role)
    return {
      type: 'open',
      chan,
      role,
      flags,
      roomId: keys.roomId,
      commitments: keys.commitments,
      publicKey: pair.publicKey,
      signature: sign(signed, pair.privateKey),
      logId: held.logId,
      since: held.covers,
      prefix: held.prefix,
      ...but,
    }
  }

  /** Opens a room and waits until it is caught up; gives its BEGIN. */
  async open(keys: RoomKeys, options: OpenOptions = {}): Promise<Wanted<'begin'>> {
    const { chan = 1 } = options
    this.send(this.openMessage(keys, options))
    const begin = await this.next('begin', chan)
    await this.next('caughtUp', chan)
    return begin
  }

  private lastReq = 0

  /** Sends an entry and gives the request's number. */
  append(entry: Uint8Array, chan = 1): number {
    const req = ++this.lastReq
    this.send({ type: 'append', chan, req, entry })
    return req
  }

  /** Sends an entry and waits for its ACK. */
  async appended(entry: Uint8Array, chan = 1): Promise<Wanted<'ack'>> {
    const req = this.append(entry, chan)
    const ack = await this.next('ack', chan)
    if (ack.req !== req) throw new Error(`ACK of ${ack.req}, not ${req}`)
    return ack
  }

  /** What came on a channel, as words: 'begin full', 'entry 3', 'ack 4', ... */
  story(chan = 1): readonly string[] {
    return this.received
      .filter(message => 'chan' in message && message.chan === chan)
      .map(message => {
        switch (message.type) {
          case 'begin':
            return message.full ? 'begin full' : 'begin'
          case 'entry':
          case 'ack':
            return `${message.type} ${message.number}`
          case 'caughtUp':
          case 'doorbell':
            return `${message.type} ${message.head}`
          case 'error':
            return `error ${message.code}`
          default:
            return message.type
        }
      })
  }

  /** The entries that came on a channel, in order. */
  entries(chan = 1): readonly Wanted<'entry'>[] {
    return this.received.filter(
      (message): message is Wanted<'entry'> => message.type === 'entry' && message.chan === chan,
    )
  }

  /** Lets go of what it received. */
  forget(): void {
    this.received.length = 0
    this.taken.clear()
  }

  close(): void {
    this.ws.terminate()
  }
}
