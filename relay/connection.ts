/**
 * One socket: the greeting, the channels it opens, the rates it must keep (PROTOCOL.md §7). Whatever arrives, nothing
 * is thrown out of here: a frame that is not one of the protocol's ends the socket, a fault of our own ends it too and
 * is logged without its message. Who is too fast is not read for a while.
 */

import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { toBase64url } from '../crdt/bytes.ts'
import type { RoomId } from '../crdt/ids.ts'
import { decode, encode } from '../crdt/sync/codec.ts'
import {
  type Append,
  type Ephemeral,
  helloFlags,
  type Message,
  type Open,
  openFlags,
  roles,
  roomErrors,
  wireLimits,
  wireVersion,
} from '../crdt/sync/wire.ts'
import { judgeEntry, provesRole } from './access.ts'
import { CatchUp, type CatchUpOwner } from './catch-up.ts'
import { toFrames } from './frames.ts'
import type { Limits } from './limits.ts'
import { errorTag, type Log, roomTag } from './log.ts'
import { Member, type MemberSocket } from './member.ts'
import { Outlet, type OutletOwner } from './outlet.ts'
import { Pace } from './pace.ts'
import type { RelaySocket, SocketListener } from './relay-socket.ts'
import type { Rooms } from './rooms.ts'

/** What all connections of a relay share. */
export interface ConnectionOptions {
  readonly rooms: Rooms
  readonly limits: Limits
  readonly log: Log
  readonly nowMs: () => number
  /** Entries are there for those who are away. */
  readonly keeps: boolean
  /** The hosts a client may have dialled; null: not pinned (PROTOCOL.md 7.3). */
  readonly audience: () => ReadonlySet<string> | null
  /** Called once for each, when its socket is closed. */
  readonly onClose: (connection: Connection) => void
}

/** When to try again what was refused for a reason that passes. */
const retryMs = 10_000

/** WebSocket close codes (RFC 6455 §7.4.1). */
const closing = { unsupported: 1003, policy: 1008, internal: 1011, restart: 1012 } as const

export class Connection implements MemberSocket, OutletOwner, CatchUpOwner, SocketListener {
  private readonly outlet: Outlet
  private readonly pace: Pace
  private readonly members = new Map<number, Member>()
  private readonly behind = new CatchUp(this)
  /** The HELLO that was sent, as Latin-1 text: each OPEN signs it. */
  private readonly hello: string
  private aud: string | null = null
  private refusedOpens = 0
  private ended = false
  private lastPingMs: number
  /** Runs until the first OPEN. */
  private deadline: NodeJS.Timeout | null

  constructor(
    private readonly ws: RelaySocket,
    socket: Duplex,
    /** For the limiter alone: never logged. */
    readonly address: string,
    private readonly options: ConnectionOptions,
  ) {
    const { limits, nowMs } = options
    this.lastPingMs = nowMs()
    this.pace = new Pace(ws, limits, nowMs)
    this.outlet = new Outlet(socket, limits, nowMs, this)
    this.deadline = setTimeout(() => this.fail(roomErrors.badFrame, closing.policy), limits.firstOpenMs)
    ws.listen(this)
    const helloFrame = encode({
      type: 'hello',
      version: wireVersion,
      nonce: randomBytes(32),
      maxFrameBytes: wireLimits.frameBytes,
      maxEntryBytes: wireLimits.entryBytes,
      maxSnapshotBytes: wireLimits.snapshotBytes,
      keepaliveS: Math.min(255, Math.ceil(limits.pingMs / 1000)),
      nowMs: Date.now(),
      flags: options.keeps ? helloFlags.keeps : 0,
    })
    this.hello = Buffer.from(helloFrame).toString('latin1')
    this.send(helloFrame)
  }

  private send(message: Uint8Array): void {
    this.outlet.write(toFrames([message]))
  }

  /** Looks at the clock: once a second. */
  tick(): void {
    const { ws } = this
    const { nowMs, limits, log } = this.options
    const now = nowMs()
    this.pace.tick()
    if (this.outlet.overdue) return this.cut()
    if (this.pace.silentMs > limits.deadMs) {
      log.debug({ event: 'socket dead' })
      return ws.terminate()
    }
    if (now - this.lastPingMs >= limits.pingMs && ws.readyState === ws.OPEN) {
      this.lastPingMs = now
      ws.ping()
    }
  }

  /** The relay is about to end (PROTOCOL.md 7.11). */
  restart(): void {
    this.end()
    this.outlet.flush()
    this.ws.close(closing.restart)
  }

  /** Ends the socket at once, whatever is unread. */
  destroy(): void {
    this.ws.terminate()
  }

  /** A message arrived. Never throws. */
  message(data: Buffer, isBinary: boolean): void {
    if (this.ended) return
    try {
      this.receive(data, isBinary)
    } catch (error) {
      this.fault(error)
    }
  }

  /** A ping or pong of this size arrived. */
  controlFrame(sizeBytes: number): void {
    if (!this.ended) this.pace.heard(sizeBytes)
  }

  /** A fault of our own. */
  fault(error: unknown): void {
    this.options.log.error({ event: 'connection fault', ...errorTag(error) })
    this.fail(roomErrors.internal, closing.internal)
  }

  private receive(data: Buffer, isBinary: boolean): void {
    this.pace.heard(data.length)
    if (!isBinary) return this.fail(roomErrors.badFrame, closing.unsupported)
    const message = decode(new Uint8Array(data.buffer, data.byteOffset, data.length))
    if (!message) return this.fail(roomErrors.badFrame, closing.policy)
    if (message.type === 'ping') return this.send(encode({ type: 'pong', value: message.value }))
    if (message.type === 'pong') return
    if (message.type === 'clientHello') return this.greet(message.version, message.aud)
    if (this.aud === null) return this.fail(roomErrors.badFrame, closing.policy)
    this.dispatch(message, this.aud)
  }

