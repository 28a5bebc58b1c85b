/**
 * Which tab of this device leads a bill: the one that holds the bill's Web Lock. The browser hands the lock on when that tab is
 * closed, crashes or is killed, so nobody has to notice.
 *
 * `takeOver` takes the lock away from another tab: for a tab on screen whose leader is in the background or does not answer.
 * For a moment both may think they lead; that is safe, because each tab seals under an author of its own.
 */

export interface Leadership {
  readonly leads: boolean
  takeOver(): void
  /** Lets go for good. */
  resign(): void
}

/**
 * Queues for the lock until `resign`.
 * @param onChange hears true when this tab leads from now on, false when another one has taken over
 */
export function seekLeadership(
  locks: LockManager,
  name: string,
  onChange: (leads: boolean) => void,
): Leadership {
  let release: (() => void) | null = null
  let queued = new AbortController()
  let isOver = false

  const hold = () =>
    new Promise<void>(resolve => {
      release = resolve
      onChange(true)
    })

  const request = (options: LockOptions) => {
    let wasHeld = false
    const taken = locks.request(name, options, () => {
      if (isOver) return undefined
      wasHeld = true
      return hold()
    })
    taken.catch((error: unknown) => {
      if (isOver) return
      if (wasHeld) {
        // Another tab took over. This one is the next to lead when that one ends.
        release = null
        onChange(false)
        queue()
      } else if (!(error instanceof DOMException && error.name === 'AbortError')) {
        // No locks for this page after all: it does everything itself.
        void hold()
      }
    })
  }
  const queue = () => {
    queued = new AbortController()
    request({ signal: queued.signal })
  }

  queue()
  return {
    get leads() {
      return release !== null
    },
    takeOver() {
      if (isOver || release !== null) return
      queued.abort()
      request({ steal: true })
    },
    resign() {
      isOver = true
      queued.abort()
      release?.()
      release = null
    },
  }
}
