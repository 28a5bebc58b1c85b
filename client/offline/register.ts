/**
 * The page's side of the service worker: registers it, and hears when a newer version waits. Nothing here is needed for the
 * app to work: on plain http, in a private window or with the worker switched off the page is simply loaded each time.
 *
 * Never forced: a waiting version takes over when `activate` is called, and only the tab that called it reloads. Other tabs go
 * on with the build they run; its files stay (shell.ts).
 */

/** At most this often a page that comes back into view asks for a newer version by itself. */
const askEveryMs = 3_600_000

export interface WorkerWatch {
  readonly container: ServiceWorkerContainer
  readonly nowMs: () => number
  readonly reload: () => void
  /** A newer version is there; `activate` switches to it and reloads. Called again when a still newer one comes. */
  readonly onReady: (activate: () => void) => void
}

/** Registers the worker. Rejects where that is not possible. */
export async function registerWorker({ container, nowMs, reload, onReady }: WorkerWatch): Promise<void> {
  const registration = await container.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  let wanted = false

  const activate = () => {
    wanted = true
    // Gone when another tab was asked before: then the new version is what a reload gives.
    if (registration.waiting) registration.waiting.postMessage('activate')
    else reload()
  }
  // Without a controller this is the first version that this browser gets, and nothing is replaced.
  const offer = () => {
    if (registration.waiting && container.controller) onReady(activate)
  }
  const follow = (worker: ServiceWorker | null) => worker?.addEventListener('statechange', offer)

  container.addEventListener('controllerchange', () => {
    if (wanted) reload()
  })
  registration.addEventListener('updatefound', () => follow(registration.installing))
  follow(registration.installing)
  offer()

  let askedMs = nowMs()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || nowMs() - askedMs < askEveryMs) return
    askedMs = nowMs()
    // No network: the next time will do.
    registration.update().catch(() => undefined)
  })
}
