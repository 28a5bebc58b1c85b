/** Messages that are none, come at the wrong time or on the wrong channel (PROTOCOL.md 7.1, 7.2). Each has a row in tests/bad-input.md. */
import { beforeAll, describe, expect, test } from 'vitest'
import { concat } from '../../../crdt/bytes.ts'
import type { RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { encode } from '../../../crdt/sync/codec.ts'
import { type RelayMessage, roomErrors, zeroPrefix } from '../../../crdt/sync/wire.ts'
import { type Device, newRoom, updateEntry } from './device.ts'
import { secretWord, watchedRelay } from './oracle.ts'

beforeAll(() => proofReady)

const sealed = (size: number) => new Uint8Array(size)
const withByte = (frame: Uint8Array, at: number, value: number) =>
  frame.map((byte, index) => (index === at ? value : byte))

/** Ended with ERROR 4400 on channel 0 and close code 1008. */
async function refused(device: Device, code: number = roomErrors.badFrame): Promise<void> {
  await device.closed()
  expect([device.story(0), device.closeCode]).toEqual([[`error ${code}`], 1008])
}

describe('a message that ends its socket', () => {
  const ends: Record<string, (device: Device, keys: RoomKeys) => Uint8Array> = {
    'S28: an unknown type': () => Uint8Array.of(0x7f, 0, 1),
    'S29: the reserved AUTH': () => concat(Uint8Array.of(0x0f, 0, 0), sealed(32)),
    'S30: a type without its body': () => Uint8Array.of(2, 0, 1),
    'S31: a byte too many': () => concat(encode({ type: 'leave', chan: 1 }), Uint8Array.of(0)),
    'S32: a second greeting': ({ aud }) => encode({ type: 'clientHello', version: 1, aud }),
    'S33: an OPEN on a channel that is in use': (device, keys) => encode(device.openMessage(keys)),
    'S34: an OPEN on channel 0': (device, keys) => withByte(encode(device.openMessage(keys)), 2, 0),
    'S35: an APPEND on channel 0': () =>
      encode({ type: 'append', chan: 0, req: 1, entry: updateEntry(secretWord) }),
    'S36: an APPEND with request 0': () =>
      encode({ type: 'append', chan: 1, req: 0, entry: updateEntry(secretWord) }),
    'S37: a LEAVE on channel 0': () => encode({ type: 'leave', chan: 0 }),
    'S38: a PING on a channel': () => withByte(encode({ type: 'ping', value: 1 }), 2, 1),
    'S39: a PING above 2^53': () => concat(Uint8Array.of(0x0c, 0, 0), new Uint8Array(8).fill(0xff)),
    'S40: an ephemeral message above 4 KiB': () =>
      encode({ type: 'ephemeral', chan: 1, sealed: sealed(4097) }),
    'S41: an OPEN for a role that is none': (device, keys) =>
      withByte(encode(device.openMessage(keys, { chan: 2 })), 3, 3),
    'S42: an OPEN with a cursor above 2^53': (device, keys) => {
      const open = encode(device.openMessage(keys, { chan: 2 }))
      return open.fill(0xff, open.length - 24, open.length - 16)
    },
  }
  test.each(Object.entries(ends))('%s', async (_, frame) => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    const keys = newRoom()
    await device.open(keys)
    device.sendRaw(frame(device, keys))
    await refused(device)
  })

  test('S43: a message that only a relay sends', async () => {
    const relay = await watchedRelay()
    const messages: readonly RelayMessage[] = [
      {
        type: 'hello',
        version: 1,
        nonce: sealed(32),
        maxFrameBytes: 1,
        maxEntryBytes: 1,
        maxSnapshotBytes: 1,
        keepaliveS: 1,
        nowMs: 1,
        flags: 0,
      },
      { type: 'begin', chan: 1, logId: zeroPrefix, head: 1, full: true },
      { type: 'entry', chan: 1, number: 1, entry: updateEntry(secretWord) },
      { type: 'caughtUp', chan: 1, head: 1 },
      { type: 'ack', chan: 1, req: 1, number: 1, dup: false },
      { type: 'doorbell', chan: 1, head: 1 },
      { type: 'error', chan: 1, req: 0, code: 4400, retryMs: 0, detail: secretWord },
      { type: 'tombstone', chan: 1, entry: updateEntry(secretWord) },
    ]
    for (const message of messages) {
      const device = await relay.connect()
      await device.open(newRoom())
      device.sendRaw(encode(message))
      await refused(device)
    }
  })
})

