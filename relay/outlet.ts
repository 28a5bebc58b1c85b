/**
 * The writing side of one socket: what is written in a turn goes out as one write, and how much the other side has
 * not read yet is known. A reader that stops is told of by `congested` at once, and by `overdue` when it is time to cut
 * it (a send callback is no acknowledgement, and an unread socket would otherwise hold memory without end).
 */
import type { Duplex } from 'node:stream'
import type { Limits } from './limits.ts'

/** Whose outlet it is. */
export interface OutletOwner {
  /** There is room again after it was congested. */
  roomAgain(): void
}

export class Outlet {
  /** What was written in this turn; null: nothing. */
  private turn: Uint8Array[] | null = null
  private turnBytes = 0
  private congestedSinceMs: number | null = null

  constructor(
    private readonly socket: Duplex,
    private readonly limits: Limits,
    private readonly nowMs: () => number,
    private readonly owner: OutletOwner,
  ) {}

  write(frames: Uint8Array): void {
    this.turnBytes += frames.length
    if (this.turn) {
      this.turn.push(frames)
      return
    }
    this.turn = [frames]
    atEndOfTick(this)
  }

  /** Hands the turn's frames to the socket, as one write. */
  flush(): void {
    const { socket, turn } = this
    this.turn = null
    this.turnBytes = 0
    if (!turn || socket.destroyed || socket.writableEnded) return
    if (turn.length > 1) socket.cork()
    for (const frames of turn) socket.write(frames)
    if (turn.length > 1) socket.uncork()
  }

  private get unread(): number {
    return this.socket.writableLength + this.turnBytes
  }

  /** True while more is unread than a live member may have. */
  get congested(): boolean {
    if (this.unread <= this.limits.liveStopBytes) return false
    if (this.congestedSinceMs === null) {
      this.congestedSinceMs = this.nowMs()
      this.awaitRoom()
    }
    return true
  }

  /** A write beyond the bound makes the socket say when it was read. */
  private awaitRoom(): void {
    this.socket.once('drain', () => {
      if (this.socket.writableLength > this.limits.liveStopBytes) return this.awaitRoom()
      this.congestedSinceMs = null
      this.owner.roomAgain()
    })
  }

  /** True when so much, or for so long, is unread that the socket must be cut. */
  get overdue(): boolean {
    if (this.unread > this.limits.cutBytes) return true
    return this.congested && this.nowMs() - (this.congestedSinceMs ?? 0) > this.limits.cutMs
  }
}

let waiting: Outlet[] = []

/** One callback for all outlets that were written to before the event loop goes on. */
function atEndOfTick(outlet: Outlet): void {
  if (waiting.push(outlet) > 1) return
  process.nextTick(() => {
    const outlets = waiting
    waiting = []
    for (const each of outlets) each.flush()
  })
}
