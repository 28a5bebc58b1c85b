/** Frames that are not those of RFC 6455, or not as the protocol uses them (PROTOCOL.md 7.1). Each has a row in tests/bad-input.md. */
import { beforeAll, describe, expect, test } from 'vitest'
import { concat } from '../../../crdt/bytes.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { encode } from '../../../crdt/sync/codec.ts'
import { roomErrors } from '../../../crdt/sync/wire.ts'
import { seededRandom } from '../../world/random.ts'
import { type Device, newRoom } from './device.ts'
import { secretWord, watchedRelay } from './oracle.ts'
import { closing, opcodes, rawFrame } from './raw-frame.ts'

beforeAll(() => proofReady)

const none = new Uint8Array(0)
const text = (words: string) => new TextEncoder().encode(words)
const badText = Uint8Array.of(0xc3, 0x28)
const ping = (value: number) => encode({ type: 'ping', value })

/** The code of the ERROR that ends the socket, if one came. */
const errorOf = (device: Device) =>
  device.received.flatMap(message => (message.type === 'error' ? [message.code] : []))

describe('a frame that ends its socket', () => {
  const { badFrame } = roomErrors
  const ends: Record<string, [frames: Uint8Array, closeCode: number, error?: number]> = {
    'S1: an empty frame': [rawFrame(none), 1008, badFrame],
    'S2: a text frame': [rawFrame(text(secretWord), { opcode: opcodes.text }), 1003, badFrame],
    'S3: text that is no UTF-8': [rawFrame(badText, { opcode: opcodes.text }), 1007],
    'S4: a request in the place of frames': [text('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 1002],
    'S5: a frame over 2 MiB': [rawFrame(new Uint8Array(2 * 1024 * 1024 + 1)), 1009],
    'S6: a frame that claims 2^63 bytes': [rawFrame(none, { claims: 2n ** 63n }), 1009],
    'S7: a frame that claims a byte more than 2 MiB and sends none': [
      rawFrame(none, { claims: 2n ** 21n + 1n }),
      1009,
    ],
    'S8: fragments that together are over 2 MiB': [
      concat(
        rawFrame(new Uint8Array(2 ** 20), { fin: false }),
        rawFrame(new Uint8Array(2 ** 20), { fin: false, opcode: opcodes.continuation }),
        rawFrame(new Uint8Array(1), { opcode: opcodes.continuation }),
      ),
      1009,
    ],
    'S9: ten thousand fragments': [
      concat(
        rawFrame(none, { fin: false }),
        ...Array.from({ length: 10_000 }, () =>
          rawFrame(Uint8Array.of(0), { fin: false, opcode: opcodes.continuation }),
        ),
      ),
      1008,
    ],
    'S10: a continuation of nothing': [rawFrame(ping(1), { opcode: opcodes.continuation }), 1002],
    'S11: a new message within a fragmented one': [
      concat(rawFrame(ping(1), { fin: false }), rawFrame(ping(2))),
      1002,
    ],
    'S12: the first reserved bit (compressed)': [rawFrame(ping(1), { reserved: 4 }), 1002],
    'S13: another reserved bit': [rawFrame(ping(1), { reserved: 1 }), 1002],
    'S14: a frame without a mask': [rawFrame(ping(1), { masked: false }), 1002],
    'S15: a control frame of 126 bytes': [rawFrame(new Uint8Array(126), { opcode: opcodes.ping }), 1002],
    'S16: a control frame in fragments': [rawFrame(none, { opcode: opcodes.ping, fin: false }), 1002],
    'S17: a close frame of one byte': [rawFrame(Uint8Array.of(3), { opcode: opcodes.close }), 1002],
    'S18: a close frame with a reason that is no UTF-8': [
      rawFrame(closing(1000, badText), { opcode: opcodes.close }),
      1007,
    ],
  }
  test.each(Object.entries(ends))('%s', async (_, [frames, closeCode, error]) => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    await device.open(newRoom())
    device.tcp.write(frames)
    await device.closed()
    expect(device.closeCode).toBe(closeCode)
    expect(errorOf(device)).toEqual(error === undefined ? [] : [error])
  })

  test('S19: an opcode that means nothing', async () => {
    const relay = await watchedRelay()
    for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
      const device = await relay.connect()
      device.tcp.write(rawFrame(ping(1), { opcode }))
      await device.closed()
      expect([opcode, device.closeCode]).toEqual([opcode, 1002])
    }
  })

  test('S20: a close frame with a code that may not be sent', async () => {
    const relay = await watchedRelay()
    for (const code of [0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535]) {
      const device = await relay.connect()
      device.tcp.write(rawFrame(closing(code), { opcode: opcodes.close }))
      await device.closed()
      expect([code, device.closeCode]).toEqual([code, 1002])
    }
  })

  test('S21: random bytes in the place of frames', async () => {
    const relay = await watchedRelay()
    const random = seededRandom(2026)
    for (let round = 0; round < 100; round++) {
      const device = await relay.connect()
      device.tcp.write(random.fill(new Uint8Array(1 + random.below(500))))
      // Some of it may be the beginning of a long frame: that socket ends with its connection.
      device.tcp.end()
      await device.closed()
      expect([1002, 1005, 1006, 1007, 1009]).toContain(device.closeCode)
    }
  })
})

