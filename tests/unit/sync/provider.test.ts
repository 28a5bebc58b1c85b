/**
 * y-websocket's unmodified provider over our sockets: every line of what it needs and what must hold (PROTOCOL.md §9), with
 * the real cipher, session and connection against a model relay. Time is faked, so nothing waits.
 */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

// lib0 keeps the Date.now that it finds when it loads, so time is faked before anything is imported.
vi.hoisted(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.setConfig({ testTimeout: 60_000 })
})

import * as Y from 'yjs'
import { keysFromAdminSeed, keysFromViewSeed, type RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { roomSocketClass } from '../../../crdt/sync/room-socket.ts'
import { ModelRelay } from '../../world/model-relay.ts'
import { globalTimers, MemoryOutbox, openPhone, type Phone, type PhoneOptions } from '../../world/phone.ts'
import { seededRandom } from '../../world/random.ts'

let keys: RoomKeys
let relay: ModelRelay
let phones: Phone[]
let seed = 0

beforeAll(async () => {
  await proofReady
  keys = keysFromAdminSeed(new Uint8Array(16).fill(3))
})

beforeEach(() => {
  relay = new ModelRelay(seededRandom(7))
  phones = []
})

afterEach(() => {
  for (const phone of phones) phone.close()
  vi.clearAllTimers()
})

async function phone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  seed += 1
  const opened = await openPhone({ relay, keys, seed, ...options })
  phones.push(opened)
  return opened
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const map = (phone: Phone) => phone.doc.getMap<string>('bill')
const entries = () => [...relay.rooms.values()].reduce((sum, log) => sum + log.head, 0)
const newcomer = async () => {
  const late = await phone()
  await pass(500)
  return map(late).toJSON()
}

describe("y-websocket's provider over our sockets", () => {
  it('converges two and three phones, live and both ways', async () => {
    const [a, b, c] = [await phone(), await phone(), await phone()]
    await pass(500)
    map(a).set('title', 'Osteria')
    map(b).set('note', 'table 4')
    await pass(1_000)
    map(c).set('currency', 'EUR')
    await pass(1_000)
    for (const each of [a, b, c]) {
      expect(map(each).toJSON()).toEqual({ title: 'Osteria', note: 'table 4', currency: 'EUR' })
      expect(each.joined.settled).toBe(true)
    }
  })

  it('is synced only after the relay caught it up', async () => {
    const a = await phone()
    map(a).set('title', 'Osteria')
    await pass(1_000)
    const b = await phone()
    const seen: boolean[] = []
    b.joined.provider.on('sync', synced => {
      if (synced) seen.push(map(b).get('title') === 'Osteria')
    })
    expect(b.joined.provider.synced).toBe(false)
    await pass(1_000)
    expect(seen).toEqual([true])
  })

  it('passes awareness on and takes it away when the link drops', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    a.joined.provider.awareness.setLocalState({ row: 'tiramisu' })
    b.joined.provider.awareness.setLocalState({ row: 'beer' })
    await pass(1_000)
    expect(b.joined.provider.awareness.getStates().get(a.doc.clientID)).toEqual({ row: 'tiramisu' })
    expect(a.joined.provider.awareness.getStates().get(b.doc.clientID)).toEqual({ row: 'beer' })
    b.unplug()
    await pass(10)
    expect(b.joined.provider.wsconnected).toBe(false)
    expect(b.joined.provider.synced).toBe(false)
    expect(b.joined.provider.awareness.getStates().has(a.doc.clientID)).toBe(false)
  })

  it('never shows presence that was replayed from before it went live', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    const recorded: Uint8Array[] = []
    const receive = relay.receive.bind(relay)
    relay.receive = (link, frame) => {
      if (frame[0] === 0x08) recorded.push(frame.slice())
      receive(link, frame)
    }
    a.joined.provider.awareness.setLocalState({ row: 'tiramisu' })
    b.joined.provider.awareness.setLocalState({ row: 'beer' })
    await pass(1_000)
    expect(recorded.length).toBeGreaterThan(0)
    a.close()
    const c = await phone()
    c.joined.provider.awareness.setLocalState({ row: 'water' })
    await pass(1_000)
    for (const frame of recorded) relay.replayEphemeral(frame.slice(3))
    await pass(1_000)
    expect(c.joined.provider.awareness.getStates().has(a.doc.clientID)).toBe(false)
    expect(c.joined.provider.awareness.getStates().get(b.doc.clientID)).toEqual({ row: 'beer' })
  })

  it('shows who is there to a writer who has told nothing, who goes on telling nothing; then only what is fresh', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    a.joined.provider.awareness.setLocalState({ row: 'tiramisu' })
    await pass(1_000)
    const sent: Uint8Array[] = []
    const receive = relay.receive.bind(relay)
    relay.receive = (link, frame) => {
      if (frame[0] === 0x08) sent.push(frame.slice())
      receive(link, frame)
    }
    const c = await phone()
    await pass(20_000)
    const seen = () => c.joined.provider.awareness.getStates().get(a.doc.clientID)
    expect(seen()).toEqual({ row: 'tiramisu' })
    const fromA = sent.length
    expect(fromA).toBeGreaterThan(0)
    a.close()
    b.close()
    await pass(60_000)
    expect(seen()).toBeUndefined()
    expect(sent.length).toBe(fromA)
    // From the first word on it asks for echoes.
    c.joined.provider.awareness.setLocalState({ row: 'water' })
    await pass(1_000)
    for (const frame of sent.slice(0, fromA)) relay.replayEphemeral(frame.slice(3))
    await pass(1_000)
    expect(seen()).toBeUndefined()
  })

  it('comes back by itself after a drop and resets its back-off', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    for (let round = 0; round < 4; round++) {
      a.cut()
      await pass(5_000)
      expect(a.joined.provider.wsconnected).toBe(true)
      expect(a.joined.provider.wsUnsuccessfulReconnects).toBe(0)
    }
    map(b).set('title', 'after the drops')
    await pass(1_000)
    expect(map(a).get('title')).toBe('after the drops')
  })

  it('appends nothing when nothing is new', async () => {
    const [a, b] = [await phone(), await phone()]
    map(a).set('title', 'Osteria')
    await pass(1_000)
    const before = entries()
    for (let round = 0; round < 3; round++) {
      a.cut()
      b.cut()
      await pass(5_000)
    }
    expect(entries()).toBe(before)
  })

  it('merges what was edited offline, deletes included, with one entry each', async () => {
    const [a, b] = [await phone(), await phone()]
    map(a).set('title', 'Osteria')
    map(a).set('note', 'to go')
    await pass(1_000)
    a.unplug()
    b.unplug()
    await pass(1_000)
    const before = entries()
    map(a).delete('note')
    map(b).set('title', 'Trattoria')
    map(b).set('currency', 'EUR')
    a.plugIn()
    b.plugIn()
    await pass(5_000)
    expect(entries()).toBe(before + 2)
    for (const each of [a, b]) expect(map(each).toJSON()).toEqual({ title: 'Trattoria', currency: 'EUR' })
  })

  it('heals a wiped relay, and a newcomer gets everything', async () => {
    const [a, b] = [await phone(), await phone()]
    map(a).set('title', 'Osteria')
    map(b).set('note', 'table 4')
    await pass(1_000)
    relay.wipe()
    await pass(30_000)
    expect(a.joined.settled && b.joined.settled).toBe(true)
    expect(await newcomer()).toEqual({ title: 'Osteria', note: 'table 4' })
  })

  it('heals a relay that was restored from an old copy and then grew past the cursor', async () => {
    const [a, b] = [await phone(), await phone()]
    map(a).set('1', 'old')
    await pass(1_000)
    const [room, log] = [...relay.rooms][0] ?? []
    if (!room || !log) throw new Error('no room')
    const copy = { ...log, entries: [...log.entries] }
    for (let i = 2; i < 6; i++) {
      map(a).set(String(i), 'lost')
      await pass(1_000)
    }
    a.unplug()
    b.unplug()
    relay.rooms.set(room, copy)
    const c = await phone()
    for (let i = 6; i < 14; i++) {
      map(c).set(String(i), 'grown')
      await pass(1_000)
    }
    a.plugIn()
    b.plugIn()
    await pass(30_000)
    const all = await newcomer()
    expect(Object.keys(all)).toHaveLength(13)
    for (const each of [a, b, c]) expect(map(each).toJSON()).toEqual(all)
  })

  it('gives what one phone shared to a late friend when everybody is away', async () => {
    const a = await phone()
    map(a).set('title', 'Osteria')
    await pass(1_000)
    a.close()
    expect(await newcomer()).toEqual({ title: 'Osteria' })
  })

  it('still sends an edit that was made just before the provider was destroyed', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    map(a).set('title', 'last word')
    a.joined.provider.destroy()
    await pass(1_000)
    expect(map(b).get('title')).toBe('last word')
  })

  it('sends in a later run what an earlier run had sealed but not got through', async () => {
    const a = await phone()
    await pass(500)
    const outbox = a.outbox
    map(a).set('title', 'sealed, not sent')
    await pass(100)
    a.cut()
    a.close()
    // The document itself is gone with its tab; only the outbox has the change.
    const again = await phone({ outbox, doc: new Y.Doc() })
    await pass(3_000)
    expect(again.joined.settled).toBe(true)
    expect(map(again).get('title')).toBe('sealed, not sent')
    expect(outbox.rooms.get(keys.room)?.size).toBe(0)
  })

  it('sends nothing before the durable outbox has it', async () => {
    const outbox = new MemoryOutbox()
    const a = await phone({ outbox })
    await pass(500)
    outbox.broken = true
    map(a).set('title', 'Osteria')
    await pass(5_000)
    expect(entries()).toBe(0)
    expect(a.joined.settled).toBe(false)
    outbox.broken = false
    await pass(5_000)
    expect(entries()).toBe(1)
    expect(a.joined.settled).toBe(true)
  })

  it('keeps the link over a quiet hour without a reconnect', async () => {
    const a = await phone()
    await pass(500)
    let closes = 0
    a.joined.provider.on('connection-close', () => {
      closes += 1
    })
    await pass(3_600_000)
    expect(closes).toBe(0)
    expect(entries()).toBe(0)
  })

  it('shares a large bill as one snapshot', async () => {
    const doc = new Y.Doc()
    doc.transact(() => {
      for (let i = 0; i < 8_000; i++)
        doc.getMap('bill').set(`item ${i}`, `a dish with a long name, number ${i}`)
    })
    const a = await phone({ doc })
    await pass(5_000)
    expect(a.joined.settled).toBe(true)
    expect(entries()).toBe(1)
    const log = [...relay.rooms.values()][0]
    expect(log?.entries[0]?.bytes[1]).toBe(2)
    expect(log?.entries[0]?.bytes.length).toBeLessThan(200 * 1024)
    expect(Object.keys(await newcomer())).toHaveLength(8_000)
  })

  it('tidies a long log with a snapshot that loses nothing', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    for (let i = 0; i < 230; i++) {
      map(i % 2 ? a : b).set(`key ${i}`, String(i))
      await pass(150)
    }
    await pass(120_000)
    const log = [...relay.rooms.values()][0]
    expect(log?.entries.filter(entry => !entry.retired).length).toBeLessThan(60)
    const all = await newcomer()
    expect(Object.keys(all)).toHaveLength(230)
    expect(map(a).toJSON()).toEqual(all)
    const before = entries()
    a.cut()
    await pass(5_000)
    expect(entries()).toBe(before)
  })

  it('lets a viewer see everything and change nothing', async () => {
    const a = await phone()
    map(a).set('title', 'Osteria')
    await pass(1_000)
    const viewing = keysFromViewSeed(keys.viewSeed, keys.writePublicKey, keys.commitments.admin)
    const viewer = await phone({ keys: viewing })
    await pass(1_000)
    expect(map(viewer).get('title')).toBe('Osteria')
    map(viewer).set('title', 'mine now')
    await pass(2_000)
    expect(map(a).get('title')).toBe('Osteria')
    expect(entries()).toBe(1)
  })

  it('converges people who are online together at a relay that keeps nothing', async () => {
    relay = new ModelRelay(seededRandom(8), { keeps: false })
    const [a, b] = [await phone(), await phone()]
    await pass(5_000)
    map(a).set('title', 'Osteria')
    await pass(1_000)
    const c = await phone()
    await pass(10_000)
    expect(map(b).get('title')).toBe('Osteria')
    expect(map(c).get('title')).toBe('Osteria')
    expect(c.joined.keeps).toBe(false)
  })
})

