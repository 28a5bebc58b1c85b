import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { encode } from '../../../crdt/sync/codec.ts'
import { roles, roomErrors, subprotocol, syncPath } from '../../../crdt/sync/wire.ts'
import { type Device, newRoom, updateEntry } from './device.ts'
import { afterwards, type RelayWorld, relayWorld } from './relay-world.ts'
import { nowhere } from './store-contract.ts'

beforeAll(() => proofReady)

/** A room that two others use: whatever happens elsewhere, an entry gets through it. */
async function canary(relay: RelayWorld): Promise<() => Promise<void>> {
  const keys = newRoom()
  const [one, two] = [await relay.connect(), await relay.connect()]
  await one.open(keys)
  await two.open(keys)
  return async () => {
    const { number } = await one.appended(updateEntry('tweet'))
    await two.until(() => two.entries().at(-1)?.number === number, 'the canary')
  }
}

describe('a socket that does not keep the protocol', () => {
  const keysOf = new WeakMap<Device, RoomKeys>()
  async function inRoom(relay: RelayWorld): Promise<Device> {
    const device = await relay.connect()
    const keys = newRoom()
    keysOf.set(device, keys)
    await device.open(keys)
    return device
  }

  const ends: Record<string, (device: Device) => void> = {
    'an empty frame': device => device.sendRaw(new Uint8Array(0)),
    'a text frame': device => device.ws.send('hello'),
    'an unknown type': device => device.sendRaw(Uint8Array.of(0x7f, 0, 1)),
    'a message that only a relay sends': device => device.send({ type: 'caughtUp', chan: 1, head: 1 }),
    'a second greeting': device => device.send({ type: 'clientHello', version: 1, aud: device.aud }),
    'a channel that is in use': device => {
      const keys = keysOf.get(device)
      if (keys) device.send(device.openMessage(keys))
    },
    'an APPEND with request 0': device =>
      device.send({ type: 'append', chan: 1, req: 0, entry: updateEntry('x') }),
    'an ephemeral message above 4 KiB': device =>
      device.send({ type: 'ephemeral', chan: 1, sealed: new Uint8Array(4097) }),
    'a frame with a byte too many': device =>
      device.sendRaw(Buffer.concat([encode({ type: 'leave', chan: 1 }), Buffer.of(0)])),
    'a cursor above 2^53': device => {
      const keys = keysOf.get(device)
      if (!keys) return
      const open = encode(device.openMessage(keys, { chan: 2 }))
      open.fill(0xff, open.length - 24, open.length - 16)
      device.sendRaw(open)
    },
  }
  test.each(Object.entries(ends))('%s ends it, and nobody else notices', async (_, send) => {
    const relay = await relayWorld()
    const sings = await canary(relay)
    const device = await inRoom(relay)
    send(device)
    const error = await device.next('error', 0)
    expect([error.code, error.req]).toEqual([roomErrors.badFrame, 0])
    await device.closed()
    await sings()
  })

  test('a frame over the limit ends it', async () => {
    const relay = await relayWorld()
    const sings = await canary(relay)
    const device = await inRoom(relay)
    device.sendRaw(new Uint8Array(2 * 1024 * 1024 + 1))
    await device.closed()
    expect(device.closeCode).toBe(1009)
    await sings()
  })

  test('every message cut at every byte is refused or ignored, never more (fuzz)', async () => {
    const relay = await relayWorld({
      limits: {
        upgradesPerAddressPerMin: 100_000,
        socketsPerAddress: 10_000,
        opensPerS: 10_000,
        bytesPerS: 1e9,
      },
    })
    const sings = await canary(relay)
    const probe = await relay.connect({ greet: false })
    const keys = newRoom()
    const frames = [
      encode({ type: 'clientHello', version: 1, aud: probe.aud }),
      encode(probe.openMessage(keys)),
      encode({ type: 'append', chan: 1, req: 1, entry: updateEntry('x') }),
      encode({ type: 'ping', value: 1 }),
    ]
    for (const frame of frames) {
      for (let size = 0; size < frame.length; size += frame.length > 100 ? 7 : 1) {
        const device = await relay.connect()
        device.sendRaw(frame.subarray(0, size))
        // An APPEND to a channel that is not open is ignored; all else that is cut is no message.
        if (frame[0] !== 6 || size < 7) await device.closed()
        device.close()
      }
    }
    await sings()
  })

  test('random and mutated frames never hurt anyone else (fuzz)', async () => {
    const relay = await relayWorld({
      limits: {
        upgradesPerAddressPerMin: 100_000,
        socketsPerAddress: 10_000,
        bytesPerS: 1e9,
        roomMessagesPerS: 1e6,
        entriesPerS: 1e6,
      },
    })
    const sings = await canary(relay)
    let device = await inRoom(relay)
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.nat(15), fc.uint8Array({ minLength: 2, maxLength: 300 }))
        .map(([type, rest]) => Uint8Array.of(type, ...rest)),
      fc.tuple(fc.nat(), fc.nat(255)).map(([at, value]) => {
        const bytes = encode({ type: 'append', chan: 1, req: 1, entry: updateEntry('mutated') })
        bytes[at % bytes.length] = value
        return bytes
      }),
    )
    await fc.assert(
      fc.asyncProperty(frame, async bytes => {
        if (device.closeCode !== null) device = await inRoom(relay)
        device.sendRaw(bytes)
      }),
      { numRuns: 500 },
    )
    await sings()
    expect(relay.lines.filter(line => line.includes('fault') || line.includes('failed'))).toEqual([])
  })

  test('a frame in a thousand fragments is one message, in ten thousand none', async () => {
    const relay = await relayWorld()
    const device = await relay.connect()
    const keys = newRoom()
    const open = encode(device.openMessage(keys))
    for (let at = 0; at < open.length; at++)
      device.ws.send(open.subarray(at, at + 1), { fin: at === open.length - 1 })
    await device.next('begin')
    for (let i = 0; i < 10_000 && device.closeCode === null; i++) device.ws.send(Buffer.of(0), { fin: false })
    await device.closed()
    await (await canary(relay))()
  })
})

