/**
 * The least that a forwarder can do: `for (const c of room) c.send(data)`. Nothing is checked, numbered or kept. The
 * path names the room. It loads libsodium as the relay does, so that two idle processes differ by what they hold.
 */
import sodium from 'libsodium-wrappers'
import { WebSocketServer } from 'ws'

await sodium.ready
/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map()
const server = new WebSocketServer({
  host: process.env.HOST ?? '127.0.0.1',
  port: Number(process.env.PORT ?? 0),
  perMessageDeflate: false,
})
server.on('connection', (socket, { url = '/' }) => {
  const room = rooms.get(url) ?? new Set()
  rooms.set(url, room.add(socket))
  socket.on('message', data => {
    for (const c of room) c.send(data)
  })
  socket.on('close', () => room.delete(socket))
})
