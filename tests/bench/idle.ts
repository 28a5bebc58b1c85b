/**
 * What an idle socket holds: the growth of a server's memory from 100 to 10,000 sockets, each with one room of 5 open
 * and nothing sent, for each socket more; read after a forced collection of garbage. The clients are in this process,
 * the servers each in their own, with libsodium loaded in ours and in the bare loop.
 */
import { bareLoop } from './baselines/bare-loop.ts'
import { yWebsocketValue } from './baselines/y-websocket.ts'
import { Crowd } from './crowd.ts'
import { median, ratio, sayTarget } from './figures.ts'
import { later } from './later.ts'
import type { Peer } from './peer.ts'
import { moment, othersCores, type QuietMachine } from './quiet-machine.ts'
import { relay } from './relay.ts'
import type { Memory } from './server-process.ts'

const roomSize = 5
const few = 100
const many = 10_000
const rounds = 3
/** What came with the last to join is done by then. */
const settleMs = 1000

export async function measureIdle(machine: QuietMachine): Promise<void> {
  console.log(
    `\nMemory of an idle socket: from ${few} to ${many} sockets in rooms of ${roomSize}, ${rounds} rounds`,
  )
  const peers = [bareLoop, relay, yWebsocketValue]
  const results = peers.map((): Memory[] => [])
  const before = moment()
  for (let round = 0; round < rounds; round++) {
    for (const [i, peer] of peers.entries()) {
      await machine.wait()
      results[i]?.push(await measure(peer))
    }
  }
  const others = othersCores(before, moment()).toFixed(2)
  for (const [i, { name }] of peers.entries()) {
    const kib = (part: keyof Memory) => (median((results[i] ?? []).map(one => one[part])) / 1024).toFixed(2)
    console.log(`  ${name}: ${kib('rss')} KiB (heap ${kib('heap')}, buffers ${kib('external')})`)
  }
  console.log(`  others' CPU ${others} cores`)
  const [bare = [], ours = []] = results.map(ofPeer => ofPeer.map(({ rss }) => rss))
  sayTarget('KiB ours / bare loop', ratio(ours, bare), { atMost: 1.3 })
}

/** Growth for each socket more. */
async function measure(peer: Peer): Promise<Memory> {
  const server = await peer.start()
  const crowd = new Crowd(peer, server, roomSize)
  await crowd.growTo(few)
  await later(settleMs)
  const before = await server.memory()
  await crowd.growTo(many)
  await later(settleMs)
  const after = await server.memory()
  crowd.close()
  await server.stop()
  const growth = (part: keyof Memory) => (after[part] - before[part]) / (many - few)
  return { rss: growth('rss'), heap: growth('heap'), external: growth('external') }
}