describe('a socket that says nothing', () => {
  test('is ended when it does not greet, and when it opens nothing (7.2)', async () => {
    const relay = await relayWorld({ limits: { firstOpenMs: 100 } })
    const silent = await relay.connect({ greet: false })
    const idle = await relay.connect()
    await silent.closed()
    await idle.closed()
    expect([silent.closeCode, idle.closeCode]).toEqual([1008, 1008])
  })

  test('is not ended once it has opened a room', async () => {
    const relay = await relayWorld({ limits: { firstOpenMs: 100 } })
    const device = await relay.connect()
    await device.open(newRoom())
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(device.closeCode).toBeNull()
  })

  test('is cut when it does not even answer pings', async () => {
    const relay = await relayWorld({ limits: { pingMs: 200, deadMs: 1200 } })
    const [dead, alive] = [await relay.connect(), await relay.connect()]
    await dead.open(newRoom())
    await alive.open(newRoom())
    dead.tcp.pause()
    await new Promise(resolve => setTimeout(resolve, 3500))
    expect(alive.closeCode).toBeNull()
    dead.tcp.resume()
    await dead.closed()
  })

  test('gets an answer to its own ping', async () => {
    const relay = await relayWorld()
    const device = await relay.connect()
    device.send({ type: 'ping', value: 1234 })
    expect((await device.next('pong')).value).toBe(1234)
  })
})

