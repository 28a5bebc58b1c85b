import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { roomErrors } from '../../../crdt/sync/wire.ts'
import { createMemoryStore } from '../../../relay/store/memory.ts'
import type { Store } from '../../../relay/store/store.ts'
import { type Device, newRoom, updateEntry } from './device.ts'
import { afterwards, relayWorld } from './relay-world.ts'

beforeAll(() => proofReady)

const fast = { entriesPerS: 1e6, entriesBurst: 1e6, bytesPerS: 1e10, roomMessagesPerS: 1e6 }

/** `count` entries of `size` bytes, each acknowledged. */
async function write(device: Device, count: number, size: number): Promise<void> {
  const before = device.received.filter(({ type }) => type === 'ack').length
  for (let i = 0; i < count; i++) device.append(updateEntry(new Uint8Array(size)))
  await device.until(
    () => device.received.filter(({ type }) => type === 'ack').length === before + count,
    'all ACKs',
  )
}

const numbers = (device: Device) => device.entries().map(({ number }) => number)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a reader that does not read', () => {
  test('keeps nobody waiting, and catches up from the log when it reads again', async () => {
    const relay = await relayWorld({
      limits: { ...fast, liveStopBytes: 256 * 1024, cutBytes: 64 * 1024 * 1024 },
    })
    const keys = newRoom()
    const [writer, slow, other] = [await relay.connect(), await relay.connect(), await relay.connect()]
    for (const device of [writer, slow, other]) await device.open(keys)
    slow.tcp.pause()
    await write(writer, 120, 100_000)
    await other.until(() => other.entries().length === 120, 'the other to have all')
    expect(slow.entries().length).toBeLessThan(120)
    slow.tcp.resume()
    await slow.until(() => slow.entries().length === 120, 'the slow one to have all')
    expect(numbers(slow)).toEqual(upTo(120))
    await write(writer, 1, 10)
    await slow.until(() => slow.entries().length === 121, 'the slow one to be live again')
    expect(slow.story().filter(word => word.startsWith('caughtUp')).length).toBe(1)
  })

  test('gets the ACKs of its own entries in their place when it reads again', async () => {
    const relay = await relayWorld({
      limits: { ...fast, liveStopBytes: 256 * 1024, cutBytes: 64 * 1024 * 1024 },
    })
    const keys = newRoom()
    const [writer, slow] = [await relay.connect(), await relay.connect()]
    await writer.open(keys)
    await slow.open(keys)
    slow.tcp.pause()
    await write(writer, 100, 100_000)
    const req = slow.append(updateEntry('mine'))
    await writer.until(() => writer.entries().length === 1, 'the entry of the slow one')
    await write(writer, 5, 100)
    slow.tcp.resume()
    await slow.until(() => slow.story().includes('entry 106'), 'the slow one to have all')
    expect(slow.story().slice(-6)).toEqual([
      'ack 101',
      'entry 102',
      'entry 103',
      'entry 104',
      'entry 105',
      'entry 106',
    ])
    expect((await slow.next('ack')).req).toBe(req)
  })

  test('is cut when it takes too long, and the others go on', async () => {
    const relay = await relayWorld({ limits: { ...fast, liveStopBytes: 64 * 1024, cutMs: 300 } })
    const keys = newRoom()
    const [writer, slow] = [await relay.connect(), await relay.connect()]
    await writer.open(keys)
    await slow.open(keys)
    slow.tcp.pause()
    await write(writer, 120, 100_000)
    await new Promise(resolve => setTimeout(resolve, 1500))
    slow.tcp.resume()
    await slow.closed()
    expect(slow.closeCode).toBe(1006)
    expect(relay.lines.join('')).toContain('"event":"cut"')
    await write(writer, 1, 10)
  })

  test('of a large log makes the relay read no further ahead than it reads', async () => {
    const store = createMemoryStore({ roomBytes: 1e9, newLogId: () => new Uint8Array(16).fill(7) })
    let read = 0
    const counting: Store = {
      ...store,
      async readAfter(room, after, limitBytes) {
        const page = await store.readAfter(room, after, limitBytes)
        if (page.kind === 'entries') for (const { entry } of page.entries) read += entry.length
        return page
      },
    }
    const relay = await relayWorld({ limits: { ...fast, roomBytes: 1e9 } }, { store: counting })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    await write(writer, 300, 100_000)
    const slow = await relay.connect()
    slow.tcp.pause()
    slow.send(slow.openMessage(keys))
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(read).toBeLessThan(20_000_000)
    slow.tcp.resume()
    await slow.until(() => slow.entries().length === 300, 'all of it')
    expect(numbers(slow)).toEqual(upTo(300))
  })
})

