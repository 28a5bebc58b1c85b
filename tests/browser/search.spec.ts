/** Search of bills: by title and people, on the device alone, by key and by finger, with a way back. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, desktopSize, introduce, newBill, newPhone, pen, test } from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search bills' })
const bills = (page: Page) => page.getByRole('main').locator('[data-row]')

/** Three bills: Crème with Łukasz, Osteria with Tom, and one of nobody else. */
async function threeBills(page: Page): Promise<void> {
  await introduce(page, relay.url, 'Maya')
  for (const [title, names] of [
    ['Crème brûlée', ['Łukasz']],
    ['Osteria da Nino', ['Tom']],
    ['Picnic', []],
  ] as const) {
    await newBill(page, title)
    if (names.length > 0) await addPeople(page, names)
    await page.getByRole('link', { name: 'Bills' }).first().click()
  }
  await expect(bills(page)).toHaveCount(3)
}

test('on a desktop / leads to the field of the rail, Enter to the bill, Esc shows all again', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await threeBills(page)
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.keyboard.press('/')
  await expect(field(page)).toBeFocused()
  await expect(field(page)).toHaveValue('')
  await page.keyboard.type('creme')
  await expect(bills(page)).toHaveCount(1)
  await expect(bills(page)).toContainText('Crème brûlée')
  await expect(page.getByRole('status').filter({ hasText: '1 bill found' })).toBeAttached()
  await field(page).fill('lukasz')
  await expect(bills(page)).toContainText(['Crème brûlée'])
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveValue('')
  await expect(bills(page)).toHaveCount(3)
  await field(page).fill('maya')
  await expect(page.getByText('No bill has “maya” in it.')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '0 bills found' })).toBeAttached()
  await page.getByRole('main').getByRole('button', { name: 'Show all bills' }).click()
  await expect(bills(page)).toHaveCount(3)
  await expect(bills(page).first()).toBeFocused()
  // Nothing of it left the device.
  expect(asked.filter(url => !url.startsWith(`${relay.url}/assets/`))).toEqual([])
  await page.keyboard.press('/')
  await page.keyboard.type('nino')
  await page.keyboard.press('Enter')
  await expect(bills(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(pen(page, 'Tom')).toBeVisible()

  // Beside a bill the rail itself shows what is found.
  const rail = page.getByRole('complementary', { name: 'Your bills' })
  await expect(rail.locator('[data-row]')).toHaveCount(3)
  await page.locator('h1 input').blur()
  await page.keyboard.press('/')
  await page.keyboard.type('pic')
  await expect(rail.locator('[data-row]')).toHaveText(['Picnic'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/Picnic/)
})

test('on a phone the key in the header opens the field, and the focus comes back', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await threeBills(page)
  const key = page.getByRole('button', { name: 'Search bills' })
  await key.click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('tom')
  await expect(bills(page)).toHaveCount(1)
  await expect(bills(page)).toContainText('Osteria da Nino')
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(field(page)).toBeHidden()
  await expect(key).toBeFocused()
  await key.click()
  await page.keyboard.type('zzz')
  await page.getByRole('main').getByRole('button', { name: 'Show all bills' }).last().click()
  await expect(bills(page)).toHaveCount(3)
})
