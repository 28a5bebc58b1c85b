/**
 * The service worker: the app starts without a network, and at once with one. It answers the page and the build's own files
 * from the shell that it came with (offline/shell.ts) and nothing else; it never sees the socket, /v1 or IndexedDB.
 *
 * A new version waits until the user asks for it: the page posts 'activate'. Only the very first one takes over at once.
 * Written by hand and not with workbox: what it does is on this page, and one more dependency would be larger than that.
 *
 * To switch it off everywhere, an operator sets SERVICE_WORKER=off (relay/config.ts): /sw.js is then `public/sw-off.js`.
 */
import { shell } from 'virtual:precache'
import { workerRoute } from './offline/routes.ts'
import { answerFile, answerPage, fillShell, keepLatestShells, refreshPage } from './offline/shell.ts'
import type { WorkerScope } from './offline/worker-scope.ts'

const scope = globalThis as unknown as WorkerScope
const { caches } = scope
const fetch = (request: Request | string) => scope.fetch(request)
const paths = new Set(shell.files.map(({ path }) => path))
let isFresh = false

scope.addEventListener('install', event => event.waitUntil(fillShell(caches, fetch, shell)))

scope.addEventListener('activate', event => {
  const takeOver = async () => {
    // A still newer version may be filling its shell just now; the next activation tidies up.
    if (scope.registration.installing === null) await keepLatestShells(caches, shell)
    await scope.clients.claim()
  }
  event.waitUntil(takeOver())
})

scope.addEventListener('fetch', event => {
  const { request } = event
  const route = workerRoute(request, scope.location.origin, paths)
  if (route.kind === 'file') {
    event.respondWith(answerFile(caches, fetch, shell, route.path, request))
  } else if (route.kind === 'page') {
    event.respondWith(answerPage(caches, fetch, shell, request))
    if (isFresh) return
    isFresh = true
    // Offline there is nothing to refresh from, and nobody waits for it.
    event.waitUntil(refreshPage(caches, fetch, shell).catch(() => undefined))
  }
})

scope.addEventListener('message', event => {
  if (event.data === 'activate') event.waitUntil(scope.skipWaiting())
})
