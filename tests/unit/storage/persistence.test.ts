import { beforeEach, describe, expect, it } from 'vitest'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import {
  deleteBillDatabase,
  type GuardedPersistence,
  openPersistence,
  type PersistenceOptions,
} from '../../../client/storage/persistence.ts'
import { seededRandom } from '../../world/random.ts'
import { addRow, Disk, rowsIn, until } from './disk.ts'

const name = 'billington-bill-test'
const quick: PersistenceOptions = { retryMs: 1 }

let disk: Disk
beforeEach(() => {
  disk = new Disk()
})

/** A document that is kept in the database, as one tab has it. */
function openTab(options = quick): { doc: Y.Doc; store: GuardedPersistence } {
  const doc = new Y.Doc()
  return { doc, store: openPersistence(doc, name, options) }
}

function edit(doc: Y.Doc, key: string, value: unknown = key): void {
  doc.getMap('bill').set(key, value)
}

/** What a new tab finds in the database. */
async function stored(): Promise<Record<string, unknown>> {
  const { doc, store } = openTab()
  await store.whenLoaded
  expect(store.state()).toBe('saved')
  const content = doc.getMap('bill').toJSON()
  await store.destroy()
  return content
}

/** Timers that stop for good when their tab is killed. */
function mortalTimers() {
  let isAlive = true
  const running = new Set<unknown>()
  return {
    setTimeout(run: () => void, delayMs: number) {
      const handle = setTimeout(() => {
        running.delete(handle)
        if (isAlive) run()
      }, delayMs)
      running.add(handle)
      return handle
    },
    clearTimeout(handle: unknown) {
      running.delete(handle)
      clearTimeout(handle as NodeJS.Timeout)
    },
    running: () => running.size,
    kill: () => {
      isAlive = false
    },
  }
}

describe('a document that is kept', () => {
  it('is there when it is opened again', async () => {
    const { doc, store } = openTab()
    expect(store.state()).toBe('opening')
    await store.whenLoaded
    expect(store.state()).toBe('saved')
    edit(doc, 'title')
    expect(store.state()).toBe('saving')
    expect(await store.flush()).toBe(true)
    expect(store.state()).toBe('saved')
    await store.destroy()
    expect(await stored()).toEqual({ title: 'title' })
  })

  it('holds what was edited before the database was read', async () => {
    const first = openTab()
    edit(first.doc, 'first')
    expect(await first.store.flush()).toBe(true)
    await first.store.destroy()
    const second = openTab()
    edit(second.doc, 'second')
    expect(await second.store.flush()).toBe(true)
    expect(second.doc.getMap('bill').toJSON()).toEqual({ first: 'first', second: 'second' })
    await second.store.destroy()
    expect(await stored()).toEqual({ first: 'first', second: 'second' })
  })

  it('is what y-indexeddb wrote, and y-indexeddb reads what it is', async () => {
    const theirs = new Y.Doc()
    const provider = new IndexeddbPersistence(name, theirs)
    await provider.whenSynced
    edit(theirs, 'title')
    await provider.destroy()
    const { doc, store } = openTab()
    await store.whenLoaded
    edit(doc, 'note')
    await store.destroy()
    const again = new Y.Doc()
    const reader = new IndexeddbPersistence(name, again)
    await reader.whenSynced
    expect(again.getMap('bill').toJSON()).toEqual({ title: 'title', note: 'note' })
    await reader.destroy()
  })

  it('waits before it reads a long document, and not before a short one', async () => {
    const first = openTab()
    edit(first.doc, 'title')
    await first.store.destroy()
    let waits = 0
    const options = { ...quick, beforeLong: async () => void waits++ }
    const second = openTab(options)
    await second.store.whenLoaded
    expect(waits).toBe(0)
    edit(second.doc, 'note', 'x'.repeat(600_000))
    await second.store.destroy()
    const third = openTab(options)
    await third.store.whenLoaded
    expect(waits).toBe(1)
    expect(third.doc.getMap('bill').size).toBe(2)
    await third.store.destroy()
  })

  it('holds what an observer wrote while the rows were read', async () => {
    const first = openTab()
    edit(first.doc, 'title')
    await first.store.destroy()
    const { doc, store } = openTab()
    const bill = doc.getMap('bill')
    bill.observe(event => {
      if (event.keysChanged.has('title')) edit(doc, 'answer')
    })
    doc.once('afterTransaction', () => edit(doc, 'later'))
    await store.whenLoaded
    edit(doc, 'after')
    await store.destroy()
    const all = ['title', 'answer', 'later', 'after']
    expect(await stored()).toEqual(Object.fromEntries(all.map(key => [key, key])))
  })

  it('holds what came from others', async () => {
    const { doc, store } = openTab()
    const other = new Y.Doc()
    edit(other, 'theirs')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'network')
    await store.flush()
    await store.destroy()
    expect(await stored()).toEqual({ theirs: 'theirs' })
  })

  it('is written to the last edit when it is closed', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    edit(doc, 'last')
    await store.destroy()
    edit(doc, 'too late')
    expect(await stored()).toEqual({ last: 'last' })
  })

  it('tells of saving and saved, and a listener that throws hinders nobody', async () => {
    const { doc, store } = openTab()
    const states: string[] = []
    store.onChange(() => {
      throw new Error('a broken listener')
    })
    const stop = store.onChange(() => states.push(store.state()))
    await store.whenLoaded
    edit(doc, 'a')
    edit(doc, 'b')
    await store.flush()
    await until(() => states.length === 3)
    stop()
    edit(doc, 'c')
    await store.flush()
    expect(states).toEqual(['saved', 'saving', 'saved'])
    await store.destroy()
  })

  it('closes with its document', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    edit(doc, 'a')
    doc.destroy()
    await until(() => store.state() === 'saved')
    expect(await stored()).toEqual({ a: 'a' })
  })
})

