/**
 * The writing side of one socket: what is written in a turn goes out as one write, and how much the other side has
 * not read yet is known. A reader that stops is told of by `congested` at once, and by `overdue` when it is time to cut
 * it (a send callback is no acknowledgement, and an unread socket would otherwise hold memory without end).
 */
import type { Duplex } from 'node:stream'
import type { Limits } from './limits.ts'

export class Outlet {
  private corked = false
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
    if (this.socket.destroyed || this.socket.writableEnded) return
    if (!this.corked) {
      this.corked = true
      this.socket.cork()
      process.nextTick(() => {
        this.corked = false
        this.socket.uncork()
      })
    }
    this.socket.write(frames)
  }

  /** True while more is unread than a live member may have. */
  get congested(): boolean {
    if (this.socket.writableLength <= this.limits.liveStopBytes) return false
    this.congestedSinceMs ??= this.nowMs()
    return true
  }

  /** True when so much, or for so long, is unread that the socket must be cut. */
  get overdue(): boolean {
    if (this.socket.writableLength > this.limits.cutBytes) return true
    return this.congested && this.nowMs() - (this.congestedSinceMs ?? 0) > this.limits.cutMs
  }
}
