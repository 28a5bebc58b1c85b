/** Somebody comes back from being offline: what met is told once, to everyone at the table, and nobody's page moves. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  collectMessages,
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

/** What the app takes for an edit made offline: longer ago than this when it comes. */
const awayMs = 11_000

const message = (page: Page) => page.locator('.message')
/** Wherever the page scrolls. */
const scrolled = (page: Page) => page.evaluate(() => window.scrollY)

async function table(browser: Parameters<typeof newPhoneWithApp>[0]) {
  const maya = await newPhoneWithApp(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  const dishes = Array.from(
    { length: 14 },
    (_, at) => [`Dish ${String.fromCharCode(65 + at)}`, '10'] as const,
  )
  await typeItems(maya.page, [...dishes, ['Vino rosso', '24'], ['Acqua', '9']])
  await addPeople(maya.page, ['Tom', 'Ines'])
  const link = await share(maya.page)
  const tom = await newPhoneWithApp(browser)
  const ines = await newPhoneWithApp(browser)
  await join(tom.page, link, 'Tom')
  await join(ines.page, link, 'Ines')
  for (const { page } of [maya, tom, ines]) await expectSynced(page)
  return { maya, tom, ines }
}

test('two changed a row while one was offline: everyone is told once, and Look brings the row', async ({
  browser,
}) => {
  const { maya, tom, ines } = await table(browser)
  const told = await Promise.all([maya, tom, ines].map(({ page }) => collectMessages(page)))
  await tom.context.setOffline(true)
  await expect(tom.page.locator('main')).toContainText('Offline')
  await tap(tom.page, ['Vino rosso'])
  await tap(ines.page, ['Vino rosso'])
  await expect(row(maya.page, 'Vino rosso')).toHaveAccessibleName(/taken by Ines/)
  await maya.page.evaluate(() => window.scrollTo(0, 0))
  const before = await scrolled(maya.page)
  await maya.page.waitForTimeout(awayMs)
  await tom.context.setOffline(false)
  const rest = 'changed Vino rosso while offline. Both kept.'
  await Promise.all([
    expect(message(maya.page)).toContainText(`Tom and Ines ${rest}`),
    expect(message(tom.page)).toContainText(`You and Ines ${rest}`),
    expect(message(ines.page)).toContainText(`You and Tom ${rest}`),
    maya.page.getByRole('button', { name: 'Look' }).focus(),
  ])
  await expect(row(maya.page, 'Vino rosso')).toHaveAccessibleName(/shared by Tom and Ines/)
  await expect(row(maya.page, 'Vino rosso')).not.toBeInViewport()
  expect(await scrolled(maya.page)).toBe(before)
  await maya.page.getByRole('button', { name: 'Look' }).click()
  await expect(row(maya.page, 'Vino rosso')).toBeInViewport({ ratio: 1 })
  await expect(row(maya.page, 'Vino rosso')).toBeFocused()
  await expect(message(maya.page)).toHaveCount(0)
  // The row is marked in the ink of whoever came back.
  await expect(maya.page.locator('.item').filter({ hasText: 'Vino rosso' }).locator('.wipe')).toHaveCount(1)
  for (const { page } of [maya, tom, ines]) await expectSynced(page)
  // A change after that is an ordinary one.
  await tap(tom.page, ['Acqua'])
  await tap(ines.page, ['Acqua'])
  await expect(row(maya.page, 'Acqua')).toHaveAccessibleName(/shared by Tom and Ines/)
  for (const messages of told)
    expect((await messages()).filter(text => text.includes('offline'))).toHaveLength(1)
})

test('several rows are told together, from the balances too', async ({ browser }) => {
  const { maya, tom } = await table(browser)
  await tom.context.setOffline(true)
  await expect(tom.page.locator('main')).toContainText('Offline')
  await tap(tom.page, ['Vino rosso', 'Acqua', 'Dish A'])
  await tap(maya.page, ['Vino rosso', 'Acqua', 'Dish B'])
  await expect(tom.page.locator('main')).toContainText('Waiting 3')
  await expectSynced(maya.page)
  await tom.page.getByRole('link', { name: 'Balances' }).click()
  await tom.context.setOffline(false)
  await expect(message(tom.page)).toContainText('You and Maya changed 2 items while offline. Both kept.')
  await tom.page.getByRole('button', { name: 'Look' }).click()
  await expect(row(tom.page, 'Vino rosso')).toBeFocused()
  await expect(row(tom.page, 'Vino rosso')).toBeInViewport({ ratio: 1 })
})

test('two prices for one row: it says that only one could stand', async ({ browser }) => {
  const { maya, tom } = await table(browser)
  await tom.context.setOffline(true)
  await expect(tom.page.locator('main')).toContainText('Offline')
  for (const [page, price] of [
    [tom.page, '25'],
    [maya.page, '26'],
  ] as const) {
    await row(page, 'Vino rosso').focus()
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: 'Price of the line' }).fill(price)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await expect(tom.page.locator('main')).toContainText('Waiting 1')
  await expectSynced(maya.page)
  await tom.context.setOffline(false)
  await expect(message(tom.page)).toContainText(
    'You and Maya changed Vino rosso while offline. Only one of the changes could stand.',
  )
})

test('what people do at the same time while connected is no merge', async ({ browser }) => {
  const { maya, tom, ines } = await table(browser)
  const told = await Promise.all([maya, tom, ines].map(({ page }) => collectMessages(page)))
  await Promise.all([maya, tom, ines].map(({ page }) => tap(page, ['Vino rosso', 'Acqua'])))
  for (const { page } of [maya, tom, ines]) {
    await expect(row(page, 'Acqua')).toHaveAccessibleName(/shared by .*and/)
    await expectSynced(page)
  }
  await maya.page.waitForTimeout(1_500)
  for (const messages of told) expect(await messages()).toEqual([])
})
