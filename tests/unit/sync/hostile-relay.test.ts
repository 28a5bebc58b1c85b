/**
 * A relay that means harm: whatever it does, no throw leaves the sync layer, nothing grows without bound, the other rooms on
 * the connection go on, and once it is honest again nothing is lost.
 */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

// lib0 keeps the Date.now that it finds when it loads, so time is faked before anything is imported.
vi.hoisted(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.setConfig({ testTimeout: 60_000 })
})

import * as Y from 'yjs'
import { deviceKeys, keysFromAdminSeed, type RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { type JoinedRoom, joinRoom } from '../../../crdt/joined-room.ts'
import { decode, encode } from '../../../crdt/sync/codec.ts'
import type { Message, RelayMessage } from '../../../crdt/sync/wire.ts'
import { forger } from '../../world/forge.ts'
import { ModelRelay } from '../../world/model-relay.ts'
import { globalTimers, MemoryOutbox, openPhone, type Phone, type PhoneOptions } from '../../world/phone.ts'
import { type SeededRandom, seededRandom } from '../../world/random.ts'

let keys: RoomKeys
let otherKeys: RoomKeys
let relay: ModelRelay
let phones: Phone[]
let others: JoinedRoom[]
let sent: Message[]
let random: SeededRandom
let seed = 100
const faults: unknown[] = []
const note = (fault: unknown) => faults.push(fault)

beforeAll(async () => {
  await proofReady
  keys = keysFromAdminSeed(new Uint8Array(16).fill(3))
  otherKeys = keysFromAdminSeed(new Uint8Array(16).fill(4))
})

beforeEach(() => {
  random = seededRandom(7)
  relay = new ModelRelay(random)
  phones = []
  others = []
  sent = []
  faults.length = 0
  process.on('unhandledRejection', note)
  vi.spyOn(console, 'error').mockImplementation(note)
})

afterEach(async () => {
  for (const other of others) await other.leave()
  for (const phone of phones) phone.close()
  await pass(10)
  vi.clearAllTimers()
  process.off('unhandledRejection', note)
  vi.restoreAllMocks()
  expect(faults).toEqual([])
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const map = (phone: { doc: Y.Doc }) => phone.doc.getMap<unknown>('bill')

async function phone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  seed += 1
  const onFrame = (frame: Uint8Array) => {
    const message = decode(frame)
    if (message) sent.push(message)
  }
  const opened = await openPhone({ relay, keys, seed, onFrame, ...options })
  phones.push(opened)
  return opened
}

/** A second room on the same connection. */
async function otherRoom(on: Phone): Promise<{ doc: Y.Doc; joined: JoinedRoom }> {
  const doc = new Y.Doc()
  const joined = await joinRoom({
    doc,
    keys: otherKeys,
    device: deviceKeys(new Uint8Array(32).fill(9)),
    connection: on.connection,
    outbox: new MemoryOutbox(),
    timers: globalTimers(random.next),
    fillRandom: random.fill,
    onChange: () => {},
    onStoreFailure: () => {},
    betweenTabs: false,
  })
  others.push(joined)
  return { doc, joined }
}

/** The first channel that a phone opens is 1, and 1 is the room under attack. */
const attacked = 1

/** Passes the relay's messages on the attacked channel through `by`. */
function tamper(on: Phone, by: (message: RelayMessage) => readonly RelayMessage[]): void {
  on.tamper = frame => {
    const message = decode(frame) as RelayMessage | null
    return message && 'chan' in message && message.chan === attacked ? by(message).map(encode) : [frame]
  }
}

/** The relay is honest again: from the next connection on. */
async function becomeHonest(on: Phone): Promise<void> {
  on.tamper = null
  on.cut()
  await pass(10_000)
}

async function newcomer(): Promise<unknown> {
  const late = await phone()
  await pass(2_000)
  return map(late).toJSON()
}

async function expectUnharmed(on: Phone): Promise<void> {
  const other = await otherRoom(on)
  const friend = await openPhone({ relay, keys: otherKeys, seed: 5_000 + seed })
  phones.push(friend)
  map(other).set('canary', 'sings')
  await pass(1_000)
  expect(map(friend).get('canary')).toBe('sings')
}

describe('a relay that', () => {
  it('delivers out of order and twice changes nothing', async () => {
    const [a, b] = [await phone(), await phone()]
    await pass(500)
    const held: RelayMessage[] = []
    tamper(b, message => {
      if (message.type !== 'entry') return [message]
      held.push({ ...message, entry: message.entry.slice() })
      return held.length % 3 === 0 ? [...held.splice(0).reverse(), message] : []
    })
    for (let i = 0; i < 6; i++) {
      map(a).set(`key ${i}`, i)
      await pass(200)
    }
    await pass(1_000)
    expect(map(b).toJSON()).toEqual(map(a).toJSON())
  })

  it('leaves out an entry is asked for it, and for what follows, with the next opening', async () => {
    const [a, b] = [await phone(), await phone()]
    map(a).set('first', 1)
    await pass(500)
    let dropped = 0
    tamper(b, message => (message.type === 'entry' && dropped++ === 0 ? [] : [message]))
    for (const key of ['second', 'third', 'fourth']) {
      map(a).set(key, 1)
      await pass(200)
    }
    expect(map(b).has('second')).toBe(false)
    sent.length = 0
    await becomeHonest(b)
    const open = sent.find(message => message.type === 'open')
    expect(open).toMatchObject({ since: 1 })
    expect(map(b).toJSON()).toEqual(map(a).toJSON())
  })

  it('lies about the head hides nothing that comes later', async () => {
    const a = await phone()
    const b = await phone()
    tamper(b, message => {
      if (message.type === 'caughtUp' || message.type === 'begin')
        return [{ ...message, head: Number.MAX_SAFE_INTEGER }]
      return [message]
    })
    await pass(500)
    map(a).set('title', 'Osteria')
    await pass(500)
    expect(map(b).get('title')).toBe('Osteria')
    await expectUnharmed(b)
  })

  it('replaces the log again and again costs no memory, and gets the document once it stops', async () => {
    const a = await phone()
    map(a).set('title', 'Osteria')
    await pass(500)
    const timers = vi.getTimerCount()
    tamper(a, message => {
      if (message.type !== 'ack' && message.type !== 'entry') return [message]
      const storm: RelayMessage[] = []
      for (let i = 0; i < 5_000; i++) {
        const logId = random.fill(new Uint8Array(16))
        storm.push({ type: 'begin', chan: attacked, logId, head: 7, full: true })
        if (i % 2 === 0) storm.push({ type: 'caughtUp', chan: attacked, head: 0 })
      }
      return storm
    })
    map(a).set('note', 'to go')
    await pass(3_000)
    expect(vi.getTimerCount()).toBeLessThan(timers + 20)
    await expectUnharmed(a)
    a.tamper = null
    relay.wipe()
    // A minute of rest, and up to another before so unsteady a relay is offered anything.
    await pass(150_000)
    expect(await newcomer()).toEqual({ title: 'Osteria', note: 'to go' })
  })

  it('acknowledges what was never sent, takes nothing out of the outbox', async () => {
    const a = await phone()
    await pass(500)
    tamper(a, message => {
      if (message.type !== 'ack') return [message]
      return [2, 3, 77, 0xffffffff].map(req => ({ ...message, req, number: 1 }))
    })
    map(a).set('title', 'Osteria')
    await pass(500)
    expect(a.joined.settled).toBe(false)
    expect(a.outbox.entries(keys.room)).toHaveLength(1)
    await becomeHonest(a)
    expect(a.joined.settled).toBe(true)
  })

  it.each([0, 1, 2, 9, Number.MAX_SAFE_INTEGER])(
    'acknowledges with the forged number %i loses nothing',
    async number => {
      const a = await phone()
      map(a).set('first', 1)
      await pass(500)
      tamper(a, message => (message.type === 'ack' ? [{ ...message, number }] : [message]))
      // Acknowledged, and not kept.
      const { inject } = relay
      const copy = relay.copy()
      map(a).set('second', 2)
      await pass(500)
      relay.restore(copy)
      relay.inject = inject
      a.tamper = null
      await pass(20_000)
      expect(await newcomer()).toEqual({ first: 1, second: 2 })
    },
  )

  it('floods a room with entries is left, and the other rooms stay', async () => {
    const a = await phone()
    await pass(500)
    const garbage = new Uint8Array(20)
    tamper(a, message => {
      if (message.type !== 'ack') return [message]
      return Array.from({ length: 50_002 }, (_, i) => ({
        type: 'entry' as const,
        chan: attacked,
        number: 10 + i,
        entry: garbage,
      }))
    })
    map(a).set('title', 'Osteria')
    await pass(1_000)
    expect(a.joined.state).toMatchObject({ kind: 'refused' })
    await expectUnharmed(a)
    await becomeHonest(a)
    expect(a.joined.settled).toBe(true)
    expect(await newcomer()).toEqual({ title: 'Osteria' })
  })

  it('passes off entries of another room adds nothing to a document', async () => {
    const a = await phone()
    const foreign = forger(otherKeys, random)
    const doc = new Y.Doc()
    doc.getMap('bill').set('title', 'not yours')
    await pass(500)
    const entry = foreign.update(Y.encodeStateAsUpdate(doc))
    tamper(a, message =>
      message.type === 'ack' ? [{ type: 'entry', chan: attacked, number: 5, entry }, message] : [message],
    )
    map(a).set('note', 'mine')
    await pass(500)
    expect(map(a).toJSON()).toEqual({ note: 'mine' })
    await becomeHonest(a)
    expect(await newcomer()).toEqual({ note: 'mine' })
  })

  it('shows a tombstone without a proof buries nothing', async () => {
    const a = await phone()
    tamper(a, message => [{ type: 'tombstone', chan: attacked, entry: new Uint8Array(200) }, message])
    await pass(500)
    map(a).set('title', 'Osteria')
    await pass(500)
    expect(a.joined.state.kind).toBe('live')
    expect(await newcomer()).toEqual({ title: 'Osteria' })
  })

  it.each([0, 1, 0xffffffff])(
    'answers everything with errors (wait %i ms) is asked at most once a second',
    async retryMs => {
      const a = await phone()
      map(a).set('title', 'Osteria')
      await pass(500)
      const timers = vi.getTimerCount()
      a.tamper = frame => {
        const message = decode(frame) as RelayMessage | null
        if (!message || !('chan' in message) || message.type === 'error') return [frame]
        const error = encode({ type: 'error', chan: message.chan, req: 0, code: 4403, retryMs, detail: 'no' })
        return Array.from({ length: 200 }, () => error)
      }
      sent.length = 0
      map(a).set('note', 'to go')
      await pass(30_000)
      expect(sent.filter(message => message.type === 'open').length).toBeLessThan(32)
      expect(vi.getTimerCount()).toBeLessThan(timers + 10)
      expect(a.joined.state).toEqual({ kind: 'refused', code: 4403 })
      await becomeHonest(a)
      await pass(retryMs > 60_000 ? 800_000 : 60_000)
      expect(await newcomer()).toEqual({ title: 'Osteria', note: 'to go' })
    },
  )

  it('ends each socket with an error is dialled ever more slowly, not before it said', async () => {
    const a = await phone()
    a.tamper = frame => [
      frame,
      encode({ type: 'error', chan: 0, req: 0, code: 4503, retryMs: 5_000, detail: '' }),
    ]
    let dials = 0
    a.connection.onState(state => {
      if (state.kind === 'connecting') dials += 1
    })
    await pass(60_000)
    expect(dials).toBeGreaterThan(2)
    expect(dials).toBeLessThan(12)
    a.tamper = null
    map(a).set('title', 'Osteria')
    await pass(60_000)
    expect(await newcomer()).toEqual({ title: 'Osteria' })
  })

  it.each(['caughtUp', 'begin'] as const)(
    'never says %s is asked again, the other rooms stay',
    async type => {
      const a = await phone()
      tamper(a, message => (message.type === type ? [] : [message]))
      map(a).set('title', 'Osteria')
      await pass(1_000)
      expect(a.joined.settled).toBe(false)
      await expectUnharmed(a)
      a.tamper = null
      // The same socket all the while: the room is opened again after a minute of silence, and a minute of rest.
      await pass(150_000)
      expect(a.joined.settled).toBe(true)
      expect(await newcomer()).toEqual({ title: 'Osteria' })
    },
  )

  it('refuses an entry keeps it waiting, and the state shows it', async () => {
    const a = await phone()
    await pass(500)
    tamper(a, message => {
      if (message.type !== 'ack') return [message]
      return [1, 2, 3, 4, 5].map(code => ({
        type: 'error' as const,
        chan: attacked,
        req: message.req,
        code,
        retryMs: 0,
        detail: '',
      }))
    })
    const copy = relay.copy()
    map(a).set('title', 'Osteria')
    await pass(1_000)
    expect(a.joined.settled).toBe(false)
    expect(a.joined.refusedCount).toBe(1)
    expect(a.outbox.entries(keys.room)).toHaveLength(1)
    relay.restore(copy)
    await becomeHonest(a)
    expect(a.joined).toMatchObject({ settled: true, refusedCount: 0 })
    expect(await newcomer()).toEqual({ title: 'Osteria' })
  })

  it('sends what is no frame at all is not even answered', async () => {
    const a = await phone()
    await pass(500)
    const frames = Array.from({ length: 300 }, () => random.fill(new Uint8Array(random.below(60))))
    a.tamper = frame => [...frames, frame]
    map(a).set('title', 'Osteria')
    await pass(1_000)
    a.tamper = null
    await pass(5_000)
    expect(await newcomer()).toEqual({ title: 'Osteria' })
  })

  it.each(Array.from({ length: 24 }, (_, i) => i))(
    'does anything at all for a while (seed %i) loses nothing once it is honest',
    async chaos => {
      const dice = seededRandom(9_000 + chaos)
      const [a, b] = [await phone(), await phone()]
      const seen: RelayMessage[] = []
      const mangle = (message: RelayMessage): RelayMessage[] => {
        if (seen.length < 200) seen.push(structuredClone(message))
        const old = dice.pick(seen)
        const number = dice.pick([0, 1, 2, 5, 40, Number.MAX_SAFE_INTEGER])
        const logId = dice.fill(new Uint8Array(16))
        switch (dice.below(12)) {
          case 0:
            return []
          case 1:
            return [message, message]
          case 2:
            return [old, message]
          case 3:
            return [
              message,
              { type: 'begin', chan: attacked, logId, head: number, full: dice.below(2) === 0 },
            ]
          case 4:
            return [{ type: 'caughtUp', chan: attacked, head: number }, message]
          case 5:
            return [{ type: 'ack', chan: attacked, req: 1 + dice.below(6), number, dup: false }, message]
          case 6:
            return 'number' in message ? [{ ...message, number }] : [message]
          case 7:
            return [
              {
                type: 'error',
                chan: attacked,
                req: dice.below(4),
                code: dice.below(6),
                retryMs: 1,
                detail: '',
              },
            ]
          default:
            return [message]
        }
      }
      tamper(a, mangle)
      tamper(b, mangle)
      for (let i = 0; i < 40; i++) {
        map(dice.pick([a, b])).set(`key ${i}`, i)
        await pass(dice.below(800))
        if (dice.below(8) === 0) dice.pick([a, b]).cut()
      }
      a.tamper = null
      b.tamper = null
      a.cut()
      b.cut()
      await pass(120_000)
      expect(a.joined.settled && b.joined.settled).toBe(true)
      const all = await newcomer()
      expect(Object.keys(all as object)).toHaveLength(40)
      expect(map(a).toJSON()).toEqual(all)
      expect(map(b).toJSON()).toEqual(all)
    },
  )
})
