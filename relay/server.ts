/**
 * Wires HTTP, sockets and store into one relay and owns them all. A relay may be killed at any moment: what it has
 * acknowledged is in the store. `close` is the gentle way: no new sockets, what is pending is committed and
 * acknowledged, then everyone is told to come back.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { proofReady } from '../crdt/encryption/proof.ts'
import { subprotocol, syncPath, wireLimits } from '../crdt/sync/wire.ts'
import { version } from '../package.json'
import { isPrivate, isWildcard, lanAddresses } from './addresses.ts'
import type { Config } from './config.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import { readFiles } from './files.ts'
import { originAllowed } from './headers.ts'
import { createHttpHandler } from './http.ts'
import { AddressLimiter } from './limits.ts'
import { createLog, type Log, roomTag } from './log.ts'
import { RelaySocket } from './relay-socket.ts'
import { Rooms } from './rooms.ts'
import { createMemoryStore } from './store/memory.ts'
import { createNoStore } from './store/none.ts'
import { createSqliteStore } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

export interface RunningRelay {
  /** The port it listens on, also when PORT was 0. */
  readonly port: number
  /** URLs of this machine on its networks; empty when it listens on one address only. */
  readonly lanUrls: readonly string[]
  /** Drains and ends: resolves when nothing is left open. */
  close(): Promise<void>
}

/** What tests hand in. */
export interface RelayParts {
  readonly log?: Log
  readonly store?: Store
}

const tickMs = 1000
/** How long a socket may take to say goodbye. */
const goodbyeMs = 2000

/** Options of ws 8.23 that its types do not name yet. */
const boundsThatTypesLack = { maxFragments: 1024, closeTimeout: goodbyeMs }

