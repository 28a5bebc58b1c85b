/**
 * What every store that keeps something promises (relay/store/store.ts), as one suite that each of them runs.
 */
import { expect, test } from 'vitest'
import type { RoomId } from '../../../crdt/ids.ts'
import { zeroPrefix } from '../../../crdt/sync/wire.ts'
import { proof } from '../../../relay/hash.ts'
import type { Appended, LogPlace, Page, Store } from '../../../relay/store/store.ts'
import { entryOf, roomNamed } from './entries.ts'

export const nowhere: LogPlace = { logId: new Uint8Array(16), covers: 0, prefix: zeroPrefix }

/** The prefix after these entries (PROTOCOL.md 5.4). */
export function prefixOf(entries: readonly Uint8Array[]): Uint8Array {
  return entries.reduce<Uint8Array>(
    (prefix, entry) => proof.nextPrefix(prefix, proof.entryHash(entry)),
    zeroPrefix,
  )
}

/** Appends one entry and gives what became of it. */
export async function append(
  store: Store,
  room: RoomId,
  entry: Uint8Array,
  snapshot?: LogPlace,
): Promise<Appended> {
  const [appended] = await store.append([{ room, entry, snapshot: snapshot ?? null }])
  if (!appended) throw new Error('a store answers every request')
  return appended
}

/** All live numbers after `after`, read in pages of `limitBytes`. */
export async function readAll(store: Store, room: RoomId, after = 0, limitBytes = 1000) {
  const all: { number: number; entry: Uint8Array }[] = []
  for (let cursor = after; ; ) {
    const page: Page = await store.readAfter(room, cursor, limitBytes)
    if (page.kind !== 'entries') throw new Error('the log is damaged')
    const last = page.entries.at(-1)
    if (!last) return all
    all.push(...page.entries.map(({ number, entry }) => ({ number, entry })))
    cursor = last.number
  }
}

const numbersOf = (entries: readonly { number: number }[]) => entries.map(({ number }) => number)

