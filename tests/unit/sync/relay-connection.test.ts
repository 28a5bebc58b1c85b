/** The one connection for all rooms of a device: opening at a pace, back-off, keep-alive, suspending. No room is real here. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { decode, encode } from '../../../crdt/sync/codec.ts'
import { type ConnectedRoom, RelayConnection, type WireSocket } from '../../../crdt/sync/relay-connection.ts'
import { type Message, noLogId, type RelayMessage } from '../../../crdt/sync/wire.ts'
import { globalTimers } from '../../world/phone.ts'

class FakeSocket implements WireSocket {
  binaryType = ''
  readonly bufferedAmount = 0
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  onerror: ((event: never) => void) | null = null
  readonly sent: { readonly atMs: number; readonly message: Message }[] = []
  closed = false

  send(data: Uint8Array): void {
    const message = decode(data)
    if (message) this.sent.push({ atMs: Date.now(), message })
  }

  close(): void {
    this.closed = true
  }

  say(data: unknown): void {
    this.onmessage?.({ data } as never)
  }

  greet(): void {
    this.onopen?.({} as never)
    const hello: RelayMessage = {
      type: 'hello',
      version: 1,
      nonce: new Uint8Array(32),
      maxFrameBytes: 1,
      maxEntryBytes: 1,
      maxSnapshotBytes: 1,
      keepaliveS: 25,
      nowMs: 0,
      flags: 1,
    }
    this.say(encode(hello).slice().buffer)
  }

  get opens(): { readonly atMs: number; readonly name: number }[] {
    return this.sent.flatMap(({ atMs, message }) =>
      message.type === 'open' ? [{ atMs, name: message.since }] : [],
    )
  }
}

let sockets: FakeSocket[]
let connection: RelayConnection
const last = () => sockets[sockets.length - 1] as FakeSocket
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A room that writes its name where the place in the log would be. */
function room(name: number): ConnectedRoom {
  const self: ConnectedRoom = {
    connected() {
      const bytes = (length: number) => new Uint8Array(length)
      connection.send(self, {
        type: 'open',
        role: 1,
        flags: 0,
        roomId: bytes(32),
        commitments: { write: bytes(16), read: bytes(16), admin: bytes(16) },
        publicKey: bytes(32),
        signature: bytes(64),
        logId: noLogId,
        since: name,
        prefix: bytes(16),
      })
    },
    received() {},
    disconnected() {},
  }
  return self
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  sockets = []
  connection = new RelayConnection({
    url: 'ws://relay.test/v1/sync',
    aud: 'relay.test',
    timers: globalTimers(() => 0.5),
    makeSocket: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
  })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a relay connection', () => {
  it('opens many rooms at a pace, the last that came before those that wait', async () => {
    connection.join(room(0))
    last().greet()
    for (let name = 1; name <= 100; name++) connection.join(room(name))
    await pass(30)
    expect(last().opens.length).toBeLessThan(5)
    expect(last().opens.map(open => open.name)).toContain(100)
    await pass(3_000)
    expect(new Set(last().opens.map(open => open.name)).size).toBe(101)
    expect(last().opens).toHaveLength(101)
  })

  it('opens each room once when it greets, also one that a listener let in at that moment', async () => {
    connection.onState(state => {
      if (state.kind === 'open') connection.join(room(7))
    })
    connection.join(room(1))
    last().greet()
    await pass(1_000)
    expect(
      last()
        .opens.map(open => open.name)
        .sort(),
    ).toEqual([1, 7])
  })

  it('leaves a channel before it opens a room again', async () => {
    const again = room(3)
    connection.join(again)
    last().greet()
    await pass(100)
    connection.reopen(again)
    await pass(100)
    const types = last().sent.map(({ message }) => message.type)
    expect(types).toEqual(['clientHello', 'open', 'leave', 'open'])
  })

  it('notices within 55 s that nobody answers any more', async () => {
    connection.join(room(1))
    last().greet()
    await pass(24_900)
    last().say(encode({ type: 'pong', value: 0 }).slice().buffer)
    await pass(54_000)
    expect(sockets.length).toBeGreaterThan(1)
    expect(sockets[0]?.closed).toBe(true)
  })

  it('finds out at once, when the device wakes, that a socket only looks open', async () => {
    connection.join(room(1))
    last().greet()
    await pass(2_000)
    connection.resume()
    await pass(10)
    last().say(encode({ type: 'pong', value: 0 }).slice().buffer)
    await pass(6_000)
    // It answered.
    expect(sockets).toHaveLength(1)
    connection.resume()
    connection.resume()
    await pass(6_000)
    expect(sockets[0]?.closed).toBe(true)
    expect(sockets).toHaveLength(2)
    // What was asked of the old socket says nothing of the new one.
    last().greet()
    await pass(6_000)
    expect(sockets).toHaveLength(2)
  })

  it('dials soon after a socket that was of use, and ever later when none is', async () => {
    connection.join(room(1))
    const delays: number[] = []
    connection.onState(state => {
      if (state.kind === 'waiting') delays.push(state.retryAtMs - Date.now())
    })
    for (let i = 0; i < 8; i++) {
      last().greet()
      last().onclose?.({} as never)
      await pass((delays[i] ?? 0) + 1)
    }
    expect(delays[7]).toBeGreaterThan(20_000)
    last().greet()
    for (let i = 0; i < 4; i++) {
      await pass(20_000)
      last().say(encode({ type: 'pong', value: 0 }).slice().buffer)
    }
    last().onclose?.({} as never)
    expect(delays[8]).toBeLessThan(1_000)
  })

  it('takes text for no frame, whatever number it looks like', async () => {
    connection.join(room(1))
    last().greet()
    expect(() => last().say('4000000000')).not.toThrow()
    expect(connection.state.kind).toBe('open')
  })

  it('does not wake from being suspended by itself', async () => {
    const only = room(1)
    connection.join(only)
    last().greet()
    connection.leave(only)
    connection.suspend()
    await pass(60_000)
    expect(connection.state.kind).toBe('suspended')
    connection.join(only)
    await pass(60_000)
    expect(sockets).toHaveLength(1)
    connection.resume()
    expect(sockets).toHaveLength(2)
  })
})