describe('a write that fails', () => {
  it('is tried again until it lands, in silence when that is soon', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    disk.failing = 2
    const states = new Set<string>()
    store.onChange(() => states.add(store.state()))
    edit(doc, 'a')
    await until(() => store.state() === 'saved')
    expect(states).toEqual(new Set(['saving', 'saved']))
    await store.destroy()
    expect(await stored()).toEqual({ a: 'a' })
  })

  it('is told after some attempts, blocks no edit, and hides nothing that follows', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    disk.failing = Number.POSITIVE_INFINITY
    edit(doc, 'a')
    expect(await store.flush()).toBe(false)
    await until(() => store.state() === 'notSaved')
    edit(doc, 'b')
    expect(doc.getMap('bill').toJSON()).toEqual({ a: 'a', b: 'b' })
    expect(store.state()).toBe('notSaved')
    disk.failing = 0
    await until(() => store.state() === 'saved')
    edit(doc, 'c')
    await store.flush()
    await store.destroy()
    expect(await stored()).toEqual({ a: 'a', b: 'b', c: 'c' })
  })

  it('is noticed even when the transaction never ends', async () => {
    const { doc, store } = openTab({ retryMs: 1, writeTimeoutMs: 5 })
    await store.whenLoaded
    disk.block()
    disk.forceClose()
    edit(doc, 'a')
    expect(await store.flush()).toBe(false)
    await until(() => store.state() === 'notSaved')
    disk.unblock()
    await until(() => store.state() === 'saved')
    await store.destroy()
    expect(await stored()).toEqual({ a: 'a' })
  })
})

