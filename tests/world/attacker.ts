/**
 * Somebody with a view link, a raw socket and bad intent: has all that the link gives (content key, read key, the write key's
 * public half) and signs with keys of their own what they are not allowed to write.
 */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { newAuthor } from '../../crdt/encryption/author.ts'
import { sealSnapshot, sealUpdate } from '../../crdt/encryption/entry.ts'
import { deviceKeys, type RoomKeys } from '../../crdt/encryption/keys.ts'
import { decodeLink } from '../../crdt/encryption/link.ts'
import { signOpen } from '../../crdt/encryption/open-claim.ts'
import { proofReady, sodiumProof } from '../../crdt/encryption/proof.ts'
import { sign, signKeyPair } from '../../crdt/encryption/sodium.ts'
import { decode, encode } from '../../crdt/sync/codec.ts'
import { noLogId, type RelayMessage, roles, subprotocol, syncPath, zeroPrefix } from '../../crdt/sync/wire.ts'
import { seededRandom } from './random.ts'

export class Attacker {
  readonly heard: RelayMessage[] = []
  private readonly random = seededRandom(666)
  private readonly own = signKeyPair(new Uint8Array(32).fill(66))
  private req = 0

  private constructor(
    private readonly socket: WebSocket,
    readonly keys: RoomKeys,
    private readonly host: string,
  ) {}

  /** Connects to the relay at `url` with what the link gives. */
  static async connect(url: string, link: string): Promise<Attacker> {
    await proofReady
    const decoded = decodeLink(link.slice(link.indexOf('#') + 1))
    if (!decoded.ok) throw new Error('the link does not read')
    const { host, origin } = new URL(url)
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${syncPath}`, subprotocol, { origin })
    const attacker = new Attacker(socket, decoded.keys, host)
    const hello = new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('message', (data: Buffer) => {
        const message = decode(new Uint8Array(data)) as RelayMessage | null
        if (message) attacker.heard.push(message)
        if (message?.type === 'hello') {
          attacker.helloFrame = new Uint8Array(data)
          resolve()
        }
      })
    })
    await hello
    socket.send(encode({ type: 'clientHello', version: 1, aud: host }))
    return attacker
  }

  private helloFrame: Uint8Array = new Uint8Array(0)

  /** Opens the room honestly for reading, or claims to write with a key of their own. */
  open(chan: number, role: 'read' | 'write'): void {
    const honest = signOpen(this.keys, this.helloFrame, this.host)
    const claim =
      role === 'read'
        ? honest
        : {
            ...honest,
            role: roles.write,
            publicKey: this.own.publicKey,
            signature: sign(
              sodiumProof.openSigned(this.helloFrame, this.host, this.keys.roomId, roles.write),
              this.own.privateKey,
            ),
          }
    this.socket.send(
      encode({ type: 'open', chan, flags: 0, logId: noLogId, since: 0, prefix: zeroPrefix, ...claim }),
    )
  }

  /** Sends a forged change of the title, and a forged empty snapshot that claims to cover all. */
  forge(chan: number, title: string): void {
    const doc = new Y.Doc()
    doc.getMap('bill').set('title', title)
    const nonce = () => this.random.fill(new Uint8Array(24)) as Uint8Array<ArrayBuffer>
    const author = newAuthor(deviceKeys(new Uint8Array(16).fill(6)), this.keys.roomId, this.random.fill)
    const sealing = () => ({ keys: { ...this.keys, writeKeys: this.own }, author, nonce: nonce() })
    const update = sealUpdate(Y.encodeStateAsUpdate(doc), sealing())
    const begin = this.heard.find(message => message.type === 'begin')
    const head = begin?.type === 'begin' ? begin.head : 0
    const logId = begin?.type === 'begin' ? begin.logId : noLogId
    const empty = { state: Y.encodeStateAsUpdate(new Y.Doc()), vector: [], digest: new Uint8Array(32) }
    const snapshot = sealSnapshot(empty, { logId, covers: head, prefix: zeroPrefix }, sealing())
    for (const { bytes } of [update, snapshot]) {
      this.socket.send(encode({ type: 'append', chan, req: ++this.req, entry: bytes }))
    }
    this.socket.send(encode({ type: 'ephemeral', chan, sealed: this.random.fill(new Uint8Array(200)) }))
  }

  /** What the relay said to a channel, errors and acknowledgements only. */
  answers(chan: number): string[] {
    return this.heard.flatMap(message => {
      if (!('chan' in message) || message.chan !== chan) return []
      if (message.type === 'error') return [`error ${message.code}`]
      return message.type === 'ack' ? ['ack'] : []
    })
  }

  close(): void {
    this.socket.terminate()
  }
}
