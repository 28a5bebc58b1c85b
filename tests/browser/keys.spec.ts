/** The keys of DESIGN.md section 7 where no single page has them: single keys switched off, other alphabets, home's list. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { desktopSize, introduce, newBill, newPhone, row, test, typeItems } from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

const bills = (page: Page) => page.getByRole('main').locator('[data-row]')
const allKeys = (page: Page) => page.getByRole('dialog', { name: 'All keys' })
const shareSheet = (page: Page) => page.getByRole('dialog', { name: 'Share this bill' })

test('single keys are switched off and on in the settings, at once and for good', async ({ browser }) => {
  const { page, console } = await newPhone(browser, { size: desktopSize })
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Pizza', '12.50']])
  const settings = () => page.getByRole('link', { name: 'Settings' }).click()
  const single = page.getByRole('switch', { name: /^Single-key shortcuts/ })
  await settings()
  await expect(single).toBeChecked()
  await page.keyboard.press('?')
  await expect(allKeys(page)).toContainText('Search bills')
  await page.keyboard.press('Escape')
  await single.click()
  await expect(single).not.toBeChecked()
  await page.keyboard.press('?')
  await page.keyboard.press('/')
  await expect(single).toBeFocused()
  await expect(allKeys(page)).toBeHidden()

  // Kept, on every page, and only for keys of one character: arrows, Delete and Ctrl Z are no letters.
  await page.reload()
  await expect(single).not.toBeChecked()
  await page.getByRole('link', { name: 'Osteria' }).click()
  await row(page, 'Pizza').focus()
  for (const key of ['s', 'e', 'p', 'a', 'n', '1', '?', '/']) await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row(page, 'Pizza')).toBeFocused()
  await expect(page.locator('.bar .keys')).toHaveText('↑↓moveSpacetake')
  await page.keyboard.press('Delete')
  await expect(row(page, 'Pizza')).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(row(page, 'Pizza')).toBeVisible()

  await settings()
  await single.click()
  await page.getByRole('link', { name: 'Osteria' }).click()
  await row(page, 'Pizza').focus()
  await page.keyboard.press('s')
  await expect(shareSheet(page)).toBeVisible()
  expect(console).toEqual([])
})

test('on a keyboard with other letters the key in the same place does the same', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Pizza', '12.50']])
  const press = (key: string, code: string, ctrlKey = false) =>
    page.evaluate(
      init => {
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }),
        )
      },
      { key, code, ctrlKey },
    )
  await press('я', 'KeyZ', true)
  await expect(row(page, 'Pizza')).toBeHidden()
  // A Latin layout says itself which letter a key is: the one in the place of S is an O on Dvorak.
  await press('o', 'KeyS')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await press('ы', 'KeyS')
  await expect(shareSheet(page)).toBeVisible()
})

test('on home the arrows lead into the list, Delete takes a bill off, Ctrl Z brings it back', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await introduce(page, relay.url, 'Maya')
  for (const title of ['First', 'Second']) {
    await newBill(page, title)
    await page.getByRole('complementary').getByRole('link', { name: 'Bills' }).click()
  }
  await page.reload()
  await expect(bills(page)).toHaveCount(2)
  await page.keyboard.press('ArrowDown')
  await expect(bills(page).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(bills(page).last()).toBeFocused()
  await page.keyboard.press('Backspace')
  await expect(bills(page)).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(bills(page)).toHaveCount(2)
  await page.keyboard.press('?')
  await expect(allKeys(page)).toBeVisible()
  await page.keyboard.press('Escape')

  // Beside a bill the rail is one Tab stop too, and starts at the bill that is open.
  await bills(page).last().click()
  await expect(page.getByRole('navigation', { name: 'Bill' })).toBeVisible()
  const rail = page.getByRole('complementary').locator('[data-row]')
  await expect(rail.and(page.locator('[tabindex="0"]'))).toHaveAttribute('aria-current', 'page')
})
