/**
 * What must hold at a relay whatever one client does to it, asked after each test while the hostile sockets are still
 * there: in a room that others use an entry still gets from one to the other, nothing was rejected unheard, no log line
 * says more than it may, and the process holds little more than before.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, expect } from 'vitest'
import type { RelayParts } from '../../../relay/server.ts'
import { newRoom, updateEntry } from './device.ts'
import { type RelayWorld, relayWorld, type WorldOptions } from './relay-world.ts'

/** A word that hostile clients put into payloads and addresses; it must come out nowhere. */
export const secretWord = 'canary-5b1f'

/** What one case may add to what the process holds. */
const maxGrowthBytes = 20 * 1024 * 1024

/** Against hooks that hang, not against slow machines. */
const hookTimeoutMs = 120_000

let watched: (() => Promise<void>)[] = []
let rejections = 0
process.on('unhandledRejection', () => rejections++)

// Hooks run in the reverse of their order: this one comes before relay-world.ts ends relays and sockets.
afterEach(async () => {
  const checks = watched
  watched = []
  for (const check of checks) await check()
}, hookTimeoutMs)

/** A relay that is asked after the test whether all is well. The two of its canary room have an address of their own. */
export async function watchedRelay(options: WorldOptions = {}, parts: RelayParts = {}): Promise<RelayWorld> {
  const relay = await relayWorld(options, parts)
  const keys = newRoom()
  const one = await relay.connect({ address: '10.9.9.9' })
  await one.open(keys)
  const two = await relay.connect({ address: '10.9.9.9' })
  await two.open(keys)
  const heldBefore = await heldBytes()
  watched.push(async () => {
    const { number } = await one.appended(updateEntry(secretWord))
    await two.until(() => two.entries().at(-1)?.number === number, 'the entry of the canary room')
    expect(rejections, 'rejections that nobody heard').toBe(0)
    expect(relay.lines.filter(saysTooMuch)).toEqual([])
    const text = relay.lines.join('')
    expect(text).not.toContain(secretWord)
    expect(text).not.toContain(keys.room)
    // What counts is what the relay holds, not what its clients remember.
    for (const device of relay.devices) device.forget()
    // What can go may take some turns to be gone.
    await expect
      .poll(async () => (await heldBytes()) - heldBefore, {
        timeout: 30_000,
        message: 'bytes held more than before',
      })
      .toBeLessThan(maxGrowthBytes)
  })
  return relay
}

const word = /^[a-z][a-z -]*$/
/** All that a line may hold (relay/log.ts), and in what form. */
const fields: Readonly<Record<string, RegExp>> = {
  level: /^\d+$/,
  time: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  event: word,
  reason: word,
  store: word,
  route: word,
  code: /^(\d+|[A-Z][A-Z0-9_]+)$/,
  error: /^[A-Za-z]+$/,
  at: /^at [\w.<> ]*\(?[\w:/.@?=-]+\)?$/,
  room: /^[0-9a-f]{8}$/,
  version: /^\d+\.\d+\.\d+$/,
  role: /^[12]$/,
  status: /^\d{3}$/,
  port: /^\d+$/,
  entries: /^\d+$/,
  dropped: /^\d+$/,
}

function saysTooMuch(line: string): boolean {
  const parsed: Record<string, unknown> = JSON.parse(line)
  return Object.entries(parsed).some(([name, value]) => !fields[name]?.test(String(value)))
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What the process holds once everything that can go is gone. */
async function heldBytes(): Promise<number> {
  await new Promise(resolve => setImmediate(resolve))
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
