/** OPENs that prove nothing, claim a wrong past, or are too many (PROTOCOL.md 7.4 to 7.7). Each has a row in tests/bad-input.md. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { encode } from '../../../crdt/sync/codec.ts'
import { noLogId, type Open, openFlags, roles, roomErrors } from '../../../crdt/sync/wire.ts'
import { type Device, newRoom, updateEntry } from './device.ts'
import { watchedRelay } from './oracle.ts'
import { prefixOf } from './store-contract.ts'

beforeAll(() => proofReady)

describe('an OPEN that proves nothing is refused with 4401, and the socket stays for another try', () => {
  const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte))
  const wrong: Record<string, (device: Device, keys: RoomKeys) => Partial<Open>> = {
    'S59: a signature of another room': device => ({ signature: device.openMessage(newRoom()).signature }),
    'S60: a signature with a flipped bit': (device, keys) => ({
      signature: flipped(device.openMessage(keys).signature),
    }),
    'S61: a signature of the other role': (device, keys) => ({
      signature: device.openMessage(keys, { role: roles.read }).signature,
    }),
    'S62: another room with its own keys': () => ({ roomId: newRoom().roomId }),
    'S63: a room id of zeros': () => ({ roomId: new Uint8Array(32) }),
    'S64: commitments of its own making': () => ({ commitments: newRoom().commitments }),
    'S65: commitments in another order': (_, { commitments: { write, read, admin } }) => ({
      commitments: { write: read, read: write, admin },
    }),
    'S66: the read key for writing': (device, keys) => {
      const { publicKey, signature } = device.openMessage(keys, { role: roles.read })
      return { publicKey, signature }
    },
    'S67: a public key of small order': () => ({
      publicKey: new Uint8Array(32),
      signature: new Uint8Array(64),
    }),
    'S68: a key and a signature of random bytes': () => ({
      publicKey: randomBytes(32),
      signature: randomBytes(64),
    }),
  }
  test.each(Object.entries(wrong))('%s', async (_, but) => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    const keys = newRoom()
    device.send(device.openMessage(keys, { but: but(device, keys) }))
    expect(await device.next('error')).toMatchObject({ chan: 1, req: 0, code: roomErrors.notProved })
    await device.open(keys)
  })

  test('S69: one made for another socket of the relay (its nonce)', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const [one, two] = [await relay.connect(), await relay.connect()]
    two.send(one.openMessage(keys))
    expect((await two.next('error')).code).toBe(roomErrors.notProved)
    await two.open(keys)
  })

  test('S70: one made for another relay (its audience)', async () => {
    const [relay, evil] = [await watchedRelay(), await watchedRelay()]
    const keys = newRoom()
    const [victim, replayed] = [await evil.connect(), await relay.connect()]
    replayed.send(victim.openMessage(keys))
    expect((await replayed.next('error')).code).toBe(roomErrors.notProved)
    await replayed.open(keys)
  })

  test('S71: three of them end the socket (7.4)', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    for (let chan = 1; chan <= 3; chan++) {
      device.send(device.openMessage(newRoom(), { chan, but: { signature: new Uint8Array(64) } }))
    }
    await device.closed()
    expect([device.story(0), device.closeCode]).toEqual([['error 4401'], 1008])
  })
})

describe('an OPEN with a past that the log does not have gets the whole log', () => {
  const pasts: Record<string, (logId: Uint8Array, prefix: Uint8Array) => Partial<Open>> = {
    'S72: a cursor beyond the head': (logId, prefix) => ({ logId, since: 9, prefix }),
    'S73: a cursor of 2^53 - 1': (logId, prefix) => ({ logId, since: 2 ** 53 - 1, prefix }),
    'S74: a prefix that is not the log’s': logId => ({ logId, since: 2, prefix: randomBytes(16) }),
    'S75: a log id that is not the room’s': (_, prefix) => ({ logId: randomBytes(16), since: 2, prefix }),
    'S76: a cursor without a log id': (_, prefix) => ({ logId: noLogId, since: 2, prefix }),
  }
  test.each(Object.entries(pasts))('%s', async (_, past) => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const entries = ['one', 'two'].map(updateEntry)
    for (const entry of entries) await writer.appended(entry)
    const { logId } = await writer.next('begin')
    const device = await relay.connect()
    await device.open(keys, { but: past(logId, prefixOf(entries)) })
    expect(device.story()).toEqual(['begin full', 'entry 1', 'entry 2', 'caughtUp 2'])
  })

  test('S77: a cursor in a room that does not exist', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    await device.open(newRoom(), { but: { logId: randomBytes(16), since: 7, prefix: randomBytes(16) } })
    expect(device.story()).toEqual(['begin full', 'caughtUp 0'])
  })
})

describe('OPENs beyond what one may', () => {
  test('S78: flags that mean nothing yet', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const device = await relay.connect()
    await device.open(keys, { flags: 0xff & ~openFlags.doorbell })
    await device.appended(updateEntry('served'))
  })

  test('S79: more rooms on a socket than it may have', async () => {
    const relay = await watchedRelay({ limits: { roomsPerSocket: 2 } })
    const device = await relay.connect()
    await device.open(newRoom(), { chan: 1 })
    await device.open(newRoom(), { chan: 2 })
    device.send(device.openMessage(newRoom(), { chan: 3 }))
    expect(await device.next('error')).toMatchObject({ chan: 3, req: 0, code: roomErrors.tooFast })
    device.send({ type: 'leave', chan: 1 })
    await device.open(newRoom(), { chan: 4 })
  })

  test('S80: more sockets in a room than it may have', async () => {
    const relay = await watchedRelay({ limits: { socketsPerRoom: 2 } })
    const keys = newRoom()
    const [one, two, three] = [await relay.connect(), await relay.connect(), await relay.connect()]
    await one.open(keys)
    await two.open(keys)
    three.send(three.openMessage(keys))
    expect(await three.next('error')).toMatchObject({ chan: 1, req: 0, code: roomErrors.tooFast })
    one.send({ type: 'leave', chan: 1 })
    one.send({ type: 'ping', value: 1 })
    await one.next('pong')
    await three.open(keys, { chan: 2 })
  })

  test('S81: rooms opened faster than they may be', async () => {
    const relay = await watchedRelay({ limits: { opensPerS: 10 } })
    const device = await relay.connect()
    const open = device.openMessage(newRoom())
    for (let chan = 1; chan <= 1000; chan++) device.send({ ...open, chan })
    const other = await relay.connect()
    await other.open(newRoom())
    // A read of the socket may hold some hundred; the next one waits until those are paid for.
    const answered = device.received.filter(({ type }) => type === 'begin' || type === 'error')
    expect(answered.length).toBeLessThan(1000)
    expect(device.closeCode).toBeNull()
  })

  test('S82: rooms opened and left by the thousand leave nothing behind', async () => {
    const relay = await watchedRelay({
      limits: { opensPerS: 1e6, bytesPerS: 1e9, roomsPerSocket: 50 },
    })
    const device = await relay.connect()
    const keys = Array.from({ length: 20 }, newRoom)
    const frames = keys.map(room => encode(device.openMessage(room)))
    for (let round = 0; round < 100; round++) {
      for (const frame of frames) {
        device.sendRaw(frame)
        device.send({ type: 'leave', chan: 1 })
      }
    }
    for (const [index, room] of keys.entries()) await device.open(room, { chan: 2 + index })
    expect(device.closeCode).toBeNull()
  })
})
