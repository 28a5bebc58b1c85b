import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it } from 'vitest'
import { makeSentinel, openSentinelDatabase } from '../../../client/storage/sentinel.ts'

let local: Map<string, string>
const localStorage = () =>
  ({
    getItem: (key: string) => local.get(key) ?? null,
    setItem: (key: string, value: string) => void local.set(key, value),
    removeItem: (key: string) => void local.delete(key),
  }) as unknown as Storage
/** The marks as a new page sees them. */
const visit = (storage: () => Storage = localStorage) => makeSentinel(openSentinelDatabase(), storage)

beforeEach(() => {
  local = new Map()
  globalThis.indexedDB = new IDBFactory()
})

it('a first visit is not a removal', async () => {
  expect(await visit().wasRobbed()).toBe(false)
  expect(local.size).toBe(0)
})

it('bills that are still there are not removed', async () => {
  await visit().mark()
  expect(await visit().wasRobbed()).toBe(false)
})

it('a browser that cleared IndexedDB alone is found out, until the user was told', async () => {
  await visit().mark()
  globalThis.indexedDB = new IDBFactory()
  expect(await visit().wasRobbed()).toBe(true)
  expect(await visit().wasRobbed()).toBe(true)
  visit().forget()
  expect(await visit().wasRobbed()).toBe(false)
})

it('new bills after a removal make the marks whole again', async () => {
  await visit().mark()
  globalThis.indexedDB = new IDBFactory()
  await visit().mark()
  expect(await visit().wasRobbed()).toBe(false)
})

it('a browser that forbids localStorage or IndexedDB is believed to have removed nothing', async () => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError')
  }
  const sentinel = visit(forbidden)
  await sentinel.mark()
  sentinel.forget()
  expect(await sentinel.wasRobbed()).toBe(false)
  await visit().mark()
  const broken = makeSentinel(() => Promise.reject(new Error('does not open')), localStorage)
  expect(await broken.wasRobbed()).toBe(false)
  await broken.mark()
})
