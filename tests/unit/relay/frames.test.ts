import type { Writable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as ws from 'ws'
import { toFrames } from '../../../relay/frames.ts'

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

test('the channel is replaced in each message and nothing else', async () => {
  const messages = [Uint8Array.of(4, 0, 0, 9, 9), new Uint8Array(300).fill(5)]
  const [first, second] = await received(toFrames(messages, 0x1234))
  expect([...(first ?? [])]).toEqual([4, 0x12, 0x34, 9, 9])
  expect(second?.subarray(0, 4)).toEqual(Buffer.of(5, 0x12, 0x34, 5))
  expect(messages[0]).toEqual(Uint8Array.of(4, 0, 0, 9, 9))
})
