/**
 * How fast a socket may send (limits.ts). Who is faster is not read for as long as the excess takes: nothing is lost,
 * TCP tells the sender to wait, and nobody else pays for it. Only ephemeral messages are dropped instead: late, they
 * are worth nothing.
 */
import { type Limits, TokenBucket } from './limits.ts'

/** What each message costs besides its bytes, so that a flood of small ones is slowed as well. */
const messageOverheadBytes = 128

/** The part of a socket that can stop being read. */
interface Readable {
  pause(): void
  resume(): void
}

export class Pace {
  /** Null: full, as a new one, so that an idle socket need not hold any. */
  private opens: TokenBucket | null = null
  private entries: TokenBucket | null = null
  private ephemerals: TokenBucket | null = null
  private bytes: TokenBucket | null = null
  private resting: NodeJS.Timeout | null = null
  private heardMs: number

  constructor(
    private readonly socket: Readable,
    private readonly limits: Limits,
    private readonly nowMs: () => number,
  ) {
    this.heardMs = nowMs()
  }

  /** For how many ms nothing was heard, not counting the time it was not read. */
  get silentMs(): number {
    return this.resting ? 0 : this.nowMs() - this.heardMs
  }

  /** A message or control frame of this size arrived. */
  heard(sizeBytes: number): void {
    const now = this.nowMs()
    const { bytesPerS } = this.limits
    this.heardMs = now
    this.bytes ??= new TokenBucket(bytesPerS, 4 * bytesPerS, now)
    this.rest(this.bytes.take(sizeBytes + messageOverheadBytes, now))
  }

  openAsked(): void {
    const now = this.nowMs()
    const { opensPerS } = this.limits
    this.opens ??= new TokenBucket(opensPerS, 2 * opensPerS, now)
    this.rest(this.opens.take(1, now))
  }

  /** An entry arrived; its room wants its sender to rest this long. */
  entrySent(roomRestMs: number): void {
    const now = this.nowMs()
    this.entries ??= new TokenBucket(this.limits.entriesPerS, this.limits.entriesBurst, now)
    this.rest(Math.max(roomRestMs, this.entries.take(1, now)))
  }

  /** May an ephemeral message be passed on? */
  mayPassEphemeral(): boolean {
    const now = this.nowMs()
    const { ephemeralPerS } = this.limits
    this.ephemerals ??= new TokenBucket(ephemeralPerS, 2 * ephemeralPerS, now)
    return this.ephemerals.tryTake(1, now)
  }

  /** Forgets what is full again. */
  tick(): void {
    const now = this.nowMs()
    if (this.opens?.isFull(now)) this.opens = null
    if (this.entries?.isFull(now)) this.entries = null
    if (this.ephemerals?.isFull(now)) this.ephemerals = null
    if (this.bytes?.isFull(now)) this.bytes = null
  }

  /** Does not read the socket for this long. */
  rest(forMs: number): void {
    if (forMs <= 0 || this.resting) return
    this.socket.pause()
    this.resting = setTimeout(() => {
      this.resting = null
      this.heardMs = this.nowMs()
      this.socket.resume()
    }, forMs)
  }

  end(): void {
    if (this.resting) clearTimeout(this.resting)
  }
}
