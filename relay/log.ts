/**
 * One JSON line per event, on standard error. What a line may hold is fixed here: an event's name and plain numbers
 * and codes. Never an address, a URL, a payload or a room id: a room is 8 hexadecimal characters of a keyed hash whose
 * key is made when the process starts and kept nowhere, so that lines of one run can be told apart and nothing else.
 */
import { createHmac, randomBytes } from 'node:crypto'
import pino, { type Logger } from 'pino'
import type { Config } from './config.ts'

export type Log = Logger

/** Writes synchronously: what was logged before a crash is there after it. */
export function createLog(level: Config['logLevel'], write?: (line: string) => void): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return pino(options, write ? { write } : pino.destination({ fd: 2, sync: true }))
}

const key = randomBytes(32)

/** 8 hexadecimal characters that stand for a room in this process's log. */
export function roomTag(roomId: Uint8Array): string {
  return createHmac('sha256', key).update(roomId).digest('hex').slice(0, 8)
}

/** An error's name, code and place, without its message: messages may quote what was being handled. */
export function errorTag(error: unknown): { error: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const at = error.stack?.split('\n').find(line => line.startsWith('    at '))
  return {
    error: error.name,
    ...(code === undefined ? {} : { code }),
    ...(at === undefined ? {} : { at: at.trim() }),
  }
}
