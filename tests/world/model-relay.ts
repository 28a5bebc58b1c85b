/**
 * A relay as PROTOCOL.md §7 and §8 describe it, in memory and without sockets: what the real relay is compared with, and what
 * client tests run against when the network has to misbehave on purpose. Frames in, frames out, in order.
 */
import { equalBytes, toHex } from '../../crdt/bytes.ts'
import { parseEntry, sodiumProof } from '../../crdt/encryption/proof.ts'
import { decode, encode } from '../../crdt/sync/codec.ts'
import {
  helloFlags,
  noLogId,
  type Open,
  openFlags,
  type RelayMessage,
  requestErrors,
  roles,
  roomErrors,
  wireLimits,
  zeroPrefix,
} from '../../crdt/sync/wire.ts'
import type { SeededRandom } from './random.ts'

interface LogEntry {
  readonly number: number
  readonly bytes: Uint8Array
  readonly hash: string
  readonly prefix: Uint8Array
  retired: boolean
  readonly covers: number | null
}

interface RoomLog {
  logId: Uint8Array
  head: number
  entries: LogEntry[]
}

interface Member {
  readonly link: RelayLink
  readonly chan: number
  readonly open: Open
}

/** One client's connection at the relay. */
export class RelayLink {
  readonly helloFrame: Uint8Array
  aud: string | null = null

  constructor(
    private readonly relay: ModelRelay,
    /** Takes a frame to the client. */
    readonly push: (frame: Uint8Array) => void,
    readonly cut: () => void,
  ) {
    this.helloFrame = encode({
      type: 'hello',
      version: 1,
      nonce: relay.random.fill(new Uint8Array(32)),
      maxFrameBytes: wireLimits.frameBytes,
      maxEntryBytes: wireLimits.entryBytes,
      maxSnapshotBytes: wireLimits.snapshotBytes,
      keepaliveS: 25,
      nowMs: 0,
      flags: relay.keeps ? helloFlags.keeps : 0,
    })
    push(this.helloFrame)
  }

  receive(frame: Uint8Array): void {
    this.relay.receive(this, frame)
  }

  closed(): void {
    this.relay.gone(this)
  }

  send(message: RelayMessage): void {
    this.push(encode(message))
  }
}

export class ModelRelay {
  readonly rooms = new Map<string, RoomLog>()
  private readonly members = new Map<string, Member[]>()
  private readonly links = new Set<RelayLink>()
  /** Entries acknowledged so far. */
  acknowledged = 0

  constructor(
    readonly random: SeededRandom,
    readonly keeps = true,
  ) {}

  connect(push: (frame: Uint8Array) => void, cut: () => void): RelayLink {
    const link = new RelayLink(this, push, cut)
    this.links.add(link)
    return link
  }

  /** Sends an ephemeral message to every member again, as a hostile relay might. */
  replayEphemeral(sealed: Uint8Array): void {
    for (const members of this.members.values()) {
      for (const { link, chan } of members) link.send({ type: 'ephemeral', chan, sealed })
    }
  }

  /** Loses all it kept, and every connection, as a wiped machine does. */
  wipe(): void {
    this.rooms.clear()
    this.cutAll()
  }

  cutAll(): void {
    for (const link of [...this.links]) link.cut()
  }

  gone(link: RelayLink): void {
    this.links.delete(link)
    for (const [room, members] of this.members) {
      this.members.set(
        room,
        members.filter(member => member.link !== link),
      )
    }
  }

  receive(link: RelayLink, frame: Uint8Array): void {
    const message = decode(frame)
    if (!message) return link.cut()
    switch (message.type) {
      case 'clientHello':
        link.aud = message.aud
        return
      case 'open':
        return this.open(link, message)
      case 'append':
        return this.append(link, message.chan, message.req, message.entry)
      case 'ephemeral':
        return this.ephemeral(link, message.chan, message.sealed)
      case 'leave':
        for (const [room, members] of this.members) {
          const rest = members.filter(member => member.link !== link || member.chan !== message.chan)
          this.members.set(room, rest)
        }
        return
      case 'ping':
        return link.send({ type: 'pong', value: message.value })
      default:
        return
    }
  }

