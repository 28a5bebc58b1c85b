/**
 * One socket: the greeting, the channels it opens, the rates it must keep (PROTOCOL.md §7). Whatever arrives, nothing
 * is thrown out of here: a frame that is not one of the protocol's ends the socket, a fault of our own ends it too and
 * is logged without its message. Who is too fast is not read for a while.
 */

import type { Duplex } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { type Bytes, toBase64url } from '../crdt/bytes.ts'
import type { RoomId } from '../crdt/ids.ts'
import { decode, encode } from '../crdt/sync/codec.ts'
import {
  type Append,
  type Ephemeral,
  type Message,
  type Open,
  openFlags,
  roles,
  roomErrors,
  wireVersion,
} from '../crdt/sync/wire.ts'
import { type Appender, judgeEntry, provesRole } from './access.ts'
import { toFrames } from './frames.ts'
import type { Limits } from './limits.ts'
import { errorTag, type Log, roomTag } from './log.ts'
import { Outlet } from './outlet.ts'
import { Pace } from './pace.ts'
import type { Member, Room } from './room.ts'
import type { Rooms } from './rooms.ts'

export interface ConnectionOptions {
  readonly ws: WebSocket
  readonly socket: Duplex
  readonly rooms: Rooms
  readonly limits: Limits
  readonly log: Log
  readonly nowMs: () => number
  /** The HELLO of this socket, with a nonce of its own. */
  readonly helloFrame: Bytes
  /** The hosts a client may have dialled; null: not pinned (PROTOCOL.md 7.3). */
  readonly audience: ReadonlySet<string> | null
  /** Called once, when the socket is closed. */
  readonly onClose: () => void
}

/** A member and what it may do. */
interface Channel extends Member {
  readonly room: Room
  readonly appender: Appender
}

/** When to try again what was refused for a reason that passes. */
const retryMs = 10_000

/** WebSocket close codes (RFC 6455 §7.4.1). */
const closing = { unsupported: 1003, policy: 1008, internal: 1011, restart: 1012 } as const

export class Connection {
  private readonly outlet: Outlet
  private readonly channels = new Map<number, Channel>()
  /** Members that wait for their turn to be caught up, one at a time. */
  private readonly behind = new Set<Channel>()
  private catchingUp = false
  private aud: string | null = null
  private openSeen = false
  private refusedOpens = 0
  private ended = false
  private lastPingMs: number
  private readonly deadline: NodeJS.Timeout
  private readonly pace: Pace

  constructor(private readonly options: ConnectionOptions) {
    const { ws, socket, limits, nowMs, helloFrame } = options
    this.lastPingMs = nowMs()
    this.pace = new Pace(ws, limits, nowMs)
    this.outlet = new Outlet(socket, limits, nowMs, () => this.catchUp())
    this.deadline = setTimeout(() => {
      if (!this.openSeen) this.fail(roomErrors.badFrame, closing.policy)
    }, limits.firstOpenMs)
    ws.on('message', (data, isBinary) => this.guard(() => this.receive(data as Buffer, isBinary)))
    ws.on('ping', (data: Buffer) => this.guard(() => this.pace.heard(data.length)))
    ws.on('pong', () => this.guard(() => this.pace.heard(0)))
    ws.on('error', error => options.log.debug({ event: 'socket error', ...errorTag(error) }))
    ws.on('close', () => this.closed())
    this.send(helloFrame)
  }

  private send(message: Uint8Array): void {
    this.outlet.write(toFrames([message]))
  }

  /** Looks at the clock: once a second. */
  tick(): void {
    const { ws, nowMs, limits, log } = this.options
    const now = nowMs()
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
    this.options.ws.close(closing.restart)
  }

  /** Ends the socket at once, whatever is unread. */
  destroy(): void {
    this.options.ws.terminate()
  }

  private guard(work: () => void): void {
    if (this.ended) return
    try {
      work()
    } catch (error) {
      this.fault(error)
    }
  }

