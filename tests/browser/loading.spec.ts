/** A bill on its way: what this device knows of it stands at once, and how much is fetched is said in numbers. */
import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { billCommands } from '../../crdt/document/write.ts'
import type { PersonId } from '../../crdt/ids.ts'
import { decode } from '../../crdt/sync/codec.ts'
import { seededRandom } from '../world/random.ts'
import { RelayProcess } from '../world/relay-process.ts'
import { addStoredRow, readStoredRows } from '../world/stored-rows.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  myShare,
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

test('a long list stands as it was last seen until the bill is read, in the very places', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Flat')
  await addPeople(page, ['Tom'])
  await expect(page.locator('.cap .standing')).toHaveAttribute('data-true', 'true')
  const database = `billington-bill-${page.url().split('#~')[1]}`
  await page.getByRole('link', { name: 'Back to bills' }).click()
  const doc = new Y.Doc()
  for (const bytes of await page.evaluate(readStoredRows, database))
    Y.applyUpdate(doc, Uint8Array.from(bytes))
  const random = seededRandom(7)
  const write = billCommands({
    doc,
    by: () => null,
    nowMs: Date.now,
    fillRandom: random.fill,
    today: () => '2026-11-20',
  })
  const payer = [...doc.getMap('people').keys()][0] as PersonId
  for (let at = 0; at < 150; at++) {
    const date = `2026-10-${10 + Math.floor(at / 10)}`
    write.addExpense({ title: `Expense ${at}`, mode: 'equal', amountMinor: 1_000 + at, date, payer })
  }
  await page.evaluate(addStoredRow, [
    database,
    Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'),
  ] as const)
  const bill = page.getByRole('link', { name: /Flat/ })
  await bill.click()
  await expect(page.locator('main [data-row]').first()).toContainText('Expense 149')
  await expect(myShare(page)).not.toContainText('–')
  await page.getByRole('link', { name: 'Back to bills' }).click()
  await expect(bill).toContainText('you get back')
  // Nobody reads the document while somebody writes to it.
  await page.evaluate(keepWriting, database)
  await bill.click()
  const first = page.locator('main .spent').first()
  await expect(first).toContainText('Expense 149')
  await expect(first).toContainText('11.49you 5.7')
  await expect(first.getByRole('link')).toHaveCount(0)
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'true')
  const before = await first.boundingBox()
  await page.evaluate(() => window.dispatchEvent(new Event('stop-writing')))
  await expect(first.getByRole('link')).toContainText('Expense 149')
  await expect(page.locator('.top-lines')).toHaveCount(0)
  await expect(myShare(page)).not.toContainText('–')
  await expect(page.getByRole('list', { name: 'Balances' })).toBeVisible()
  const after = await first.boundingBox()
  expect(after).toMatchObject({ x: before?.x, width: before?.width, height: before?.height })
  // The title is text before and a field after: a pixel.
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2)
})

// What follows runs in the page.

/** A transaction that goes on until it is told to stop. */
async function keepWriting(database: string): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  let isOver = false
  window.addEventListener('stop-writing', () => {
    isOver = true
  })
  const store = db.transaction('updates', 'readwrite').objectStore('updates')
  const goOn = () => {
    if (isOver) return db.close()
    store.count().onsuccess = goOn
  }
  goOn()
}
