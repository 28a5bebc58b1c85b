/**
 * What is used of a service worker's global scope. TypeScript's own types for it (lib "webworker") cannot stand in one program
 * with those of a page.
 */
interface WaitingEvent {
  waitUntil(promise: Promise<unknown>): void
}

export interface FetchEvent extends WaitingEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

interface Events {
  install: WaitingEvent
  activate: WaitingEvent
  fetch: FetchEvent
  message: WaitingEvent & { readonly data: unknown }
}

export interface WorkerScope {
  readonly location: { readonly origin: string }
  readonly caches: CacheStorage
  readonly clients: { claim(): Promise<void> }
  readonly registration: { readonly installing: unknown }
  fetch(request: Request | string): Promise<Response>
  skipWaiting(): Promise<void>
  addEventListener<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): void
}
