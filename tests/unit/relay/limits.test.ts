import { describe, expect, test } from 'vitest'
import { AddressLimiter, defaultLimits, subscriberOf, TokenBucket } from '../../../relay/limits.ts'

describe('a token bucket', () => {
  test('lets a burst through and then its rate', () => {
    const bucket = new TokenBucket(10, 5, 0)
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1, 0))).toEqual([0, 0, 0, 0, 0])
    expect(bucket.take(1, 0)).toBe(100)
    expect(bucket.take(1, 0)).toBe(200)
    expect(bucket.take(1, 300)).toBe(0)
  })

  test('gives nothing for a clock that runs back', () => {
    const bucket = new TokenBucket(10, 1, 1000)
    expect(bucket.tryTake(1, 1000)).toBe(true)
    expect(bucket.tryTake(1, 0)).toBe(false)
  })
})

describe('an address', () => {
  test('of IPv6 is its /64, of mapped IPv4 that IPv4', () => {
    expect(subscriberOf('2001:db8:1:2:3:4:5:6')).toBe(subscriberOf('2001:db8:1:2::1'))
    expect(subscriberOf('2001:db8::1')).toBe('2001:db8:0:0')
    expect(subscriberOf('2001:db8:1:2::1')).not.toBe(subscriberOf('2001:db8:1:3::1'))
    expect(subscriberOf('::ffff:10.0.0.1')).toBe('10.0.0.1')
    expect(subscriberOf('::1')).toBe('0:0:0:0')
  })

  test('is forgotten when it holds nothing and has rested', () => {
    const limiter = new AddressLimiter({
      ...defaultLimits,
      socketsPerAddress: 1,
      upgradesPerAddressPerMin: 60,
    })
    expect(limiter.admit('10.0.0.1', 0)).toBe(true)
    expect(limiter.admit('10.0.0.1', 0)).toBe(false)
    limiter.sweep(10_000)
    expect(limiter.admit('10.0.0.1', 10_000)).toBe(false)
    limiter.release('10.0.0.1')
    limiter.sweep(20_000)
    expect(limiter.admit('10.0.0.1', 20_000)).toBe(true)
  })
})
