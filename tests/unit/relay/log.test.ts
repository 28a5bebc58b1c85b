import { expect, test } from 'vitest'
import { newRoom, updateEntry } from './device.ts'
import { relayWorld } from './relay-world.ts'
import { nowhere } from './store-contract.ts'

test('the log holds no payload, no room, no address, no URL', async () => {
  const relay = await relayWorld()
  const keys = newRoom()
  const device = await relay.connect()
  await device.open(keys)
  await device.appended(updateEntry('canary-5b1f'))
  device.send({ type: 'ephemeral', chan: 1, sealed: new TextEncoder().encode('canary-5b1f') })
  await fetch(`http://127.0.0.1:${relay.port}/b/%23canary-5b1f?canary-5b1f`)
  await fetch(`http://127.0.0.1:${relay.port}/canary-5b1f`, { method: 'POST', body: 'canary-5b1f' })
  const bad = await relay.connect()
  bad.ws.send('canary-5b1f')
  await bad.closed()
  await device.open(keys, { chan: 2, held: nowhere })
  const text = relay.lines.join('')
  expect(text).toContain('"event":"open"')
  expect(text).toContain('"event":"http"')
  expect(text).not.toContain('canary')
  expect(text).not.toContain('127.0.0.1')
  expect(text).not.toContain(keys.room)
  expect(text).not.toContain(Buffer.from(keys.roomId).toString('hex').slice(0, 8))
})
