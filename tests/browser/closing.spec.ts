/** Closing a bill: read-only for everybody until somebody reopens it. */
import { expect, type Page } from '@playwright/test'
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

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

const showTab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Bill' }).getByRole('link', { name }).click()
const line = (page: Page, text: string | RegExp) => page.locator('.deed').filter({ hasText: text })
const message = (page: Page) => page.locator('.message')

/** Maya's bill with Tom at the table on his own phone. */
async function table(browser: Parameters<typeof newPhone>[0]) {
  const maya = await newPhone(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  await typeItems(maya.page, [
    ['Vino rosso', '24'],
    ['Acqua', '9'],
  ])
  await addPeople(maya.page, ['Tom'])
  const link = await share(maya.page)
  const tom = await newPhone(browser)
  await join(tom.page, link, 'Tom')
  for (const { page } of [maya, tom]) await expectSynced(page)
  return { maya, tom }
}

test('a closed bill is read-only on every phone until it is reopened; what was done offline still comes', async ({
  browser,
}) => {
  const { maya, tom } = await table(browser)
  await tom.context.setOffline(true)
  await expect(tom.page.locator('main')).toContainText('Offline')
  await tap(tom.page, ['Acqua'])
  await maya.page.getByRole('button', { name: 'More', exact: true }).click()
  await maya.page.getByRole('button', { name: 'Close this bill' }).click()
  await expect(message(maya.page)).toContainText('The bill is closed.')
  await expect(maya.page.locator('.stamp')).toHaveText('CLOSED')
  await tom.context.setOffline(false)
  await expect(tom.page.getByText('Closed. Nobody can change it.')).toBeVisible()
  await expect(tom.page.locator('.stamp')).toHaveText('CLOSED')
  // Done before he heard of it: it counts.
  await expect(row(maya.page, 'Acqua')).toHaveAccessibleName(/taken by Tom/)
  // Neither tap, nor keys, nor a field writes any more.
  await row(tom.page, 'Vino rosso').click()
  await row(tom.page, 'Vino rosso').focus()
  for (const key of ['Space', 'Delete', 'e', 'Control+z']) await tom.page.keyboard.press(key)
  await expect(tom.page.getByRole('button', { name: 'Add item' })).toHaveCount(0)
  await expect(tom.page.getByRole('textbox', { name: 'Title of the bill' })).toHaveCount(0)
  await showTab(maya.page, 'Activity')
  await expect(line(maya.page, 'You closed the bill')).toHaveCount(1)
  await expect(line(maya.page, 'Tom took Acqua')).toHaveCount(1)
  await expect(maya.page.locator('.deed .un')).toHaveCount(0)
  await tom.page.getByRole('button', { name: 'Reopen' }).click()
  await expect(maya.page.getByText('Closed. Nobody can change it.')).toHaveCount(0)
  await expect(line(maya.page, 'Tom opened the bill again')).toHaveCount(1)
  // None of the keys of before did anything.
  for (const { page } of [maya, tom]) await expectSynced(page)
  await expect(line(maya.page, 'Vino rosso').filter({ hasText: 'Tom' })).toHaveCount(0)
  await tap(tom.page, ['Vino rosso'])
  await expect(line(maya.page, /Tom took Vino rosso/)).toHaveCount(1)
})

test('the Undo of closing opens the bill again, and a view link has no Reopen', async ({ browser }) => {
  const { maya } = await table(browser)
  const link = await share(maya.page, 'Can view')
  const ines = await newPhone(browser)
  await ines.page.goto(link)
  await ines.page.getByRole('button', { name: 'Just look' }).click()
  await maya.page.getByRole('button', { name: 'More', exact: true }).click()
  await maya.page.getByRole('button', { name: 'Close this bill' }).click()
  await expect(ines.page.locator('.stamp')).toHaveText('CLOSED')
  await expect(ines.page.getByRole('button', { name: 'Reopen' })).toHaveCount(0)
  await message(maya.page).getByRole('button', { name: 'Undo' }).click()
  await expect(ines.page.locator('.stamp')).toHaveCount(0)
  await tap(maya.page, ['Acqua'])
})

test('payments that are still open are said when one closes the bill, and closed, it says why none can be marked', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['Vino rosso', '24.20'],
    ['Acqua', '9'],
  ])
  await addPeople(page, ['Tom'])
  await tap(page, ['Vino rosso'])
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tom' }).click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const close = page.getByRole('button', { name: 'Close this bill' })
  await expect(close).toHaveText('Close this bill 1 payment is still open: €24.20.')
  await close.click()
  await expect(message(page)).toContainText('The bill is closed. 1 payment is still open: €24.20.')
  await showTab(page, 'Balances')
  await expect(page.getByText('Reopen it to mark a payment as paid.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Mark paid/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Reopen the bill' }).click()
  await expect(page.getByText('Reopen it to mark a payment as paid.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Mark paid: You to Tom, 24.20' }).click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(close).toHaveText('Close this bill')
})

test('what was being entered when another closes the bill is said not to be there', async ({ browser }) => {
  const { maya, tom } = await table(browser)
  const close = async () => {
    await maya.page.getByRole('button', { name: 'More', exact: true }).click()
    await maya.page.getByRole('button', { name: 'Close this bill' }).click()
  }
  const sheet = tom.page.getByRole('dialog')
  await showTab(tom.page, 'Balances')
  await tom.page.getByRole('button', { name: 'Record a payment' }).click()
  await sheet.getByLabel('To').selectOption({ label: 'Maya' })
  await sheet.getByRole('textbox', { name: 'Amount' }).fill('5')
  await close()
  await expect(tom.page.getByText('Closed. Nobody can change it.').first()).toBeVisible()
  await sheet.getByRole('button', { name: 'Mark paid' }).click()
  await expect(message(tom.page)).toHaveText('Closed. Nobody can change it.')
  await message(maya.page).getByRole('button', { name: 'Undo' }).click()
  await expect(tom.page.getByRole('button', { name: 'Record a payment' })).toBeVisible()
  await expect(tom.page.getByText('marked this paid')).toHaveCount(0)

  await showTab(tom.page, 'Receipt')
  await tom.page.getByRole('link', { name: 'Add another expense' }).click()
  await tom.page.getByRole('textbox', { name: 'Title of the expense' }).fill('Taxi')
  await tom.page.keyboard.press('Enter')
  await close()
  await expect(tom.page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  await tom.page.getByRole('button', { name: 'Close without saving' }).click()
  await expect(message(tom.page)).toHaveText('Taxi is not saved.')
})
