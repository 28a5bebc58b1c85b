/** People: who one is, two devices of one person, people one knows already, rows that stay in their place. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  desktopSize,
  introduce,
  join,
  myShare,
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

async function openPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: /^People/ }).click()
  await expect(page.getByRole('dialog', { name: 'People' })).toBeVisible()
}

test('one can be somebody else at any time, and two devices can be one person', async ({ browser }) => {
  const host = await newPhone(browser)
  const guest = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [['Pizza', '12']])
  await addPeople(host.page, ['Tom', 'Ines'])
  const link = await share(host.page)
  await join(guest.page, link, 'Ines')
  await openPeople(guest.page)
  await guest.page.getByRole('button', { name: 'You are Ines' }).click()
  await guest.page
    .getByRole('list', { name: 'Who you are on this bill' })
    .getByRole('button', { name: 'Maya' })
    .click()
  await expect(guest.page.getByText('You are Maya on this bill now.')).toBeVisible()
  await tap(guest.page, ['Pizza'])
  await expect(myShare(guest.page)).toContainText('12.00')
  await expect(myShare(host.page)).toContainText('12.00')
  await expect(row(host.page, 'Pizza')).toHaveAccessibleName(/taken by you/)
  await guest.page.reload()
  await expect(myShare(guest.page)).toContainText('12.00')

  await openPeople(guest.page)
  await guest.page.getByRole('button', { name: 'You are Maya' }).click()
  await guest.page
    .getByRole('list', { name: 'Who you are on this bill' })
    .getByRole('button', { name: 'Tom' })
    .click()
  await expect(myShare(guest.page)).toContainText('0.00')
  await guest.page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(myShare(guest.page)).toContainText('12.00')
})

test('who left still sees what they owe, on the receipt and among expenses', async ({ browser }) => {
  const maya = await newPhone(browser)
  const tom = await newPhone(browser)
  await introduce(maya.page, relay.url, 'Maya')
  await newBill(maya.page, 'Osteria')
  await addPeople(maya.page, ['Tom'])
  await typeItems(maya.page, [['Pizza', '12']])
  await tap(maya.page, ['Pizza'])
  await join(tom.page, await share(maya.page), 'Tom')
  await openPeople(tom.page)
  await tom.page.getByRole('button', { name: 'More about Maya' }).click()
  await tom.page.getByRole('switch', { name: /Has left/ }).click()
  await expect(pen(maya.page, 'You')).toHaveCount(0)
  await expect(myShare(maya.page)).toHaveText('€12.00')
  const takeSeat = maya.page.getByRole('button', { name: 'This is me' })
  await expect(takeSeat).toHaveCount(0)

  // On another phone of theirs as well.
  const other = await newPhone(browser)
  await other.page.goto(await share(tom.page))
  await other.page.getByRole('button', { name: 'Maya, left' }).click()
  await expect(myShare(other.page)).toHaveText('€12.00')

  await tom.page.getByRole('button', { name: 'Who paid?' }).click()
  await tom.page.getByRole('dialog').getByRole('button', { name: 'You', exact: true }).click()
  await tom.page.getByRole('link', { name: 'Add another expense' }).click()
  await tom.page.getByRole('textbox', { name: 'Amount', exact: true }).fill('10')
  await tom.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(maya.page.locator('.bar')).toContainText('You owe')
  await expect(myShare(maya.page)).toHaveText('€12.00')
  await expect(takeSeat).toHaveCount(0)
})

test('by keys alone: rename, add, remove and bring back', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await addPeople(page, ['Tom'])
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter')
  await page.getByRole('button', { name: /^People/ }).press('Enter')
  await page.keyboard.type('Ines, Jonas')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name of Jonas' })).toBeVisible()
  const tom = page.getByRole('textbox', { name: 'Name of Tom' })
  await tom.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Thomas')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove Ines' }).press('Enter')
  await expect(page.getByText('Ines removed.')).toBeVisible()
  await expect(pen(page, 'Ines')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(pen(page, 'Ines')).toBeVisible()
  await expect(pen(page, 'Thomas')).toBeVisible()
})

test('people of one’s other bills come with one tap, and are in no bill before', async ({ browser }) => {
  for (const size of [phoneSize, desktopSize]) {
    const { page } = await newPhone(browser, { size })
    await introduce(page, relay.url, 'Maya')
    await newBill(page, 'Osteria')
    await addPeople(page, ['Tom', 'Ines'])
    await page
      .getByRole('link', { name: /^Bills|^Back to bills/ })
      .first()
      .click()
    await newBill(page, 'Lisbon')
    await addPeople(page, ['Jonas'])
    await openPeople(page)
    const known = page.getByRole('group', { name: 'From your other bills' })
    await expect(known.getByRole('button')).toHaveText(['Tom', 'Ines'])
    await known.getByRole('button', { name: 'Add Tom' }).click()
    await expect(known.getByRole('button')).toHaveText(['Ines'])
    await page.keyboard.press('Escape')
    await expect(pen(page, 'Tom')).toBeVisible()

    await page
      .getByRole('link', { name: /^Bills|^Back to bills/ })
      .first()
      .click()
    await newBill(page, 'Porto')
    await expect(page.locator('main')).toContainText('Jonas and Tom')
    await page.getByRole('button', { name: 'Same people as last time' }).click()
    await expect(page.getByText('2 people added.')).toBeVisible()
    for (const name of ['Jonas', 'Tom']) await expect(pen(page, name)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Same people as last time' })).toHaveCount(0)
    await page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Same people as last time' })).toBeVisible()
  }
})

test('the rows stay under the finger when a slip comes and goes', async ({ browser }) => {
  for (const size of [phoneSize, { width: 320, height: 640 }, desktopSize]) {
    const { page, context } = await newPhone(browser, { size })
    await introduce(page, relay.url, 'Maya')
    await newBill(page, 'Osteria')
    await typeItems(page, [
      ['Pizza', '12'],
      ['Water', '3'],
    ])
    await share(page)
    await page.waitForTimeout(1_200)
    const top = () => row(page, 'Pizza').evaluate(element => Math.round(element.getBoundingClientRect().top))
    const before = await top()
    await context.setOffline(true)
    await expect(page.getByText('Offline. Keep going.')).toBeVisible()
    // Scrolling knows whole pixels only.
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
    await context.setOffline(false)
    await expect(page.getByText('Offline. Keep going.')).toBeHidden()
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
  }
})

test('whoever was taken off the bill is told so on their own phone, and can sit down again', async ({
  browser,
}) => {
  const host = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [['Pizza', '12.50']])
  await addPeople(host.page, ['Tom', 'Ines'])
  const guest = await newPhone(browser)
  await join(guest.page, await share(host.page), 'Tom')
  await tap(guest.page, ['Pizza'])
  await expect(row(host.page, 'Pizza')).toHaveAccessibleName(/taken by Tom/)
  await expect(host.page.getByRole('img', { name: 'Here now: Tom' })).toBeVisible()
  await host.page.getByRole('button', { name: 'More', exact: true }).click()
  await host.page.getByRole('button', { name: /^People/ }).click()
  await host.page.getByRole('button', { name: 'Remove Tom' }).click()
  await expect(guest.page.getByText('You were taken off this bill.')).toBeVisible()
  await expect(host.page.getByRole('img', { name: 'Here now: Tom' })).toHaveCount(0)
  await guest.page.getByRole('button', { name: 'Ines', exact: true }).click()
  await expect(row(guest.page, 'Pizza')).toHaveAccessibleName(/nobody yet/i)
  await expect(guest.page.getByText('You were taken off this bill.')).toHaveCount(0)
})