describe('the socket class itself', () => {
  const quietHost = () => ({
    attached: [] as { open(): void; fail(code: number, reason: string): void }[],
    attach(socket: { open(): void; fail(code: number, reason: string): void }) {
      this.attached.push(socket)
    },
    detach() {},
    answer: () => new Uint8Array([0, 0]),
    local() {},
    presence() {},
    tell: (run: () => void) => run(),
    timers: globalTimers(() => 0.5),
  })

  it('fires nothing from inside the constructor, has OPEN on the instance, and closes silently and repeatedly', async () => {
    const host = quietHost()
    const socket = new (roomSocketClass(host))('ws://room.invalid/x')
    let opened = 0
    let closed = 0
    socket.onopen = () => {
      opened += 1
    }
    socket.onclose = () => {
      closed += 1
    }
    expect(socket.OPEN).toBe(1)
    await pass(0)
    host.attached[0]?.open()
    await pass(0)
    expect(opened).toBe(1)
    expect(socket.readyState).toBe(socket.OPEN)
    socket.close()
    socket.close()
    expect(closed).toBe(0)
    expect(socket.readyState).toBe(3)
  })

  it('passes a final code on: 4410 ends reconnecting, connect() resumes it', async () => {
    const { WebsocketProvider } = await import('y-websocket')
    const host = quietHost()
    const provider = new WebsocketProvider('ws://room.invalid', 'room', new Y.Doc(), {
      WebSocketPolyfill: roomSocketClass(host),
      disableBc: true,
    })
    const finals: number[] = []
    provider.on('closed', ({ code }) => {
      finals.push(code)
    })
    await pass(0)
    host.attached[0]?.open()
    host.attached[0]?.fail(4410, 'deleted for everyone')
    await pass(60_000)
    expect(finals).toEqual([4410])
    expect(host.attached).toHaveLength(1)
    provider.connect()
    await pass(0)
    expect(host.attached).toHaveLength(2)
    provider.destroy()
  })
})
