/**
 * A disk for tests: fake-indexeddb with switches for what goes wrong in browsers.
 *
 * Every connection that is opened through the global `indexedDB` is known here, so that a test can fail its
 * transactions, close it by force, or kill it as a closed tab would: what was under way is rolled back, nothing
 * follows.
 */
import 'fake-indexeddb/auto'
import { IDBDatabase as FakeDatabase, IDBFactory as FakeFactory, forceCloseDatabase } from 'fake-indexeddb'

const begin = FakeDatabase.prototype.transaction

export class Disk {
  /** So many readwrite transactions from now on will be aborted. */
  failing = 0
  /** So many readwrite transactions from now on never tell whoever began them that they ended. */
  hanging = 0
  /** Opening fails at once. */
  refusing = false
  private blocked = false
  private readonly held: (() => void)[] = []
  private connections: IDBDatabase[] = []
  private opening: IDBOpenDBRequest[] = []
  private begun: IDBTransaction[] = []
  private readonly killed = new Set<IDBDatabase>()

  /** Becomes the global IndexedDB, empty. */
  constructor() {
    const factory = new FakeFactory()
    const open = factory.open.bind(factory)
    factory.open = (name, version) => {
      if (this.refusing) throw new DOMException('The operation is insecure', 'SecurityError')
      const request = version === undefined ? open(name) : open(name, version)
      this.opening.push(request)
      request.addEventListener('success', event => {
        this.opening = this.opening.filter(other => other !== request)
        this.connections.push(request.result)
        if (!this.blocked) return
        event.stopImmediatePropagation()
        const late = { target: request } as unknown as Event
        this.held.push(() => request.onsuccess?.(late))
      })
      return request
    }
    const disk = this
    FakeDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof begin>) {
      if (disk.killed.has(this)) throw new DOMException('The tab is gone', 'InvalidStateError')
      const transaction = begin.apply(this, args)
      disk.begun.push(transaction)
      if (args[1] === 'readwrite' && disk.failing > 0) {
        disk.failing--
        // What asked for its commit can't be aborted from outside any more; a browser's own failure still can.
        transaction.commit = () => undefined
        queueMicrotask(() => abort(transaction))
      }
      if (args[1] === 'readwrite' && disk.hanging > 0) {
        disk.hanging--
        for (const end of ['oncomplete', 'onabort']) Object.defineProperty(transaction, end, { set() {} })
      }
      return transaction
    }
    globalThis.indexedDB = factory
  }

  /** From now on opening gives no answer at all. */
  block(): void {
    this.blocked = true
  }

  /** What was held back by `block` answers now. */
  unblock(): void {
    this.blocked = false
    for (const answer of this.held.splice(0)) answer()
  }

  /** The durabilities that readwrite transactions asked for so far. */
  durabilities(): Set<string> {
    const writing = this.begun.filter(({ mode }) => mode === 'readwrite')
    return new Set(writing.map(({ durability }) => durability))
  }

  /** The browser closes all connections, as when the user clears the site's data. */
  forceClose(): void {
    // Its type says it wants the class; it wants a connection.
    for (const connection of this.connections.splice(0)) forceCloseDatabase(connection as never)
  }

  /**
   * Every tab is gone at this moment: transactions that did not complete are rolled back, and nobody is left to be
   * told.
   */
  kill(): void {
    for (const connection of this.connections) this.killed.add(connection)
    for (const transaction of this.begun.splice(0)) {
      transaction.oncomplete = transaction.onabort = null
      for (const { request } of (transaction as unknown as FakeTransaction)._requests) {
        request.onsuccess = request.onerror = null
      }
      abort(transaction)
    }
    for (const request of this.opening.splice(0)) request.onsuccess = request.onerror = null
    for (const connection of this.connections.splice(0)) connection.close()
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It had completed.
  }
}

/** What fake-indexeddb keeps inside a transaction. */
interface FakeTransaction {
  readonly _requests: readonly { readonly request: IDBRequest }[]
}

/** All rows of a store. */
export function rowsIn(name: string, store: string): Promise<unknown[]> {
  return inStore(name, store, rows => rows.getAll())
}

/** Adds a row without a key of its own. */
export async function addRow(name: string, store: string, row: unknown): Promise<void> {
  await inStore(name, store, rows => rows.add(row))
}

function inStore<T>(name: string, store: string, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const db = opening.result
      const transaction = db.transaction(store, 'readwrite')
      const request = act(transaction.objectStore(store))
      transaction.oncomplete = () => {
        db.close()
        resolve(request.result)
      }
    }
  })
}

/** Waits until it is true; the test's own timeout is the limit. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setTimeout(resolve, 1))
}
