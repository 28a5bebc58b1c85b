import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter, fromHex, toHex } from '../../crdt/bytes.ts'

describe('bytes', () => {
  it('are read as they were written, however small the writer began', () => {
    const u64 = fc.maxSafeNat()
    fc.assert(
      fc.property(
        fc.nat(8),
        fc.nat(255),
        fc.nat(65_535),
        fc.nat(0xffffffff),
        u64,
        fc.uint8Array(),
        (start, a, b, c, d, e) => {
          const written = new ByteWriter(start).u8(a).u16(b).u32(c).u64(d).raw(e).finish()
          const read = new ByteReader(written)
          expect([read.u8(), read.u16(), read.u32(), read.u64(), read.rest()]).toEqual([a, b, c, d, e])
          expect(read.done).toBe(true)
        },
      ),
    )
  })

  it('fail once and for all when something is missing, and never throw', () => {
    const read = new ByteReader(Uint8Array.of(1, 2))
    expect(read.u32()).toBe(0)
    expect(read.u8()).toBe(0)
    expect(read.take(1)).toHaveLength(0)
    expect(read.failed).toBe(true)
    expect(read.done).toBe(false)
  })

  it('refuse integers that JavaScript cannot hold', () => {
    const read = new ByteReader(new Uint8Array(8).fill(255))
    expect(read.u64()).toBe(0)
    expect(read.failed).toBe(true)
  })

  it('go to hexadecimal and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(fromHex(toHex(bytes))).toEqual(bytes)
      }),
    )
  })
})
