/** Handshakes that are none, or too many, and sockets that break. Each has a row in tests/bad-input.md. */
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { concat } from '../../../crdt/bytes.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { encode } from '../../../crdt/sync/codec.ts'
import { subprotocol, syncPath } from '../../../crdt/sync/wire.ts'
import { Device, newRoom, updateEntry } from './device.ts'
import { secretWord, watchedRelay } from './oracle.ts'
import { rawFrame } from './raw-frame.ts'
import { afterwards, type RelayWorld } from './relay-world.ts'

beforeAll(() => proofReady)

/** A good handshake's parts; null leaves a header out. */
interface Handshake {
  readonly request?: string
  readonly headers?: Readonly<Record<string, string | null>>
}

function handshakeText({ request = `GET ${syncPath} HTTP/1.1`, headers = {} }: Handshake = {}): string {
  const all: Record<string, string | null> = {
    Host: 'x',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Protocol': subprotocol,
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  return `${[request, ...lines].join('\r\n')}\r\n\r\n`
}

function dial(relay: RelayWorld): Socket {
  const socket = connectTcp(relay.port, '127.0.0.1')
  socket.on('error', () => undefined)
  afterwards(() => void socket.destroy())
  return socket
}

/** The status that a handshake is answered with; null: the socket was closed without one. */
async function statusOf(relay: RelayWorld, handshake: Handshake): Promise<number | null> {
  const socket = dial(relay)
  socket.write(handshakeText(handshake))
  const answer = await new Promise<string>(resolve => {
    socket.once('data', data => resolve(String(data)))
    socket.once('close', () => resolve(''))
  })
  socket.destroy()
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? Number.NaN) || null
}

const from = (Origin: string): Handshake => ({ headers: { Origin } })
const without = (name: string): Handshake => ({ headers: { [name]: null } })

describe('a handshake that is refused', () => {
  const bad: Record<string, [handshake: Handshake, status: number]> = {
    'S109: on another path': [{ request: `GET /v1/other HTTP/1.1` }, 404],
    'S110: on the path of a page': [{ request: `GET /b/%23${secretWord} HTTP/1.1` }, 404],
    'S111: with no subprotocol': [without('Sec-WebSocket-Protocol'), 400],
    'S112: with the subprotocol of another version': [
      { headers: { 'Sec-WebSocket-Protocol': 'bill.sync.9' } },
      400,
    ],
    'S113: from a page of another origin': [from('https://evil.example'), 403],
    'S114: from a page without an origin': [from('null'), 403],
    'S115: from an origin that is no address': [from(`${secretWord} <script>`), 403],
    'S116: from a look-alike of our origin': [from('https://xn--blls-1sa.example.org'), 403],
    'S117: by POST': [{ request: `POST ${syncPath} HTTP/1.1`, headers: { 'Content-Length': '0' } }, 400],
    'S118: with no key': [without('Sec-WebSocket-Key'), 400],
    'S119: with a key of another length': [{ headers: { 'Sec-WebSocket-Key': 'short' } }, 400],
    'S120: of another WebSocket version': [{ headers: { 'Sec-WebSocket-Version': '12' } }, 400],
    'S121: to another protocol than WebSocket': [{ headers: { Upgrade: 'h2c' } }, 400],
    'S122: with a subprotocol list that is none': [
      { headers: { 'Sec-WebSocket-Protocol': `${subprotocol},,;` } },
      400,
    ],
    'S123: with headers of 20 KB': [{ headers: { 'X-Long': secretWord.repeat(2000) } }, 431],
  }
  test.each(Object.entries(bad))('%s', async (_, [handshake, status]) => {
    const relay = await watchedRelay({ publicUrl: 'https://bills.example.org' })
    expect(await statusOf(relay, handshake)).toBe(status)
    expect(await statusOf(relay, from('https://bills.example.org'))).toBe(101)
  })

  test('S125: above the sockets of one address', async () => {
    const relay = await watchedRelay({ limits: { socketsPerAddress: 2 } })
    const at = { headers: { 'X-Forwarded-For': '10.0.0.1' } }
    const first = await relay.connect({ address: '10.0.0.1' })
    await relay.connect({ address: '10.0.0.1' })
    expect(await statusOf(relay, at)).toBe(429)
    // Another address has its own, and what somebody writes in front of the proxy's word makes none.
    expect(await statusOf(relay, { headers: { 'X-Forwarded-For': '10.0.0.2' } })).toBe(101)
    expect(await statusOf(relay, { headers: { 'X-Forwarded-For': '10.0.0.3, 10.0.0.1' } })).toBe(429)
    first.close()
    await expect.poll(() => statusOf(relay, at), { timeout: 60_000 }).toBe(101)
  })

  test('S126: above the rate of one address', async () => {
    const relay = await watchedRelay({ limits: { upgradesPerAddressPerMin: 2 } })
    const at = { headers: { 'X-Forwarded-For': '2001:db8:1:2::1' } }
    const neighbour = { headers: { 'X-Forwarded-For': '2001:db8:1:2:ffff::9' } }
    expect([await statusOf(relay, at), await statusOf(relay, at), await statusOf(relay, neighbour)]).toEqual([
      101, 101, 429,
    ])
  })

  test('S127: above the sockets of the process', async () => {
    const relay = await watchedRelay({ limits: { sockets: 3 } })
    const device = await relay.connect()
    expect(await statusOf(relay, {})).toBe(503)
    await device.open(newRoom())
  })

  test('S128: bad ones by the hundred use up nobody’s sockets', async () => {
    const relay = await watchedRelay({ limits: { socketsPerAddress: 4, upgradesPerAddressPerMin: 1e6 } })
    for (let round = 0; round < 200; round++) {
      expect(await statusOf(relay, without('Sec-WebSocket-Key'))).toBe(400)
    }
    await (await relay.connect()).open(newRoom())
  })
})

