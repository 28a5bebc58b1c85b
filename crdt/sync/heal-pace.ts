/**
 * How long a client waits before it offers its document to a log that is new (PROTOCOL.md 9.3): all clients of a room see the
 * new log at once, and one of them is enough. A relay that loses its log again and again is offered to more slowly, never
 * not at all.
 */
import type { Timers } from './timers.ts'

const shortWaitMs = 3_000
const longWaitMs = { from: 30_000, to: 60_000 } as const
/** So many short waits in an hour. */
const shortWaits = 3
const hourMs = 3_600_000
/** More new logs within a minute than so many people can cause by coming to a relay that keeps nothing. */
const stormOf = 60
const minuteMs = 60_000

export class HealPace {
  /** When logs were replaced, within the last hour. */
  private replacedAtMs: number[] = []
  private waits = false
  /** When replays began, the last few. */
  private begunAtMs: number[] = []

  constructor(private readonly timers: Pick<Timers, 'nowMs' | 'random'>) {}

  /** A replay of the whole log begins. False: too many lately, each of which would send the outbox again. */
  mayBegin(): boolean {
    const now = this.timers.nowMs()
    this.begunAtMs = this.begunAtMs.filter(at => now - at < minuteMs)
    if (this.begunAtMs.length >= stormOf) return false
    this.begunAtMs.push(now)
    return true
  }

  /** The log was replaced by another. */
  noteReplaced(): void {
    const now = this.timers.nowMs()
    this.replacedAtMs = this.replacedAtMs.filter(at => now - at < hourMs).slice(-shortWaits)
    this.replacedAtMs.push(now)
    this.waits = true
  }

  /** The wait before the document is asked, in ms: once for each log, 0 where nothing was replaced. */
  takeDelayMs(keeps: boolean): number {
    if (!this.waits) return 0
    this.waits = false
    const { from, to } = longWaitMs
    const chance = this.timers.random()
    // At a relay that keeps nothing every newcomer begins a new log.
    const often = keeps && this.replacedAtMs.length > shortWaits
    return often ? from + chance * (to - from) : 1 + chance * shortWaitMs
  }
}
