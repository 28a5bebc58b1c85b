/**
 * What one socket, room, address or process may take. Defaults are sized for a restaurant behind one address and a
 * relay on a small machine; each can be set by environment (`LIMIT_` and the name in capitals, see config.ts).
 * Who is too fast is slowed down (its socket is not read for a while), not refused: nothing is lost by waiting.
 */

export interface Limits {
  /** OPENs a socket may send each second. */
  readonly opensPerS: number
  /** Entries a socket may send each second, and how many at once. */
  readonly entriesPerS: number
  readonly entriesBurst: number
  /** Ephemeral messages a socket may send each second; more are dropped. */
  readonly ephemeralPerS: number
  /** Bytes a socket may send each second. */
  readonly bytesPerS: number
  readonly roomsPerSocket: number
  /** Time for CLIENT_HELLO, and for the first OPEN. */
  readonly firstOpenMs: number
  /** Refused OPENs after which the socket is closed. */
  readonly refusedOpens: number
  /** A socket with more than this unread gets no live frames until it has read. */
  readonly liveStopBytes: number
  /** A socket with more than this unread is cut. */
  readonly cutBytes: number
  /** A socket that stays above `liveStopBytes` this long is cut. */
  readonly cutMs: number
  /** Ping a socket this often; cut it when nothing was heard for `deadMs`. */
  readonly pingMs: number
  readonly deadMs: number
  readonly socketsPerRoom: number
  /** Entries and ephemeral messages a room may take each second, over all its sockets. */
  readonly roomMessagesPerS: number
  /** Live bytes a room may keep. */
  readonly roomBytes: number
  readonly socketsPerAddress: number
  readonly upgradesPerAddressPerMin: number
  readonly sockets: number
  /** New sockets are refused while the event loop is this late. */
  readonly shedLagMs: number
  /** The store refuses writes while the disk has less than this free. */
  readonly minFreeBytes: number
}

export const defaultLimits: Limits = {
  opensPerS: 64,
  entriesPerS: 30,
  entriesBurst: 200,
  ephemeralPerS: 10,
  bytesPerS: 512 * 1024,
  roomsPerSocket: 1000,
  firstOpenMs: 10_000,
  refusedOpens: 3,
  liveStopBytes: 1024 * 1024,
  cutBytes: 4 * 1024 * 1024,
  cutMs: 30_000,
  pingMs: 25_000,
  deadMs: 60_000,
  socketsPerRoom: 100,
  roomMessagesPerS: 200,
  roomBytes: 16 * 1024 * 1024,
  socketsPerAddress: 256,
  upgradesPerAddressPerMin: 300,
  sockets: 20_000,
  shedLagMs: 200,
  minFreeBytes: 64 * 1024 * 1024,
}

/** Fills with `perS` tokens a second up to `burst`. Going below zero is allowed once: the wait pays it back. */
export class TokenBucket {
  private tokens: number
  private lastMs: number

  constructor(
    private readonly perS: number,
    private readonly burst: number,
    nowMs: number,
  ) {
    this.tokens = burst
    this.lastMs = nowMs
  }

  private fill(nowMs: number): void {
    this.tokens = Math.min(this.burst, this.tokens + (Math.max(0, nowMs - this.lastMs) / 1000) * this.perS)
    this.lastMs = nowMs
  }

  /** Takes `count` and says how many ms the taker must rest before the next; 0 while it keeps to its rate. */
  take(count: number, nowMs: number): number {
    this.fill(nowMs)
    this.tokens -= count
    return this.tokens >= 0 ? 0 : Math.ceil((-this.tokens / this.perS) * 1000)
  }

  /** Takes `count` if they are there. */
  tryTake(count: number, nowMs: number): boolean {
    this.fill(nowMs)
    if (this.tokens < count) return false
    this.tokens -= count
    return true
  }

  /** True when it is as full as a new one, so that nobody need remember it. */
  isFull(nowMs: number): boolean {
    this.fill(nowMs)
    return this.tokens >= this.burst
  }
}

/** The part of an address that one subscriber holds: all of IPv4, the /64 of IPv6. */
export function subscriberOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':')
}

/** Counts the sockets and upgrades of each address. Addresses stay in memory and are forgotten when idle. */
export class AddressLimiter {
  private readonly known = new Map<string, { sockets: number; upgrades: TokenBucket }>()

  constructor(private readonly limits: Limits) {}

  /** True and counted when the address may open one more socket. */
  admit(address: string, nowMs: number): boolean {
    const key = subscriberOf(address)
    let seen = this.known.get(key)
    if (!seen) {
      const perMin = this.limits.upgradesPerAddressPerMin
      seen = { sockets: 0, upgrades: new TokenBucket(perMin / 60, perMin, nowMs) }
      this.known.set(key, seen)
    }
    if (seen.sockets >= this.limits.socketsPerAddress || !seen.upgrades.tryTake(1, nowMs)) return false
    seen.sockets++
    return true
  }

  /** The address closed a socket that was admitted. */
  release(address: string): void {
    const seen = this.known.get(subscriberOf(address))
    if (seen) seen.sockets--
  }

  /** Forgets addresses that hold nothing and whose bucket is full again. */
  sweep(nowMs: number): void {
    for (const [key, seen] of this.known) {
      if (seen.sockets <= 0 && seen.upgrades.isFull(nowMs)) this.known.delete(key)
    }
  }
}
