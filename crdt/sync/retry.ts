/** A relay's advice when to try again (PROTOCOL.md 7.10), taken within bounds: it may be a lie. */
const usualMs = 60_000
const shortestMs = 1_000
const longestMs = 600_000

/** How long to wait, in ms; `adviceMs` 0: the relay gave none. */
export function retryAfterMs(adviceMs: number): number {
  return adviceMs === 0 ? usualMs : Math.min(Math.max(adviceMs, shortestMs), longestMs)
}
