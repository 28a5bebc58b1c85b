/** A bill on its way: what this device knows of it stands at once, and how much is fetched is said in numbers. */
import { expect, type Page } from '@playwright/test'
import { decode } from '../../crdt/sync/codec.ts'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhone,
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

/** A slow network: from BEGIN on nothing comes from the relay until it is let through. */
async function slowDown(page: Page): Promise<() => void> {
  const held: (() => void)[] = []
  let isSlow = true
  await page.routeWebSocket(/.*/, socket => {
    const server = socket.connectToServer()
    let hasBegun = false
    server.onMessage(message => {
      if (isSlow && hasBegun) held.push(() => socket.send(message))
      else socket.send(message)
      hasBegun ||= typeof message !== 'string' && decode(new Uint8Array(message))?.type === 'begin'
    })
  })
  return () => {
    isSlow = false
    for (const send of held) send()
  }
}

async function table(browser: Parameters<typeof newPhone>[0]) {
  const maya = await newPhone(browser)
  const tom = await newPhone(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  const dishes = ['A', 'B', 'C', 'D'].map(letter => [`Dish ${letter}`, '10'] as const)
  await typeItems(maya.page, dishes)
  await addPeople(maya.page, ['Tom'])
  await join(tom.page, await share(maya.page), 'Tom')
  await expectSynced(tom.page)
  const address = tom.page.url()
  const number = await tom.page.locator('.serial').textContent()
  await tom.page.getByRole('link', { name: 'Back to bills' }).click()
  await expect(tom.page.getByRole('link', { name: /Osteria/ }).first()).toBeVisible()
  await tom.page.close()
  return { maya: maya.page, tom: await tom.context.newPage(), address, number }
}

test('a bill that is here stands whole while newer changes are fetched, and their number is true', async ({
  browser,
}) => {
  const { maya, tom, address } = await table(browser)
  for (const dish of ['Dish A', 'Dish B', 'Dish C', 'Dish D']) {
    await tap(maya, [dish])
    await expectSynced(maya)
  }
  const letThrough = await slowDown(tom)
  await tom.goto(address)
  await expect(tom.locator('.titles .cap')).toHaveText('Opening. Fetching 4 newer changes.')
  await expect(row(tom, 'Dish D')).toHaveAccessibleName(/nobody yet/)
  // It is used meanwhile like any other time.
  await tap(tom, ['Dish A'])
  letThrough()
  await expect(row(tom, 'Dish D')).toHaveAccessibleName(/taken by Maya/)
  await expect(row(tom, 'Dish A')).toHaveAccessibleName(/shared by/)
  await expectSynced(tom)
})

test('a bill that home knows and whose copy is gone: title and number first, hatched rows, then the bill', async ({
  browser,
}) => {
  const { tom, address, number } = await table(browser)
  await tom.goto(`${relay.url}/settings`)
  const id = address.split('#~')[1]
  await tom.evaluate(
    name =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = resolve
        request.onerror = reject
      }),
    `billington-bill-${id}`,
  )
  const letThrough = await slowDown(tom)
  await tom.goto(address)
  await expect(tom.locator('.titles .cap')).toHaveText('Opening. Fetching the bill.')
  await expect(tom.getByRole('heading', { level: 1 })).toHaveText('Osteria')
  await expect(tom.locator('.serial')).toHaveText(number ?? '')
  await expect(tom.locator('.check .skeleton')).toBeVisible()
  await expect(tom.locator('.bar .fig')).toHaveText('€–.––')
  await expect(tom.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0)
  letThrough()
  await expect(row(tom, 'Dish D')).toBeVisible()
  await expect(tom.locator('.skeleton')).toHaveCount(0)
  await expectSynced(tom)
})
