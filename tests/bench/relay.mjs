/**
 * `npm run bench`: what a delivery costs. 400 sockets in rooms of 2, 5 and 100, each with one entry of 256 bytes in
 * flight, against the built relay in memory and in SQLite (every entry on disk before it is acknowledged) and against
 * the bare loop. Counted are entries and ACKs that arrive, per second of the server's own CPU; a ratio is of the same
 * run, since the machine's mood is in both. Limits are set by environment and printed.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { WebSocket } from 'ws'
import { ensureBuild, root } from '../../relay/prepare.mjs'

const sockets = 400
const roomSizes = [2, 5, 100]
const warmUpMs = 1000
const measureMs = 4000
const entryBytes = 256
const limits = {
  LIMIT_ENTRIES_PER_S: '1000000',
  LIMIT_ENTRIES_BURST: '1000000',
  LIMIT_BYTES_PER_S: '1000000000',
  LIMIT_ROOM_MESSAGES_PER_S: '1000000',
  LIMIT_ROOM_BYTES: '100000000000',
  LIMIT_SOCKETS_PER_ADDRESS: '10000',
  LIMIT_UPGRADES_PER_ADDRESS_PER_MIN: '100000',
  LIMIT_SHED_LAG_MS: '100000',
}

/** @param {string} path */
const source = async path =>
  (await runnerImport(join(root, path), { configFile: false, logLevel: 'error' })).module
const { keysFromAdminSeed } = await source('crdt/encryption/keys.ts')
const { proofReady, sodiumProof } = await source('crdt/encryption/proof.ts')
const { sign } = await source('crdt/encryption/sodium.ts')
const { encode } = await source('crdt/sync/codec.ts')
const { subprotocol, syncPath } = await source('crdt/sync/wire.ts')

/** CPU seconds that a process has used (Linux: 100 ticks a second). @param {number} pid */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** @param {string} script @param {Record<string, string>} env */
async function start(script, env) {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  for (;;) {
    const port = Number(/"port":(\d+)/.exec(output)?.[1] ?? 0)
    if (port > 0 && child.pid !== undefined)
      return { port, pid: child.pid, stop: () => child.kill('SIGKILL') }
    if (child.exitCode !== null) throw new Error(output)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const later = /** @param {number} ms */ ms => new Promise(resolve => setTimeout(resolve, ms))

/** A socket that keeps one entry in flight; counts what it is given. */
class Sender {
  delivered = 0
  req = 0
  roomSize = 1
  /** @param {WebSocket} ws */
  constructor(ws) {
    this.ws = ws
  }
  sendBare() {
    this.ws.send(randomBytes(entryBytes))
  }
  sendEntry() {
    const frame = randomBytes(7 + entryBytes)
    frame.set([6, 0, 1])
    frame.writeUInt32BE(++this.req, 3)
    frame.set([1, 1, 0, 0], 7)
    this.ws.send(frame)
  }
}

/** @param {number} port @param {number} room */
async function joinBare(port, room) {
  const ws = new WebSocket(`ws://127.0.0.1:${port}`)
  await new Promise(resolve => ws.once('open', resolve))
  ws.send(`room ${room}`)
  await new Promise(resolve => ws.once('message', resolve))
  const sender = new Sender(ws)
  let owed = 0
  // Everyone in a room sends at the same rate, so its size-th message is worth one of ours.
  ws.on('message', () => {
    sender.delivered++
    if (++owed < sender.roomSize) return
    owed = 0
    sender.sendBare()
  })
  return sender
}

/** @param {number} port @param {any} keys */
async function joinRelay(port, keys) {
  const aud = `127.0.0.1:${port}`
  const ws = new WebSocket(`ws://${aud}${syncPath}`, subprotocol)
  const hello = await new Promise(resolve => ws.once('message', resolve))
  ws.send(encode({ type: 'clientHello', version: 1, aud }))
  const signature = sign(sodiumProof.openSigned(hello, aud, keys.roomId, 2), keys.writeKeys.privateKey)
  const zeros = new Uint8Array(16)
  const { roomId, commitments, writePublicKey: publicKey } = keys
  const open = { type: 'open', chan: 1, role: 2, flags: 0, roomId, commitments, publicKey, signature }
  ws.send(encode({ ...open, logId: zeros, since: 0, prefix: zeros }))
  const sender = new Sender(ws)
  await new Promise(resolve =>
    ws.on(
      'message',
      /** @param {Buffer} data */ data => {
        if (data[0] === 5) resolve(undefined)
        if (data[0] === 4 || data[0] === 7) sender.delivered++
        if (data[0] === 7) sender.sendEntry()
      },
    ),
  )
  return sender
}

/** Deliveries per CPU second of the server. @param {string} kind @param {number} roomSize */
async function measure(kind, roomSize) {
  const dataDir = mkdtempSync(join(tmpdir(), 'relay-bench-'))
  const bare = kind === 'bare loop'
  const env = { ...limits, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', DATA_DIR: dataDir, STORE: kind }
  const server = await start(
    join(root, bare ? 'tests/bench/bare-loop.mjs' : 'dist/relay/main.js'),
    bare ? {} : env,
  )
  /** @type {Sender[]} */
  const senders = []
  for (let room = 0; room < sockets / roomSize; room++) {
    const keys = keysFromAdminSeed(new Uint8Array(randomBytes(16)))
    for (let i = 0; i < roomSize; i++) {
      const sender = bare ? await joinBare(server.port, room) : await joinRelay(server.port, keys)
      sender.roomSize = roomSize
      senders.push(sender)
    }
  }
  for (const sender of senders) bare ? sender.sendBare() : sender.sendEntry()
  await later(warmUpMs)
  const count = () => senders.reduce((sum, { delivered }) => sum + delivered, 0)
  const [before, cpuBefore, startedMs] = [count(), cpuSeconds(server.pid), performance.now()]
  await later(measureMs)
  const delivered = count() - before
  const cpu = cpuSeconds(server.pid) - cpuBefore
  const seconds = (performance.now() - startedMs) / 1000
  server.stop()
  for (const { ws } of senders) ws.terminate()
  rmSync(dataDir, { recursive: true, force: true })
  return { perCpuSecond: delivered / cpu, perSecond: delivered / seconds }
}

await proofReady
if (!ensureBuild()) process.exit(1)
console.log(
  `${sockets} sockets, ${entryBytes} B entries; ${Object.entries(limits)
    .map(pair => pair.join('='))
    .join(' ')}`,
)
for (const roomSize of roomSizes) {
  const unit = await measure('bare loop', roomSize)
  for (const [kind, result] of [
    ['bare loop', unit],
    ['memory', await measure('memory', roomSize)],
    ['sqlite', await measure('sqlite', roomSize)],
  ]) {
    if (typeof kind !== 'string' || typeof result !== 'object') continue
    const { perCpuSecond, perSecond } = result
    const ratio = (perCpuSecond / unit.perCpuSecond).toFixed(2)
    console.log(
      `rooms of ${roomSize}, ${kind}: ${Math.round(perCpuSecond)} deliveries per CPU second (${ratio}), ${Math.round(perSecond)} a second`,
    )
  }
}
process.exit(0)