/** Starts a relay. Rejects when the port or the store cannot be had. */
export async function startRelay(config: Config, parts: RelayParts = {}): Promise<RunningRelay> {
  const log = parts.log ?? createLog(config.logLevel)
  const { limits } = config
  await proofReady
  const store = parts.store ?? createStore(config, log)
  const rooms = new Rooms({ store, limits, log, nowMs: monotonicMs, atEndOfTurn: work => setImmediate(work) })
  const connections = new Set<Connection>()
  const addresses = new AddressLimiter(limits)
  let lagMs = 0
  let draining = false
  let lanUrls: readonly string[] = []
  let audience: ReadonlySet<string> | null = null

  const files = config.clientDir === null ? null : readFiles(config.clientDir, config.serviceWorker)
  const handler = createHttpHandler({
    config,
    files,
    log,
    health: async () => {
      const { full } = await store.stats()
      const pinned = audience ? 'pinned' : 'not pinned'
      return { ok: !draining, version, store: config.store, storageFull: full, audience: pinned }
    },
    about: host => ({
      version,
      publicUrl: config.publicUrl,
      lanUrls: host !== null && isOnLan(host, lanUrls) ? lanUrls : [],
      relays: config.relays,
      store: config.store,
      durable: config.store === 'sqlite',
    }),
  })
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: 2000,
    },
    handler,
  )
  server.maxRequestsPerSocket = 1000
  server.on('clientError', answerClientError)
  const sockets = new WebSocketServer({
    noServer: true,
    WebSocket: RelaySocket,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: wireLimits.frameBytes,
    handleProtocols: () => subprotocol,
    ...boundsThatTypesLack,
  })

  const shared: ConnectionOptions = {
    rooms,
    limits,
    log,
    nowMs: monotonicMs,
    keeps: store.keeps,
    audience: () => audience,
    onClose: connection => {
      connections.delete(connection)
      addresses.release(connection.address)
    },
  }

  /** Why a socket may not be opened, as an HTTP status; null: it may. */
  function upgradeRefusal(request: IncomingMessage, address: string): number | null {
    if (request.url?.split('?')[0] !== syncPath) return 404
    const offered = request.headers['sec-websocket-protocol']?.split(',').map(name => name.trim())
    if (request.method !== 'GET' || !offered?.includes(subprotocol)) return 400
    if (!originAllowed(request, config)) return 403
    if (draining || lagMs > limits.shedLagMs || connections.size >= limits.sockets) return 503
    return addresses.admit(address, monotonicMs()) ? null : 429
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', destroyItself)
    const address = addressOf(request)
    const refusal = upgradeRefusal(request, address)
    if (refusal !== null) {
      log.debug({ event: 'upgrade refused', status: refusal })
      return refuseUpgrade(socket, refusal)
    }
    let upgraded = false
    sockets.handleUpgrade(request, socket, head, ws => {
      upgraded = true
      connections.add(new Connection(ws, socket, address, shared))
    })
    // Its handshake was bad: ws has answered it.
    if (!upgraded) addresses.release(address)
  })

  await listen(server, config).catch(async error => {
    await store.close()
    throw error
  })
  const { port } = server.address() as AddressInfo
  lanUrls = isWildcard(config.host) ? lanAddresses().map(address => urlOf(address, port)) : []
  audience = audienceOf(config, port)
  let expectedMs = monotonicMs() + tickMs
  const ticking = setInterval(() => {
    const now = monotonicMs()
    lagMs = now - expectedMs
    expectedMs = now + tickMs
    for (const connection of connections) connection.tick()
    addresses.sweep(now)
  }, tickMs)
  log.info({ event: 'listening', version, port, store: config.store })

  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    draining = true
    server.close()
    server.closeIdleConnections()
    await rooms.settled()
    for (const connection of connections) connection.restart()
    const givesUpAtMs = monotonicMs() + goodbyeMs
    while (connections.size > 0 && monotonicMs() < givesUpAtMs)
      await new Promise(done => setTimeout(done, 10))
    for (const connection of connections) connection.destroy()
    clearInterval(ticking)
    server.closeAllConnections()
    await store.close()
    log.info({ event: 'closed' })
  }
  return {
    port,
    lanUrls,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Time that no clock change touches. */
function monotonicMs(): number {
  return performance.now()
}

function createStore(config: Config, log: Log): Store {
  const { roomBytes, minFreeBytes } = config.limits
  const newLogId = () => new Uint8Array(randomBytes(16))
  switch (config.store) {
    case 'none':
      return createNoStore(newLogId)
    case 'memory':
      return createMemoryStore({ roomBytes, newLogId })
    case 'sqlite':
      return createSqliteStore({
        dataDir: config.dataDir,
        roomBytes,
        minFreeBytes,
        newLogId,
        nowMs: Date.now,
        onDamage: (room, dropped) => {
          log.error({ event: 'damaged log', room: roomTag(Buffer.from(room, 'base64url')), dropped })
        },
      })
  }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

const urlOf = (host: string, port: number): string => `http://${host}${port === 80 ? '' : `:${port}`}`

/** The hosts a client may have dialled; null while the operator named none (PROTOCOL.md 7.3). */
function audienceOf({ publicUrl, publicHosts }: Config, port: number): ReadonlySet<string> | null {
  if (publicUrl === null && publicHosts.length === 0) return null
  const named = publicUrl === null ? publicHosts : [new URL(publicUrl).host, ...publicHosts]
  const own = ['localhost', '127.0.0.1', '[::1]', ...lanAddresses()].map(
    host => new URL(urlOf(host, port)).host,
  )
  return new Set([...named, ...own])
}

/** Is this the name of a machine that is on the same network, or the same machine? */
function isOnLan(host: string, lanUrls: readonly string[]): boolean {
  const { hostname } = new URL(`http://${host}`)
  return hostname === 'localhost' || isPrivate(hostname) || lanUrls.includes(`http://${host}`)
}

/** The client's address: what a proxy of ours says it is, else the peer's. Never logged. */
function addressOf({ socket, headers }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? ''
  const forwarded = headers['x-forwarded-for']
  if (typeof forwarded !== 'string' || !isPrivate(peer)) return peer
  return forwarded.split(',').at(-1)?.trim() || peer
}

function destroyItself(this: Duplex): void {
  this.destroy()
}

function refuseUpgrade(socket: Duplex, status: number): void {
  const retry = status === 429 || status === 503 ? 'Retry-After: 10\r\n' : ''
  socket.end(`HTTP/1.1 ${status} Refused\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** A request that is none: too slow, too large, malformed. Its text is repeated nowhere. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  socket.end(`HTTP/1.1 ${status} Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
