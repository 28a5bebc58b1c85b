import { beforeAll, describe, expect, test } from 'vitest'
import { equalBytes } from '../../../crdt/bytes.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { noLogId, openFlags, requestErrors, roles, roomErrors } from '../../../crdt/sync/wire.ts'
import { newRoom, snapshotEntry, updateEntry } from './device.ts'
import { relayWorld } from './relay-world.ts'
import { prefixOf } from './store-contract.ts'

beforeAll(() => proofReady)

describe('opening a room', () => {
  test('one that does not exist begins with log id 0 and is caught up, and nothing is created (7.7)', async () => {
    const relay = await relayWorld()
    const device = await relay.connect()
    const begin = await device.open(newRoom())
    expect(begin).toMatchObject({ head: 0, full: true })
    expect(equalBytes(begin.logId, noLogId)).toBe(true)
    expect(device.story()).toEqual(['begin full', 'caughtUp 0'])
  })

  test('the first entry creates it: members learn its log id before the entry or its ACK (7.7)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const [writer, reader] = [await relay.connect(), await relay.connect()]
    await writer.open(keys)
    await reader.open(keys, { role: roles.read })
    await writer.appended(updateEntry('first'))
    await reader.next('entry')
    expect(writer.story()).toEqual(['begin full', 'caughtUp 0', 'begin', 'ack 1'])
    expect(reader.story()).toEqual(['begin full', 'caughtUp 0', 'begin', 'entry 1'])
  })

  test('a newcomer gets everything, one who was away what is new, one with another past everything (7.6)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const entries = ['one', 'two', 'three'].map(updateEntry)
    for (const entry of entries) await writer.appended(entry)

    const newcomer = await relay.connect()
    const { logId } = await newcomer.open(keys, { role: roles.read })
    expect(newcomer.story()).toEqual(['begin full', 'entry 1', 'entry 2', 'entry 3', 'caughtUp 3'])
    expect(newcomer.entries().map(({ entry }) => equalBytes(entry, entries.shift() ?? noLogId))).toEqual([
      true,
      true,
      true,
    ])

    const held = {
      logId,
      covers: 2,
      prefix: prefixOf(
        newcomer
          .entries()
          .slice(0, 2)
          .map(({ entry }) => entry),
      ),
    }
    const returning = await relay.connect()
    await returning.open(keys, { held })
    expect(returning.story()).toEqual(['begin', 'entry 3', 'caughtUp 3'])

    const stranger = await relay.connect()
    await stranger.open(keys, { held: { ...held, prefix: prefixOf([updateEntry('another')]) } })
    expect(stranger.story()).toEqual(['begin full', 'entry 1', 'entry 2', 'entry 3', 'caughtUp 3'])
  })

  test('a large log comes in pages, in order and without gaps, while others write (7.8)', async () => {
    const relay = await relayWorld({
      limits: { entriesBurst: 1000, roomMessagesPerS: 1000, bytesPerS: 100_000_000 },
    })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    for (let i = 0; i < 100; i++) writer.append(updateEntry(new Uint8Array(20_000)))
    await writer.until(() => writer.story().includes('ack 100'), 'ack 100')
    const newcomer = await relay.connect()
    newcomer.send(newcomer.openMessage(keys))
    await newcomer.next('begin')
    for (let i = 0; i < 50; i++) writer.append(updateEntry('late'))
    await newcomer.until(() => newcomer.entries().length === 150, '150 entries')
    expect(newcomer.entries().map(({ number }) => number)).toEqual(
      Array.from({ length: 150 }, (_, i) => i + 1),
    )
    expect(newcomer.story().filter(word => word.startsWith('caughtUp')).length).toBe(1)
  })

  test('with the doorbell flag it gives heads instead of entries (7.5)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const [writer, background] = [await relay.connect(), await relay.connect()]
    await writer.open(keys)
    await writer.appended(updateEntry('one'))
    background.send(background.openMessage(keys, { flags: openFlags.doorbell }))
    await background.next('begin')
    await writer.appended(updateEntry('two'))
    await background.next('doorbell')
    expect(background.story()).toEqual(['begin full', 'doorbell 2'])
  })

  test('one socket holds many rooms, and leaving one is quiet', async () => {
    const relay = await relayWorld()
    const [a, b] = [newRoom(), newRoom()]
    const [one, two] = [await relay.connect(), await relay.connect()]
    await one.open(a, { chan: 7 })
    await one.open(b, { chan: 40_000 })
    await two.open(a, { chan: 3 })
    await two.open(b, { chan: 4 })
    await two.appended(updateEntry('to a'), 3)
    await two.appended(updateEntry('to b'), 4)
    await one.next('entry', 7)
    await one.next('entry', 40_000)
    one.send({ type: 'leave', chan: 7 })
    await two.appended(updateEntry('to a again'), 3)
    await two.appended(updateEntry('to b again'), 4)
    await one.next('entry', 40_000)
    expect(one.story(7)).toEqual(['begin full', 'caughtUp 0', 'begin', 'entry 1'])
    expect(one.story(40_000)).toEqual(['begin full', 'caughtUp 0', 'begin', 'entry 1', 'entry 2'])
  })
})

