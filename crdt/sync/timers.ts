/** The clock, timers and chance that sync is handed: real ones in the app, virtual ones in a simulation. */
export interface Timers {
  /** Milliseconds; only differences count. */
  nowMs(): number
  setTimeout(run: () => void, delayMs: number): unknown
  clearTimeout(handle: unknown): void
  /** 0 <= x < 1 */
  random(): number
}
