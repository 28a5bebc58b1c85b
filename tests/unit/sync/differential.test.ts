/**
 * The same random edits through a stock y-websocket server and through ours (real relay, real sockets, real cipher, the same
 * unmodified provider on both sides) end in equal documents: sealing and relaying change nothing of what Yjs means.
 *
 * Edits come in rounds: everybody is cut off, edits alone, and comes back. So what is concurrent is the same on both sides
 * whatever the timing, and with the same client ids Yjs must decide every conflict alike.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setupWSConnection } from '@y/websocket-server/utils'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { deviceKeys, keysFromAdminSeed } from '../../../crdt/encryption/keys.ts'
import { proofReady } from '../../../crdt/encryption/proof.ts'
import { joinRoom } from '../../../crdt/joined-room.ts'
import { RelayConnection, type WireSocket } from '../../../crdt/sync/relay-connection.ts'
import { loadConfig } from '../../../relay/config.ts'
import { type RunningRelay, startRelay } from '../../../relay/server.ts'
import { globalTimers, MemoryOutbox } from '../../world/phone.ts'
import { type SeededRandom, seededRandom } from '../../world/random.ts'

let stock: Server
let relay: RunningRelay

beforeAll(async () => {
  await proofReady
  stock = createServer()
  const sockets = new WebSocketServer({ server: stock })
  sockets.on('connection', (socket, request) => setupWSConnection(socket, request))
  await new Promise<void>(resolve => stock.listen(0, '127.0.0.1', resolve))
  const config = loadConfig({ HOST: '127.0.0.1', PORT: '0', STORE: 'memory', LOG_LEVEL: 'silent' })
  relay = await startRelay(config)
})

afterAll(async () => {
  stock.closeAllConnections()
  stock.close()
  await relay.close()
})

/** Somebody at a document, however it is connected. */
interface Member {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  end(): void
}

function atStock(doc: Y.Doc, room: string): Member {
  const { port } = stock.address() as AddressInfo
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, room, doc, {
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  return { doc, provider, end: () => provider.destroy() }
}

async function atOurs(doc: Y.Doc, seed: number): Promise<Member> {
  const random = seededRandom(seed * 100 + doc.clientID)
  const timers = globalTimers(random.next)
  const host = `127.0.0.1:${relay.port}`
  const connection = new RelayConnection({
    url: `ws://${host}/v1/sync`,
    aud: host,
    timers,
    makeSocket: (url, subprotocol) =>
      new WebSocket(url, subprotocol, { origin: `http://${host}` }) as never as WireSocket,
  })
  const joined = await joinRoom({
    doc,
    keys: keysFromAdminSeed(seededRandom(seed).fill(new Uint8Array(16))),
    device: deviceKeys(random.fill(new Uint8Array(16))),
    connection,
    outbox: new MemoryOutbox(),
    timers,
    fillRandom: random.fill,
    onChange: () => undefined,
    onStoreFailure: () => undefined,
    betweenTabs: false,
  })
  return {
    doc,
    provider: joined.provider,
    end: () => {
      void joined.leave()
      connection.suspend()
    },
  }
}

/** One edit that means the same whatever the document holds. */
function edit(doc: Y.Doc, random: SeededRandom): void {
  const map = doc.getMap<unknown>(random.pick(['bill', 'people']))
  const key = `key ${random.below(6)}`
  const inner = map.get(key)
  const kind = random.below(5)
  if (kind === 0) map.delete(key)
  else if (kind === 1) map.set(key, new Y.Map([['born', random.below(100)]]))
  else if (inner instanceof Y.Map) inner.set(`part ${random.below(3)}`, random.below(100))
  else if (kind === 2) doc.getArray<number>('list').insert(0, [random.below(100)])
  else map.set(key, random.below(100))
}

const content = (doc: Y.Doc) => ({
  bill: doc.getMap('bill').toJSON(),
  people: doc.getMap('people').toJSON(),
  list: doc.getArray('list').toJSON(),
})

const state = (doc: Y.Doc) => Buffer.from(Y.encodeStateVector(doc)).toString('hex')

/** All have seen the same of each other. */
async function untilEqual(members: readonly Member[]): Promise<void> {
  await expect
    .poll(
      () =>
        members.every(({ provider }) => provider.synced) &&
        new Set(members.map(({ doc }) => state(doc))).size,
      {
        timeout: 20_000,
      },
    )
    .toBe(1)
}

it.each([1, 2, 3, 4, 5, 6])(
  'ends in equal documents (seed %i)',
  async seed => {
    const docs = () =>
      [101, 202, 303].map(clientID => {
        const doc = new Y.Doc()
        doc.clientID = clientID
        return doc
      })
    const there = docs().map(doc => atStock(doc, `room-${seed}`))
    const here = await Promise.all(docs().map(doc => atOurs(doc, seed)))
    try {
      for (let round = 0; round < 4; round++) {
        await untilEqual(there)
        await untilEqual(here)
        for (const members of [there, here]) {
          for (const { provider } of members) provider.disconnect()
          members.forEach(({ doc }, index) => {
            const random = seededRandom(seed * 1_000 + round * 10 + index)
            for (let edits = 1 + random.below(8); edits > 0; edits--) edit(doc, random)
          })
          for (const { provider } of members) provider.connect()
        }
      }
      await untilEqual(there)
      await untilEqual(here)
      const [reference] = there
      if (!reference) throw new Error('nobody is there')
      expect(Object.keys(content(reference.doc).bill).length).toBeGreaterThan(0)
      for (const { doc } of [...there, ...here]) expect(content(doc)).toEqual(content(reference.doc))
    } finally {
      for (const member of [...there, ...here]) member.end()
    }
  },
  60_000,
)
