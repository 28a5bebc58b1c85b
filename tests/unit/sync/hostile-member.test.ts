/**
 * A member who means harm: holds the edit link, so what it writes is properly sealed and signed, and the relay takes it. No
 * throw leaves the sync layer, everybody else's edits get through, and all phones still see the same.
 */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

// lib0 keeps the Date.now that it finds when it loads, so time is faked before anything is imported.
vi.hoisted(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.setConfig({ testTimeout: 60_000 })
})

import * as Y from 'yjs'
import { fromHex, toHex } from '../../../crdt/bytes.ts'
import { keysFromAdminSeed, type RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import type { LogPlace } from '../../../crdt/sync/cipher.ts'
import { decode } from '../../../crdt/sync/codec.ts'
import { checkUpdate } from '../../../crdt/sync/update-check.ts'
import { type Forger, forger } from '../../world/forge.ts'
import { ModelRelay } from '../../world/model-relay.ts'
import { openPhone, type Phone, type PhoneOptions } from '../../world/phone.ts'
import { seededRandom } from '../../world/random.ts'

let keys: RoomKeys
let relay: ModelRelay
let member: Forger
let phones: Phone[]
let seed = 200
const faults: unknown[] = []
const note = (fault: unknown) => faults.push(fault)

beforeAll(async () => {
  await proofReady
  keys = keysFromAdminSeed(new Uint8Array(16).fill(3))
})

beforeEach(() => {
  relay = new ModelRelay(seededRandom(7))
  member = forger(keys, seededRandom(8))
  phones = []
  faults.length = 0
  process.on('unhandledRejection', note)
  vi.spyOn(console, 'error').mockImplementation(note)
})

afterEach(async () => {
  for (const phone of phones) phone.close()
  await pass(10)
  vi.clearAllTimers()
  process.off('unhandledRejection', note)
  vi.restoreAllMocks()
  expect(faults).toEqual([])
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const map = ({ doc }: { doc: Y.Doc }) => doc.getMap<unknown>('bill')

async function phone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  seed += 1
  const opened = await openPhone({ relay, keys, seed, ...options })
  phones.push(opened)
  return opened
}

function attack(entry: Uint8Array): void {
  expect(relay.inject(toHex(keys.roomId), entry)).toBe(true)
}

function place(): LogPlace {
  const log = relay.rooms.get(toHex(keys.roomId))
  const last = log?.entries[log.entries.length - 1]
  if (!log || !last) throw new Error('the log is empty')
  return { logId: log.logId, covers: log.head, prefix: last.prefix }
}

/** Two phones that know each other. */
async function pair(): Promise<[Phone, Phone]> {
  const two: [Phone, Phone] = [await phone(), await phone()]
  map(two[0]).set('title', 'Osteria')
  await pass(1_000)
  return two
}

/** Edits of both get to both and to a newcomer, who reads all of the log. */
async function expectSound(two: readonly [Phone, Phone]): Promise<void> {
  const [a, b] = two
  map(a).set('from a', 1)
  map(b).set('from b', 2)
  await pass(2_000)
  const late = await phone()
  await pass(2_000)
  expect(map(late).toJSON()).toMatchObject({ title: 'Osteria', 'from a': 1, 'from b': 2 })
  for (const each of two) {
    expect(map(each).toJSON()).toEqual(map(late).toJSON())
    expect(each.joined.settled).toBe(true)
  }
}

/** An update that puts this content under a key of the bill, whether or not Yjs itself would. */
function contentUpdate(content: Y.Item['content']): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(transaction => {
    const id = Y.createID(doc.clientID, 0)
    const item = new Y.Item(id, null, null, null, null, doc.getMap('bill'), 'harm', content)
    item.integrate(transaction, 0)
  })
  return Y.encodeStateAsUpdate(doc)
}

/** Arrays in arrays. */
function nested(depth: number): unknown {
  let value: unknown = []
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

/** A map in a map in a map. */
function tower(doc: Y.Doc, levels: number, from = doc.getMap<unknown>('bill')): void {
  doc.transact(() => {
    let at = from
    for (let i = 0; i < levels; i++) {
      const inner = new Y.Map<unknown>()
      at.set('d', inner)
      at = inner
    }
  })
}

describe('a member who', () => {
  it('claims 30 million structs in 7 bytes is not believed', async () => {
    const two = await pair()
    const claim = Uint8Array.of(1, 0x80, 0x87, 0xa7, 0x0e, 1, 0)
    expect(checkUpdate(claim)).toBeNull()
    attack(member.update(claim))
    await expectSound(two)
  })

  it('builds a tower of maps that nobody could delete again finds it refused', {
    timeout: 30_000,
  }, async () => {
    const two = await pair()
    const doc = new Y.Doc()
    tower(doc, 5_000)
    attack(member.update(Y.encodeStateAsUpdate(doc)))
    await expectSound(two)
    for (const each of two) expect(map(each).has('d')).toBe(false)
  })

  it('builds the tower level by level gets no higher than others can delete', {
    timeout: 30_000,
  }, async () => {
    const two = await pair()
    const doc = new Y.Doc()
    doc.on('update', update => attack(member.update(update)))
    let at = doc.getMap<unknown>('bill')
    for (let i = 0; i < 100; i++) {
      const inner = new Y.Map<unknown>()
      at.set('d', inner)
      at = inner
    }
    await pass(20_000)
    await expectSound(two)
    map(two[0]).delete('d')
    await expectSound(two)
    expect(map(two[1]).has('d')).toBe(false)
  })

  it.each([
    ['values', (deep: unknown) => new Y.ContentAny([deep])],
    ['values in the old form', (deep: unknown) => new Y.ContentJSON([deep])],
    ['an embedded value', (deep: unknown) => new Y.ContentEmbed(deep as object)],
    ['a text format', (deep: unknown) => new Y.ContentFormat('bold', deep as object)],
  ])('nests %s deeper than others can read finds it refused', async (_name, content) => {
    expect(checkUpdate(contentUpdate(content(nested(60))))).not.toBeNull()
    expect(checkUpdate(contentUpdate(content(nested(70))))).toBeNull()
    const two = await pair()
    attack(member.update(contentUpdate(content(nested(2_000)))))
    await expectSound(two)
    for (const each of two) expect(map(each).has('harm')).toBe(false)
  })

  it('hides a whole document inside the bill keeps nobody from tidying', async () => {
    const tidying = { entries: 3, sizeBytes: 8_000, delayMs: { from: 100, to: 200 } }
    const two: [Phone, Phone] = [await phone({ tidying }), await phone({ tidying })]
    map(two[0]).set('title', 'Osteria')
    await pass(1_000)
    attack(member.update(contentUpdate(new Y.ContentDoc(new Y.Doc()))))
    for (let i = 0; i < 6; i++) {
      map(two[0]).set(`key ${i}`, i)
      await pass(500)
      expect(two.map(({ joined }) => joined.state.kind)).toEqual(['live', 'live'])
    }
    expect(relay.counts.snapshots).toBeGreaterThan(0)
    await expectSound(two)
  })

  it('writes 600 updates that build on nothing delays nobody', async () => {
    const two = await pair()
    for (let i = 0; i < 600; i++) {
      const doc = new Y.Doc()
      doc.clientID = 1_000 + i
      doc.getMap('bill').set('x', 1)
      const before = Y.encodeStateVector(doc)
      doc.getMap('bill').set(`key ${i}`, i)
      attack(member.update(Y.encodeStateAsUpdate(doc, before)))
      if (i % 150 === 149) await pass(2_000)
    }
    await expectSound(two)
    expect(two[0].joined.missing).toBe(true)
    // None of it is in a document, where each further one would cost more.
    expect(two[0].doc.store.pendingStructs).toBeNull()
  })

  it('forges a deletion in the name of a phone makes it write under another name', async () => {
    const two = await pair()
    const [a] = two
    const before = a.doc.clientID
    const clock = Y.getState(a.doc.store, before)
    const forged = new Y.Doc()
    forged.clientID = before
    vi.spyOn(console, 'log').mockImplementation(() => {})
    // One client, one struct: GC of 5 at its next clock.
    const id: number[] = []
    for (let rest = before; ; rest = Math.floor(rest / 128)) {
      id.push(rest > 127 ? 128 + (rest % 128) : rest)
      if (rest <= 127) break
    }
    attack(member.update(Uint8Array.of(1, 1, ...id, clock, 0, 5, 0)))
    await pass(500)
    expect(a.doc.clientID).not.toBe(before)
    await expectSound(two)
  })

  it('lets a struct build on its own future, which throws half-way, leaves nothing behind', async () => {
    const two = await pair()
    const whole = new Y.Doc()
    whole.getMap('bill').set('half', 1)
    // "a", to the right of the struct 100 of the same client.
    const future = Uint8Array.of(1, 1, 5, 0, 0x84, 5, 100, 1, 97, 0)
    expect(() => Y.applyUpdate(new Y.Doc(), future)).toThrow()
    attack(member.update(Y.mergeUpdates([Y.encodeStateAsUpdate(whole), future])))
    await expectSound(two)
    for (const each of two) expect(map(each).has('half')).toBe(false)
  })

  it('gives a map key two values, on which later edits would throw, wedges no document', async () => {
    const two = await pair()
    // Found by changing bytes of honest updates: Yjs takes it, and throws when somebody sets `n` again.
    const spoiled = fromHex(
      '010e4e0028010462696c6c0161017705' +
        '68656c6c6f27010462696c6c016e0128' +
        '004e0101780175027d01760101617d02',
    )
    const twoValues = new Y.Doc()
    twoValues.clientID = 78
    const inner = new Y.Map<unknown>()
    twoValues.getMap('bill').set('n', inner)
    inner.set('y', 1)
    // A second value to the left of the first, which is not deleted: an item between the key's start and it.
    const second = Uint8Array.of(1, 1, 79, 0, 0x48, 78, 1, 2, 125, 1, 125, 2, 0)
    attack(member.update(spoiled))
    attack(member.update(Y.encodeStateAsUpdate(twoValues)))
    attack(member.update(second))
    await pass(1_000)
    for (const each of two) {
      map(each).set('n', new Y.Map())
      await pass(500)
    }
    await expectSound(two)
  })

  it('prepares harm that waits for what a phone writes next can not keep it from writing', async () => {
    const two = await pair()
    const [a] = two
    const { clientID } = a.doc
    const ahead = new Y.Doc()
    Y.applyUpdate(ahead, Y.encodeStateAsUpdate(a.doc))
    ahead.clientID = clientID
    const next = new Y.Map<unknown>()
    ahead.getMap('bill').set('e', next)
    const known = Y.encodeStateVector(ahead)
    ahead.clientID = 4_711
    tower(ahead, 80, next)
    attack(member.update(Y.encodeStateAsUpdate(ahead, known)))
    await pass(500)
    expect(a.joined.missing).toBe(true)
    map(a).set('e', new Y.Map())
    await expectSound(two)
    expect(map(two[1]).has('e')).toBe(true)
  })

  it.each(['empty', 'unreadable', 'undecodable'])(
    'covers everything with a snapshot that is %s takes nothing from a newcomer',
    async kind => {
      const two = await pair()
      const at = place()
      if (kind === 'empty') attack(member.snapshot(Uint8Array.of(0, 0), at))
      else attack(kind === 'unreadable' ? member.unsealed(at) : member.snapshot(Uint8Array.of(7, 7), at))
      expect(relay.rooms.get(toHex(keys.roomId))?.entries.filter(entry => !entry.retired)).toHaveLength(1)
      await pass(1_000)
      for (const each of two) each.unplug()
      const late = await phone()
      await pass(1_000)
      expect(map(late).get('title')).toBe('Osteria')
    },
  )

  it('writes entries that are not signed, or are of a newer version, stops nobody', async () => {
    const two = await pair()
    attack(member.unsigned())
    attack(member.newer())
    await expectSound(two)
    expect(two[0].joined.invalidCount).toBe(1)
  })

  it('writes in a newer version keeps older clients from tidying, a badly signed entry does not', async () => {
    const tidying = { entries: 3, sizeBytes: 8_000, delayMs: { from: 100, to: 200 } }
    const a = await phone({ tidying })
    const edit = async (times: number) => {
      for (let i = 0; i < times; i++) {
        map(a).set(`key ${Math.random()}`, i)
        await pass(500)
      }
    }
    await edit(2)
    attack(member.unsigned())
    await edit(6)
    expect(relay.counts.snapshots).toBeGreaterThan(0)
    attack(member.newer())
    const before = relay.counts.snapshots
    await edit(12)
    expect(relay.counts.snapshots).toBe(before)
  })

  it('goes live again and again under new epochs makes nobody talk more than once a second', async () => {
    const said = [0, 0]
    const count = (at: number) => (frame: Uint8Array) => {
      if (decode(frame)?.type === 'ephemeral') said[at] = (said[at] ?? 0) + 1
    }
    const two: [Phone, Phone] = [await phone({ onFrame: count(0) }), await phone({ onFrame: count(1) })]
    map(two[0]).set('title', 'Osteria')
    await pass(500)
    for (const { joined } of two) joined.provider.awareness.setLocalState({ row: 'beer' })
    await pass(3_000)
    const before = [...said]
    for (let at = 0; at < 200; at++) {
      relay.replayEphemeral(member.presence(new Uint8Array()))
      await pass(50)
    }
    await pass(2_000)
    for (const [at, { joined, doc }] of two.entries()) {
      expect((said[at] ?? 0) - (before[at] ?? 0)).toBeLessThan(15)
      const [other] = two.filter(each => each.doc !== doc)
      expect(joined.provider.awareness.getStates().get(other?.doc.clientID ?? 0)).toEqual({ row: 'beer' })
    }
    await expectSound(two)
  })
})
