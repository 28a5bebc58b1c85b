/**
 * The same edits through a stock y-websocket server and through our sockets give the same documents: what a phone shows does
 * not depend on the road that its edits took. Real sockets and real time, because the server's own are real.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setupWSConnection } from '@y/websocket-server/utils'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { keysFromAdminSeed } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { contentOf, edit } from '../../simulation/content.ts'
import { ModelRelay } from '../../world/model-relay.ts'
import { openPhone } from '../../world/phone.ts'
import { type SeededRandom, seededRandom } from '../../world/random.ts'

let http: Server
let sockets: WebSocketServer
let port: number
const open: (() => void)[] = []

beforeAll(async () => {
  await proofReady
  http = createServer()
  sockets = new WebSocketServer({ server: http })
  sockets.on('connection', setupWSConnection)
  await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
  port = (http.address() as AddressInfo).port
})

afterEach(() => {
  for (const close of open.splice(0)) close()
})

afterAll(async () => {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  await new Promise(done => http.close(done))
})

/** Documents that some road keeps equal. */
interface Road {
  readonly docs: readonly Y.Doc[]
  /** Loses its connection, and gets it back by itself. */
  drop(index: number): void
}

function newDoc(random: SeededRandom): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = random.below(2 ** 30)
  return doc
}

function stockRoad(room: string, count: number, random: SeededRandom): Road {
  const docs = Array.from({ length: count }, () => newDoc(random))
  const providers = docs.map(
    doc =>
      new WebsocketProvider(`ws://127.0.0.1:${port}`, room, doc, {
        WebSocketPolyfill: WebSocket as never,
        disableBc: true,
      }),
  )
  open.push(() => {
    for (const provider of providers) provider.destroy()
    for (const doc of docs) doc.destroy()
  })
  return {
    docs,
    drop(index) {
      providers[index]?.disconnect()
      setTimeout(() => providers[index]?.connect(), 20)
    },
  }
}

async function ourRoad(seed: number, count: number, random: SeededRandom): Promise<Road> {
  const relay = new ModelRelay(seededRandom(seed))
  const keys = keysFromAdminSeed(random.fill(new Uint8Array(16)))
  const docs = Array.from({ length: count }, () => newDoc(random))
  const phones = await Promise.all(docs.map((doc, i) => openPhone({ relay, keys, seed: seed * 10 + i, doc })))
  open.push(() => {
    for (const phone of phones) phone.close()
    for (const doc of docs) doc.destroy()
  })
  return { docs, drop: index => phones[index]?.cut() }
}

const wait = (ms: number) => new Promise(done => setTimeout(done, ms))

async function agreed(docs: readonly Y.Doc[]): Promise<string> {
  for (;;) {
    const [first, ...others] = docs.map(contentOf)
    if (first !== undefined && others.every(other => other === first)) return first
    await wait(20)
  }
}

describe('a stock y-websocket server and our sockets', () => {
  it.each([1, 2, 3, 4])(
    'give the same documents for the same edits (seed %i)',
    async seed => {
      const script = seededRandom(seed)
      const count = 2 + script.below(2)
      // The same client ids on both roads: they decide who wins.
      const ids = script.below(2 ** 30)
      const roads = [
        stockRoad(`room-${seed}`, count, seededRandom(ids)),
        await ourRoad(seed, count, seededRandom(ids)),
      ]
      for (let round = 0; round < 12; round++) {
        const edits = Array.from({ length: 1 + script.below(5) }, () => ({
          by: script.below(count),
          seed: script.below(2 ** 30),
        }))
        const dropped = script.below(3) === 0 ? script.below(count) : null
        for (const road of roads) {
          for (const [at, { by, seed: of }] of edits.entries()) {
            const doc = road.docs[by]
            if (doc) edit(doc, seededRandom(of), `round ${round}, edit ${at}`)
          }
          if (dropped !== null) road.drop(dropped)
        }
        // Both roads come to rest, so that the next edits find the same documents.
        const [stock, ours] = await Promise.all(roads.map(road => agreed(road.docs)))
        expect(ours).toBe(stock)
      }
    },
    60_000,
  )
})