describe('a database that cannot be opened', () => {
  it('leaves the document in memory, and says so', async () => {
    disk.refusing = true
    const { doc, store } = openTab()
    await store.whenLoaded
    expect(store.state()).toBe('memoryOnly')
    edit(doc, 'a')
    expect(await store.flush()).toBe(false)
    expect(store.state()).toBe('memoryOnly')
    await store.destroy()
  })

  it('is tried again, and once it opens all that was edited meanwhile is kept', async () => {
    const first = openTab()
    edit(first.doc, 'earlier')
    await first.store.flush()
    await first.store.destroy()
    disk.refusing = true
    const { doc, store } = openTab()
    await store.whenLoaded
    expect(store.state()).toBe('memoryOnly')
    edit(doc, 'meanwhile')
    disk.refusing = false
    await until(() => store.state() === 'saved')
    expect(doc.getMap('bill').toJSON()).toEqual({ earlier: 'earlier', meanwhile: 'meanwhile' })
    await store.destroy()
    expect(await stored()).toEqual({ earlier: 'earlier', meanwhile: 'meanwhile' })
  })

  it('is not tried again when its document is gone', async () => {
    const timers = mortalTimers()
    disk.refusing = true
    const { store } = openTab({ retryMs: 1, timers })
    await store.whenLoaded
    await store.destroy()
    expect(timers.running()).toBe(0)
  })

  it('is not waited for longer than five seconds, and is taken into use when it opens after all', async () => {
    const first = openTab()
    edit(first.doc, 'earlier')
    await first.store.flush()
    await first.store.destroy()

    const waits: { run: () => void; delayMs: number }[] = []
    const timers = {
      setTimeout: (run: () => void, delayMs: number) => waits.push({ run, delayMs }),
      clearTimeout: () => undefined,
    }
    disk.block()
    const { doc, store } = openTab({ timers })
    expect(waits.map(({ delayMs }) => delayMs)).toEqual([5_000])
    expect(store.state()).toBe('opening')
    waits[0]?.run()
    await store.whenLoaded
    expect(store.state()).toBe('memoryOnly')
    edit(doc, 'meanwhile')

    disk.unblock()
    await until(() => store.state() === 'saved')
    expect(doc.getMap('bill').toJSON()).toEqual({ earlier: 'earlier', meanwhile: 'meanwhile' })
    await store.destroy()
    expect(await stored()).toEqual({ earlier: 'earlier', meanwhile: 'meanwhile' })
  })

  it('with a row that cannot be read gives all the others, and keeps that one aside', async () => {
    const first = openTab()
    edit(first.doc, 'a')
    await first.store.flush()
    await first.store.destroy()
    await addRow(name, 'updates', new Uint8Array([255, 255, 255, 1, 2]))
    await addRow(name, 'updates', 'not bytes')
    const { doc, store } = openTab()
    edit(doc, 'b')
    await store.flush()
    expect(store.damagedRows()).toBe(2)
    expect(doc.getMap('bill').toJSON()).toEqual({ a: 'a', b: 'b' })
    await store.destroy()
    expect(await rowsIn(name, 'custom')).toHaveLength(2)
    expect(await stored()).toEqual({ a: 'a', b: 'b' })
  })
})

describe('a connection that is taken away', () => {
  it('because a newer app changes the database is made again, and no edit is lost', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    edit(doc, 'before')
    await store.flush()
    await new Promise<void>(resolve => {
      const request = indexedDB.open(name, 2)
      request.onsuccess = () => {
        request.result.close()
        resolve()
      }
    })
    for (let i = 0; i < 50; i++) edit(doc, `after ${i}`)
    expect(await store.flush()).toBe(true)
    await store.destroy()
    expect(Object.keys(await stored())).toHaveLength(51)
  })

  it('by the browser is made again, with the whole document when the database came back empty', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    edit(doc, 'before')
    await store.flush()
    disk.forceClose()
    await new Promise(resolve => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
    edit(doc, 'after')
    expect(await store.flush()).toBe(true)
    await store.destroy()
    expect(await stored()).toEqual({ before: 'before', after: 'after' })
  })

  it('because the bill was deleted is not made again', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    edit(doc, 'secret')
    await store.flush()
    await deleteBillDatabase(name)
    expect(store.state()).toBe('memoryOnly')
    edit(doc, 'more')
    expect(await store.flush()).toBe(false)
    await store.destroy()
    expect(await stored()).toEqual({})
  })
})