  private greet(version: number, aud: string): void {
    if (this.aud !== null) return this.fail(roomErrors.badFrame, closing.policy)
    if (version !== wireVersion) return this.fail(roomErrors.upgrade, closing.policy)
    const audience = this.options.audience()
    if (audience && !audience.has(aud)) return this.fail(roomErrors.notProved, closing.policy)
    this.aud = aud
  }

  private dispatch(message: Message, aud: string): void {
    switch (message.type) {
      case 'open':
        return this.open(message, aud)
      case 'append':
        return this.append(message)
      case 'ephemeral':
        return this.ephemeral(message)
      case 'leave': {
        const member = this.members.get(message.chan)
        if (member) this.leave(member)
        return
      }
      default:
        // A message that only a relay sends.
        return this.fail(roomErrors.badFrame, closing.policy)
    }
  }

  private open(open: Open, aud: string): void {
    const { rooms, limits, log } = this.options
    if (this.deadline) clearTimeout(this.deadline)
    this.deadline = null
    this.pace.openAsked()
    const { chan } = open
    if (this.members.has(chan)) return this.fail(roomErrors.badFrame, closing.policy)
    if (!provesRole(open, Buffer.from(this.hello, 'latin1'), aud)) {
      this.refuse(chan, roomErrors.notProved)
      if (++this.refusedOpens >= limits.refusedOpens) this.fail(roomErrors.notProved, closing.policy)
      return
    }
    const id = toBase64url(open.roomId) as RoomId
    if (this.members.size >= limits.roomsPerSocket || rooms.membersOf(id) >= limits.socketsPerRoom) {
      return this.refuse(chan, roomErrors.tooFast, retryMs)
    }
    const room = rooms.room(id)
    const { role, publicKey, flags } = open
    const doorbell = (flags & openFlags.doorbell) !== 0
    const member = new Member({ socket: this, room, chan, role, publicKey, doorbell })
    this.members.set(chan, member)
    // Copies: the frame they are views of would live as long as reading takes.
    const held = { logId: open.logId.slice(), covers: open.since, prefix: open.prefix.slice() }
    room.join(member, held).catch(error => this.lost(member, error))
    if (log.isLevelEnabled('debug')) log.debug({ event: 'open', room: roomTag(open.roomId), role })
  }

  get congested(): boolean {
    return this.outlet.congested
  }

  deliver(frames: Buffer): void {
    this.outlet.write(frames)
    if (this.outlet.overdue) this.cut()
  }

  fallBehind(member: Member): void {
    this.behind.add(member)
  }

  refused(member: Member, req: number, code: number): void {
    if (this.members.get(member.chan) !== member) return
    this.refuse(member.chan, code, code >= roomErrors.internal ? retryMs : 0, req)
  }

  roomAgain(): void {
    this.behind.go()
  }

  private append({ chan, req, entry }: Append): void {
    const member = this.members.get(chan)
    // Its channel was closed while the frame was on its way.
    if (!member) return
    const { room } = member
    this.pace.entrySent(room.charge())
    const verdict = judgeEntry(entry, member)
    if (!verdict.ok) return this.refuse(chan, verdict.code, 0, req)
    this.options.rooms.append({ room, entry, snapshot: verdict.snapshot, sender: member, req })
  }

  private ephemeral({ chan, sealed }: Ephemeral): void {
    const member = this.members.get(chan)
    if (!member) return
    if (member.role !== roles.write) {
      this.leave(member)
      return this.refuse(chan, roomErrors.role)
    }
    if (!this.pace.mayPassEphemeral()) return
    this.pace.rest(member.room.charge())
    member.room.pass(member, sealed)
  }

  private leave(member: Member): void {
    this.members.delete(member.chan)
    this.behind.remove(member)
    this.options.rooms.leave(member.room, member)
  }

  /** The store could not read for this member. */
  lost(member: Member, error: unknown): void {
    const { log } = this.options
    log.error({ event: 'read failed', room: roomTag(member.room.idBytes), ...errorTag(error) })
    if (this.members.get(member.chan) !== member) return
    this.leave(member)
    this.refuse(member.chan, roomErrors.internal, retryMs)
  }

  /** An ERROR: with req 0 it closes the channel, else it refuses that request only. */
  private refuse(chan: number, code: number, retryAfterMs = 0, req = 0): void {
    this.send(encode({ type: 'error', chan, req, code, retryMs: retryAfterMs, detail: '' }))
  }

  /** Ends the socket for what it sent. */
  private fail(code: number, closeCode: number): void {
    if (this.ended) return
    this.end()
    this.options.log.debug({ event: 'refused', code })
    this.refuse(0, code)
    this.outlet.flush()
    this.ws.close(closeCode)
  }

  /** Ends a socket that does not read. */
  cut(): void {
    if (this.ended) return
    this.end()
    this.options.log.info({ event: 'cut', reason: 'too slow' })
    this.ws.terminate()
  }

  /** Nothing more is taken or told. */
  private end(): void {
    this.ended = true
    if (this.deadline) clearTimeout(this.deadline)
    this.pace.end()
    for (const member of [...this.members.values()]) this.leave(member)
  }

  /** Its socket is closed. */
  closed(): void {
    this.end()
    this.options.onClose(this)
  }

  socketError(error: unknown): void {
    this.options.log.debug({ event: 'socket error', ...errorTag(error) })
  }
}
