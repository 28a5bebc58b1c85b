/** Rows that hold what was not sent: marked while it waits, also after a reload, and at no other time. */
import { expect, type Page } from '@playwright/test'
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

test.beforeEach(async () => {
  relay = await RelayProcess.start()
})

test.afterEach(async () => {
  await relay.stop()
})

const waiting = (page: Page) => page.locator('.item').filter({ hasText: 'waiting' })

async function sharedBill(browser: Parameters<typeof newPhoneWithApp>[0]) {
  const maya = await newPhoneWithApp(browser)
  const tom = await newPhoneWithApp(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  await typeItems(maya.page, [
    ['Pizza', '12.50'],
    ['Vino rosso', '24'],
    ['Tiramisù', '7'],
  ])
  await addPeople(maya.page, ['Tom'])
  await join(tom.page, await share(maya.page), 'Tom')
  await expectSynced(maya.page)
  await expectSynced(tom.page)
  return { maya, tom }
}

test('rows changed offline say that they wait, across a reload, until the relay has them', async ({
  browser,
}) => {
  const { maya, tom } = await sharedBill(browser)
  await expect(waiting(maya.page)).toHaveCount(0)
  // The app itself comes from the service worker while there is no network.
  await maya.page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await maya.context.setOffline(true)
  await expect(maya.page.locator('main')).toContainText('Offline')
  await tap(maya.page, ['Vino rosso'])
  await tap(maya.page, ['Tiramisù'])
  await expect(waiting(maya.page)).toHaveCount(2)
  await expect(row(maya.page, 'Vino rosso')).toHaveAccessibleName(/, waiting$/)
  await expect(row(maya.page, 'Pizza')).not.toHaveAccessibleName(/waiting/)
  await expect(maya.page.locator('main')).toContainText('Waiting 2')

  await maya.page.reload()
  await expect(waiting(maya.page)).toHaveCount(2)
  await expect(row(maya.page, 'Pizza')).not.toHaveAccessibleName(/waiting/)
  await expect(maya.page.locator('main')).toContainText('Waiting 2')

  await maya.context.setOffline(false)
  await expectSynced(maya.page)
  await expect(waiting(maya.page)).toHaveCount(0)
  await expect(row(tom.page, 'Vino rosso')).toHaveAccessibleName(/taken by Maya/)
  // What others did is theirs to wait for.
  await expect(waiting(tom.page)).toHaveCount(0)
})

test('a tap offline marks its own row and rewrites no other', async ({ browser }) => {
  const { maya } = await sharedBill(browser)
  await maya.context.setOffline(true)
  await expect(maya.page.locator('main')).toContainText('Offline')
  await tap(maya.page, ['Pizza'])
  await expect(waiting(maya.page)).toHaveCount(1)
  await maya.page.evaluate(() => {
    const touched = new Set<string>()
    Object.assign(window, { touched })
    const nameOf = (node: Node) =>
      (node instanceof Element ? node : node.parentElement)?.closest('.item')?.querySelector('.nm')
        ?.textContent
    new MutationObserver(records => {
      for (const { target } of records) touched.add(nameOf(target) ?? 'the list')
    }).observe(document.querySelector('.check ol') as Element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
  })
  await tap(maya.page, ['Tiramisù'])
  await expect(waiting(maya.page)).toHaveCount(2)
  const touched = await maya.page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched])
  // The row that had the one Tab stop hands it on.
  expect(touched.filter(name => name !== 'Pizza')).toEqual(['Tiramisù'])
})
