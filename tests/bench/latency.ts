/**
 * How long a delivery takes at 5,000 a second: 400 sockets in rooms of 5, together 1,000 entries of 256 bytes a second,
 * sent by the clock whether or not answers come (an open loop: a server that stalls is charged for all it kept waiting).
 * Measured from the send in one socket to the arrival in another; a sender's own echo is not looked at.
 */
import { bareLoop } from './baselines/bare-loop.ts'
import { yWebsocketValue } from './baselines/y-websocket.ts'
import { Crowd } from './crowd.ts'
import { median, percentile, ratio, sayTarget } from './figures.ts'
import { later } from './later.ts'
import type { Peer, Sender } from './peer.ts'
import { moment, othersCores, type QuietMachine } from './quiet-machine.ts'
import { relay } from './relay.ts'

const sockets = 400
const roomSize = 5
const deliveriesPerS = 5000
const rounds = 5
/** V8 has compiled by then what so few entries make hot. */
const warmUpMs = 3000
const measureMs = 3000

interface Round {
  readonly p50: number
  readonly p99: number
  readonly others: number
}

export async function measureLatency(machine: QuietMachine): Promise<void> {
  console.log(`\nLatency at ${deliveriesPerS} deliveries a second: rooms of ${roomSize}, ${rounds} rounds`)
  const peers = [bareLoop, relay, yWebsocketValue]
  const results = peers.map((): Round[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, peer] of peers.entries()) {
      await machine.wait()
      results[i]?.push(await measure(peer))
    }
  }
  for (const [i, { name }] of peers.entries()) {
    const of = (figure: keyof Round) => median((results[i] ?? []).map(one => one[figure])).toFixed(2)
    console.log(`  ${name}: p50 ${of('p50')} ms, p99 ${of('p99')} ms; others' CPU ${of('others')} cores`)
  }
  const [bare = [], ours = []] = results.map(ofPeer => ofPeer.map(({ p99 }) => p99))
  sayTarget('p99 ours / bare loop', ratio(ours, bare), { atMost: 5 })
}

async function measure(peer: Peer): Promise<Round> {
  const server = await peer.start()
  const crowd = new Crowd(peer, server, roomSize)
  await crowd.growTo(sockets)
  let latencies: number[] = []
  for (const sender of crowd.senders) {
    sender.onDelivery = (own, sentMs) => {
      if (!own) latencies.push(performance.now() - sentMs)
    }
  }
  const stop = sendByTheClock(crowd.senders, deliveriesPerS / roomSize)
  await later(warmUpMs)
  latencies = []
  const before = moment()
  await later(measureMs)
  const measured = latencies
  const others = othersCores(before, moment())
  stop()
  crowd.close()
  await server.stop()
  return { p50: percentile(measured, 0.5), p99: percentile(measured, 0.99), others }
}

/** Every sender in turn, so many entries a second in all; gives how to stop it. */
function sendByTheClock(senders: readonly Sender[], perS: number): () => void {
  const startedMs = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = ((performance.now() - startedMs) / 1000) * perS
    // A step that has no factor in common with the number of senders: neighbours in a room do not send at once.
    for (; sent < due; sent++) senders[(sent * 7) % senders.length]?.send()
  }, 1)
  return () => clearInterval(timer)
}
