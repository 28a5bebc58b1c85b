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
  private readonly opens: TokenBucket
  private readonly entries: TokenBucket
  private readonly ephemerals: TokenBucket
  private readonly bytes: TokenBucket
  private resting: NodeJS.Timeout | null = null
  private heardMs: number

  constructor(
    private readonly socket: Readable,
    limits: Limits,
    private readonly nowMs: () => number,
  ) {
    const now = nowMs()
    this.heardMs = now
    this.opens = new TokenBucket(limits.opensPerS, 2 * limits.opensPerS, now)
    this.entries = new TokenBucket(limits.entriesPerS, limits.entriesBurst, now)
    this.ephemerals = new TokenBucket(limits.ephemeralPerS, 2 * limits.ephemeralPerS, now)
    this.bytes = new TokenBucket(limits.bytesPerS, 4 * limits.bytesPerS, now)
  }

  /** For how many ms nothing was heard, not counting the time it was not read. */
  get silentMs(): number {
    return this.resting ? 0 : this.nowMs() - this.heardMs
  }

  /** A message or control frame of this size arrived. */
  heard(sizeBytes: number): void {
    const now = this.nowMs()
    this.heardMs = now
    this.rest(this.bytes.take(sizeBytes + messageOverheadBytes, now))
  }

  openAsked(): void {
    this.rest(this.opens.take(1, this.nowMs()))
  }

  /** An entry arrived; its room wants its sender to rest this long. */
  entrySent(roomRestMs: number): void {
    this.rest(Math.max(roomRestMs, this.entries.take(1, this.nowMs())))
  }

  /** May an ephemeral message be passed on? */
  mayPassEphemeral(): boolean {
    return this.ephemerals.tryTake(1, this.nowMs())
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
