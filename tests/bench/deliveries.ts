/**
 * What a delivery costs: 400 sockets, each with one entry of 256 bytes in flight, as fast as the server goes. Counted
 * is what arrives, for each second of CPU that the whole server process used, its disk work among it. Rounds go through
 * all peers in turn, each with a new process, so that what the machine's mood does it does to all; a ratio is of one round.
 */
import { bareLoop } from './baselines/bare-loop.ts'
import { yWebsocketLine, yWebsocketValue } from './baselines/y-websocket.ts'
import { Crowd } from './crowd.ts'
import { median, ratio, sayTarget } from './figures.ts'
import { later } from './later.ts'
import { entryBytes, type Peer } from './peer.ts'
import { moment, othersCores, type QuietMachine } from './quiet-machine.ts'
import { relay } from './relay.ts'

const sockets = 400
const rounds = 5
/** V8 has compiled what is hot by then. */
const warmUpMs = 1500
const measureMs = 2000

interface Round {
  readonly perCpuSecond: number
  readonly perSecond: number
  readonly others: number
}

export async function measureDeliveries(machine: QuietMachine, roomSize: number): Promise<void> {
  const about = `${sockets} sockets in rooms of ${roomSize}, ${entryBytes} B, ${rounds} rounds`
  console.log(`\nDeliveries per CPU second: ${about}`)
  const peers = [bareLoop, relay, yWebsocketValue, yWebsocketLine]
  const results = peers.map((): Round[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, peer] of peers.entries()) {
      await machine.wait()
      results[i]?.push(await measure(peer, roomSize))
    }
  }
  const [bare = [], ours = [], value = [], line = []] = results.map(ofPeer =>
    ofPeer.map(one => one.perCpuSecond),
  )
  for (const [i, { name }] of peers.entries()) {
    const of = (figure: keyof Round) => median((results[i] ?? []).map(one => one[figure]))
    const [cpu, wall] = [of('perCpuSecond'), of('perSecond')].map(n => Math.round(n).toLocaleString('en'))
    const others = `others' CPU ${of('others').toFixed(2)} cores`
    console.log(`  ${name}: ${cpu} a CPU second, ${wall} a second; ${others}`)
  }
  if (roomSize !== 5) return console.log(`  ours / bare loop ${ratio(ours, bare).toFixed(2)}`)
  sayTarget('ours / bare loop', ratio(ours, bare), { atLeast: 1 })
  sayTarget('ours / @y/websocket-server, one value,', ratio(ours, value), { atLeast: 4 })
  sayTarget('ours / @y/websocket-server, a receipt line,', ratio(ours, line), { atLeast: 4 })
}

async function measure(peer: Peer, roomSize: number): Promise<Round> {
  const server = await peer.start()
  const crowd = new Crowd(peer, server, roomSize)
  await crowd.growTo(sockets)
  let delivered = 0
  for (const sender of crowd.senders) {
    sender.onDelivery = own => {
      delivered++
      if (own) sender.send()
    }
    sender.send()
  }
  await later(warmUpMs)
  const [before, cpuBefore, count] = [moment(), server.cpuSeconds, delivered]
  await later(measureMs)
  const [after, cpu] = [moment(), server.cpuSeconds - cpuBefore]
  const got = delivered - count
  crowd.close()
  await server.stop()
  const perSecond = got / ((after.atMs - before.atMs) / 1000)
  return { perCpuSecond: got / cpu, perSecond, others: othersCores(before, after) }
}
