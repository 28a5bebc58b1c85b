/**
 * A whole conversation, cut at every byte, with every bit flipped, and with noise in the place of its messages. Whatever
 * comes of it, the relay answers or ends that socket, has no fault of its own, and writes nothing into a room that was
 * not proved. Each has a row in tests/bad-input.md.
 */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { concat, toBase64url } from '../../../crdt/bytes.ts'
import type { RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { encode } from '../../../crdt/sync/codec.ts'
import { Device, newRoom, updateEntry } from './device.ts'
import { watchedRelay } from './oracle.ts'
import { rawFrame } from './raw-frame.ts'
import type { RelayWorld } from './relay-world.ts'

beforeAll(() => proofReady)

const limits = {
  upgradesPerAddressPerMin: 1e6,
  socketsPerAddress: 1e4,
  socketsPerRoom: 1e4,
  opensPerS: 1e6,
  bytesPerS: 1e10,
  entriesPerS: 1e6,
  entriesBurst: 1e6,
  roomMessagesPerS: 1e6,
  ephemeralPerS: 1e6,
}

/** What a client says from its greeting to its leaving, in its frames. */
function conversation(device: Device, keys: RoomKeys, entry: Uint8Array): readonly Uint8Array[] {
  return [
    encode({ type: 'clientHello', version: 1, aud: device.aud }),
    encode(device.openMessage(keys)),
    encode({ type: 'append', chan: 1, req: 1, entry }),
    encode({ type: 'ephemeral', chan: 1, sealed: entry.subarray(0, 40) }),
    encode({ type: 'ping', value: 1 }),
    encode({ type: 'pong', value: 1 }),
    encode({ type: 'leave', chan: 1 }),
  ]
}

/** Does something for each number below `count`, some at a time. */
async function forEach(count: number, one: (at: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await one(next++)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

/** An entry to say, and how many bytes each frame of a conversation has. */
async function stage(relay: RelayWorld) {
  const entry = updateEntry('said')
  const probe = await relay.connect({ greet: false })
  const frames = conversation(probe, newRoom(), entry)
  return { entry, sizes: frames.map(frame => frame.length) }
}

const hasFault = (relay: RelayWorld) => relay.lines.some(line => /fault|failed/.test(line))

/** Resolves when the relay has answered all that was said before, or has ended the socket. */
async function answered(device: Device): Promise<void> {
  device.send({ type: 'ping', value: 99 })
  const isPong = () => device.received.some(message => message.type === 'pong' && message.value === 99)
  await device.until(() => device.closeCode !== null || isPong(), 'an answer')
}

describe('a conversation', () => {
  test('S137: a message cut at every byte', async () => {
    const relay = await watchedRelay({ limits })
    const { entry, sizes } = await stage(relay)
    const cuts = sizes.flatMap((size, index) => Array.from({ length: size }, (_, keep) => ({ index, keep })))
    await forEach(cuts.length, async at => {
      const { index, keep } = cuts[at] ?? { index: 0, keep: 0 }
      const device = await Device.connect(relay.port, { greet: false })
      const frames = conversation(device, newRoom(), entry)
      for (const frame of frames.slice(0, index)) device.sendRaw(frame)
      device.sendRaw(frames[index]?.subarray(0, keep) ?? entry)
      await answered(device)
      // A cut APPEND is one of a shorter entry, a cut ephemeral message a shorter one; all else is no message any more.
      const isOpaque = (index === 2 && keep >= 7) || (index === 3 && keep >= 3)
      expect([index, keep, device.closeCode]).toEqual([index, keep, isOpaque ? null : 1008])
      device.close()
    })
    expect(hasFault(relay)).toBe(false)
  })

  test('S138: every bit of it flipped', async () => {
    const relay = await watchedRelay({ limits })
    const { sizes } = await stage(relay)
    const bits = sizes.flatMap((size, index) =>
      Array.from({ length: size * 8 }, (_, bit) => ({ index, bit })),
    )
    const room = newRoom()
    const proved = new Set<string>()
    await forEach(bits.length, async at => {
      const { index, bit } = bits[at] ?? { index: 0, bit: 0 }
      const device = await Device.connect(relay.port, { greet: false })
      // An entry of its own each time, so that none is taken for a resend.
      const said = conversation(device, room, updateEntry(`said ${at}`))
      const flipped = said[index]
      if (flipped) flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      for (const frame of said) device.sendRaw(frame)
      await answered(device)
      const [error] = device.story(0)
      if (device.closeCode === null) expect(error).toBeUndefined()
      else expect(['error 4400', 'error 4401', 'error 4426']).toContain(error)
      // Behind type, channel, role and flags: room id, commitments, key and signature. Behind them is what the client holds.
      const isProof = index === 1 && bit >= 5 * 8 && bit < (5 + 32 + 48 + 32 + 64) * 8
      if (isProof) expect(device.story()).toEqual(['error 4401'])
      const mayWrite = index > 1 || (index === 1 && bit >= 4 * 8 && !isProof)
      if (mayWrite) proved.add(toBase64url(said[2]?.subarray(7) ?? new Uint8Array(0)))
      device.close()
    })
    // Nothing is in the room but what came from those whose greeting and OPEN were whole.
    const reader = await relay.connect()
    await reader.open(room)
    expect(reader.entries().length).toBeGreaterThan(1000)
    expect(reader.entries().filter(({ entry }) => !proved.has(toBase64url(entry)))).toEqual([])
    expect(hasFault(relay)).toBe(false)
  })

  test('S139: its connection cut at every byte', async () => {
    const relay = await watchedRelay({ limits })
    const { entry, sizes } = await stage(relay)
    const framed = (device: Device) =>
      concat(...conversation(device, newRoom(), entry).map(frame => rawFrame(frame)))
    const probe = await relay.connect({ greet: false })
    const size = framed(probe).length
    expect(size).toBeGreaterThan(sizes.reduce((sum, one) => sum + one, 0))
    await forEach(size, async keep => {
      const device = await Device.connect(relay.port, { greet: false })
      device.tcp.write(framed(device).subarray(0, keep))
      if (keep % 2 === 0) device.tcp.resetAndDestroy()
      else device.tcp.end()
      await device.closed()
    })
    expect(hasFault(relay)).toBe(false)
  })

  test('S140: every bit of its WebSocket headers flipped', async () => {
    const relay = await watchedRelay({ limits })
    const { entry, sizes } = await stage(relay)
    const headBits = sizes.flatMap((size, index) =>
      Array.from({ length: (size < 126 ? 6 : 8) * 8 }, (_, bit) => ({ index, bit })),
    )
    await forEach(headBits.length, async at => {
      const { index, bit } = headBits[at] ?? { index: 0, bit: 0 }
      const device = await Device.connect(relay.port, { greet: false })
      for (const [which, frame] of conversation(device, newRoom(), entry).entries()) {
        const raw = rawFrame(frame)
        if (which === index) raw[bit >> 3] = (raw[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        device.tcp.write(raw)
      }
      // A length that grew waits for bytes that never come: the connection's end is the end of it.
      device.tcp.end()
      await device.closed()
    })
    expect(hasFault(relay)).toBe(false)
  })

  test('S141: random messages, and messages with random bytes', async () => {
    const relay = await watchedRelay({ limits })
    const keys = newRoom()
    const inRoom = async () => {
      const device = await relay.connect()
      await device.open(keys)
      return device
    }
    let device = await inRoom()
    const mutated = fc.tuple(fc.nat(), fc.nat(255), fc.nat(6)).map(([at, value, index]) => {
      const frames = conversation(device, keys, updateEntry('mutated'))
      const bytes = frames[index] ?? new Uint8Array(1)
      bytes[at % bytes.length] = value
      return bytes
    })
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.nat(15), fc.uint8Array({ minLength: 2, maxLength: 300 }))
        .map(([type, rest]) => Uint8Array.of(type, ...rest)),
      mutated,
    )
    await fc.assert(
      fc.asyncProperty(frame, async bytes => {
        if (device.closeCode !== null) device = await inRoom()
        device.sendRaw(bytes)
        await answered(device)
      }),
      { numRuns: 500 },
    )
    expect(hasFault(relay)).toBe(false)
  })
})
