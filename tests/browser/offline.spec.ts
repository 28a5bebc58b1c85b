/** Offline from the first byte: the app starts, works and heals without a network, and changes its version when it is asked to. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhoneWithApp,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

let relay: RelayProcess

test.beforeAll(() => {
  execFileSync(process.execPath, [fileURLToPath(new URL('./next-build.mjs', import.meta.url))])
})

test.beforeEach(async () => {
  relay = await RelayProcess.start()
})

test.afterEach(async () => {
  await relay.stop()
})

/** The worker is active and has all files: from here on nothing is needed. */
async function keptForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
}

const shells = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter(name => name.startsWith('billington-shell-')))

const registrations = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)

/** Paths of what the worker keeps. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname)
    return paths
  })

const notice = (page: Page) => page.locator('aside.notice')

const homeTitle = (page: Page, title: string) => page.getByRole('heading', { name: title, exact: true })

async function reopen(context: BrowserContext, old: Page, url: string): Promise<Page> {
  await old.close()
  const page = await context.newPage()
  await page.goto(url)
  return page
}

test('with relay and network gone the app starts, a bill opens, edits are saved, and arrive later', async ({
  browser,
}) => {
  const host = await newPhoneWithApp(browser)
  const guest = await newPhoneWithApp(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [
    ['Pizza', '12.50'],
    ['Wine', '20'],
  ])
  await addPeople(host.page, ['Tom'])
  await join(guest.page, await share(host.page), 'Tom')
  await expectSynced(guest.page)
  await keptForOffline(guest.page)

  await relay.kill()
  let page = await reopen(guest.context, guest.page, relay.url)
  await page.getByRole('link', { name: /Osteria/ }).click()
  await tap(page, ['Pizza'])
  await expect(page.locator('main')).toContainText('Waiting 1')
  await page.reload()
  await expect(row(page, 'Pizza')).toHaveAccessibleName(/taken by you/)
  await tap(page, ['Wine'])
  await expect(page.locator('main')).toContainText('Waiting 2')
  await expect(page.locator('[data-true=true]')).toBeVisible()

  // Settings and the balances are other pages and other chunks.
  page = await reopen(guest.context, page, page.url().replace('/b#', '/b/balances#'))
  await expect(page.getByRole('link', { name: 'Balances' })).toHaveAttribute('aria-current', 'page')
  await page.goto(`${relay.url}/settings`)
  await expect(homeTitle(page, 'Settings')).toBeVisible()

  await relay.run()
  await page.goto(relay.url)
  await page.getByRole('link', { name: /Osteria/ }).click()
  await expectSynced(page)
  await expect(row(host.page, 'Pizza')).toHaveAccessibleName(/taken by Tom/)
  await expect(row(host.page, 'Wine')).toHaveAccessibleName(/taken by Tom/)
})

test('after a first visit of some seconds everything works without the relay', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  await phone.page.goto(relay.url)
  await keptForOffline(phone.page)
  await relay.kill()
  // The page of the first visit has loaded nothing of a bill yet.
  await newBill(phone.page, 'Picnic')
  await typeItems(phone.page, [['Bread', '3']])
  await expect(phone.page.locator('main')).toContainText('On this phone')
  await phone.page.reload()
  await expect(row(phone.page, 'Bread')).toBeVisible()
  // Sharing needs the crypto and the QR code, which this page never asked for while there was a relay.
  expect(await share(phone.page)).toContain('/b#')
  await phone.page.goto(relay.url)
  await expect(phone.page.getByRole('link', { name: /Picnic/ })).toBeVisible()
})

test('a new link opened offline says so, shows no sums, and opens when there is a network', async ({
  browser,
}) => {
  const host = await newPhoneWithApp(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [['Pizza', '12.50']])
  const link = await share(host.page)
  const guest = await newPhoneWithApp(browser)
  await guest.page.goto(relay.url)
  await keptForOffline(guest.page)
  await guest.context.setOffline(true)
  await guest.page.goto(link)
  const main = guest.page.getByRole('main')
  await expect(main).toContainText('You are offline. The bill opens when there is a connection.')
  await expect(main).not.toContainText(/Total|XXX|0\.00|What you change/)
  // There is a network, and no relay at the other end.
  await relay.kill()
  await guest.context.setOffline(false)
  await expect(main).toContainText('Can’t reach the relay. The bill opens as soon as it answers.')
  await relay.run()
  await expect(guest.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
})

test('what is kept is the build and nothing that anybody typed', async ({ browser }) => {
  const host = await newPhoneWithApp(browser)
  const guest = await newPhoneWithApp(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  const secret = link.slice(link.indexOf('#') + 1)
  await guest.page.goto(relay.url)
  await keptForOffline(guest.page)
  await guest.page.goto(`${relay.url}/b/%23${secret}`)
  await expect(guest.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
  await guest.page.goto('about:blank')
  await guest.page.goto(link)
  await expect(guest.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
  const paths = await keptPaths(guest.page)
  expect(paths.join(' ')).not.toContain(secret)
  expect(paths.filter(path => path.startsWith('/v1') || path.startsWith('/b/'))).toEqual([])
  // Every font and script once.
  expect(paths.length).toBe(new Set(paths).size)
  for (const needed of ['sodium', 'yjs', 'qr', 'decode', 'familjen', 'latin-ext', 'vietnamese']) {
    expect(paths.filter(path => path.includes(needed))).not.toEqual([])
  }
})

test('a new version is offered, never forced, and the open tabs of the old one go on', async ({
  browser,
}) => {
  const phone = await newPhoneWithApp(browser)
  const { page } = phone
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await keptForOffline(page)
  const other = await phone.context.newPage()
  await other.goto(`${relay.url}/settings`)
  await relay.kill()
  await relay.run('dist/next')

  await page.goto(relay.url)
  const offer = page.getByRole('button', { name: 'Reload' })
  await expect(offer).toBeVisible()
  await expect(notice(page)).toContainText('A new version is ready.')
  await expect(homeTitle(page, 'Bills')).toBeVisible()
  // Reloading alone does not change the version while tabs are open.
  await page.reload()
  await expect(offer).toBeVisible()
  await expect(homeTitle(page, 'Bills')).toBeVisible()

  await offer.click()
  await expect(homeTitle(page, 'Newer bills')).toBeVisible()
  await expect(offer).toBeHidden()
  // The other tab was not reloaded, and finds chunks that only the build before had.
  await expect(homeTitle(other, 'Settings')).toBeVisible()
  await relay.kill()
  await other.getByRole('link', { name: 'Bills' }).first().click()
  await other.getByRole('link', { name: /Osteria/ }).click()
  await expect(other.getByRole('heading', { name: 'Osteria' })).toBeVisible()
  expect(await shells(page)).toHaveLength(2)
})

test('the kill switch takes the worker away and leaves the bills', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  const { page } = phone
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Pizza', '12.50']])
  await keptForOffline(page)
  expect(await shells(page)).toHaveLength(1)
  await relay.kill()
  await relay.run('dist', { SERVICE_WORKER: 'off' })
  // The first visit brings the switch, the second one is without a worker.
  await page.goto(relay.url)
  await expect.poll(() => shells(page)).toEqual([])
  await page.reload()
  await expect.poll(() => registrations(page)).toBe(0)
  await page.getByRole('link', { name: /Osteria/ }).click()
  await expect(row(page, 'Pizza')).toBeVisible()
})

test('an app that does not start within 15 seconds offers a repair, and the repair works', async ({
  browser,
}) => {
  const phone = await newPhoneWithApp(browser)
  const { page } = phone
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await keptForOffline(page)
  // A damaged shell: the first script is kept, and is not what it was.
  const spoil = async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const isFirst = /\/assets\/index-.*\.js$/.test(request.url)
        const type = { headers: { 'Content-Type': 'text/javascript' } }
        if (isFirst) await cache.put(request, new Response('broken here', type))
      }
    }
  }
  await page.evaluate(spoil)
  await page.clock.install()
  await page.reload()
  const repair = page.getByRole('button', { name: 'Repair and reload' })
  await page.clock.runFor(14_000)
  await expect(repair).toBeHidden()
  await page.clock.runFor(1_000)
  await expect(repair).toBeVisible()

  // Without a network nothing is dropped.
  await relay.kill()
  await repair.click()
  await expect(page.getByRole('alert')).toContainText('There is no connection now.')
  expect(await shells(page)).toHaveLength(1)
  await relay.run()
  await repair.click()
  await expect(page.getByRole('heading', { name: 'Osteria' })).toBeVisible()
  await expect(repair).toBeHidden()
})

test('a chunk that the network does not bring is told of as well', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  await phone.page.clock.install()
  await phone.page.route(/\/assets\/index-.*\.js$/, route => route.abort())
  await phone.page.goto(relay.url)
  await phone.page.clock.runFor(15_000)
  const repair = phone.page.getByRole('button', { name: 'Repair and reload' })
  await expect(repair).toBeVisible()
  await phone.page.unroute(/\/assets\/index-.*\.js$/)
  await repair.click()
  await expect(phone.page.getByRole('button', { name: 'New bill' }).first()).toBeVisible()
  await expect(repair).toBeHidden()
})

test('home needs at most 70 KB of script, with and without bills', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  const weigh = async () => {
    const page = await phone.context.newPage()
    // Sizes as they are on the wire, and no worker that answers from its shell.
    const session = await phone.context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.setBypassServiceWorker', { bypass: true })
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } })
    const scripts = new Map<string, { path: string; bytes: number }>()
    session.on('Network.responseReceived', ({ requestId, response, type }) => {
      if (type === 'Script') scripts.set(requestId, { path: new URL(response.url).pathname, bytes: 0 })
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId)
      if (script) script.bytes = encodedDataLength
    })
    await page.goto(relay.url)
    await expect(page.getByRole('button', { name: 'New bill' }).first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    const all = [...scripts.values()]
    await page.close()
    return { bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), paths: all.map(({ path }) => path) }
  }
  const empty = await weigh()
  await introduce(phone.page, relay.url, 'Maya')
  await newBill(phone.page, 'Osteria')
  await typeItems(phone.page, [['Pizza', '12.50']])
  const list = await weigh()
  for (const { bytes, paths } of [empty, list]) {
    expect(paths.length).toBeGreaterThan(2)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(70 * 1024)
    expect(paths.filter(path => /sodium|qr|yjs/.test(path))).toEqual([])
  }
})

test('bills that the browser removed are told from a first visit', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  const { page } = phone
  await introduce(page, relay.url, 'Maya')
  await expect(notice(page)).toBeHidden()
  await newBill(page, 'Osteria')
  await page.getByRole('link', { name: 'Back to bills' }).click()
  await expect(page.getByRole('link', { name: /Osteria/ })).toBeVisible()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('billington-sentinel'))).not.toBeNull()
  await page.reload()
  await expect(page.getByRole('link', { name: /Osteria/ })).toBeVisible()
  await expect(notice(page)).toBeHidden()
  // What a browser does when space is short: databases and caches go, localStorage stays.
  const session = await phone.context.newCDPSession(page)
  await page.goto('about:blank')
  await session.send('Storage.clearDataForOrigin', {
    origin: relay.url,
    storageTypes: 'indexeddb,cache_storage,service_workers',
  })
  await page.goto(relay.url)
  await expect(notice(page)).toContainText('This browser removed your bills.')
  await page.getByRole('button', { name: 'Got it' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'New bill' }).first()).toBeVisible()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await expect(notice(page)).toBeHidden()
})

test('Safari on an iPhone is told once how to keep the bills', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  await phone.context.addInitScript(() => {
    Object.defineProperty(navigator, 'standalone', { value: false })
  })
  const { page } = phone
  await introduce(page, relay.url, 'Maya')
  await keptForOffline(page)
  await expect(notice(page)).toBeHidden()
  await newBill(page, 'Osteria')
  await expect(notice(page)).toContainText('Add to Home Screen')
  await page.getByRole('button', { name: 'Got it' }).click()
  await expect(notice(page)).toBeHidden()
  await page.goto(relay.url)
  await expect(page.getByRole('link', { name: /bill|Osteria/ }).first()).toBeVisible()
  await keptForOffline(page)
  await expect(notice(page)).toBeHidden()
})