describe('a handshake that is served', () => {
  test('from every origin that is ours', async () => {
    const relay = await watchedRelay({
      allowOrigins: ['https://friend.example'],
      publicUrl: 'https://bills.example.org',
    })
    const own = `127.0.0.1:${relay.port}`
    for (const handshake of [
      {},
      { headers: { Host: own, Origin: `http://${own}` } },
      from('https://bills.example.org'),
      from('https://friend.example'),
    ]) {
      expect(await statusOf(relay, handshake)).toBe(101)
    }
  })

  test('from the page that a proxy serves under its own name', async () => {
    const relay = await watchedRelay()
    const Origin = 'https://bills.example.org'
    expect(await statusOf(relay, { headers: { Origin, 'X-Forwarded-Host': 'bills.example.org' } })).toBe(101)
  })

  test('S129: with frames in the same packet', async () => {
    const relay = await watchedRelay()
    const socket = dial(relay)
    socket.write(concat(Buffer.from(handshakeText()), rawFrame(encode({ type: 'ping', value: 77 }))))
    const chunks: Buffer[] = []
    socket.on('data', data => chunks.push(data))
    const pong = Buffer.from(encode({ type: 'pong', value: 77 }))
    await expect.poll(() => Buffer.concat(chunks).includes(pong), { timeout: 60_000 }).toBe(true)
  })

  test('S130: that offers compression gets none', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    expect([device.ws.extensions, device.ws.protocol]).toEqual(['', subprotocol])
  })

  test('S124: over HTTP/1.0', async () => {
    const relay = await watchedRelay()
    expect(await statusOf(relay, { request: `GET ${syncPath} HTTP/1.0` })).toBe(101)
  })

  test('S131: with a query that holds a secret', async () => {
    const relay = await watchedRelay()
    expect(await statusOf(relay, { request: `GET ${syncPath}?k=${secretWord} HTTP/1.1` })).toBe(101)
  })
})

describe('a socket that breaks', () => {
  test('S132: connections that never ask for anything', async () => {
    const relay = await watchedRelay()
    const idle = Array.from({ length: 200 }, () => dial(relay))
    await Promise.all(idle.map(socket => once(socket, 'connect')))
    await (await relay.connect()).open(newRoom())
  })

  test('S133: a handshake that stops half-way', async () => {
    const relay = await watchedRelay()
    const half = handshakeText().slice(0, 100)
    const sockets = Array.from({ length: 100 }, () => dial(relay))
    for (const socket of sockets) socket.write(half)
    await (await relay.connect()).open(newRoom())
    for (const socket of sockets) socket.resetAndDestroy()
  })

  test('S134: one that closes its sending side and goes on listening', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    await device.open(newRoom())
    device.tcp.end()
    await device.closed()
  })

  test('S135: reset at once, again and again', async () => {
    const relay = await watchedRelay({ limits: { upgradesPerAddressPerMin: 1e6, socketsPerAddress: 10 } })
    for (let round = 0; round < 100; round++) {
      const device = await Device.connect(relay.port)
      device.tcp.resetAndDestroy()
      await once(device.ws, 'close')
    }
    await (await relay.connect()).open(newRoom())
  })

  test('S136: a storm of reconnects to one room, each cut by a reset', async () => {
    const relay = await watchedRelay({ limits: { upgradesPerAddressPerMin: 1e6, socketsPerAddress: 1000 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    await writer.appended(updateEntry('here'))
    for (let round = 0; round < 5; round++) {
      const devices = await Promise.all(Array.from({ length: 40 }, () => Device.connect(relay.port)))
      await Promise.all(devices.map(device => device.open(keys)))
      for (const device of devices) expect(device.story()).toEqual(['begin full', 'entry 1', 'caughtUp 1'])
      for (const device of devices) device.tcp.resetAndDestroy()
    }
    await writer.appended(updateEntry('still'))
    // 100 sockets a room: had the resets left members behind, this one would be one too many.
    const late = await relay.connect()
    await late.open(keys)
    expect(late.story()).toEqual(['begin full', 'entry 1', 'entry 2', 'caughtUp 2'])
  })
})