  private open(link: RelayLink, open: Open): void {
    if (link.aud === null || !sodiumProof.verifyOpen(open, link.helloFrame, link.aud)) {
      link.send({
        type: 'error',
        chan: open.chan,
        req: 0,
        code: roomErrors.notProved,
        retryMs: 0,
        detail: '',
      })
      return
    }
    const room = toHex(open.roomId)
    const member: Member = {
      link,
      chan: open.chan,
      // The frame is gone after this turn: what is kept of it has to be copied.
      open: { ...open, roomId: open.roomId.slice(), publicKey: open.publicKey.slice() },
    }
    const others = this.members.get(room) ?? []
    this.members.set(room, [...others, member])
    if (!this.keeps) return this.announceForwarding(room, member, others)
    const log = this.rooms.get(room)
    const full = !log || !this.holdsPlace(log, open)
    const since = full ? 0 : open.since
    link.send({ type: 'begin', chan: open.chan, logId: log?.logId ?? noLogId, head: log?.head ?? 0, full })
    for (const entry of log?.entries ?? []) {
      if (entry.retired || entry.number <= since || (open.flags & openFlags.doorbell) !== 0) continue
      link.send({ type: 'entry', chan: open.chan, number: entry.number, entry: entry.bytes })
    }
    link.send({ type: 'caughtUp', chan: open.chan, head: log?.head ?? 0 })
  }

  /** PROTOCOL.md 7.13 */
  private announceForwarding(room: string, joining: Member, others: readonly Member[]): void {
    const logId = this.random.fill(new Uint8Array(16))
    this.rooms.set(room, { logId, head: 0, entries: [] })
    for (const { link, chan } of [joining, ...others]) {
      link.send({ type: 'begin', chan, logId, head: 0, full: true })
      link.send({ type: 'caughtUp', chan, head: 0 })
    }
  }

  private holdsPlace(log: RoomLog, open: Open): boolean {
    if (!equalBytes(log.logId, open.logId)) return false
    const prefix = this.prefixAt(log, open.since)
    return prefix !== null && equalBytes(prefix, open.prefix)
  }

  private prefixAt(log: RoomLog, number: number): Uint8Array | null {
    if (number === 0) return zeroPrefix
    return log.entries.find(entry => entry.number === number)?.prefix ?? null
  }

  private append(link: RelayLink, chan: number, req: number, bytes: Uint8Array): void {
    const found = [...this.members].find(([, members]) =>
      members.some(m => m.link === link && m.chan === chan),
    )
    if (!found) return
    const [room, members] = found
    const member = members.find(each => each.link === link && each.chan === chan)
    const refuse = (code: number) => link.send({ type: 'error', chan, req, code, retryMs: 0, detail: '' })
    const form = parseEntry(bytes)
    if (!form || !member) return refuse(requestErrors.tooLarge)
    if (member.open.role !== roles.write) return refuse(requestErrors.role)
    let log = this.rooms.get(room)
    const hash = sodiumProof.entryHash(bytes)
    const known = log?.entries.find(entry => entry.hash === toHex(hash) && !entry.retired)
    if (known) return link.send({ type: 'ack', chan, req, number: known.number, dup: true })
    if (form.kind === 2) {
      if (!sodiumProof.verifyEntry(member.open.roomId, form, member.open.publicKey))
        return refuse(requestErrors.role)
      if (form.covers > 0) {
        if (!log || !form.logId || !equalBytes(form.logId, log.logId))
          return refuse(requestErrors.logMismatch)
        if (form.covers > log.head) return refuse(requestErrors.coversAhead)
        const prefix = this.prefixAt(log, form.covers)
        if (!prefix || !form.prefix || !equalBytes(prefix, form.prefix))
          return refuse(requestErrors.logMismatch)
        const newer = log.entries.some(e => !e.retired && e.covers !== null && e.covers >= form.covers)
        if (newer) return refuse(requestErrors.snapshotStale)
      }
    }
    if (!log) {
      log = { logId: this.random.fill(new Uint8Array(16)), head: 0, entries: [] }
      this.rooms.set(room, log)
      for (const each of members) {
        each.link.send({ type: 'begin', chan: each.chan, logId: log.logId, head: 0, full: false })
      }
    }
    const last = log.entries[log.entries.length - 1]
    log.head += 1
    const entry: LogEntry = {
      number: log.head,
      bytes: bytes.slice(),
      hash: toHex(hash),
      prefix: sodiumProof.nextPrefix(last?.prefix ?? zeroPrefix, hash),
      retired: !this.keeps,
      covers: form.kind === 2 ? form.covers : null,
    }
    if (entry.covers) for (const old of log.entries) if (old.number <= entry.covers) old.retired = true
    log.entries.push(entry)
    this.acknowledged += 1
    for (const each of members) {
      if (each === member) link.send({ type: 'ack', chan, req, number: entry.number, dup: false })
      else each.link.send({ type: 'entry', chan: each.chan, number: entry.number, entry: entry.bytes })
    }
  }

  private ephemeral(link: RelayLink, chan: number, sealed: Uint8Array): void {
    for (const members of this.members.values()) {
      const from = members.find(member => member.link === link && member.chan === chan)
      if (!from || from.open.role !== roles.write) continue
      for (const each of members)
        if (each !== from) each.link.send({ type: 'ephemeral', chan: each.chan, sealed: sealed.slice() })
    }
  }
}
