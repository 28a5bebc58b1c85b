/** A document joined to its room: leaving, failing stores and listeners, what is too large, and what once went wrong. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

// lib0 keeps the Date.now that it finds when it loads, so time is faked before anything is imported.
vi.hoisted(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.setConfig({ testTimeout: 60_000 })
})

import * as Y from 'yjs'
import { toHex } from '../../../crdt/bytes.ts'
import { keysFromAdminSeed, type RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { forger } from '../../world/forge.ts'
import { ModelRelay } from '../../world/model-relay.ts'
import { MemoryOutbox, openPhone, type Phone, type PhoneOptions } from '../../world/phone.ts'
import { seededRandom } from '../../world/random.ts'

let keys: RoomKeys
let relay: ModelRelay
let phones: Phone[]
let seed = 300

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

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const map = (phone: Phone) => phone.doc.getMap<unknown>('bill')

async function phone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  seed += 1
  const opened = await openPhone({ relay, keys, seed, ...options })
  phones.push(opened)
  return opened
}

describe('leaving a room', () => {
  it('seals and stores what was edited a moment before, and a later run sends it', async () => {
    const a = await phone()
    await pass(500)
    map(a).set('title', 'last word')
    await a.joined.leave()
    expect(a.outbox.entries(keys.room)).toHaveLength(1)
    a.close()
    const again = await phone({ outbox: a.outbox })
    await pass(1_000)
    expect(map(again).get('title')).toBe('last word')
    expect(again.joined.settled).toBe(true)
  })

  it('leaves no timer behind, whatever state the room was in', async () => {
    const before = vi.getTimerCount()
    const broken = new MemoryOutbox()
    const a = await phone({ outbox: broken })
    await pass(500)
    broken.broken = true
    map(a).set('title', 'Osteria')
    await pass(2_500)
    await a.joined.leave()
    a.doc.destroy()
    a.connection.suspend()
    // The provider's own last one does nothing any more.
    await pass(60_000)
    expect(vi.getTimerCount()).toBe(before)
  })
})

describe('a joined document', () => {
  it('syncs although the durable outbox can not be read', async () => {
    const outbox = new MemoryOutbox()
    outbox.list = () => Promise.reject(new Error('no store'))
    const a = await phone({ outbox })
    map(a).set('title', 'Osteria')
    await pass(1_000)
    expect(a.joined.settled).toBe(true)
  })

  it('knows how far the log goes before it has read it', async () => {
    const a = await phone()
    await pass(500)
    for (const title of ['one', 'two', 'three']) {
      map(a).set('title', title)
      await pass(500)
    }
    let known: [upTo: number, head: number] | null = null
    const look = () => {
      if (b?.joined.state.kind !== 'replaying') return
      known ??= [b.joined.progress.upTo, b.joined.progress.head]
    }
    let b: Phone | null = null
    b = await phone({ onChange: look })
    await pass(1_000)
    expect(known).toEqual([0, 3])
    expect(b.joined.progress).toMatchObject({ upTo: 3, head: 3 })
  })

  it('syncs although listeners of the app throw', async () => {
    const boom = () => {
      throw new Error('a listener of the app')
    }
    const a = await phone({ onChange: boom })
    a.joined.provider.on('status', boom)
    a.joined.provider.on('sync', boom)
    a.connection.onState(boom)
    const b = await phone()
    await pass(500)
    for (let i = 0; i < 5; i++) {
      map(a).set(`a${i}`, i)
      map(b).set(`b${i}`, i)
      await pass(300)
    }
    a.cut()
    await pass(5_000)
    expect(map(a).size).toBe(10)
    expect(map(b).size).toBe(10)
  })

  it('says so when an entry is too large for any relay, and the rest goes on', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    const noise = seededRandom(1).fill(new Uint8Array(2 * 1024 * 1024))
    map(a).set('photo', noise)
    await pass(1_000)
    expect(a.joined.refusedCount).toBe(1)
    expect(a.joined.settled).toBe(false)
    map(b).set('title', 'Osteria')
    await pass(1_000)
    expect(map(a).get('title')).toBe('Osteria')
    expect(a.connection.state.kind).toBe('open')
  })

  it('sends again what the relay could not take, when the relay says, on the same connection', async () => {
    const a = await phone()
    await pass(500)
    const { encode, decode } = await import('../../../crdt/sync/codec.ts')
    a.tamper = frame => {
      const message = decode(frame)
      if (message?.type !== 'ack') return [frame]
      return [encode({ type: 'error', chan: 1, req: message.req, code: 4508, retryMs: 20_000, detail: '' })]
    }
    map(a).set('title', 'Osteria')
    await pass(1_000)
    expect(a.joined.refusedCount).toBe(1)
    expect(a.joined.settled).toBe(false)
    a.tamper = null
    await pass(18_000)
    expect(a.joined.settled).toBe(false)
    await pass(2_000)
    expect(a.joined.refusedCount).toBe(0)
    expect(a.joined.settled).toBe(true)
  })

  it('goes on sending after a presence that is too large to be sent', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    a.joined.provider.awareness.setLocalState({ name: 'x'.repeat(9_000) })
    map(a).set('title', 'Osteria')
    await pass(1_000)
    expect(map(b).get('title')).toBe('Osteria')
  })

  it('is not settled by what another tab told it and the relay lacks, and sends it if that tab does not', async () => {
    const [a, b] = [await phone({ betweenTabs: true }), await phone({ betweenTabs: true })]
    await pass(2_000)
    map(a).set('title', 'Osteria')
    await pass(3_000)
    // Where both can, one sends.
    expect(relay.counts.contents).toBe(1)
    expect([a.joined.settled, b.joined.settled]).toEqual([true, true])
    a.unplug()
    await pass(10)
    map(a).set('note', 'table 4')
    await pass(10)
    expect(map(b).get('note')).toBe('table 4')
    expect(b.joined.settled).toBe(false)
    a.close()
    await pass(3_000)
    expect(b.joined.settled).toBe(true)
    const late = await phone()
    await pass(2_000)
    expect(map(late).toJSON()).toEqual({ title: 'Osteria', note: 'table 4' })
  })

  it('is not settled while its provider is away, and is again when it is back', async () => {
    const a = await phone()
    await pass(500)
    expect(a.joined.settled).toBe(true)
    a.joined.provider.disconnect()
    map(a).set('title', 'Osteria')
    await pass(1_000)
    expect(a.joined.settled).toBe(false)
    a.joined.provider.connect()
    await pass(1_000)
    expect(a.joined.settled).toBe(true)
    expect(relay.counts.contents).toBe(1)
  })
})

describe('what once went wrong stays mended:', () => {
  it('an edit made while a new log was waited for was integrated by somebody else and never sent', async () => {
    const [a, b] = [await phone(), await phone()]
    map(a).set('before', 1)
    await pass(1_000)
    relay.wipe()
    // Both are back and wait before they offer; meanwhile a goes on writing on top of what the log lacks.
    for (let i = 0; i < 30; i++) {
      map(a).set(`during ${i}`, i)
      await pass(100)
    }
    await pass(10_000)
    a.unplug()
    b.unplug()
    const late = await phone()
    await pass(1_000)
    expect(map(late).size).toBe(31)
  })

  it('an entry left the outbox when a replay brought it, although an empty snapshot behind it covers it', async () => {
    relay = new ModelRelay(seededRandom(7), { replaysCovered: true })
    const a = await phone()
    await pass(500)
    relay.diesAtAppend = true
    map(a).set('title', 'only the outbox knows')
    await pass(150)
    const outbox = a.outbox.survive()
    a.close()
    const log = relay.rooms.get(toHex(keys.roomId))
    const last = log?.entries[0]
    if (!log || !last) throw new Error('the entry was not kept')
    const place = { logId: log.logId, covers: log.head, prefix: last.prefix }
    relay.inject(toHex(keys.roomId), forger(keys, seededRandom(8)).snapshot(Uint8Array.of(0, 0), place))
    const again = await phone({ outbox, doc: new Y.Doc() })
    await pass(2_000)
    expect(map(again).get('title')).toBe('only the outbox knows')
    expect(outbox.entries(keys.room)).toHaveLength(0)
    again.unplug()
    const late = await phone()
    await pass(1_000)
    expect(map(late).get('title')).toBe('only the outbox knows')
  })

  it('all phones offered the whole document at once when a log was new', async () => {
    const all = [await phone(), await phone(), await phone(), await phone()]
    for (const each of all) map(each).set(`from ${all.indexOf(each)}`, 1)
    await pass(2_000)
    const before = relay.counts.contents
    relay.wipe()
    await pass(20_000)
    expect(relay.counts.contents - before).toBeLessThanOrEqual(2)
  })

  it('replays that never end kept a timer running without pause', async () => {
    const a = await phone()
    map(a).set('title', 'Osteria')
    await pass(1_000)
    relay.wipe()
    await pass(700)
    const begin = (await import('../../../crdt/sync/codec.ts')).encode({
      type: 'begin',
      chan: 1,
      logId: new Uint8Array(16).fill(9),
      head: 4,
      full: true,
    })
    a.tamper = frame => [frame, begin]
    a.cut()
    await pass(1_000)
    let ticks = 0
    const { setTimeout: set } = globalThis
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms: number) => {
      ticks += 1
      return set(run, ms)
    }) as typeof setTimeout)
    await pass(10_000)
    vi.restoreAllMocks()
    expect(ticks).toBeLessThan(100)
  })
})
