/** A phone whose runs end and begin again, with a disk that can lose what it was given. */
import * as Y from 'yjs'
import { toHex } from '../../crdt/bytes.ts'
import type { RoomKeys } from '../../crdt/encryption/keys.ts'
import { parseEntry, sodiumProof } from '../../crdt/encryption/proof.ts'
import { decode } from '../../crdt/sync/codec.ts'
import type { Tidying } from '../../crdt/sync/tidying.ts'
import type { ModelRelay } from '../world/model-relay.ts'
import { MemoryOutbox, openPhone, type Phone } from '../world/phone.ts'
import type { SeededRandom } from '../world/random.ts'

export interface SimPhoneOptions {
  readonly relay: ModelRelay
  readonly keys: RoomKeys
  readonly random: SeededRandom
  readonly delayMs: () => number
  readonly diskMs: () => number
  readonly tidying: Tidying
  /** An entry went out that the durable outbox did not have. */
  readonly onUnstored: () => void
}

/** How much of its document a phone still has after a kill. */
export type Kept = 'all' | 'head' | 'nothing'

export class SimPhone {
  doc = new Y.Doc()
  outbox: MemoryOutbox
  /** Every update of the document, in order, as y-indexeddb keeps them. */
  disk: Uint8Array[] = []
  private phone: Phone | null = null
  private readonly everStored = new Set<string>()

  constructor(private readonly options: SimPhoneOptions) {
    this.outbox = new MemoryOutbox(options.diskMs)
  }

  get isOn(): boolean {
    return this.phone !== null
  }

  get run(): Phone {
    if (!this.phone) throw new Error('the phone is off')
    return this.phone
  }

  /** Begins a run of the app with what is on the disk. */
  async start(): Promise<void> {
    const { random, keys } = this.options
    this.doc = new Y.Doc()
    this.doc.clientID = random.below(2 ** 30)
    this.doc.transact(() => {
      for (const update of this.disk) Y.applyUpdate(this.doc, update)
    })
    this.doc.on('update', (update: Uint8Array) => this.disk.push(update))
    const { outbox } = this
    this.phone = await openPhone({
      ...this.options,
      seed: random.below(2 ** 30),
      doc: this.doc,
      outbox,
      onFrame: frame => this.check(frame, keys, outbox),
    })
  }

  private check(frame: Uint8Array, keys: RoomKeys, outbox: MemoryOutbox): void {
    const message = decode(frame)
    if (message?.type !== 'append') return
    // A snapshot that tidies holds nothing of its own.
    const form = parseEntry(message.entry)
    if (!form || form.covers > 0) return
    for (const { key } of outbox.entries(keys.room)) this.everStored.add(key)
    const key = toHex(sodiumProof.entryId(keys.roomId, form).subarray(0, 16))
    if (!this.everStored.has(key)) this.options.onUnstored()
  }

  /** The tab is killed: no last word, and the disk has what it has. */
  kill(): void {
    const { outbox, doc } = this
    this.outbox = outbox.survive()
    const disk = [...this.disk]
    this.run.close()
    this.disk = disk
    doc.destroy()
    this.phone = null
  }

  /** The tab is closed as tabs are when there is time. */
  async close(pass: (ms: number) => Promise<unknown>): Promise<void> {
    this.run.close()
    await pass(100)
    this.doc.destroy()
    this.outbox = this.outbox.survive()
    this.phone = null
  }

  /** The disk loses some of the document; true when it had some. */
  lose(kept: Kept): void {
    if (kept === 'nothing') this.disk = []
    if (kept === 'head') this.disk = this.disk.slice(0, this.options.random.below(this.disk.length + 1))
  }

  loseOutbox(): void {
    this.outbox = new MemoryOutbox(this.options.diskMs)
  }
}