describe('appending', () => {
  test('everyone else gets the entry, the sender its ACK in that place (7.8)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const [one, two, three] = [await relay.connect(), await relay.connect(), await relay.connect()]
    for (const device of [one, two, three]) await device.open(keys)
    one.append(updateEntry('a'))
    two.append(updateEntry('b'))
    one.append(updateEntry('c'))
    await three.until(() => three.entries().length === 3, 'three entries')
    await one.until(() => one.story().length === 6, 'one to hear of all')
    await two.until(() => two.story().length === 6, 'two to hear of all')
    for (const device of [one, two, three]) {
      const numbers = device
        .story()
        .slice(3)
        .map(word => Number(word.split(' ')[1]))
      expect(numbers).toEqual([1, 2, 3])
    }
    expect(one.story().filter(word => word.startsWith('ack')).length).toBe(2)
    expect(two.story().filter(word => word.startsWith('ack')).length).toBe(1)
  })

  test('a resend gets the same number and goes to nobody (7.8)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const [one, two] = [await relay.connect(), await relay.connect()]
    await one.open(keys)
    await two.open(keys)
    const entry = updateEntry('once')
    expect(await one.appended(entry)).toMatchObject({ number: 1, dup: false })
    expect(await two.appended(entry)).toMatchObject({ number: 1, dup: true })
    await one.appended(updateEntry('next'))
    await two.until(() => two.story().includes('entry 2'), 'entry 2')
    expect(two.story().slice(3)).toEqual(['entry 1', 'ack 1', 'entry 2'])
  })

  test('a snapshot retires what it covers for newcomers', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const entries = ['one', 'two', 'three'].map(updateEntry)
    for (const entry of entries) await writer.appended(entry)
    const { logId } = await writer.next('begin')
    await writer.appended(snapshotEntry(keys, { logId, covers: 2, prefix: prefixOf(entries.slice(0, 2)) }))
    const newcomer = await relay.connect()
    await newcomer.open(keys)
    expect(newcomer.story()).toEqual(['begin full', 'entry 3', 'entry 4', 'caughtUp 4'])
  })

  test('refuses a snapshot with its reason and keeps the room open (7.10, 8.2)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const entry = updateEntry('one')
    await writer.appended(entry)
    const { logId } = await writer.next('begin')
    const place = { logId, covers: 1, prefix: prefixOf([entry]) }
    const refused = async (bytes: Uint8Array) => {
      const req = writer.append(bytes)
      const error = await writer.next('error')
      return error.req === req ? error.code : null
    }
    expect(await refused(snapshotEntry(keys, { ...place, logId: noLogId }))).toBe(requestErrors.logMismatch)
    expect(await refused(snapshotEntry(keys, { ...place, covers: 2 }))).toBe(requestErrors.coversAhead)
    expect(await refused(snapshotEntry(newRoom(), place))).toBe(roomErrors.notProved)
    await writer.appended(snapshotEntry(keys, place))
    expect(await refused(snapshotEntry(keys, place))).toBe(requestErrors.snapshotStale)
    expect((await writer.appended(updateEntry('still here'))).number).toBe(3)
  })

  test('refuses what is too large, of no form or of a kind that is reserved, and keeps the room open', async () => {
    const relay = await relayWorld({ limits: { bytesPerS: 100_000_000 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const refused = async (bytes: Uint8Array) => {
      writer.append(bytes)
      return (await writer.next('error')).code
    }
    expect(await refused(updateEntry(new Uint8Array(256 * 1024)))).toBe(requestErrors.tooLarge)
    const snapshot = new Uint8Array(1536 * 1024 + 1)
    snapshot.set([1, 2])
    expect(await refused(snapshot)).toBe(requestErrors.tooLarge)
    expect(await refused(updateEntry('x').subarray(0, 60))).toBe(roomErrors.badFrame)
    expect(await refused(new Uint8Array(0))).toBe(roomErrors.badFrame)
    const purge = updateEntry(new Uint8Array(64))
    purge[1] = 3
    expect(await refused(purge)).toBe(requestErrors.role)
    expect((await writer.appended(updateEntry('still here'))).number).toBe(1)
  })

  test('a reader writes nothing (I9)', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const reader = await relay.connect()
    await reader.open(keys, { role: roles.read })
    reader.append(updateEntry('no'))
    expect((await reader.next('error')).code).toBe(requestErrors.role)
    reader.send({ type: 'ephemeral', chan: 1, sealed: new Uint8Array(100) })
    expect((await reader.next('error')).code).toBe(roomErrors.role)
    const newcomer = await relay.connect()
    await newcomer.open(keys)
    expect(newcomer.story()).toEqual(['begin full', 'caughtUp 0'])
  })

  test('a room that is full says so until a snapshot makes it smaller', async () => {
    const relay = await relayWorld({ limits: { roomBytes: 1000 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const entry = updateEntry(new Uint8Array(600))
    await writer.appended(entry)
    writer.append(updateEntry(new Uint8Array(600)))
    expect(await writer.next('error')).toMatchObject({ code: roomErrors.roomQuota, req: 2 })
    const { logId } = await writer.next('begin')
    await writer.appended(snapshotEntry(keys, { logId, covers: 1, prefix: prefixOf([entry]) }, 300))
    await writer.appended(updateEntry(new Uint8Array(300)))
  })
})

describe('ephemeral messages', () => {
  test('go to everyone else and are kept nowhere', async () => {
    const relay = await relayWorld()
    const keys = newRoom()
    const [one, two, reader] = [await relay.connect(), await relay.connect(), await relay.connect()]
    await one.open(keys)
    await two.open(keys, { chan: 9 })
    await reader.open(keys, { role: roles.read })
    one.send({ type: 'ephemeral', chan: 1, sealed: Uint8Array.of(1, 2, 3) })
    expect((await two.next('ephemeral', 9)).sealed).toEqual(Buffer.of(1, 2, 3))
    await reader.next('ephemeral')
    await one.appended(updateEntry('after'))
    expect(one.story()).not.toContain('ephemeral')
    const newcomer = await relay.connect()
    await newcomer.open(keys)
    expect(newcomer.story()).toEqual(['begin full', 'entry 1', 'caughtUp 1'])
  })
})

describe('a relay that keeps nothing (7.13)', () => {
  test('forwards, and asks the others to offer what they have when someone comes', async () => {
    const relay = await relayWorld({ store: 'none' })
    const keys = newRoom()
    const one = await relay.connect()
    expect(one.received[0]).toMatchObject({ type: 'hello', flags: 0 })
    await one.open(keys)
    expect((await one.appended(updateEntry('to nobody'))).number).toBe(1)
    const two = await relay.connect()
    const begin = await two.open(keys)
    await one.until(() => one.story().length === 5, 'a new log')
    expect(one.story()).toEqual(['begin full', 'caughtUp 0', 'ack 1', 'begin full', 'caughtUp 0'])
    expect(equalBytes(begin.logId, noLogId)).toBe(false)
    await one.appended(updateEntry('offered'))
    expect((await two.next('entry')).number).toBe(1)
  })
})