describe('a sender that is too fast', () => {
  test('is slowed down, loses nothing, and slows nobody else', async () => {
    const relay = await relayWorld({ limits: { entriesBurst: 10, entriesPerS: 200 } })
    const keys = newRoom()
    const [hasty, calm] = [await relay.connect(), await relay.connect()]
    await hasty.open(keys)
    await calm.open(newRoom())
    const started = performance.now()
    for (let i = 0; i < 100; i++) {
      hasty.append(updateEntry('fast'))
      if (i % 10 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await calm.appended(updateEntry('calm'))
    expect(hasty.received.filter(({ type }) => type === 'ack').length).toBeLessThan(100)
    await hasty.until(() => hasty.received.filter(({ type }) => type === 'ack').length === 100, 'all ACKs')
    // 100 entries at 200 a second after a burst of 10 cannot take less.
    expect(performance.now() - started).toBeGreaterThan(200)
  })

  test('has its ephemeral messages dropped', async () => {
    const relay = await relayWorld({ limits: { ephemeralPerS: 5 } })
    const keys = newRoom()
    const [chatty, other] = [await relay.connect(), await relay.connect()]
    await chatty.open(keys)
    await other.open(keys)
    for (let i = 0; i < 200; i++) chatty.send({ type: 'ephemeral', chan: 1, sealed: Uint8Array.of(i) })
    await chatty.appended(updateEntry('after'))
    await other.next('entry')
    expect(other.received.filter(({ type }) => type === 'ephemeral').length).toBeLessThan(20)
  })

  test('cannot open more rooms, or crowd into one, above the limits', async () => {
    const relay = await relayWorld({ limits: { roomsPerSocket: 2, socketsPerRoom: 1 } })
    const [one, two] = [await relay.connect(), await relay.connect()]
    const keys = newRoom()
    await one.open(keys, { chan: 1 })
    await one.open(newRoom(), { chan: 2 })
    one.send(one.openMessage(newRoom(), { chan: 3 }))
    expect(await one.next('error')).toMatchObject({ chan: 3, code: roomErrors.tooFast })
    two.send(two.openMessage(keys))
    expect(await two.next('error')).toMatchObject({ chan: 1, code: roomErrors.tooFast })
    one.send({ type: 'leave', chan: 1 })
    await one.open(newRoom(), { chan: 4 })
    await two.open(keys, { chan: 5 })
  })

  test('with a flood of pings is slowed like any other', async () => {
    const relay = await relayWorld({ limits: { bytesPerS: 20_000 } })
    const device = await relay.connect()
    await device.open(newRoom())
    for (let i = 0; i < 20_000; i++) device.send({ type: 'ping', value: i })
    const other = await relay.connect()
    await other.open(newRoom())
    expect(device.received.filter(({ type }) => type === 'pong').length).toBeLessThan(20_000)
  })
})

describe('many sockets', () => {
  test('a storm of reconnects is served and leaves nothing behind', async () => {
    const relay = await relayWorld({ limits: { upgradesPerAddressPerMin: 10_000, socketsPerAddress: 1000 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    await writer.appended(updateEntry('here'))
    for (let round = 0; round < 5; round++) {
      const devices = await Promise.all(Array.from({ length: 40 }, () => relay.connect()))
      await Promise.all(devices.map(device => device.open(keys)))
      for (const device of devices) expect(numbers(device)).toEqual([1])
      for (const device of devices) device.tcp.resetAndDestroy()
    }
    await writer.appended(updateEntry('still'))
    // 100 sockets a room: had the resets left members behind, this one would be one too many.
    const late = await relay.connect()
    await late.open(keys)
    expect(numbers(late)).toEqual([1, 2])
  })

  test('sockets that are reset at once are forgotten', async () => {
    const relay = await relayWorld({ limits: { upgradesPerAddressPerMin: 10_000, socketsPerAddress: 10 } })
    for (let round = 0; round < 50; round++) {
      const device = await relay.connect()
      device.tcp.resetAndDestroy()
      await once(device.ws, 'close')
    }
    await (await relay.connect()).open(newRoom())
  })
})

describe('a relay that ends', () => {
  test('commits and acknowledges what has arrived, then closes with 1012 (7.11)', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'relay-drain-'))
    afterwards(() => rmSync(dataDir, { recursive: true, force: true }))
    const first = await relayWorld({ store: 'sqlite', dataDir })
    const keys = newRoom()
    const writer = await first.connect()
    await writer.open(keys)
    await writer.appended(updateEntry('one'))
    for (let i = 0; i < 50; i++) writer.append(updateEntry(`more ${i}`))
    await writer.until(() => writer.story().includes('ack 2'), 'the first of them')
    await first.close()
    await writer.closed()
    expect(writer.closeCode).toBe(1012)
    const acked = writer.received.filter(({ type }) => type === 'ack').length
    await expect(fetch(`http://127.0.0.1:${first.port}/healthz`)).rejects.toThrow()

    const second = await relayWorld({ store: 'sqlite', dataDir })
    const reader = await second.connect()
    await reader.open(keys)
    expect(reader.entries().length).toBeGreaterThanOrEqual(acked)
  })

  test('takes no new sockets while it drains', async () => {
    const store = createMemoryStore({ roomBytes: 1e6, newLogId: () => new Uint8Array(16).fill(7) })
    let release = (): void => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const slow: Store = { ...store, append: async batch => held.then(() => store.append(batch)) }
    const relay = await relayWorld({}, { store: slow })
    const writer = await relay.connect()
    await writer.open(newRoom())
    writer.append(updateEntry('pending'))
    writer.send({ type: 'ping', value: 1 })
    await writer.next('pong')
    const closed = relay.close()
    await expect(relay.connect()).rejects.toThrow()
    release()
    await writer.next('ack')
    await closed
    await writer.closed()
    expect(writer.closeCode).toBe(1012)
  })

  test('answers a store that fails with an error for that entry, and lives', async () => {
    const store = createMemoryStore({ roomBytes: 1e6, newLogId: () => new Uint8Array(16).fill(7) })
    let failing = true
    const broken: Store = {
      ...store,
      append: async batch => {
        if (failing) throw new Error('canary-secret')
        return store.append(batch)
      },
    }
    const relay = await relayWorld({}, { store: broken })
    const writer = await relay.connect()
    await writer.open(newRoom())
    writer.append(updateEntry('lost'))
    expect(await writer.next('error')).toMatchObject({ req: 1, code: roomErrors.internal })
    failing = false
    await writer.appended(updateEntry('kept'))
    expect(relay.lines.join('')).toContain('append failed')
    expect(relay.lines.join('')).not.toContain('canary')
  })
})
