/**
 * The writing side of one socket: what is written in a turn goes out as one write, and how much the other side has
 * not read yet is known. A reader that stops is told of by `congested` at once, and by `overdue` when it is time to cut
 * it (a send callback is no acknowledgement, and an unread socket would otherwise hold memory without end).
 */
import type { Duplex } from 'node:stream'
import type { Limits } from './limits.ts'

export class Outlet {
  /** What was written in this turn. */
  private readonly turn: Uint8Array[] = []
  private turnBytes = 0
  private congestedSinceMs: number | null = null

  constructor(
    private readonly socket: Duplex,
    private readonly limits: Limits,
    private readonly nowMs: () => number,
    /** There is room again after it was congested. */
    onRoom: () => void,
  ) {
    socket.on('drain', () => {
      if (this.congestedSinceMs === null || socket.writableLength > limits.liveStopBytes) return
      this.congestedSinceMs = null
      onRoom()
    })
  }

  write(frames: Uint8Array): void {
    if (this.turn.push(frames) === 1) atEndOfTick(this)
    this.turnBytes += frames.length
  }

  /** Hands the turn's frames to the socket, as one write. */
  flush(): void {
    const { socket, turn } = this
    const [first] = turn
    if (!first) return
    const open = !socket.destroyed && !socket.writableEnded
    if (open && turn.length === 1) {
      socket.write(first)
    } else if (open) {
      socket.cork()
      for (const frames of turn) socket.write(frames)
      socket.uncork()
    }
    this.turn.length = 0
    this.turnBytes = 0
  }

  private get unread(): number {
    return this.socket.writableLength + this.turnBytes
  }

  /** True while more is unread than a live member may have. */
  get congested(): boolean {
    if (this.unread <= this.limits.liveStopBytes) return false
    this.congestedSinceMs ??= this.nowMs()
    return true
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
