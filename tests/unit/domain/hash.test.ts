import { describe, expect, it } from 'vitest'
import { hashBehind } from '../../../crdt/domain/hash.ts'

describe('the hash that decides about odd cents', () => {
  it.each([
    ['', 0x0],
    ['a', 0x3c2569b2],
    ['aa', 0x371091a9],
    ['aaa', 0xb4d05fb7],
    ['test', 0xba6bd213],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
  ])('is MurmurHash3 x86 32 with seed 0: %j', (text, hash) => {
    expect(hashBehind([])(text)).toBe(hash)
  })

  it('joins terms so that their borders count', () => {
    expect(hashBehind(['ab'])('c')).toBe(hashBehind([])('ab\0c'))
    expect(hashBehind(['ab'])('c')).not.toBe(hashBehind(['a'])('bc'))
  })
})
