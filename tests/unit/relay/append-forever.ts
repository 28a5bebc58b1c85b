/**
 * The victim of the kill -9 test: appends to one room without end and prints the number of each entry whose append
 * has resolved.
 */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createSqliteStore } from '../../../relay/store/sqlite.ts'
import { entryOf, roomNamed } from './entries.ts'

export async function appendForever(dataDir: string): Promise<never> {
  const store = createSqliteStore({
    dataDir,
    roomBytes: Number.MAX_SAFE_INTEGER,
    minFreeBytes: 1,
    newLogId: () => randomBytes(16),
    nowMs: Date.now,
  })
  const room = roomNamed(1)
  for (let id = 1; ; ) {
    const batch = Array.from({ length: 1 + (id % 7) }, (_, at) => ({
      room,
      entry: entryOf(id + at, 300),
      snapshot: null,
    }))
    const results = await store.append(batch)
    for (const result of results) if (result.ok) writeSync(1, `${result.number}\n`)
    id += batch.length
  }
}