describe('an OPEN that proves nothing', () => {
  const wrong: Record<string, (device: Device, keys: RoomKeys) => void> = {
    'a signature of another key': (device, keys) => {
      const other = device.openMessage(newRoom())
      device.send(device.openMessage(keys, { but: { signature: other.signature } }))
    },
    'a signature with a flipped bit': (device, keys) => {
      const { signature } = device.openMessage(keys)
      const flipped = signature.slice()
      flipped[3] = (flipped[3] ?? 0) ^ 1
      device.send(device.openMessage(keys, { but: { signature: flipped } }))
    },
    'another room with its own keys': (device, keys) => {
      device.send(device.openMessage(keys, { but: { roomId: newRoom().roomId } }))
    },
    'the read key for writing': (device, keys) => {
      const reading = device.openMessage(keys, { role: roles.read })
      device.send({ ...reading, role: roles.write })
    },
    'commitments of its own making': (device, keys) => {
      const { commitments } = newRoom()
      device.send(device.openMessage(keys, { but: { commitments } }))
    },
    'a public key of small order': (device, keys) => {
      const zero = new Uint8Array(32)
      device.send(device.openMessage(keys, { but: { publicKey: zero, signature: new Uint8Array(64) } }))
    },
    'random bytes': (device, keys) => {
      device.send(
        device.openMessage(keys, { but: { signature: randomBytes(64), publicKey: randomBytes(32) } }),
      )
    },
  }
  test.each(Object.entries(wrong))('%s is refused, and the socket stays for another try', async (_, send) => {
    const relay = await relayWorld()
    const device = await relay.connect()
    const keys = newRoom()
    send(device, keys)
    expect(await device.next('error')).toMatchObject({ chan: 1, req: 0, code: roomErrors.notProved })
    await device.open(keys)
  })

  test('one made for another socket is refused: the nonce is bound', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const [one, two] = [await relay.connect(), await relay.connect()]
    two.send(one.openMessage(keys))
    expect((await two.next('error')).code).toBe(roomErrors.notProved)
  })

  test('three of them end the socket (7.4)', async () => {
    const relay = await relayWorld()
    const device = await relay.connect()
    for (let chan = 1; chan <= 3; chan++) {
      device.send(device.openMessage(newRoom(), { chan, but: { signature: new Uint8Array(64) } }))
    }
    await device.closed()
    expect(device.story(0)).toEqual(['error 4401'])
  })

  test('a relay with a pinned audience refuses a client that dialled another host (7.3)', async () => {
    const relay = await relayWorld({ publicHosts: ['bills.example.org'] })
    const honest = await relay.connect()
    await honest.open(newRoom())
    const replayed = await relay.connect({ greet: false })
    replayed.send({ type: 'clientHello', version: 1, aud: 'evil.example.net' })
    await replayed.closed()
    expect(replayed.story(0)).toEqual(['error 4401'])
  })

  test('a client of a newer version is told so', async () => {
    const relay = await relayWorld()
    const device = await relay.connect({ greet: false })
    device.send({ type: 'clientHello', version: 2, aud: device.aud })
    await device.closed()
    expect(device.story(0)).toEqual(['error 4426'])
  })

  test('an OPEN before the greeting ends the socket', async () => {
    const relay = await relayWorld()
    const device = await relay.connect({ greet: false })
    device.send(device.openMessage(newRoom()))
    await device.closed()
    expect(device.story(0)).toEqual(['error 4400'])
  })
})

