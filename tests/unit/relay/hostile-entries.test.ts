/** APPENDs and ephemeral messages that may not be (PROTOCOL.md 5, 7.8 to 7.12, 8.2). Each has a row in tests/bad-input.md. */
import { beforeAll, describe, expect, test } from 'vitest'
import { concat, equalBytes } from '../../../crdt/bytes.ts'
import type { RoomKeys } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { noLogId, requestErrors, roles, roomErrors, zeroPrefix } from '../../../crdt/sync/wire.ts'
import { createMemoryStore } from '../../../relay/store/memory.ts'
import type { LogPlace } from '../../../relay/store/store.ts'
import { newRoom, snapshotEntry, updateEntry } from './device.ts'
import { secretWord, watchedRelay } from './oracle.ts'
import { prefixOf } from './store-contract.ts'

beforeAll(() => proofReady)

const withByte = (entry: Uint8Array, at: number, value: number) =>
  entry.map((byte, index) => (index === at ? value : byte))

describe('an entry that is refused, while the room stays open', () => {
  const { badFrame, notProved, upgrade } = roomErrors
  const { logMismatch, coversAhead, tooLarge, role } = requestErrors
  /** The room has one entry; `place` covers it. */
  const bad: Record<string, [entry: (keys: RoomKeys, place: LogPlace) => Uint8Array, code: number]> = {
    'S83: an empty entry': [() => new Uint8Array(0), badFrame],
    'S84: an update that is a byte too short': [
      () => updateEntry(secretWord).subarray(0, 4 + 24 + 16 + 64 - 1),
      badFrame,
    ],
    'S85: an entry of version 0': [() => withByte(updateEntry(secretWord), 0, 0), badFrame],
    'S86: an entry of a kind that is none': [() => withByte(updateEntry(secretWord), 1, 9), badFrame],
    'S87: an update over 256 KiB': [() => updateEntry(new Uint8Array(256 * 1024)), tooLarge],
    'S88: a snapshot over 1.5 MiB': [
      () => concat(Uint8Array.of(1, 2, 0, 0), new Uint8Array(1536 * 1024)),
      tooLarge,
    ],
    'S89: a snapshot cut behind its kind': [() => Uint8Array.of(1, 2, 0, 0), badFrame],
    'S90: a PURGE by the write key': [() => withByte(updateEntry(new Uint8Array(64)), 1, 3), role],
    'S91: a ROTATE by the write key': [() => withByte(updateEntry(new Uint8Array(99)), 1, 4), role],
    'S92: a snapshot that another key signed': [(_, place) => snapshotEntry(newRoom(), place), notProved],
    'S93: a snapshot with a flipped bit': [
      (keys, place) => snapshotEntry(keys, place).map((byte, at) => (at === 80 ? byte ^ 1 : byte)),
      notProved,
    ],
    'S94: a snapshot of a newer version': [
      (keys, place) => withByte(snapshotEntry(keys, place), 0, 2),
      upgrade,
    ],
    'S95: a snapshot of another log': [
      (keys, place) => snapshotEntry(keys, { ...place, logId: noLogId }),
      logMismatch,
    ],
    'S96: a snapshot of another past': [
      (keys, place) => snapshotEntry(keys, { ...place, prefix: zeroPrefix }),
      logMismatch,
    ],
    'S97: a snapshot that covers what is not there yet': [
      (keys, place) => snapshotEntry(keys, { ...place, covers: 2 }),
      coversAhead,
    ],
  }
  test.each(Object.entries(bad))('%s', async (_, [entryOf, code]) => {
    const relay = await watchedRelay({ limits: { bytesPerS: 1e9 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const first = updateEntry('one')
    await writer.appended(first)
    const { logId } = await writer.next('begin')
    const req = writer.append(entryOf(keys, { logId, covers: 1, prefix: prefixOf([first]) }))
    expect(await writer.next('error')).toMatchObject({ chan: 1, req, code })
    expect((await writer.appended(updateEntry('two'))).number).toBe(2)
    const newcomer = await relay.connect()
    await newcomer.open(keys)
    expect(newcomer.story()).toEqual(['begin full', 'entry 1', 'entry 2', 'caughtUp 2'])
  })

  test('S98: a snapshot that covers no more than the last', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const first = updateEntry('one')
    await writer.appended(first)
    const { logId } = await writer.next('begin')
    const place = { logId, covers: 1, prefix: prefixOf([first]) }
    await writer.appended(snapshotEntry(keys, place))
    const req = writer.append(snapshotEntry(keys, place))
    expect(await writer.next('error')).toMatchObject({ req, code: requestErrors.snapshotStale })
    await writer.appended(updateEntry('three'))
  })

  test('S99: one that fills the room beyond its quota', async () => {
    const relay = await watchedRelay({ limits: { roomBytes: 1000 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const first = updateEntry(new Uint8Array(600))
    await writer.appended(first)
    const req = writer.append(updateEntry(new Uint8Array(600)))
    expect(await writer.next('error')).toMatchObject({ req, code: roomErrors.roomQuota, retryMs: 10_000 })
    const { logId } = await writer.next('begin')
    await writer.appended(snapshotEntry(keys, { logId, covers: 1, prefix: prefixOf([first]) }, 300))
    await writer.appended(updateEntry('small'))
  })

  test('S100: one for which the disk has no room', async () => {
    const store = createMemoryStore({ roomBytes: 1e6, newLogId: () => new Uint8Array(16).fill(7) })
    let full = false
    const relay = await watchedRelay(
      {},
      {
        store: {
          ...store,
          append: async batch =>
            full ? batch.map(() => ({ ok: false, reason: 'storageFull' })) : store.append(batch),
        },
      },
    )
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    await writer.appended(updateEntry('fits'))
    full = true
    const req = writer.append(updateEntry(secretWord))
    expect(await writer.next('error')).toMatchObject({ req, code: roomErrors.storageFull, retryMs: 10_000 })
    const reader = await relay.connect()
    await reader.open(keys)
    expect(reader.story()).toEqual(['begin full', 'entry 1', 'caughtUp 1'])
    full = false
    await writer.appended(updateEntry('fits again'))
  })

  test('S101: one that a reader sends', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const reader = await relay.connect()
    await reader.open(keys, { role: roles.read })
    const req = reader.append(updateEntry(secretWord))
    expect(await reader.next('error')).toMatchObject({ req, code: requestErrors.role })
    const writer = await relay.connect()
    await writer.open(keys)
    expect(writer.story()).toEqual(['begin full', 'caughtUp 0'])
    await writer.appended(updateEntry('by a writer'))
    await reader.next('entry')
  })
})

describe('an entry that is taken, whatever it is', () => {
  test('S102: the same bytes again', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const [one, two] = [await relay.connect(), await relay.connect()]
    await one.open(keys)
    await two.open(keys)
    const entry = updateEntry('once')
    expect(await one.appended(entry)).toMatchObject({ number: 1, dup: false })
    expect(await two.appended(entry)).toMatchObject({ number: 1, dup: true })
    await one.appended(updateEntry('next'))
    await two.until(() => two.story().includes('entry 2'), 'entry 2')
    expect(two.story().slice(3)).toEqual(['entry 1', 'ack 1', 'entry 2'])
  })

  test('S103: the same entry with a byte of its signature changed', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const entry = updateEntry('once')
    const forged = entry.map((byte, at) => (at === entry.length - 1 ? byte ^ 1 : byte))
    expect(await writer.appended(forged)).toMatchObject({ number: 1, dup: false })
    // What was there first hides nothing of what is true.
    expect(await writer.appended(entry)).toMatchObject({ number: 2, dup: false })
  })

  test('S104: the entry of another room', async () => {
    const relay = await watchedRelay()
    const [own, foreign] = [newRoom(), newRoom()]
    const device = await relay.connect()
    await device.open(own, { chan: 1 })
    await device.open(foreign, { chan: 2 })
    const entry = updateEntry('one')
    await device.appended(entry, 1)
    // It counts in the room that it was sent to and touches no other; that it is forged there, each client sees.
    expect(await device.appended(entry, 2)).toMatchObject({ number: 1, dup: false })
    expect(device.story(1)).toEqual(['begin full', 'caughtUp 0', 'begin', 'ack 1'])
  })

  test('S105: an update that no key signed', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const [one, two] = [await relay.connect(), await relay.connect()]
    await one.open(keys)
    await two.open(keys)
    const unsigned = concat(updateEntry('x').subarray(0, -64), new Uint8Array(64))
    await one.appended(unsigned)
    expect(equalBytes((await two.next('entry')).entry, unsigned)).toBe(true)
  })

  test('S106: snapshots by the hundred that cover nothing', async () => {
    const relay = await watchedRelay({ limits: { entriesBurst: 1000, roomBytes: 20_000 } })
    const keys = newRoom()
    const writer = await relay.connect()
    await writer.open(keys)
    const nothing = { logId: noLogId, covers: 0, prefix: zeroPrefix }
    const snapshots = Array.from({ length: 300 }, () => snapshotEntry(keys, nothing))
    for (const snapshot of snapshots) writer.append(snapshot)
    await writer.until(() => writer.story().length === 303, 'an answer to each')
    // Each is an entry like another, up to the quota of the room.
    const fitting = Math.floor(20_000 / (snapshots[0]?.length ?? 0))
    // In whatever order: who is refused in a turn hears of it before the others' entries are told.
    const answers = writer.story()
    expect(answers.filter(word => word.startsWith('ack')).length).toBe(fitting)
    expect(answers.filter(word => word === 'error 4507').length).toBe(300 - fitting)
  })
})

describe('an ephemeral message that is not passed on', () => {
  test('S107: from a reader', async () => {
    const relay = await watchedRelay()
    const keys = newRoom()
    const [reader, writer] = [await relay.connect(), await relay.connect()]
    await reader.open(keys, { role: roles.read })
    await writer.open(keys)
    reader.send({ type: 'ephemeral', chan: 1, sealed: new Uint8Array(100) })
    expect(await reader.next('error')).toMatchObject({ chan: 1, req: 0, code: roomErrors.role })
    await writer.appended(updateEntry('after'))
    expect(writer.story()).not.toContain('ephemeral')
    // Its channel is closed, its socket is not.
    await reader.open(keys, { role: roles.read, chan: 2 })
    expect(reader.story(1)).not.toContain('entry 1')
  })

  test('S108: above the rate', async () => {
    const relay = await watchedRelay({ limits: { ephemeralPerS: 5 } })
    const keys = newRoom()
    const [chatty, other] = [await relay.connect(), await relay.connect()]
    await chatty.open(keys)
    await other.open(keys)
    for (let i = 0; i < 200; i++) chatty.send({ type: 'ephemeral', chan: 1, sealed: Uint8Array.of(i) })
    await chatty.appended(updateEntry('after'))
    await other.next('entry')
    expect(other.received.filter(({ type }) => type === 'ephemeral').length).toBeLessThan(20)
  })
})
