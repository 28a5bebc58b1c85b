/**
 * A relay as PROTOCOL.md §7 and §8 describe it, in memory and without sockets: what the real relay is compared with, and what
 * client tests run against when the network has to misbehave on purpose. Frames in, frames out, in order.
 */
import { equalBytes, toHex } from '../../crdt/bytes.ts'
import { type EntryForm, parseEntry, sodiumProof } from '../../crdt/encryption/proof.ts'
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
  /** Covered by a snapshot. */
  retired: boolean
  readonly covers: number | null
}

interface RoomLog {
  logId: Uint8Array
  head: number
  entries: LogEntry[]
}

/** All logs as they were, each its own copy. */
export type RelayCopy = ReadonlyMap<string, RoomLog>

/** What a relay may do as it likes, and mistakes that tests bring back to see that they are caught. */
export interface RelayHabits {
  /** False: STORE=none (PROTOCOL.md 7.13). */
  readonly keeps: boolean
  /** Covered entries are dead weight; this relay still has them and replays them. */
  readonly replaysCovered: boolean
  /** Mistake: a cursor is believed without its log id and prefix. */
  readonly trustsCursor: boolean
  /** Mistake: a snapshot retires everything before itself, not what it covers. */
  readonly retiresTooMuch: boolean
  /** Mistake: an entry is acknowledged, and kept only at the next `keep()`. */
  readonly acksBeforeKeeping: boolean
}

const honest: RelayHabits = {
  keeps: true,
  replaysCovered: false,
  trustsCursor: false,
  retiresTooMuch: false,
  acksBeforeKeeping: false,
}

/** How often a relay came to where mistakes would show. */
export interface RelayCounts {
  /** A cursor that no longer fits the log it was made in. */
  staleCursors: number
  /** Of those: the log has grown past it, so that the number alone looks right. */
  outgrownCursors: number
  /** Entries taken that add something, not those that only tidy. */
  contents: number
  /** Appends of what is in the log already. */
  duplicates: number
  /** Snapshots that covered something, with entries between what they cover and themselves. */
  snapshots: number
  snapshotsThatLag: number
  refused: number
  /** Entries that were kept and whose acknowledgement was lost. */
  unheardAcks: number
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
      flags: relay.habits.keeps ? helloFlags.keeps : 0,
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
  rooms = new Map<string, RoomLog>()
  readonly habits: RelayHabits
  readonly counts: RelayCounts = {
    staleCursors: 0,
    outgrownCursors: 0,
    contents: 0,
    duplicates: 0,
    snapshots: 0,
    snapshotsThatLag: 0,
    refused: 0,
    unheardAcks: 0,
  }
  /** Every entry that this relay promised to keep, in the order of the promises. */
  promised: Uint8Array[] = []
  /** Set: the next entry is kept, then the process dies before anybody hears of it. */
  diesAtAppend = false
  private kept: RelayCopy = new Map()
  private readonly members = new Map<string, Member[]>()
  private readonly links = new Set<RelayLink>()

  constructor(
    readonly random: SeededRandom,
    habits: Partial<RelayHabits> = {},
  ) {
    this.habits = { ...honest, ...habits }
  }

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

  /** The logs as they are now, for `restore`. */
  copy(): RelayCopy {
    const copyOf = (log: RoomLog): RoomLog => ({ ...log, entries: log.entries.map(entry => ({ ...entry })) })
    return new Map([...this.rooms].map(([room, log]) => [room, copyOf(log)]))
  }

  /** Comes back from an old copy of its disk, without a connection. */
  restore(copy: RelayCopy): void {
    this.cutAll()
    this.rooms = new Map(copy)
    this.rooms = new Map(this.copy())
    this.kept = this.copy()
    this.promiseWhatIsThere()
  }

  /** Loses all it kept, and every connection, as a wiped machine does. */
  wipe(): void {
    this.restore(new Map())
  }

  /** From here on it owes what is live in its logs now: what was lost before was lost by a fault that may lose. */
  promiseWhatIsThere(): void {
    this.promised = [...this.rooms.values()].flatMap(log =>
      log.entries.filter(entry => !entry.retired).map(entry => entry.bytes),
    )
  }

  /** Writes to its disk what it has not written yet; a relay without the mistake has written everything. */
  keep(): void {
    this.kept = this.copy()
  }

  /** The process ends and starts again: memory is gone, the disk is not. */
  crash(): void {
    if (this.habits.acksBeforeKeeping) {
      this.rooms = new Map(this.kept)
      this.rooms = new Map(this.copy())
    }
    this.cutAll()
  }

