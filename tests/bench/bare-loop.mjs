/**
 * The least that a forwarder can do: `for (const c of room) c.send(data)`. Nothing is checked, numbered or kept. The
 * first message of a socket names its room. What it does in a CPU second is the unit of the benchmark.
 */
import { WebSocketServer } from 'ws'

/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', socket => {
  socket.once('message', name => {
    const key = String(name)
    const room = rooms.get(key) ?? new Set()
    rooms.set(key, room.add(socket))
    socket.send(name)
    socket.on('message', data => {
      for (const c of room) c.send(data)
    })
  })
})
server.on('listening', () => {
  const address = server.address()
  if (address && typeof address === 'object') console.log(`"port":${address.port}`)
})