  private fault(error: unknown): void {
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
    const { audience } = this.options
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
        const channel = this.channels.get(message.chan)
        if (channel) this.leave(channel)
        return
      }
      default:
        // A message that only a relay sends.
        return this.fail(roomErrors.badFrame, closing.policy)
    }
  }

  private open(open: Open, aud: string): void {
    const { rooms, limits, log, helloFrame } = this.options
    this.openSeen = true
    this.pace.openAsked()
    if (this.channels.has(open.chan)) return this.fail(roomErrors.badFrame, closing.policy)
    if (!provesRole(open, helloFrame, aud)) {
      this.refuse(open.chan, roomErrors.notProved)
      if (++this.refusedOpens >= limits.refusedOpens) this.fail(roomErrors.notProved, closing.policy)
      return
    }
    const id = toBase64url(open.roomId) as RoomId
    if (this.channels.size >= limits.roomsPerSocket || rooms.membersOf(id) >= limits.socketsPerRoom) {
      return this.refuse(open.chan, roomErrors.tooFast, retryMs)
    }
    const room = rooms.room(id)
    const channel = this.newChannel(open, room)
    this.channels.set(open.chan, channel)
    const { logId, since, prefix } = open
    const held = { logId: logId.slice(), covers: since, prefix: prefix.slice() }
    room.join(channel, held).catch(error => this.lost(channel, error))
    log.debug({ event: 'open', room: roomTag(open.roomId), role: open.role })
  }

  private newChannel({ chan, flags, role, roomId, publicKey }: Open, room: Room): Channel {
    const channel: Channel = {
      chan,
      room,
      // Copies: the frame they are views of would live as long as the channel.
      appender: { role, roomId: roomId.slice(), publicKey: publicKey.slice() },
      doorbell: (flags & openFlags.doorbell) !== 0,
      congested: () => this.outlet.congested,
      deliver: frames => {
        this.outlet.write(frames)
        if (this.outlet.overdue) this.cut()
      },
      fallBehind: () => {
        this.behind.add(channel)
        this.catchUp()
      },
      refused: (req, code) => {
        if (this.channels.get(chan) !== channel) return
        this.refuse(chan, code, code >= roomErrors.internal ? retryMs : 0, req)
      },
      tooSlow: () => this.cut(),
    }
    return channel
  }

  private append({ chan, req, entry }: Append): void {
    const channel = this.channels.get(chan)
    // Its channel was closed while the frame was on its way.
    if (!channel) return
    this.pace.entrySent(channel.room.charge())
    const verdict = judgeEntry(entry, channel.appender)
    if (!verdict.ok) return this.refuse(chan, verdict.code, 0, req)
    const { room } = channel
    this.options.rooms.append({ room, entry, snapshot: verdict.snapshot, sender: channel, req })
  }

  private ephemeral({ chan, sealed }: Ephemeral): void {
    const channel = this.channels.get(chan)
    if (!channel) return
    if (channel.appender.role !== roles.write) {
      this.leave(channel)
      return this.refuse(chan, roomErrors.role)
    }
    if (!this.pace.mayPassEphemeral()) return
    this.pace.rest(channel.room.charge())
    channel.room.pass(channel, sealed)
  }

  private leave(channel: Channel): void {
    this.channels.delete(channel.chan)
    this.behind.delete(channel)
    this.options.rooms.leave(channel.room, channel)
  }

  /** The store could not read for this member. */
  private lost(channel: Channel, error: unknown): void {
    const { log } = this.options
    log.error({ event: 'read failed', room: roomTag(channel.appender.roomId), ...errorTag(error) })
    if (this.channels.get(channel.chan) !== channel) return
    this.leave(channel)
    this.refuse(channel.chan, roomErrors.internal, retryMs)
  }

  /** Gives the members that are behind page after page, while the socket has room. */
  private catchUp(): void {
    if (this.catchingUp) return
    this.catchingUp = true
    this.catchUpAll().catch(error => this.fault(error))
  }

  private async catchUpAll(): Promise<void> {
    for (;;) {
      const [channel] = this.behind
      if (!channel || this.outlet.congested) {
        this.catchingUp = false
        return
      }
      const more = await channel.room.catchUp(channel).catch(error => this.lost(channel, error))
      if (!more) this.behind.delete(channel)
      // Others have their turn between two pages.
      await nextTurn()
    }
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
    this.options.ws.close(closeCode)
  }

  /** Ends a socket that does not read. */
  private cut(): void {
    if (this.ended) return
    this.end()
    this.options.log.info({ event: 'cut', reason: 'too slow' })
    this.options.ws.terminate()
  }

  /** Nothing more is taken or told. */
  private end(): void {
    this.ended = true
    clearTimeout(this.deadline)
    this.pace.end()
    for (const channel of [...this.channels.values()]) this.leave(channel)
  }

  private closed(): void {
    this.end()
    this.options.onClose()
  }
}
