/**
 * The kill switch: served as /sw.js it replaces whatever worker a browser has, drops the app's files that it kept, and takes
 * itself away. Bills are in IndexedDB, which is not touched. The relay serves it when SERVICE_WORKER=off; behind a plain
 * file server copy this file over sw.js.
 */
;(() => {
  /** @typedef {{ waitUntil(promise: Promise<unknown>): void }} WaitingEvent */
  // TypeScript's types of a page know no worker.
  const worker = /** @type {{
    addEventListener(type: string, listener: (event: WaitingEvent) => void): void
    skipWaiting(): Promise<void>
    readonly registration: { unregister(): Promise<boolean> }
  }} */ (/** @type {unknown} */ (self))

  worker.addEventListener('install', event => event.waitUntil(worker.skipWaiting()))
  worker.addEventListener('activate', event => {
    const leave = async () => {
      const names = await caches.keys()
      const shells = names.filter(name => name.startsWith('billington-shell'))
      await Promise.all(shells.map(name => caches.delete(name)))
      await worker.registration.unregister()
    }
    event.waitUntil(leave())
  })
})()