describe('an upgrade', () => {
  function status(
    relay: RelayWorld,
    path: string,
    options: { protocol?: string | null; origin?: string } = {},
  ) {
    const protocol = options.protocol === undefined ? subprotocol : options.protocol
    const headers = options.origin === undefined ? {} : { origin: options.origin }
    const ws = new WebSocket(`ws://127.0.0.1:${relay.port}${path}`, protocol ?? [], { headers })
    afterwards(() => ws.terminate())
    return new Promise<number>((resolve, reject) => {
      ws.on('open', () => resolve(101))
      ws.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      ws.on('error', reject)
    })
  }

  test('is only for the sync path, with the subprotocol, from an allowed origin', async () => {
    const relay = await relayWorld({
      allowOrigins: ['https://friend.example'],
      publicUrl: 'https://bills.example.org',
    })
    expect(await status(relay, syncPath)).toBe(101)
    expect(await status(relay, '/v1/other')).toBe(404)
    expect(await status(relay, '/')).toBe(404)
    expect(await status(relay, syncPath, { protocol: null })).toBe(400)
    expect(await status(relay, syncPath, { protocol: 'bill.sync.9' })).toBe(400)
    expect(await status(relay, syncPath, { origin: `http://127.0.0.1:${relay.port}` })).toBe(101)
    expect(await status(relay, syncPath, { origin: 'https://bills.example.org' })).toBe(101)
    expect(await status(relay, syncPath, { origin: 'https://friend.example' })).toBe(101)
    expect(await status(relay, syncPath, { origin: 'https://evil.example' })).toBe(403)
    expect(await status(relay, syncPath, { origin: 'null' })).toBe(403)
  })

  test('from the page that a proxy serves under its own name is allowed', async () => {
    const relay = await relayWorld()
    const ws = new WebSocket(`ws://127.0.0.1:${relay.port}${syncPath}`, subprotocol, {
      headers: { origin: 'https://bills.example.org', 'x-forwarded-host': 'bills.example.org' },
    })
    afterwards(() => ws.terminate())
    await once(ws, 'open')
  })

  test('never agrees on compression', async () => {
    const relay = await relayWorld()
    const device = await relay.connect()
    expect(device.ws.extensions).toBe('')
    expect(device.ws.protocol).toBe(subprotocol)
  })

  test('is refused above the sockets or the rate of one address', async () => {
    const sockets = await relayWorld({ limits: { socketsPerAddress: 2 } })
    const first = await sockets.connect()
    await sockets.connect()
    expect(await status(sockets, syncPath)).toBe(429)
    first.close()
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(await status(sockets, syncPath)).toBe(101)

    const rate = await relayWorld({ limits: { upgradesPerAddressPerMin: 2 } })
    expect([
      await status(rate, syncPath),
      await status(rate, syncPath),
      await status(rate, syncPath),
    ]).toEqual([101, 101, 429])
  })

  test('garbage after the handshake ends that socket alone', async () => {
    const relay = await relayWorld()
    const sings = await canary(relay)
    for (const garbage of [
      randomBytes(500),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.of(0xff, 0xff),
      Buffer.of(0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    ]) {
      const device = await relay.connect()
      device.tcp.write(garbage)
      await device.closed()
    }
    const half = connectTcp(relay.port, '127.0.0.1')
    half.write(
      `GET ${syncPath} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ${subprotocol}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n`,
    )
    const answer = await new Promise<string>(resolve => half.once('data', data => resolve(String(data))))
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
    half.destroy()
    await sings()
  })
})

describe('the log', () => {
  test('holds no payload, no room, no address, no URL', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const device = await relay.connect()
    await device.open(keys)
    await device.appended(updateEntry('canary-5b1f'))
    device.send({ type: 'ephemeral', chan: 1, sealed: new TextEncoder().encode('canary-5b1f') })
    await fetch(`http://127.0.0.1:${relay.port}/b/%23canary-5b1f?canary-5b1f`)
    await fetch(`http://127.0.0.1:${relay.port}/canary-5b1f`, { method: 'POST', body: 'canary-5b1f' })
    const bad = await relay.connect()
    bad.ws.send('canary-5b1f')
    await bad.closed()
    await device.open(keys, { chan: 2, held: nowhere })
    const text = relay.lines.join('')
    expect(text).toContain('"event":"open"')
    expect(text).toContain('"event":"http"')
    expect(text).not.toContain('canary')
    expect(text).not.toContain('127.0.0.1')
    expect(text).not.toContain(keys.room)
    expect(text).not.toContain(Buffer.from(keys.roomId).toString('hex').slice(0, 8))
  })
})
