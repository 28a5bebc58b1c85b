/**
 * One channel of one socket that has opened a room: what it may do and how far it was told. One plain object and no
 * closures of its own, because there are as many as there are sockets times rooms, and most of them are idle.
 */
import type { Role } from '../crdt/sync/wire.ts'
import type { Room } from './room.ts'

/** What a member's socket does for it. */
export interface MemberSocket {
  /** True when so much is unread that it should get no live frames. */
  readonly congested: boolean
  /** Gives whole frames to the socket. */
  deliver(frames: Buffer): void
  /** Asks for a turn of `Room.catchUp`. */
  fallBehind(member: Member): void
  /** Tells the member that a request was refused, with a code of PROTOCOL.md 7.10. */
  refused(member: Member, req: number, code: number): void
  /** Ends a socket that cannot be caught up. */
  cut(): void
}

/** What is told when a channel opens a room. */
export interface MemberOptions {
  readonly socket: MemberSocket
  readonly room: Room
  readonly chan: number
  readonly role: Role
  /** 32 bytes: the key that proved the role. */
  readonly publicKey: Uint8Array
  /** Told of changes only, not given entries (PROTOCOL.md 7.5). */
  readonly doorbell: boolean
}

export class Member {
  readonly socket: MemberSocket
  readonly room: Room
  readonly chan: number
  readonly role: Role
  readonly doorbell: boolean
  private readonly keyText: string

  /** The highest number it was told of. */
  cursor = 0
  /** Told of each entry in the turn it is committed; else it reads the log at its own pace. */
  live = false
  /** It has had its BEGIN. */
  begun = false
  /** CAUGHT_UP is due at the end of this replay. */
  replaying = true
  /** Its own entries that were committed while it was behind: number -> req. */
  owedAcks: Map<number, number> | null = null

  constructor({ socket, room, chan, role, publicKey, doorbell }: MemberOptions) {
    this.socket = socket
    this.room = room
    this.chan = chan
    this.role = role
    this.doorbell = doorbell
    // As text it takes a fifth of what a byte array of its own does.
    this.keyText = Buffer.from(publicKey).toString('latin1')
  }

  get publicKey(): Uint8Array {
    return Buffer.from(this.keyText, 'latin1')
  }

  oweAck(number: number, req: number): void {
    this.owedAcks ??= new Map()
    this.owedAcks.set(number, req)
  }

  /** It reads the log from its beginning. */
  startOver(): void {
    this.cursor = 0
    this.live = false
    this.replaying = true
    this.owedAcks = null
  }
}
