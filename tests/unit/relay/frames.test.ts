import type { Writable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as ws from 'ws'
import { encode } from '../../../crdt/sync/codec.ts'
import { logFrames, toFrames } from '../../../relay/frames.ts'

/** Exported, and left out of its types. */
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable }

/** What a WebSocket client makes of the bytes. */
function received(frames: Buffer): Promise<Buffer[]> {
  const receiver = new Receiver({ isServer: false })
  const messages: Buffer[] = []
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    expect(isBinary).toBe(true)
    messages.push(Buffer.from(data))
  })
  return new Promise((resolve, reject) => {
    receiver.on('error', reject)
    receiver.write(frames, () => resolve(messages))
  })
}

test('a client reads back every message, at every size of the length field', async () => {
  const sizes = fc.oneof(fc.nat(200), fc.constantFrom(0, 125, 126, 127, 65_535, 65_536, 70_000))
  await fc.assert(
    fc.asyncProperty(fc.array(sizes, { maxLength: 5 }), async lengths => {
      const messages = lengths.map((length, index) => Buffer.alloc(length, index + 1))
      const got = await received(toFrames(messages))
      expect(got.map(({ length }) => length)).toEqual(lengths)
      expect(got.every((message, index) => message.equals(messages[index] ?? Buffer.of()))).toBe(true)
    }),
  )
})

test('entries and ACKs are the frames that the codec makes', async () => {
  const number = fc.oneof(fc.nat(), fc.constantFrom(2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1))
  const entry = fc.oneof(
    fc.uint8Array(),
    fc.constantFrom(114, 115, 70_000).map(size => new Uint8Array(size)),
  )
  const [me, another] = [{}, {}]
  const sender = fc.constantFrom(me, another, null)
  const step = fc.record({ number, entry, sender, req: fc.integer({ min: 1, max: 2 ** 32 - 1 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 5 }),
      fc.integer({ min: 1, max: 0xffff }),
      fc.constantFrom(me, null),
      async (steps, chan, reader) => {
        const expected = steps.map(({ number, entry, sender, req }) =>
          reader !== null && sender === reader
            ? encode({ type: 'ack', chan, req, number, dup: false })
            : encode({ type: 'entry', chan, number, entry }),
        )
        const got = await received(logFrames(steps, chan, reader))
        expect(got.length).toBe(expected.length)
        expect(got.every((message, index) => message.equals(expected[index] ?? Buffer.of()))).toBe(true)
      },
    ),
  )
})
