/** For people who will never open a link: the text summary, and the bill on paper. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
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

async function dinner(page: Page): Promise<void> {
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['2 Pizza', '20'],
    ['Wine', '10'],
  ])
  await addPeople(page, ['Tom'])
  await tap(page, ['Pizza'])
  await choosePen(page, 'Tom')
  await page.getByRole('button', { name: /^Pizza,/ }).click()
  await addCharge(page, { kind: 'Tip', how: 'Percent', value: '10' })
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'You' }).click()
}

test('three levels of detail, copied from Balances or handed to the share sheet from More', async ({
  browser,
}) => {
  for (const size of [phoneSize, desktopSize]) {
    const { page, context } = await newPhone(browser, { size })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await dinner(page)
    await page.getByRole('navigation', { name: 'Bill' }).getByRole('link', { name: 'Balances' }).click()
    await page.getByRole('button', { name: 'Send a summary' }).click()
    const text = page.getByRole('textbox', { name: 'The summary' })
    await expect(text).toHaveValue(/Tom pays Maya €11\.00$/)
    await expect(text).not.toHaveValue(/Pizza/)
    await page.getByRole('radio', { name: 'Totals' }).click()
    await expect(text).not.toHaveValue(/pays/)
    await expect(text).toHaveValue(/Maya: €11\.00\nTom: €11\.00\nStill free: €11\.00$/)
    await page.getByRole('radio', { name: 'Every item' }).click()
    await expect(text).toHaveValue(
      /2 × Pizza 20\.00: Maya and Tom\nWine 10\.00: Nobody yet\nTip 10\u00a0% 3\.00/,
    )
    await page.getByRole('button', { name: 'Copy' }).click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.inputValue())
    await page.keyboard.press('Escape')

    await page.evaluate(() => {
      Object.assign(navigator, {
        share: (data: ShareData) => {
          document.body.dataset.sent = data.text ?? ''
          return Promise.resolve()
        },
      })
    })
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: 'Text summary' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    expect(await page.locator('body').getAttribute('data-sent')).toContain('Tom pays Maya €11.00')
  }
})

test('the print shows the check, who had what, the sums and the balances, and nothing to press', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { theme: 'dark' })
  await dinner(page)
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = 'yes'
      window.dispatchEvent(new Event('beforeprint'))
    }
  })
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: 'Print' }).click()
  await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const paper = page.locator('.print-view')
  await expect(paper).toContainText('Osteria')
  await expect(paper.getByRole('row', { name: /2 × Pizza/ })).toContainText('Maya 10.00, Tom 10.00')
  await expect(paper.getByRole('row', { name: /Wine/ })).toContainText('Nobody yet')
  await expect(paper.getByRole('row', { name: /^Total/ })).toContainText('€33.00')
  await expect(paper.getByRole('row', { name: /^Tom/ })).toContainText('\u221211.00')
  await expect(paper).toContainText('Tom pays Maya €11.00')
  await expect(page.getByRole('button')).toHaveCount(0)
  const colours = await paper.evaluate(element => [
    getComputedStyle(element).color,
    getComputedStyle(document.body).backgroundColor,
  ])
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await expect(page.getByRole('button', { name: 'Settle up' })).toBeVisible()
})

test('a long bill is printed over several pages', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Banquet')
  const lines = Array.from({ length: 120 }, (_, i) => `Dish number ${i + 1} ${10 + i}.00`).join('\n')
  const name = page.getByRole('textbox', { name: 'Item', exact: true })
  await name.focus()
  await name.evaluate((field, text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, lines)
  await page.getByRole('button', { name: /^Add 120 lines/ }).click()
  await expect(page.getByText('120 lines added.')).toBeVisible()
  // A PDF is a real print: the page hears of it by itself.
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
  expect(pages).toBeGreaterThanOrEqual(3)
  expect(pages).toBeLessThanOrEqual(6)
})
