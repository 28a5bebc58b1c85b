/** The rows of a bill's database, from outside the app. Both run in the page: hand them to `page.evaluate`. */

/** All rows, each as its bytes. */
export async function readStoredRows(database: string): Promise<number[][]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const rows = await new Promise<Uint8Array[]>((resolve, reject) => {
    const request = db.transaction('updates').objectStore('updates').getAll()
    request.onsuccess = () => resolve(request.result as Uint8Array[])
    request.onerror = () => reject(request.error)
  })
  db.close()
  return rows.map(row => [...row])
}

/** One row more. */
export async function addStoredRow([database, base64]: readonly [string, string]): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction('updates', 'readwrite')
    transaction.objectStore('updates').add(bytes)
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
  })
  db.close()
}
