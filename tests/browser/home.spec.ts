/** Home and settings: links pasted, bills that nothing was written in, who one is, addresses that lead nowhere. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  desktopSize,
  introduce,
  join,
  newBill,
  newPhone,
  pen,
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

const bills = (page: Page) => page.locator('[data-row]')

async function goHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Bills' }).first().click()
  await expect(page).toHaveURL(`${relay.url}/`)
}

test('a link can be pasted on a home that has bills', async ({ browser }) => {
  const host = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  for (const size of [phoneSize, desktopSize]) {
    const guest = await newPhone(browser, { size })
    await introduce(guest.page, relay.url, 'Tom')
    await newBill(guest.page, 'Own')
    await guest.page.goto(relay.url)
    await expect(bills(guest.page)).toHaveCount(1)
    await guest.page.getByRole('button', { name: 'Paste link' }).click()
    await guest.page.getByRole('textbox', { name: 'Paste link' }).fill(link)
    await guest.page.keyboard.press('Enter')
    await expect(guest.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
  }
})

test('a new bill that nothing was written in is gone when it is left, one with a title stays', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await page.goto(relay.url)
  const databases = () =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort())
  for (let i = 0; i < 3; i++) {
    await page.getByRole('button', { name: 'New bill' }).first().click()
    await expect(page.getByRole('textbox', { name: 'Title of the bill' })).toBeFocused()
    await page.goBack()
  }
  await expect(page.getByRole('heading', { name: 'Split a bill. Stay friends.' })).toBeVisible()
  await expect
    .poll(async () => (await databases()).filter(name => name.startsWith('billington-bill-')))
    .toEqual([])
  await newBill(page, 'Osteria')
  await page.goBack()
  await expect(bills(page)).toHaveCount(1)
  await expect(bills(page)).toContainText('Osteria')
})

test('a bill whose only item was deleted again stays: what was written can be brought back', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await page.goto(relay.url)
  await page.getByRole('button', { name: 'New bill' }).first().click()
  await expect(page.getByRole('textbox', { name: 'Item', exact: true })).toBeVisible()
  await typeItems(page, [['Soup', '4']])
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: /^Soup,/ })).toBeHidden()
  await page.goBack()
  await expect(bills(page)).toHaveCount(1)
})

test('a title that is still being typed survives a reload', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await page.goto(relay.url)
  await page.getByRole('button', { name: 'New bill' }).first().click()
  const title = page.getByRole('textbox', { name: 'Title of the bill' })
  await title.pressSequentially('Osteria')
  await page.reload()
  await expect(title).toHaveValue('Osteria')
  await title.click()
  await title.press('End')
  await title.pressSequentially(' da Nino')
  // Not left, not entered, only rested for a moment: the rest of the page knows it already.
  await expect(page).toHaveTitle(/Osteria da Nino/)
  await expect(title).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(title).toHaveValue('Osteria')
})

test('a new name in the settings reaches the bills one is on when they are opened', async ({ browser }) => {
  const host = await newPhone(browser)
  const guest = await newPhone(browser)
  await host.page.goto(relay.url)
  await newBill(host.page, 'Osteria')
  await addPeople(host.page, ['Tom'])
  await join(guest.page, await share(host.page), 'Tom')
  await expect(pen(guest.page, 'Somebody')).toBeVisible()
  await goHome(host.page)
  await expect(host.page.getByRole('img', { name: '2 people: you, Tom' })).toBeVisible()

  await introduce(host.page, relay.url, 'Maya')
  await bills(host.page).click()
  await expect(host.page.getByText('You are Maya on this bill now.')).toBeVisible()
  await expect(pen(guest.page, 'Maya')).toBeVisible()

  // Taken back by hand, it stays taken back.
  await host.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(pen(guest.page, 'Somebody')).toBeVisible()
  await host.page.reload()
  await expect(pen(host.page, 'You')).toBeVisible()
  await goHome(host.page)
  await bills(host.page).click()
  await expect(pen(host.page, 'You')).toBeVisible()
  await expect(pen(guest.page, 'Somebody')).toBeVisible()
})

test('before anybody has paid a bill says one’s share, and home counts nothing as owed', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['Pizza', '12.50'],
    ['Wine', '20'],
  ])
  await addPeople(page, ['Tom'])
  await tap(page, ['Pizza'])
  const owed = page.locator('dl.sum > div').filter({ hasText: 'You owe' })
  const back = page.locator('dl.sum > div').filter({ hasText: 'You get back' })
  await goHome(page)
  await expect(bills(page)).toContainText('your share 12.50')
  await expect(bills(page)).not.toContainText('owe')
  await expect(owed).toContainText('0.00')
  const paidBy = async (name: RegExp) => {
    await bills(page).click()
    await page.getByRole('button', { name: /^(Who paid|Paid by)/ }).click()
    await page.getByRole('dialog').getByRole('button', { name }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await goHome(page)
  }
  await paidBy(/^Tom/)
  await expect(bills(page)).toContainText('12.50you owe')
  await expect(owed).toContainText('12.50')
  await paidBy(/^You/)
  await expect(bills(page)).toContainText('20.00you get back')
  await expect(owed).toContainText('0.00')
  await expect(back).toContainText('20.00')
})

test('an address of a bill that is not here says so', async ({ browser }) => {
  for (const [size, word] of [
    [phoneSize, 'phone'],
    [desktopSize, 'device'],
  ] as const) {
    const { page } = await newPhone(browser, { size })
    for (const address of ['/b#~unknown', '/b#~k7Qp3vT9xM2c', '/b/balances#~']) {
      await page.goto(relay.url + address)
      await expect(page.getByRole('heading', { name: `This bill is not on this ${word}.` })).toBeVisible()
    }
    await page.getByRole('link', { name: 'Go to my bills' }).click()
    await expect(page.getByRole('heading', { name: 'Split a bill. Stay friends.' })).toBeVisible()
  }
})

test('N makes a bill from home and from a bill', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await page.goto(relay.url)
  await newBill(page, 'First')
  await page.getByRole('link', { name: 'Balances' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing to settle yet.' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Title of the bill' })).toHaveValue('')
  await expect(page.getByRole('complementary').getByRole('link', { name: 'First' })).toBeVisible()
})

test('the chosen entry of the rail can be seen, light and dark', async ({ browser }) => {
  for (const theme of ['light', 'dark'] as const) {
    const { page } = await newPhone(browser, { size: desktopSize, theme })
    await page.goto(relay.url)
    await newBill(page, 'First')
    const chosen = page.getByRole('complementary').locator('[aria-current=page]', { hasText: 'First' })
    const colours = await chosen.evaluate(entry => [
      getComputedStyle(entry).backgroundColor,
      getComputedStyle(entry.closest('.rail') as Element).backgroundColor,
    ])
    const [entry = 0, rail = 0] = colours.map(luminance)
    const contrast = (Math.max(entry, rail) + 0.05) / (Math.min(entry, rail) + 0.05)
    expect(contrast).toBeGreaterThan(1.45)
  }
})

/** Relative luminance of "rgb(r, g, b)" (WCAG 2.2). */
function luminance(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(part => Number(part) / 255)
  const [r = 0, g = 0, b = 0] = parts.map(part =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('a first bill is in the currency of where one is, a later one in what was chosen', async ({
  browser,
}) => {
  for (const [locale, code] of [
    ['en-GB', 'GBP'],
    ['de-CH', 'CHF'],
    ['en-AQ', 'EUR'],
  ] as const) {
    const { page } = await newPhone(browser, { locale })
    await page.goto(`${relay.url}/settings`)
    await expect(page.getByRole('button', { name: /^Currency/ })).toHaveText(code)
  }
  const { page } = await newPhone(browser, { locale: 'en-GB' })
  await page.goto(relay.url)
  await newBill(page, 'Pub')
  await typeItems(page, [['Ale', '6']])
  await row(page, 'Ale').click()
  await expect(page.locator('.bar .fig').first()).toHaveText('£6.00')
})

test('the list of currencies can be read on a phone', async ({ browser }) => {
  const { page } = await newPhone(browser, { touch: true })
  await page.goto(`${relay.url}/settings`)
  await page.getByRole('button', { name: /^Currency/ }).click()
  const pound = page.getByRole('button', { name: /British Pound/ })
  await expect(pound.getByText('GBP', { exact: true })).toBeVisible()
  const name = await pound.getByText('British Pound').boundingBox()
  expect(name?.height).toBeLessThan(30)
})

test('what was just written is on home, however quickly the page is left', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  for (const title of ['Osteria', 'Lisbon', 'Picnic']) {
    await newBill(page, title)
    await typeItems(page, [['Pizza', '12.50']])
    await row(page, 'Pizza').click()
    await page.goto(relay.url)
    await expect(page.getByRole('link', { name: new RegExp(`${title}.*12\\.50`) })).toBeVisible()
  }
})