/** `roomBytes` of the store under test must be 10 000. */
export function storeContract(make: () => Promise<Store>): void {
  const a = roomNamed(1)
  const b = roomNamed(2)

  test('a room that was never written does not exist, and asking creates nothing', async () => {
    const store = await make()
    expect(await store.open(a, nowhere)).toBeNull()
    expect(await readAll(store, a)).toEqual([])
    expect((await store.stats()).rooms).toBe(0)
  })

  test('numbers each room from 1 and reads back what was appended, in order', async () => {
    const store = await make()
    const results = await store.append([
      { room: a, entry: entryOf(1), snapshot: null },
      { room: b, entry: entryOf(2), snapshot: null },
      { room: a, entry: entryOf(3), snapshot: null },
    ])
    expect(results.map(result => result.ok && result.number)).toEqual([1, 1, 2])
    expect(await readAll(store, a)).toEqual([
      { number: 1, entry: entryOf(1) },
      { number: 2, entry: entryOf(3) },
    ])
    expect(numbersOf(await readAll(store, a, 1))).toEqual([2])
    expect(await store.stats()).toMatchObject({ rooms: 2, entries: 3, full: false })
  })

  test('keeps its own copy of what it was given', async () => {
    const store = await make()
    const entry = Buffer.from(entryOf(1))
    await append(store, a, entry.subarray(0))
    entry.fill(0xff)
    expect((await readAll(store, a))[0]?.entry).toEqual(entryOf(1))
  })

  test('the same bytes again get the number they have', async () => {
    const store = await make()
    await append(store, a, entryOf(1))
    const results = await store.append([
      { room: a, entry: entryOf(1), snapshot: null },
      { room: a, entry: entryOf(2), snapshot: null },
      { room: a, entry: entryOf(2), snapshot: null },
      { room: b, entry: entryOf(1), snapshot: null },
    ])
    expect(results.map(result => result.ok && [result.number, result.dup])).toEqual([
      [1, true],
      [2, false],
      [2, true],
      [1, false],
    ])
  })

  test('a page holds at least one entry and at most its bytes', async () => {
    const store = await make()
    for (let id = 1; id <= 5; id++) await append(store, a, entryOf(id, 400))
    const page = await store.readAfter(a, 0, 1000)
    expect(page.kind === 'entries' && numbersOf(page.entries)).toEqual([1, 2])
    const tiny = await store.readAfter(a, 2, 1)
    expect(tiny.kind === 'entries' && numbersOf(tiny.entries)).toEqual([3])
  })

  test('agrees with a place that is in the log and with no other', async () => {
    const store = await make()
    const entries = [entryOf(1), entryOf(2), entryOf(3)]
    for (const entry of entries) await append(store, a, entry)
    const log = await store.open(a, nowhere)
    expect(log).toMatchObject({ head: 3, agrees: false })
    const logId = log?.logId ?? zeroPrefix
    const agrees = async (place: LogPlace) => (await store.open(a, place))?.agrees
    expect(await agrees({ logId, covers: 0, prefix: zeroPrefix })).toBe(true)
    expect(await agrees({ logId, covers: 2, prefix: prefixOf(entries.slice(0, 2)) })).toBe(true)
    expect(await agrees({ logId, covers: 3, prefix: prefixOf(entries) })).toBe(true)
    expect(await agrees({ logId, covers: 3, prefix: prefixOf([entryOf(9)]) })).toBe(false)
    expect(await agrees({ logId, covers: 4, prefix: prefixOf(entries) })).toBe(false)
    expect(await agrees({ logId: entryOf(7, 16), covers: 2, prefix: prefixOf(entries.slice(0, 2)) })).toBe(
      false,
    )
  })

  test('a snapshot retires what it covers, and the same bytes may come again', async () => {
    const store = await make()
    const entries = [entryOf(1), entryOf(2), entryOf(3)]
    for (const entry of entries) await append(store, a, entry)
    const logId = (await store.open(a, nowhere))?.logId ?? zeroPrefix
    const place = { logId, covers: 2, prefix: prefixOf(entries.slice(0, 2)) }
    expect(await append(store, a, entryOf(4), place)).toMatchObject({ ok: true, number: 4 })
    expect(numbersOf(await readAll(store, a))).toEqual([3, 4])
    expect((await store.open(a, { ...place, covers: 1, prefix: prefixOf([entryOf(1)]) }))?.agrees).toBe(true)
    expect(await append(store, a, entryOf(1))).toMatchObject({ ok: true, number: 5, dup: false })
  })

  test('what was committed together can be covered, held and read in part', async () => {
    const store = await make()
    const entries = [1, 2, 3, 4, 5].map(id => entryOf(id))
    await store.append(entries.map(entry => ({ room: a, entry, snapshot: null })))
    expect(numbersOf(await readAll(store, a, 3))).toEqual([4, 5])
    const logId = (await store.open(a, nowhere))?.logId ?? zeroPrefix
    const at = (covers: number): LogPlace => ({ logId, covers, prefix: prefixOf(entries.slice(0, covers)) })
    const agree = async () =>
      Promise.all([0, 1, 2, 3, 4, 5].map(async covers => (await store.open(a, at(covers)))?.agrees))
    expect(await agree()).toEqual([true, true, true, true, true, true])
    const batch = await store.append([
      { room: a, entry: entryOf(6), snapshot: null },
      { room: a, entry: entryOf(7), snapshot: at(3) },
      { room: a, entry: entryOf(8), snapshot: null },
      { room: a, entry: entryOf(5), snapshot: null },
      { room: a, entry: entryOf(3), snapshot: null },
    ])
    expect(batch.map(result => result.ok && [result.number, result.dup])).toEqual([
      [6, false],
      [7, false],
      [8, false],
      [5, true],
      [9, false],
    ])
    store.release(a)
    expect(await readAll(store, a)).toEqual(
      [4, 5, 6, 7, 8, 3].map((id, index) => ({ number: index + 4, entry: entryOf(id) })),
    )
    expect(await agree()).toEqual([true, true, true, true, true, true])
    expect(await append(store, a, entryOf(4))).toMatchObject({ number: 4, dup: true })
    expect(await append(store, a, entryOf(2))).toMatchObject({ number: 10, dup: false })
    expect((await store.stats()).entries).toBe(10)
  })

  test('a snapshot that covers nothing may come first, and retires nothing', async () => {
    const store = await make()
    expect(await append(store, a, entryOf(1), nowhere)).toMatchObject({ ok: true, number: 1 })
    expect(await append(store, a, entryOf(2), nowhere)).toMatchObject({ ok: true, number: 2 })
    expect(numbersOf(await readAll(store, a))).toEqual([1, 2])
  })

  test('refuses a snapshot of another log, ahead of the log, or behind one that is there', async () => {
    const store = await make()
    const entries = [entryOf(1), entryOf(2), entryOf(3)]
    for (const entry of entries) await append(store, a, entry)
    const logId = (await store.open(a, nowhere))?.logId ?? zeroPrefix
    const at = (covers: number): LogPlace => ({ logId, covers, prefix: prefixOf(entries.slice(0, covers)) })
    let id = 100
    const refused = async (place: LogPlace) => {
      const result = await append(store, a, entryOf(id++), place)
      return result.ok ? null : result.reason
    }
    expect(await refused({ ...at(2), logId: entryOf(7, 16) })).toBe('logMismatch')
    expect(await refused({ ...at(2), prefix: prefixOf([entryOf(9)]) })).toBe('logMismatch')
    expect(await refused({ ...at(3), covers: 4 })).toBe('coversAhead')
    expect(await refused({ ...nowhere, prefix: prefixOf([entryOf(9)]) })).toBe('logMismatch')
    expect(await refused(at(2))).toBeNull()
    expect(await refused(at(1))).toBe('snapshotStale')
    expect(await refused(at(2))).toBe('snapshotStale')
    expect(await refused(at(3))).toBeNull()
    expect(numbersOf(await readAll(store, a))).toEqual([4, 5])
  })

  test('a snapshot of a log that does not exist creates nothing', async () => {
    const store = await make()
    const place = { logId: entryOf(7, 16), covers: 3, prefix: prefixOf([entryOf(1)]) }
    expect(await append(store, a, entryOf(1), place)).toEqual({ ok: false, reason: 'logMismatch' })
    expect(await store.open(a, nowhere)).toBeNull()
  })

  test('refuses what is too much for a room, and takes a snapshot that makes it smaller', async () => {
    const store = await make()
    const entries = [entryOf(1, 4000), entryOf(2, 4000)]
    for (const entry of entries) await append(store, a, entry)
    const batch = await store.append([
      { room: a, entry: entryOf(3, 4000), snapshot: null },
      { room: b, entry: entryOf(4, 4000), snapshot: null },
    ])
    expect(batch.map(result => result.ok || result.reason)).toEqual(['roomQuota', true])
    const logId = (await store.open(a, nowhere))?.logId ?? zeroPrefix
    const place = { logId, covers: 2, prefix: prefixOf(entries) }
    expect(await append(store, a, entryOf(5, 4000), place)).toMatchObject({ ok: true, number: 3 })
  })

  test('forgets nothing when a room is released', async () => {
    const store = await make()
    await append(store, a, entryOf(1))
    const before = await store.open(a, nowhere)
    store.release(a)
    expect(await store.open(a, nowhere)).toEqual(before)
    expect(await append(store, a, entryOf(2))).toMatchObject({ number: 2 })
  })
}
