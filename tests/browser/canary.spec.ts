/**
 * What the relay gets to see: nothing. A name, an amount and the link's secret are looked for in its database, its write-ahead
 * log, its logs and all it printed; and the same search in a build with sealing switched off finds them, so the search works.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Browser, expect } from '@playwright/test'
import { fromBase64url } from '../../crdt/bytes.ts'
import { amountNeedles, bytesNeedles, search, textNeedles } from '../world/canary.ts'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhoneWithApp,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

const person = 'Zwiebelfisch'
const dish = 'Quittenmost Überraschung'
const typed = '48151.62'
const minor = 4_815_162

/** Two phones use the relay; it is killed, so that its write-ahead log stays as it is. */
async function useRelay(browser: Browser, relay: RelayProcess): Promise<string> {
  const host = await newPhoneWithApp(browser)
  const guest = await newPhoneWithApp(browser)
  await introduce(host.page, relay.url, person)
  await newBill(host.page, 'Kanarienvogel')
  await addPeople(host.page, ['Guest'])
  const link = await share(host.page)
  await typeItems(host.page, [[dish, typed]])
  await join(guest.page, link, 'Guest')
  await tap(guest.page, [dish])
  await expectSynced(host.page)
  await expectSynced(guest.page)
  await host.context.close()
  await guest.context.close()
  await relay.kill()
  return link.slice(link.indexOf('#') + 1)
}

function secretsOf(secret: string) {
  const bytes = fromBase64url(secret)
  if (!bytes) throw new Error('the link does not read')
  return {
    person: textNeedles(person),
    dish: textNeedles(dish),
    title: textNeedles('Kanarienvogel'),
    amount: amountNeedles(typed, minor),
    'link text': textNeedles(secret),
    'edit seed': bytesNeedles('edit seed', bytes.subarray(1, 17)),
  }
}

test('nothing readable reaches the relay', async ({ browser }) => {
  const relay = await RelayProcess.start()
  try {
    const secrets = secretsOf(await useRelay(browser, relay))
    expect(relay.output.length).toBeGreaterThan(0)
    for (const [what, needles] of Object.entries(secrets)) {
      expect(search(needles, relay.dataDir, relay.output), what).toEqual([])
    }
  } finally {
    await relay.stop()
  }
})

test('the same search finds them when sealing is switched off', async ({ browser }) => {
  execFileSync(process.execPath, [fileURLToPath(new URL('./unsealed-build.mjs', import.meta.url))])
  const relay = await RelayProcess.start({}, 'dist/unsealed')
  try {
    const { person: name, dish: item, title, amount } = secretsOf(await useRelay(browser, relay))
    for (const needles of [name, item, title]) {
      expect(search(needles, relay.dataDir, relay.output).some(found => found.startsWith('UTF-8, raw'))).toBe(
        true,
      )
    }
    expect(search(amount, relay.dataDir, relay.output).join()).toContain('as Yjs writes it, raw')
  } finally {
    await relay.stop()
  }
})

test('the search finds a secret in every coat', () => {
  const coats = [
    Buffer.from('Zwiebelfisch', 'utf16le'),
    Buffer.from('xyZwiebelfisch').toString('base64'),
    Buffer.from('xZwiebelfischy').toString('base64url'),
    Buffer.from('Zwiebelfisch').toString('hex'),
  ]
  for (const coat of coats) {
    const output = typeof coat === 'string' ? coat : coat.toString('utf8')
    expect(
      search(textNeedles('Zwiebelfisch'), fileURLToPath(new URL('.', import.meta.url)), `… ${output} …`),
    ).toContainEqual(expect.stringMatching(/in output$/))
  }
})