describe('a frame that is odd and served', () => {
  test('S22: a message in a thousand fragments', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    const open = encode(device.openMessage(newRoom()))
    const fragments = Array.from({ length: 1000 }, (_, at) =>
      rawFrame(at < open.length ? open.subarray(at, at + 1) : none, {
        opcode: at === 0 ? opcodes.binary : opcodes.continuation,
        fin: at === 999,
      }),
    )
    device.tcp.write(concat(...fragments))
    await device.next('caughtUp')
  })

  test('S23: a length in more bytes than it needs', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    device.tcp.write(concat(rawFrame(ping(1), { lengthBytes: 2 }), rawFrame(ping(2), { lengthBytes: 8 })))
    await device.next('pong')
    expect((await device.next('pong')).value).toBe(2)
  })

  test('S24: a frame that comes byte by byte', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    device.tcp.setNoDelay(true)
    for (const byte of rawFrame(encode(device.openMessage(newRoom())))) {
      device.tcp.write(Uint8Array.of(byte))
      await new Promise(resolve => setImmediate(resolve))
    }
    await device.next('caughtUp')
  })

  test('S25: frames after the close frame are not read', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const [device, other] = [await relay.connect(), await relay.connect()]
    await device.open(keys)
    await other.open(keys)
    const ephemeral = encode({ type: 'ephemeral', chan: 1, sealed: text(secretWord) })
    device.tcp.write(concat(rawFrame(closing(1000), { opcode: opcodes.close }), rawFrame(ephemeral)))
    await device.closed()
    expect(device.closeCode).toBe(1000)
    other.send({ type: 'ping', value: 1 })
    await other.next('pong')
    expect(other.story()).not.toContain('ephemeral')
  })
})

describe('a flood of control frames', () => {
  const flood = (opcode: number) => {
    const one = rawFrame(new Uint8Array(125), { opcode })
    return concat(...Array.from({ length: 20_000 }, () => one), rawFrame(ping(7)))
  }

  test('S26: pings faster than their answers go out', async () => {
    const relay = await watchedRelay()
    const device = await relay.connect()
    await device.open(newRoom())
    device.tcp.write(flood(opcodes.ping))
    await device.closed()
    expect(device.closeCode).toBe(1006)
  })

  test('S27: pongs that nobody asked for', async () => {
    const relay = await watchedRelay({ limits: { bytesPerS: 20_000 } })
    const device = await relay.connect()
    await device.open(newRoom())
    device.tcp.write(flood(opcodes.pong))
    // What comes behind the flood waits, and somebody who came later does not.
    const other = await relay.connect()
    await other.open(newRoom())
    expect(device.received.some(({ type }) => type === 'pong')).toBe(false)
    expect(device.closeCode).toBeNull()
  })
})
