/** Balances: nothing sideways, keys with names, squares of a fixed sum, currencies, people who left. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  choosePen,
  desktopSize,
  introduce,
  newBill,
  newPhone,
  phoneSize,
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

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Bill' }).getByRole('link', { name }).click()

async function paidBy(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await page.getByRole('dialog').getByRole('button', { name }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

async function chooseCurrency(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: /^Currency/ }).click()
  await page.getByRole('textbox', { name: 'Find a currency' }).fill(code)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('nothing scrolls sideways with ordinary names, and the keys have names of their own', async ({
  browser,
}) => {
  for (const width of [320, 390, 1280]) {
    const { page } = await newPhone(browser, { size: { width, height: 800 } })
    await introduce(page, relay.url, 'Maximiliane')
    await newBill(page, 'Osteria')
    await typeItems(page, [
      ['Pizza', '1234.50'],
      ['Water', '17.97'],
      ['Wine', '20'],
    ])
    await addPeople(page, ['Bartholomew', 'Tom', 'Alexandra Katharina'])
    await tap(page, ['Pizza'])
    await choosePen(page, 'Tom')
    await tap(page, ['Water'])
    await choosePen(page, 'Alexandra Katharina')
    await tap(page, ['Wine'])
    await paidBy(page, 'Bartholomew')
    await tab(page, 'Balances')
    await expect(page.getByRole('button', { name: /^Mark paid/ })).toHaveCount(3)
    await page.getByRole('button', { name: 'Mark paid: Tom to Bartholomew, 17.97', exact: true }).click()
    await page.getByRole('button', { name: 'Mark paid: You to Bartholomew, 1,234.50', exact: true }).click()
    await expect(
      page.getByRole('button', { name: 'Undo: Tom to Bartholomew, 17.97', exact: true }),
    ).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: 'Wine' })).toHaveCount(0)
    const room = await page.evaluate(() => {
      const main = document.querySelector('.main') as HTMLElement
      const cut = [...document.querySelectorAll<HTMLElement>('.pay .paper, .balances li')].filter(
        element => element.scrollWidth > element.clientWidth + 1,
      )
      return [
        document.documentElement.scrollWidth - window.innerWidth,
        main.scrollWidth - main.clientWidth,
        cut.length,
      ]
    })
    expect(room).toEqual([0, 0, 0])
  }
})

test('says what it takes to have balances', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await tab(page, 'Balances')
  await expect(page.locator('main')).toContainText('Add what you had and who paid.')
  await tab(page, 'Receipt')
  await typeItems(page, [['Pizza', '12']])
  await tab(page, 'Balances')
  await expect(page.locator('main')).toContainText('Nobody has paid yet. Choose who paid')
  await page.getByRole('link', { name: 'Who paid?' }).click()
  await paidBy(page, 'You')
  await tab(page, 'Balances')
  await expect(page.locator('main')).toContainText('Nobody has taken anything yet.')
  await tab(page, 'Receipt')
  await tap(page, ['Pizza'])
  await tab(page, 'Balances')
  await expect(page.locator('main')).toContainText('Nobody owes anybody.')
})

test('a cent is one square of a euro, and the list says what a square is', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Pizza', '0.01']])
  await addPeople(page, ['Tom'])
  await choosePen(page, 'Tom')
  await tap(page, ['Pizza'])
  await paidBy(page, 'You')
  await tab(page, 'Balances')
  await expect(page.locator('main')).toContainText('1 square is €1')
  for (const bar of await page.locator('.dt i').all()) {
    expect(await bar.evaluate(element => element.style.getPropertyValue('--v'))).toBe('1')
  }
})

test('another currency keeps the printed numbers; lost digits are said and can be had back', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Izakaya')
  await typeItems(page, [
    ['Ramen', '12.00'],
    ['Gyoza', '7'],
  ])
  const row = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) })
  await chooseCurrency(page, 'JPY')
  await expect(row('Ramen')).toHaveAccessibleName(/^Ramen, 1, 12 Japanese yen/)
  await expect(page.locator('.sums')).toContainText('¥19')
  await chooseCurrency(page, 'euro')
  await expect(row('Ramen')).toHaveAccessibleName(/12\.00 euros/)

  await typeItems(page, [['Sake', '12.50']])
  await chooseCurrency(page, 'yen')
  await expect(row('Sake')).toHaveAccessibleName(/13 Japanese yen/)
  await expect(page.getByText('Rounded to whole Japanese Yen.')).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(row('Sake')).toHaveAccessibleName(/12\.50 euros/)
  await expect(row('Ramen')).toHaveAccessibleName(/12\.00 euros/)
})

test('what somebody had is free when they are removed; what they paid stays in the sums', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['Pizza', '10'],
    ['Wine', '30'],
  ])
  await addPeople(page, ['Tom', 'Ines', 'Jonas'])
  await tap(page, ['Wine'])
  await choosePen(page, 'Ines')
  await tap(page, ['Pizza', 'Wine'])
  await choosePen(page, 'Jonas')
  await tap(page, ['Wine'])
  await paidBy(page, 'Tom')
  const remove = async (name: string) => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: /^People/ }).click()
    await page.getByRole('button', { name: `Remove ${name}` }).click()
  }
  await remove('Jonas')
  await expect(page.getByText('Jonas removed. The others share what they had.')).toBeVisible()
  await remove('Ines')
  await expect(page.getByText('Ines removed. €10.00 is free again, the others share the rest.')).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Pizza,/ })).toHaveAccessibleName(/taken by Ines/)
  await remove('Tom')
  await expect(
    page.getByText('Tom removed. What they paid or were paid stays in the balances.'),
  ).toBeVisible()
  await tab(page, 'Balances')
  const tom = page
    .getByRole('list', { name: 'Balances' })
    .getByRole('listitem')
    .filter({ hasText: 'Tom removed' })
  await expect(tom).toContainText('+40.00')
  await page.getByRole('button', { name: /^Mark paid: You to Tom/ }).click()
  await expect(
    page.getByRole('listitem').filter({ has: page.getByText('PAID', { exact: true }) }),
  ).toContainText('Tom removed')

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: /^People/ }).click()
  await page.getByRole('button', { name: 'Bring back Tom' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listitem').filter({ hasText: 'removed' })).toHaveCount(0)
})

test('Balances begins at its top, also when the check was read to its end', async ({ browser }) => {
  for (const size of [phoneSize, desktopSize]) {
    const { page } = await newPhone(browser, { size })
    await introduce(page, relay.url, 'Maya')
    await newBill(page, 'Banquet')
    await typeItems(
      page,
      Array.from({ length: 12 }, (_, at) => [`Dish ${String.fromCharCode(65 + at)}`, '10'] as const),
    )
    await addPeople(page, ['Tom'])
    await page.getByRole('button', { name: 'Who paid?' }).scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'Settle up' }).click()
    await expect(page.getByRole('textbox', { name: 'Title of the bill' })).toBeInViewport()
  }
})