describe('a greeting', () => {
  const greetings: Record<string, [frame: (device: Device) => Uint8Array, code: number]> = {
    'S44: of a newer version': [({ aud }) => encode({ type: 'clientHello', version: 2, aud }), 4426],
    'S45: of version 0': [({ aud }) => encode({ type: 'clientHello', version: 0, aud }), 4426],
    'S46: to a host that is not printable': [() => Uint8Array.of(0, 0, 0, 1, 2, 0x0a, 0x00), 4400],
    'S47: to a host longer than it says': [() => Uint8Array.of(0, 0, 0, 1, 1, 0x61, 0x62), 4400],
  }
  test.each(Object.entries(greetings))('%s', async (_, [frame, code]) => {
    const relay = await watchedRelay()
    const device = await relay.connect({ greet: false })
    device.sendRaw(frame(device))
    await refused(device, code)
  })

  test('S48: to another host than a relay with a pinned audience has (7.3)', async () => {
    const relay = await watchedRelay({ publicHosts: ['bills.example.org'] })
    for (const aud of ['evil.example.net', 'BILLS.example.org', 'bills.example.org.', '']) {
      const device = await relay.connect({ greet: false })
      device.send({ type: 'clientHello', version: 1, aud })
      await refused(device, roomErrors.notProved)
    }
    const honest = await relay.connect()
    await honest.open(newRoom())
  })

  test('S49: that comes after a message which needs it', async () => {
    const relay = await watchedRelay()
    const early: readonly ((device: Device) => Uint8Array)[] = [
      device => encode(device.openMessage(newRoom())),
      () => encode({ type: 'append', chan: 1, req: 1, entry: updateEntry(secretWord) }),
      () => encode({ type: 'ephemeral', chan: 1, sealed: sealed(100) }),
      () => encode({ type: 'leave', chan: 1 }),
    ]
    for (const frame of early) {
      const device = await relay.connect({ greet: false })
      device.sendRaw(frame(device))
      await refused(device)
    }
  })

  test('S50: that never comes (7.2)', async () => {
    const relay = await watchedRelay({ limits: { firstOpenMs: 2000 } })
    const device = await relay.connect({ greet: false })
    await refused(device)
  })

  test('S51: that no OPEN follows (7.2)', async () => {
    const relay = await watchedRelay({ limits: { firstOpenMs: 2000 } })
    const device = await relay.connect()
    device.send({ type: 'ping', value: 1 })
    await device.next('pong')
    await refused(device)
  })
})

describe('a socket that says nothing more', () => {
  test('is not ended once it has opened a room', async () => {
    const relay = await watchedRelay({ limits: { firstOpenMs: 2000 } })
    const device = await relay.connect()
    await device.open(newRoom())
    const late = await relay.connect({ greet: false })
    await late.closed()
    expect(device.closeCode).toBeNull()
  })

  test('S142: and does not even answer pings', async () => {
    const relay = await watchedRelay({ limits: { pingMs: 200, deadMs: 1200 } })
    const [dead, alive] = [await relay.connect(), await relay.connect()]
    await dead.open(newRoom())
    await alive.open(newRoom())
    dead.tcp.pause()
    await new Promise(resolve => setTimeout(resolve, 3500))
    expect(alive.closeCode).toBeNull()
    dead.tcp.resume()
    await dead.closed()
    expect(dead.closeCode).toBe(1006)
  })
})

describe('a message that is odd and harmless', () => {
  test('S52: a PING before the greeting', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect({ greet: false })
    device.send({ type: 'ping', value: 2 ** 53 - 1 })
    expect((await device.next('pong')).value).toBe(2 ** 53 - 1)
  })

  test('S53: a PONG that nobody asked for', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    device.send({ type: 'pong', value: 1 })
    await device.open(newRoom())
    expect(device.received.map(({ type }) => type)).toEqual(['hello', 'begin', 'caughtUp'])
  })

  test('S54: a LEAVE of a channel that is not open, and the same twice', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    const keys = newRoom()
    device.send({ type: 'leave', chan: 9 })
    await device.open(keys)
    device.send({ type: 'leave', chan: 1 })
    device.send({ type: 'leave', chan: 1 })
    await device.open(keys, { chan: 2 })
    expect(device.story(9)).toEqual([])
  })

  test('S55: an APPEND and an ephemeral message on a channel that is not open', async () => {
    const relay = await watchedRelay()
    const [device, other] = [await relay.connect(), await relay.connect()]
    const keys = newRoom()
    await device.open(keys)
    await other.open(keys)
    device.append(updateEntry(secretWord), 2)
    device.send({ type: 'ephemeral', chan: 2, sealed: sealed(100) })
    expect((await device.appended(updateEntry('on its own'))).number).toBe(1)
    await other.next('entry')
    expect(other.story()).toEqual(['begin full', 'caughtUp 0', 'begin', 'entry 1'])
    expect(device.story(2)).toEqual([])
  })

  test('S56: the same room on two channels of a socket', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    const keys = newRoom()
    await device.open(keys, { chan: 1 })
    await device.open(keys, { chan: 2 })
    await device.appended(updateEntry('once'), 2)
    await device.next('entry', 1)
    expect(device.story(1)).toEqual(['begin full', 'caughtUp 0', 'begin', 'entry 1'])
    expect(device.story(2)).toEqual(['begin full', 'caughtUp 0', 'begin', 'ack 1'])
  })

  test('S57: a request number used again', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    await device.open(newRoom())
    for (const words of ['one', 'two']) {
      device.send({ type: 'append', chan: 1, req: 5, entry: updateEntry(words) })
    }
    expect(await device.next('ack')).toMatchObject({ req: 5, number: 1 })
    expect(await device.next('ack')).toMatchObject({ req: 5, number: 2 })
  })

  test('S58: an ephemeral message of nothing', async () => {
    const relay = await watchedRelay()
    const [device, other] = [await relay.connect(), await relay.connect()]
    const keys = newRoom()
    await device.open(keys)
    await other.open(keys)
    device.send({ type: 'ephemeral', chan: 1, sealed: sealed(0) })
    expect((await other.next('ephemeral')).sealed.length).toBe(0)
  })
})
