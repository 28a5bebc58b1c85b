/**
 * The rows of one document's database, in y-indexeddb's format: a store `updates` with automatic keys, each row a
 * Yjs update (V1), and a store `custom` for whatever else belongs to the document.
 *
 * Promises: every function is one transaction; what writes has a promise that follows that transaction's end, never a request's:
 * a request that succeeded may still be rolled back. Adding rows asks for the commit at once: a page that is being put away
 * does not live to see its requests succeed, after which the browser would commit by itself.
 */

const updates = 'updates'
const custom = 'custom'

/** Opens the database, and makes its stores as y-indexeddb would. */
export function openRows(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => {
      const db = request.result
      if (!db.objectStoreNames.contains(updates)) db.createObjectStore(updates, { autoIncrement: true })
      if (!db.objectStoreNames.contains(custom)) db.createObjectStore(custom)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** All rows, oldest first. @throws a TypeError when one is not bytes */
export function readRows(db: IDBDatabase): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction([updates], 'readonly')
    const all = transaction.objectStore(updates).getAll()
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted'))
    // Not later: what was read stays as it is, and a long bill is waited for.
    all.onsuccess = () => {
      if (all.result.every(row => row instanceof Uint8Array)) resolve(all.result)
      else reject(new TypeError('A row is not bytes'))
    }
    all.onerror = () => reject(all.error)
  })
}

/**
 * Adds these rows; gives how many there are now.
 * @param whole when the store turns out to be empty, this goes before them.
 */
export function addRows(
  db: IDBDatabase,
  rows: readonly Uint8Array[],
  whole: Uint8Array | null,
): Promise<number> {
  let count = 0
  return run(db, [updates], ({ [updates]: store }, commit) => {
    const add = () => {
      for (const row of rows) store.add(row)
      const counting = store.count()
      counting.onsuccess = () => {
        count = counting.result
      }
      commit()
    }
    if (whole === null) return add()
    const counting = store.count()
    counting.onsuccess = () => {
      if (counting.result === 0) store.add(whole)
      add()
    }
  }).then(() => count)
}

/** Moves rows that `check` throws on to `custom`, out of the reader's way; gives how many there were. */
export function setBadRowsAside(db: IDBDatabase, check: (row: Uint8Array) => void): Promise<number> {
  let bad = 0
  return run(db, [updates, custom], ({ [updates]: store, [custom]: aside }) => {
    forEachRow(store, (key, row) => {
      try {
        if (!(row instanceof Uint8Array)) throw new TypeError('The row is not bytes')
        check(row)
      } catch {
        bad++
        aside.put(row, `damaged ${String(key)}`)
        store.delete(key)
      }
    })
  }).then(() => bad)
}

/** Puts what `merge` makes of all rows in their place; false, and nothing changed, when `merge` throws. */
export function compactRows(
  db: IDBDatabase,
  merge: (rows: readonly Uint8Array[]) => Uint8Array,
): Promise<boolean> {
  let isDone = true
  return run(db, [updates], ({ [updates]: store }) => {
    const all: Uint8Array[] = []
    let last: IDBValidKey | null = null
    forEachRow(
      store,
      (key, row) => {
        last = key
        if (row instanceof Uint8Array) all.push(row)
      },
      () => {
        if (last === null) return
        try {
          const merged = merge(all)
          store.delete(IDBKeyRange.upperBound(last))
          store.add(merged)
        } catch {
          isDone = false
        }
      },
    )
  }).then(() => isDone)
}

function forEachRow(
  store: IDBObjectStore,
  visit: (key: IDBValidKey, row: unknown) => void,
  done: () => void = () => undefined,
): void {
  const keys = store.getAllKeys()
  keys.onsuccess = () => {
    const rows = store.getAll()
    rows.onsuccess = () => {
      keys.result.forEach((key, i) => {
        visit(key, rows.result[i])
      })
      done()
    }
  }
}

type Stores = Record<typeof updates | typeof custom, IDBObjectStore>

/** One readwrite transaction: resolves when it completed, rejects when it was aborted or could not start. */
function run(
  db: IDBDatabase,
  names: readonly string[],
  act: (stores: Stores, commit: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction([...names], 'readwrite')
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted'))
    const stores = Object.fromEntries(names.map(name => [name, transaction.objectStore(name)])) as Stores
    // Browsers from before 2021 have no commit.
    act(stores, () => transaction.commit?.())
  })
}
