import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../../crdt/sync/codec.ts'
import type { Message } from '../../../crdt/sync/wire.ts'
import { seededRandom } from '../../world/random.ts'

const sized = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const chan = fc.integer({ min: 1, max: 65_535 })
const u32 = fc.nat(0xffffffff)
const u64 = fc.maxSafeNat()
const u8 = fc.nat(255)
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 200 })

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ type: fc.constant('clientHello' as const), version: u8, aud: ascii }),
  fc.record({
    type: fc.constant('hello' as const),
    version: u8,
    nonce: sized(32),
    maxFrameBytes: u32,
    maxEntryBytes: u32,
    maxSnapshotBytes: u32,
    keepaliveS: u8,
    nowMs: u64,
    flags: u8,
  }),
  fc.record({
    type: fc.constant('open' as const),
    chan,
    role: fc.constantFrom(1 as const, 2 as const),
    flags: u8,
    roomId: sized(32),
    commitments: fc.record({ write: sized(16), read: sized(16), admin: sized(16) }),
    publicKey: sized(32),
    signature: sized(64),
    logId: sized(16),
    since: u64,
    prefix: sized(16),
  }),
  fc.record({ type: fc.constant('begin' as const), chan, logId: sized(16), head: u64, full: fc.boolean() }),
  fc.record({ type: fc.constant('entry' as const), chan, number: u64, entry: fc.uint8Array() }),
  fc.record({ type: fc.constantFrom('caughtUp' as const, 'doorbell' as const), chan, head: u64 }),
  fc.record({
    type: fc.constant('append' as const),
    chan,
    req: fc.integer({ min: 1, max: 0xffffffff }),
    entry: fc.uint8Array(),
  }),
  fc.record({ type: fc.constant('ack' as const), chan, req: u32, number: u64, dup: fc.boolean() }),
  fc.record({ type: fc.constant('ephemeral' as const), chan, sealed: fc.uint8Array() }),
  fc.record({ type: fc.constant('leave' as const), chan }),
  fc.record({
    type: fc.constant('error' as const),
    chan: fc.nat(65_535),
    req: u32,
    code: fc.nat(65_535),
    retryMs: u32,
    detail: ascii,
  }),
  fc.record({ type: fc.constantFrom('ping' as const, 'pong' as const), value: u64 }),
  fc.record({ type: fc.constant('tombstone' as const), chan, entry: fc.uint8Array() }),
)

describe('the wire codec (PROTOCOL.md 7.1)', () => {
  it('decodes what it encoded, for every message', () => {
    fc.assert(
      fc.property(message, sent => {
        expect(decode(encode(sent))).toEqual(sent)
      }),
      { numRuns: 1_000 },
    )
  })

  it('has one encoding for each message it accepts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), frame => {
        const decoded = decode(frame)
        if (decoded) expect(encode(decoded)).toEqual(frame)
      }),
      { numRuns: 5_000 },
    )
  })

  it('never throws for random, cut or mutated frames, and hands out no more bytes than came in', () => {
    const random = seededRandom(20_261_123)
    const samples = fc.sample(message, { numRuns: 300, seed: 1 }).map(encode)
    for (let round = 0; round < 30_000; round++) {
      const frame = random.pick(samples).slice()
      for (let flips = random.below(4); flips > 0 && frame.length > 0; flips--)
        frame[random.below(frame.length)] = random.below(256)
      const cut = random.below(2) === 0 ? frame.subarray(0, random.below(frame.length + 1)) : frame
      const decoded = decode(cut)
      const views = decoded ? Object.values(decoded).filter(value => value instanceof Uint8Array) : []
      // Views of the frame itself: decoding allocates nothing that grows with what a frame claims.
      for (const view of views) if (view.length > 0) expect(view.buffer).toBe(cut.buffer)
    }
  })

  it('refuses frames that are too short, too long, of unknown type or on the wrong channel', () => {
    expect(decode(new Uint8Array(0))).toBe(null)
    expect(decode(Uint8Array.of(0x0a, 0, 0))).toBe(null)
    expect(decode(Uint8Array.of(0x7f, 0, 1))).toBe(null)
    expect(decode(Uint8Array.of(0x0a, 0, 1, 9))).toBe(null)
    expect(decode(Uint8Array.of(0x06, 0, 1, 0, 0, 0, 0))).toBe(null)
    expect(decode(new Uint8Array(2 * 1024 * 1024 + 1).fill(4))).toBe(null)
  })
})
