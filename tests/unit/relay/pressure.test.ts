import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { roomErrors } from '../../../crdt/sync/wire.ts'
import { createMemoryStore } from '../../../relay/store/memory.ts'
import { createSqliteStore } from '../../../relay/store/sqlite.ts'
import type { Store } from '../../../relay/store/store.ts'
import { type Device, newRoom, updateEntry } from './device.ts'
import { watchedRelay } from './oracle.ts'
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
  test('S143: keeps nobody waiting, and catches up from the log when it reads again', async () => {
    const relay = await watchedRelay({
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
    const relay = await watchedRelay({
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

  test('S144: is cut when it takes too long, and the others go on', async () => {
    const relay = await watchedRelay({ limits: { ...fast, liveStopBytes: 64 * 1024, cutMs: 300 } })
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

  test('S145: of a large log makes the relay read no further ahead than it reads', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'relay-large-'))
    afterwards(() => rmSync(dataDir, { recursive: true, force: true }))
    const store = createSqliteStore({
      dataDir,
      roomBytes: 1e9,
      minFreeBytes: 0,
      newLogId: () => new Uint8Array(16).fill(7),
      nowMs: Date.now,
      onDamage: () => undefined,
    })
    let read = 0
    const counting: Store = {
      ...store,
      async readAfter(room, after, limitBytes) {
        const page = await store.readAfter(room, after, limitBytes)
        if (page.kind === 'entries') for (const { entry } of page.entries) read += entry.length
        return page
      },
    }
    const relay = await watchedRelay({ limits: { ...fast, roomBytes: 1e9 } }, { store: counting })
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
  test('S146: is slowed down, loses nothing, and slows nobody else', async () => {
    const relay = await watchedRelay({ limits: { entriesBurst: 10, entriesPerS: 200 } })
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

  test('S147: with a flood of pings is slowed like any other', async () => {
    const relay = await watchedRelay({ limits: { bytesPerS: 20_000 } })
    const device = await relay.connect()
    await device.open(newRoom())
    for (let i = 0; i < 20_000; i++) device.send({ type: 'ping', value: i })
    const other = await relay.connect()
    await other.open(newRoom())
    expect(device.received.filter(({ type }) => type === 'pong').length).toBeLessThan(20_000)
  })

  test('S148: in bytes is slowed like one in entries', async () => {
    const relay = await watchedRelay({ limits: { bytesPerS: 100_000 } })
    const [hasty, calm] = [await relay.connect(), await relay.connect()]
    await hasty.open(newRoom())
    await calm.open(newRoom())
    for (let i = 0; i < 40; i++) hasty.append(updateEntry(new Uint8Array(200_000)))
    await calm.appended(updateEntry('calm'))
    // 8 MB, of which 0.4 and what one read holds come at once.
    expect(hasty.received.filter(({ type }) => type === 'ack').length).toBeLessThan(40)
  })

  test('S149: through many sockets into one room slows those, not other rooms', async () => {
    const relay = await watchedRelay({
      limits: { roomMessagesPerS: 20, entriesPerS: 1e6, entriesBurst: 1e6 },
    })
    const keys = newRoom()
    const crowd = await Promise.all(Array.from({ length: 10 }, () => relay.connect()))
    for (const device of crowd) await device.open(keys)
    const calm = await relay.connect()
    await calm.open(newRoom())
    for (const device of crowd) for (let i = 0; i < 100; i++) device.append(updateEntry(new Uint8Array(5000)))
    await calm.appended(updateEntry('calm'))
    const acks = crowd.flatMap(device => device.received.filter(({ type }) => type === 'ack'))
    expect(acks.length).toBeLessThan(1000)
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