  /** An entry from a member who is not one of the phones; true when the relay took it. */
  inject(room: string, bytes: Uint8Array): boolean {
    return this.admit(room, bytes, null) !== null
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
    if (!this.habits.keeps) return this.announceForwarding(room, member, others)
    const log = this.rooms.get(room)
    const full = !log || !this.holdsPlace(log, open)
    const since = full ? 0 : open.since
    link.send({ type: 'begin', chan: open.chan, logId: log?.logId ?? noLogId, head: log?.head ?? 0, full })
    for (const entry of log?.entries ?? []) {
      if (entry.retired && !this.habits.replaysCovered) continue
      if (entry.number <= since || (open.flags & openFlags.doorbell) !== 0) continue
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
    const prefix = this.prefixAt(log, open.since)
    const fits = equalBytes(log.logId, open.logId) && prefix !== null && equalBytes(prefix, open.prefix)
    if (!fits && open.since > 0) this.counts.staleCursors += 1
    if (!fits && open.since > 0 && equalBytes(log.logId, open.logId) && open.since <= log.head)
      this.counts.outgrownCursors += 1
    return this.habits.trustsCursor ? open.since <= log.head : fits
  }

  private prefixAt(log: RoomLog, number: number): Uint8Array | null {
    if (number === 0) return zeroPrefix
    return log.entries.find(entry => entry.number === number)?.prefix ?? null
  }

  private append(link: RelayLink, chan: number, req: number, bytes: Uint8Array): void {
    const found = [...this.members].find(([, members]) =>
      members.some(each => each.link === link && each.chan === chan),
    )
    const member = found?.[1].find(each => each.link === link && each.chan === chan)
    if (!found || !member) return
    this.admit(found[0], bytes, { member, req })
  }

  /** Takes an entry into a log and tells everybody; null when it was refused. */
  private admit(
    room: string,
    bytes: Uint8Array,
    from: { readonly member: Member; readonly req: number } | null,
  ): LogEntry | null {
    const refuse = (code: number): null => {
      this.counts.refused += 1
      if (from) {
        const { member, req } = from
        member.link.send({ type: 'error', chan: member.chan, req, code, retryMs: 0, detail: '' })
      }
      return null
    }
    const acknowledge = (entry: LogEntry, dup: boolean): LogEntry => {
      if (this.habits.keeps && !dup) this.promised.push(entry.bytes)
      if (from) {
        const { member, req } = from
        member.link.send({ type: 'ack', chan: member.chan, req, number: entry.number, dup })
      }
      return entry
    }
    const form = parseEntry(bytes)
    if (!form) return refuse(requestErrors.tooLarge)
    if (from && from.member.open.role !== roles.write) return refuse(requestErrors.role)
    const hash = sodiumProof.entryHash(bytes)
    let log = this.rooms.get(room)
    const known = log?.entries.find(entry => entry.hash === toHex(hash) && !entry.retired)
    if (known) {
      this.counts.duplicates += 1
      return acknowledge(known, true)
    }
    if (form.kind === 2) {
      const { open } = from?.member ?? {}
      if (open && !sodiumProof.verifyEntry(open.roomId, form, open.publicKey))
        return refuse(requestErrors.role)
      const fault = form.covers > 0 ? this.snapshotFault(log, form) : null
      if (fault !== null) return refuse(fault)
    }
    const members = this.members.get(room) ?? []
    if (!log) {
      log = { logId: this.random.fill(new Uint8Array(16)), head: 0, entries: [] }
      this.rooms.set(room, log)
      for (const { link, chan } of members) {
        link.send({ type: 'begin', chan, logId: log.logId, head: 0, full: false })
      }
    }
    const entry = this.number(log, bytes, hash, form.kind === 2 ? form.covers : null)
    if (this.diesAtAppend && from) {
      this.diesAtAppend = false
      this.counts.unheardAcks += 1
      this.keep()
      this.cutAll()
      return entry
    }
    for (const each of members) {
      if (each === from?.member) acknowledge(entry, false)
      else each.link.send({ type: 'entry', chan: each.chan, number: entry.number, entry: entry.bytes })
    }
    if (!from) acknowledge(entry, false)
    return entry
  }

  private number(log: RoomLog, bytes: Uint8Array, hash: Uint8Array, covers: number | null): LogEntry {
    const last = log.entries[log.entries.length - 1]
    log.head += 1
    const entry: LogEntry = {
      number: log.head,
      bytes: bytes.slice(),
      hash: toHex(hash),
      prefix: sodiumProof.nextPrefix(last?.prefix ?? zeroPrefix, hash),
      retired: !this.habits.keeps,
      covers,
    }
    if (!covers) this.counts.contents += 1
    else {
      this.counts.snapshots += 1
      if (covers < entry.number - 1) this.counts.snapshotsThatLag += 1
      const upTo = this.habits.retiresTooMuch ? entry.number - 1 : covers
      for (const old of log.entries) if (old.number <= upTo) old.retired = true
    }
    log.entries.push(entry)
    return entry
  }

  /** PROTOCOL.md 8.2 */
  private snapshotFault(log: RoomLog | undefined, form: EntryForm): number | null {
    if (!log || !form.logId || !equalBytes(form.logId, log.logId)) return requestErrors.logMismatch
    if (form.covers > log.head) return requestErrors.coversAhead
    const prefix = this.prefixAt(log, form.covers)
    if (!prefix || !form.prefix || !equalBytes(prefix, form.prefix)) return requestErrors.logMismatch
    const newer = log.entries.some(e => !e.retired && e.covers !== null && e.covers >= form.covers)
    return newer ? requestErrors.snapshotStale : null
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
