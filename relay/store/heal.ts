/**
 * A log in which damage was met: damaged entries are dropped and what is left is numbered anew in a new log, so that
 * clients offer what is missing. Read whole: a room holds at most its quota.
 */
import { zeroPrefix } from '../../crdt/sync/wire.ts'
import { countOf, isSound, joinRun, prefixAfter, type RunRow, splitRun } from './run.ts'
import type { Statements } from './statements.ts'

export interface Healed {
  readonly head: number
  /** Entries that were lost. */
  readonly dropped: number
}

/** To be run in a transaction; the caller forgets what it knew of the log. */
export function healLog(sql: Statements, row: number, logId: Uint8Array): Healed {
  let head = 0
  let dropped = 0
  let prefix: Uint8Array = zeroPrefix
  const rows = sql.allLive.all(row) as unknown as RunRow[]
  sql.dropRetired.run(row)
  for (const { id, contents, bytes } of rows) {
    const sound = splitRun({ contents, bytes }).filter(isSound)
    dropped += Math.max(1, countOf(contents)) - sound.length
    if (sound.length === 0) {
      sql.drop.run(id)
      continue
    }
    head += sound.length
    prefix = prefixAfter(prefix, sound)
    const run = joinRun(sound)
    sql.rewrite.run(head, run.contents, prefix, run.bytes, id)
  }
  sql.setLogId.run(logId, row)
  return { head, dropped }
}
