/** Activity: who did what and when, taking back one's own, restoring what was deleted, what changed since one last looked. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
  addPeople,
  choosePen,
  desktopSize,
  expectSynced,
  introduce,
  join,
  myShare,
  newBill,
  newPhone,
  phoneSize,
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
/** The lines, the newest first. */
const lines = (page: Page) => page.locator('.deed')
const line = (page: Page, text: string | RegExp) => lines(page).filter({ hasText: text })
const message = (page: Page) => page.locator('.message')

/** Maya's bill with Tom at the table on his own phone. */
async function table(browser: Parameters<typeof newPhone>[0]) {
  const maya = await newPhone(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  await typeItems(maya.page, [
    ['Vino rosso', '24'],
    ['Acqua', '9'],
    ['Grappa', '5'],
  ])
  await addPeople(maya.page, ['Tom'])
  const link = await share(maya.page)
  const tom = await newPhone(browser)
  await join(tom.page, link, 'Tom')
  for (const { page } of [maya, tom]) await expectSynced(page)
  return { maya, tom, link }
}

async function editPrice(page: Page, item: string, price: string) {
  await row(page, item).focus()
  await page.keyboard.press('e')
  await page.getByRole('textbox', { name: 'Price of the line' }).fill(price)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('what each did is told with the values before, runs together, by day and filter', async ({
  browser,
}) => {
  const { maya, tom } = await table(browser)
  await addCharge(maya.page, { kind: 'Service', how: 'Percent', value: '12' })
  await maya.page.getByRole('button', { name: /Edit Service/ }).click()
  await maya.page.getByRole('dialog').getByRole('textbox', { name: 'How much' }).fill('10')
  await maya.page.keyboard.press('Enter')
  await maya.page.keyboard.press('Escape')
  await editPrice(maya.page, 'Vino rosso', '26')
  await tap(tom.page, ['Vino rosso', 'Acqua'])
  await expect(row(maya.page, 'Acqua')).toHaveAccessibleName(/taken by Tom/)
  await showTab(maya.page, 'Activity')
  await expect(maya.page).toHaveURL(/\/b\/activity#~/)
  await expect(maya.page.getByRole('heading', { level: 2 })).toHaveText(['Today'])
  await expect(lines(maya.page).first()).toHaveText(/^\d\d:\d\d.*Tom took Vino rosso and Acqua$/)
  await expect(line(maya.page, 'set service to 10 %')).toContainText('was 12 %')
  await expect(line(maya.page, 'set Vino rosso to 26.00')).toContainText('was 24.00')
  await expect(line(maya.page, 'You added Vino rosso, Acqua and Grappa')).toHaveCount(1)
  await expect(line(maya.page, 'Tom joined')).toHaveCount(1)
  await expect(lines(maya.page).last()).toContainText('You started the bill')
  // What others do, one can't take back.
  await expect(line(maya.page, 'Tom took').getByRole('button')).toHaveCount(0)
  await maya.page.getByRole('radio', { name: 'People' }).check({ force: true })
  await expect(lines(maya.page)).toHaveText([/Tom joined/, /You added Tom/])
  await maya.page.getByRole('radio', { name: 'Payments' }).check({ force: true })
  await expect(lines(maya.page)).toHaveCount(0)
  await expect(maya.page.getByText('Nothing of this kind has happened yet.')).toBeVisible()
  expect(maya.console).toEqual([])
})

test('Undo takes back one’s own, comes back by Undo, and is gone once another changed the same', async ({
  browser,
}) => {
  const { maya, tom } = await table(browser)
  await editPrice(maya.page, 'Vino rosso', '26')
  await showTab(maya.page, 'Activity')
  await maya.page.getByRole('button', { name: 'Undo: set Vino rosso to 26.00' }).click()
  await expect(lines(maya.page).first()).toContainText('You set Vino rosso to 24.00')
  await expect(line(maya.page, 'set Vino rosso to 26.00')).toBeFocused()
  await expect(row(tom.page, 'Vino rosso')).toHaveAccessibleName(/24\.00/)
  await message(maya.page).getByRole('button', { name: 'Undo' }).click()
  await expect(row(tom.page, 'Vino rosso')).toHaveAccessibleName(/26\.00/)
  await editPrice(tom.page, 'Vino rosso', '30')
  await expect(lines(maya.page).first()).toContainText('Tom set Vino rosso to 30.00')
  await expect(maya.page.getByRole('button', { name: /Undo: set Vino rosso/ })).toHaveCount(0)
})

test('whatever was deleted is restored from Activity, by anybody', async ({ browser }) => {
  const { maya, tom } = await table(browser)
  await row(tom.page, 'Grappa').focus()
  await tom.page.keyboard.press('Delete')
  await expect(row(maya.page, 'Grappa')).toHaveCount(0)
  await showTab(maya.page, 'Activity')
  await expect(line(maya.page, 'Tom deleted Grappa 5.00').locator('b').last()).toHaveCSS(
    'text-decoration-line',
    'line-through',
  )
  await maya.page.getByRole('button', { name: 'Restore Grappa' }).click()
  await expect(line(maya.page, 'Tom deleted Grappa')).toContainText('restored by you')
  await expect(line(maya.page, 'Tom deleted Grappa')).toBeFocused()
  await expect(row(tom.page, 'Grappa')).toBeVisible()
  await showTab(tom.page, 'Activity')
  await expect(line(tom.page, 'You deleted Grappa')).toContainText('restored by Maya')
  // A payment and a person.
  await showTab(maya.page, 'Receipt')
  await tap(maya.page, ['Acqua'])
  await choosePen(maya.page, 'Tom')
  await tap(maya.page, ['Vino rosso'])
  await maya.page.getByRole('button', { name: 'Who paid?' }).click()
  await maya.page.getByRole('dialog').getByRole('button', { name: /You/ }).click()
  await showTab(maya.page, 'Balances')
  await maya.page.getByRole('button', { name: /^Mark paid/ }).click()
  await maya.page.getByRole('button', { name: /^Undo: Tom to you/ }).click()
  await showTab(tom.page, 'Activity')
  await tom.page.getByRole('button', { name: 'Restore the payment from you to Maya' }).click()
  await expect(line(tom.page, 'noted again that you paid Maya 24.00')).toHaveCount(1)
  await expect(maya.page.locator('.pay.is-paid')).toHaveCount(1)
})

test('a share that others changed meanwhile is told, and Look shows what is new above a tear', async ({
  browser,
}) => {
  const { maya, tom, link } = await table(browser)
  await tap(tom.page, ['Acqua', 'Vino rosso'])
  await expect(myShare(tom.page)).toHaveText(/33\.00/)
  await expectSynced(tom.page)
  // Longer than it takes for what is on screen to count as seen.
  await tom.page.waitForTimeout(1_200)
  await tom.page.goto(`${relay.url}/settings`)
  await expect(tom.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await tap(maya.page, ['Vino rosso'])
  await expectSynced(maya.page)
  await tom.page.goto(link)
  await expect(message(tom.page)).toContainText('Your share went from 33.00 to 21.00.')
  await message(tom.page).getByRole('button', { name: 'Look' }).click()
  await expect(tom.page.locator('.share-went')).toHaveText('Your share went from 33.00 to 21.00.')
  await expect(tom.page.getByText('Since you last looked')).toBeVisible()
  await expect(tom.page.locator('.deed.fresh')).toHaveText([/Maya took Vino rosso/])
  await expect(tom.page.locator('.tear').first()).toBeVisible()
  // What one has seen is not told again.
  await tom.page.waitForTimeout(1_200)
  await tom.page.reload()
  await showTab(tom.page, 'Activity')
  await expect(lines(tom.page).first()).toContainText('Maya took Vino rosso')
  await tom.page.waitForTimeout(1_500)
  await expect(tom.page.locator('.deed.fresh')).toHaveCount(0)
  await expect(message(tom.page)).toHaveCount(0)
})

test('a page that comes back to sight tells it too, and news wait until Activity is looked at', async ({
  browser,
}) => {
  const { maya, tom } = await table(browser)
  const sight = (state: 'visible' | 'hidden') =>
    tom.page.evaluate(value => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await tap(tom.page, ['Acqua'])
  await expectSynced(tom.page)
  await tom.page.waitForTimeout(1_200)
  await sight('hidden')
  await tap(maya.page, ['Acqua'])
  await expect(row(tom.page, 'Acqua')).toHaveAccessibleName(/shared by you and Maya/)
  await sight('visible')
  await expect(message(tom.page)).toContainText('Your share went from 9.00 to 4.50.')
  await message(tom.page).getByRole('button', { name: 'Look' }).focus()
  // A second absence, before the first news were looked at.
  await sight('hidden')
  await tap(maya.page, ['Grappa'])
  await expect(row(tom.page, 'Grappa')).toHaveAccessibleName(/taken by Maya/)
  await sight('visible')
  await tom.page.waitForTimeout(1_200)
  await showTab(tom.page, 'Activity')
  await expect(tom.page.locator('.deed.fresh')).toHaveText([/Maya took Acqua and Grappa/])
})

test('a long history comes in pages, and Show earlier goes on where one was', async ({ browser }) => {
  const { maya } = await table(browser)
  for (let tapped = 0; tapped < 27; tapped++) {
    await tap(maya.page, ['Grappa'])
    await row(maya.page, 'Grappa').click()
    await expect(row(maya.page, 'Grappa')).toHaveAttribute('aria-pressed', 'false')
  }
  await showTab(maya.page, 'Activity')
  await expect(lines(maya.page)).toHaveCount(50)
  await maya.page.getByRole('button', { name: 'Show earlier' }).click()
  await expect(lines(maya.page).nth(50)).toBeFocused()
  await expect(lines(maya.page).last()).toContainText('You started the bill')
  await expect(maya.page.getByRole('button', { name: 'Show earlier' })).toHaveCount(0)
  await expect(maya.page.getByText('Kept on the phones in this bill, nowhere else.')).toBeVisible()
})

test('what was overwritten at the same moment is told to whom it was, and Use mine brings it back', async ({
  browser,
}) => {
  const { maya, tom } = await table(browser)
  await tom.context.setOffline(true)
  await expect(tom.page.locator('main')).toContainText('Offline')
  await editPrice(tom.page, 'Vino rosso', '25')
  await editPrice(maya.page, 'Vino rosso', '26')
  await tom.page.getByRole('textbox', { name: 'Title of the bill' }).fill('Da Nino')
  await tom.page.keyboard.press('Enter')
  await tom.context.setOffline(false)
  await expectSynced(tom.page)
  await expectSynced(maya.page)
  // Chance decides which of the two prices stands.
  const tomsStands = await maya.page
    .getByRole('button', { name: /^Vino rosso, 1, 25\.00/ })
    .waitFor({ timeout: 2_000 })
    .then(
      () => true,
      () => false,
    )
  const [loser, text] = tomsStands
    ? [maya.page, 'Tom set Vino rosso to 25.00, yours was 26.00.']
    : [tom.page, 'Maya set Vino rosso to 26.00, yours was 25.00.']
  const winner = tomsStands ? tom.page : maya.page
  await expect(message(loser)).toContainText(text)
  await expect(winner.getByText('yours was')).toHaveCount(0)
  await message(loser).getByRole('button', { name: 'Use mine' }).click()
  const mine = tomsStands ? /26\.00/ : /25\.00/
  for (const { page } of [maya, tom]) await expect(row(page, 'Vino rosso')).toHaveAccessibleName(mine)
  // The title, which only one of them set, is nobody's loss.
  await expect(maya.page.getByRole('textbox', { name: 'Title of the bill' })).toHaveValue('Da Nino')
})

test('expenses of a trip are told, taken back and restored; their title, amount and shares in words', async ({
  browser,
}) => {
  const maya = await newPhone(browser)
  const { page } = maya
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Lisbon')
  await addPeople(page, ['Tom'])
  await page.getByRole('link', { name: 'A trip or a flat? Add expenses' }).click()
  await page.getByRole('textbox', { name: 'Title of the expense' }).fill('Taxi')
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('30')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await showTab(page, 'Activity')
  await expect(lines(page).first()).toContainText('You added Taxi, 30.00')
  await page.getByRole('radio', { name: 'Expenses' }).check({ force: true })
  await expect(lines(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo: added Taxi, 30.00' }).click()
  await expect(lines(page).first()).toContainText('You deleted Taxi 30.00')
  await page.getByRole('button', { name: 'Restore Taxi' }).click()
  await expect(lines(page).nth(1)).toContainText('restored by you')
  await showTab(page, 'Expenses')
  await page.getByRole('link', { name: /Taxi/ }).first().click()
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('42')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await showTab(page, 'Activity')
  await expect(lines(page).first()).toContainText('You set Taxi to 42.00')
  await expect(lines(page).first()).toContainText('was 30.00')
  expect(maya.console).toEqual([])
})

test('with text of twice the size the tab one is on is in sight', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: { width: 320, height: 640 } })
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  const tabNamed = (name: string) =>
    page.getByRole('navigation', { name: 'Bill' }).getByRole('link', { name })
  await showTab(page, 'Activity')
  await expect(tabNamed('Activity')).toBeInViewport({ ratio: 1 })
  await expect(line(page, 'You started the bill')).toBeVisible()
  await showTab(page, 'Receipt')
  await expect(tabNamed('Receipt')).toBeInViewport({ ratio: 1 })
})

test('keys reach every key with one Tab stop, and no screen has a fault that axe can see', async ({
  browser,
}) => {
  for (const { size, theme } of [
    { size: phoneSize, theme: 'light' },
    { size: desktopSize, theme: 'dark' },
    { size: { width: 320, height: 640 }, theme: 'light' },
  ] as const) {
    const { page } = await newPhone(browser, { size, theme })
    await introduce(page, relay.url, 'Maximiliane von und zu Hohenstein-Wittgenstein')
    await newBill(page, 'Osteria')
    await typeItems(page, [
      ['Tagliatelle al ragù alla bolognese della nonna con parmigiano', '28'],
      ['Acqua', '9'],
    ])
    await tap(page, ['Acqua'])
    await row(page, 'Tagliatelle al ragù alla bolognese della nonna con parmigiano').focus()
    await page.keyboard.press('Delete')
    await showTab(page, 'Activity')

    await expect(lines(page)).toHaveCount(5)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    const [first, second] = [page.locator('.deed .un').nth(0), page.locator('.deed .un').nth(1)]
    await first.focus()
    await page.keyboard.press('ArrowDown')
    await expect(second).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.locator('.deed .un:focus')).toHaveCount(0)
    await page.keyboard.press('Shift+Tab')
    await expect(second).toBeFocused()
  }
})