describe('many rows', () => {
  it('become one, and all of them are still there', async () => {
    const { doc, store } = openTab()
    await store.whenLoaded
    for (let i = 0; i < 600; i++) edit(doc, `key ${i}`)
    await store.flush()
    edit(doc, 'one more')
    await store.flush()
    expect((await rowsIn(name, 'updates')).length).toBeLessThan(10)
    await store.destroy()
    expect(Object.keys(await stored())).toHaveLength(601)
  })

  it('stay as they are until this tab may make them one', async () => {
    let mayCompact = false
    const { doc, store } = openTab({ ...quick, mayCompact: () => mayCompact })
    await store.whenLoaded
    for (let i = 0; i < 600; i++) edit(doc, `key ${i}`)
    await store.flush()
    expect((await rowsIn(name, 'updates')).length).toBeGreaterThan(500)
    mayCompact = true
    edit(doc, 'one more')
    await store.flush()
    expect((await rowsIn(name, 'updates')).length).toBeLessThan(10)
    await store.destroy()
    expect(Object.keys(await stored())).toHaveLength(601)
  })

  it('stay as they are when the transaction that makes them one never ends, and what follows is kept', async () => {
    const waits: (() => void)[] = []
    const timers = { setTimeout: (run: () => void) => waits.push(run), clearTimeout: () => undefined }
    let isCompacting = false
    const mayCompact = () => {
      disk.hanging = 1
      isCompacting = true
      return true
    }
    const { doc, store } = openTab({ timers, mayCompact })
    await store.whenLoaded
    for (let i = 0; i < 600; i++) edit(doc, `key ${i}`)
    const flushed = store.flush()
    await until(() => isCompacting)
    for (const run of waits.splice(0)) run()
    expect(await flushed).toBe(true)
    edit(doc, 'one more')
    expect(await store.flush()).toBe(true)
    await store.destroy()
    expect(Object.keys(await stored())).toHaveLength(601)
  })

  it('of two tabs become one, and neither loses what the other wrote', async () => {
    const tabs = [openTab(), openTab()]
    await Promise.all(tabs.map(({ store }) => store.whenLoaded))
    for (let i = 0; i < 400; i++) {
      tabs.forEach(({ doc }, tab) => {
        edit(doc, `tab ${tab} key ${i}`)
      })
      if (i % 50 === 0) await Promise.all(tabs.map(({ store }) => store.flush()))
    }
    await Promise.all(tabs.map(({ store }) => store.flush()))
    await Promise.all(tabs.map(({ store }) => store.destroy()))
    expect(Object.keys(await stored())).toHaveLength(800)
  })
})

describe('a tab that is killed', () => {
  it('at any moment of 500 edits loses nothing that was shown as saved', async () => {
    const random = seededRandom(20261123)
    let kills = 0
    let savedAtKill = 0
    let lostAtKill = 0
    let saved = new Set<string>()
    let timers = mortalTimers()
    const tab = () => {
      timers = mortalTimers()
      const { doc, store } = openTab({ retryMs: 1, timers })
      const note = () => {
        if (store.state() === 'saved') saved = new Set(doc.getMap('bill').keys())
      }
      store.onChange(note)
      return { doc, store, note }
    }
    let { doc, store, note } = tab()
    for (let i = 0; i < 500; i++) {
      edit(doc, `edit ${i}`)
      note()
      if (random.below(3) === 0) await new Promise(resolve => setTimeout(resolve, random.below(3)))
      if (random.below(50) === 0) disk.failing = 1
      if (random.below(12) > 0) continue
      note()
      disk.kill()
      timers.kill()
      kills++
      const shown = saved
      const inMemory = doc.getMap('bill').size
      ;({ doc, store, note } = tab())
      await store.whenLoaded
      const found = new Set(doc.getMap('bill').keys())
      expect([...shown].filter(key => !found.has(key))).toEqual([])
      savedAtKill += shown.size
      lostAtKill += inMemory - found.size
    }
    // The test must have seen both: much that was saved, and something that was not yet.
    expect(kills).toBeGreaterThan(20)
    expect(savedAtKill).toBeGreaterThan(1_000)
    expect(lostAtKill).toBeGreaterThan(0)
    await store.destroy()
  })
})
