/**
 * One connection for each relay host, shared by all bills that are there. The browser's own word on being online is used to
 * cut at once and to come back without waiting; an open WebSocket would not notice for minutes.
 */
import { RelayConnection, type WireSocket } from '../../crdt/sync/relay-connection.ts'
import { syncPath } from '../../crdt/sync/wire.ts'
import { browserTimers } from './clock.ts'

const connections = new Map<string, RelayConnection>()

/** The relay that came with this page. */
export const ownRelay = (): string => location.host

/** The connection to a relay, given its host as dialled (with its port unless default). */
export function relayConnection(host: string): RelayConnection {
  const known = connections.get(host)
  if (known) return known
  const scheme = location.protocol === 'https:' || host !== location.host ? 'wss' : 'ws'
  const connection = new RelayConnection({
    url: `${scheme}://${host}${syncPath}`,
    aud: host.toLowerCase(),
    timers: browserTimers,
    makeSocket: (url, subprotocol) => new WebSocket(url, subprotocol) as WireSocket,
  })
  connections.set(host, connection)
  return connection
}

window.addEventListener('offline', () => {
  for (const connection of connections.values()) connection.suspend()
})
window.addEventListener('online', () => {
  for (const connection of connections.values()) connection.resume()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return
  for (const connection of connections.values()) connection.resume()
})
