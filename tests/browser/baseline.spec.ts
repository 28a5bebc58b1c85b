/** What every page keeps to: its own origin, no cookies, a silent console, lazy crypto, a clean address bar, quiet updates. */
import { expect } from '@playwright/test'
import { chromiumPath } from '../chromium.mjs'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  myShare,
  newBill,
  newPhoneWithApp,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

test('a whole evening asks nobody else, sets no cookie and says nothing to the console', async ({
  browser,
}) => {
  const host = await newPhoneWithApp(browser)
  const guest = await newPhoneWithApp(browser)
  const asked = new Set<string>()
  for (const { page } of [host, guest]) {
    page.on('request', request => asked.add(new URL(request.url()).origin))
    page.on('websocket', socket => asked.add(new URL(socket.url()).origin.replace(/^ws/, 'http')))
  }
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [['Pizza', '12.50']])
  await addPeople(host.page, ['Tom'])
  await join(guest.page, await share(host.page), 'Tom')
  await tap(guest.page, ['Pizza'])
  await expectSynced(guest.page)
  expect([...asked]).toEqual([new URL(relay.url).origin])
  for (const phone of [host, guest]) {
    expect(await phone.context.cookies()).toEqual([])
    expect(phone.console).toEqual([])
  }
})

test('the secret leaves the address bar at once and a reload does not need it', async ({ browser }) => {
  const host = await newPhoneWithApp(browser)
  const guest = await newPhoneWithApp(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  const secret = link.slice(link.indexOf('#') + 1)
  const paths: string[] = []
  guest.page.on('request', request => paths.push(request.url()))
  await guest.page.goto(link)
  await expect(guest.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
  expect(guest.page.url()).not.toContain(secret)
  await guest.page.reload()
  await guest.page.getByRole('button', { name: 'Tom', exact: true }).click()
  await expect(guest.page.getByRole('heading', { name: 'Osteria' })).toBeVisible()
  // A link that a gateway rewrote works as well, and says what that means.
  const mangled = await newPhoneWithApp(browser)
  await mangled.page.goto(`${relay.url}/b/%23${secret}`)
  await expect(mangled.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
  expect(mangled.page.url()).not.toContain(secret)
  expect(paths.slice(1).join(' ')).not.toContain(secret)
})

test('home and a bill that was never shared need no crypto, home no Yjs', async ({ browser }) => {
  const phone = await newPhoneWithApp(browser)
  const scripts: string[] = []
  phone.page.on('request', request => scripts.push(new URL(request.url()).pathname))
  await phone.page.goto(relay.url)
  await expect(phone.page.getByRole('button', { name: 'New bill' }).first()).toBeVisible()
  // The encoder of codes; what draws them is a part of the bill's pages.
  const encoder = /\/qr-(?!code-)/
  expect(scripts.filter(path => /yjs|sodium|qr/.test(path))).toEqual([])
  await newBill(phone.page, 'Local')
  await typeItems(phone.page, [['Soup', '4']])
  await expect(phone.page.locator('main')).toContainText('On this phone')
  expect(scripts.filter(path => /sodium/.test(path) || encoder.test(path))).toEqual([])
})

test('a tap on another phone changes one row and nothing else of the list', async ({ browser }) => {
  const host = await newPhoneWithApp(browser)
  const guest = await newPhoneWithApp(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(
    host.page,
    Array.from({ length: 12 }, (_, at) => [`Dish ${String.fromCharCode(65 + at)}`, '10'] as const),
  )
  await addPeople(host.page, ['Tom'])
  await join(guest.page, await share(host.page), 'Tom')
  await expectSynced(guest.page)
  await host.page.evaluate(() => {
    const touched = new Set<string>()
    let nodes = 0
    new MutationObserver(records => {
      for (const record of records) {
        const element = record.target instanceof Element ? record.target : record.target.parentElement
        touched.add(element?.closest('li.item')?.querySelector('.nm')?.textContent ?? 'the list')
        nodes += record.addedNodes.length + record.removedNodes.length
      }
      document.body.dataset.touched = JSON.stringify({ touched: [...touched], nodes })
    }).observe(document.querySelector('ol[aria-label="Items"]') as Element, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
  })
  await tap(guest.page, ['Dish E'])
  await expect(row(host.page, 'Dish E')).toHaveAccessibleName(/taken by Tom/)
  await expect(host.page.getByRole('radio', { name: /^Tom/ })).toContainText('10.00')
  const seen = JSON.parse((await host.page.locator('body').getAttribute('data-touched')) ?? '{}')
  expect(seen.touched).toEqual(['Dish E'])
  expect(seen.nodes).toBeLessThan(12)
})

test('a phone on the network without https: the app works and says what is missing', async ({ browser }) => {
  const port = relay.port
  const lan = await browser.browserType().launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--host-resolver-rules=MAP phone.test 127.0.0.1',
    ],
  })
  try {
    const url = `http://phone.test:${port}`
    const host = await newPhoneWithApp(lan)
    const guest = await newPhoneWithApp(lan)
    await introduce(host.page, url, 'Maya')
    expect(await host.page.evaluate(() => window.isSecureContext)).toBe(false)
    await newBill(host.page, 'Osteria')
    await typeItems(host.page, [['Pizza', '12.50']])
    await addPeople(host.page, ['Tom'])
    await host.page.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(host.page.getByRole('dialog')).toContainText('Without https this browser has no share sheet')
    const link = await host.page.getByRole('textbox', { name: 'Link to this bill' }).inputValue()
    await host.page.getByRole('button', { name: 'Copy link' }).click()
    await expect(host.page.getByRole('dialog')).toContainText(/Copied|copy it from there/)
    await join(guest.page, link, 'Tom')
    await tap(guest.page, ['Pizza'])
    await expect(myShare(guest.page)).toContainText('12.50')
    await expectSynced(guest.page)
  } finally {
    await lan.close()
  }
})
