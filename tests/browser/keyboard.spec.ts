/** A whole evening without a pointer: make a bill, share it, join it, take what one had, settle. Two desktops. */
import { expect, type Locator } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { desktopSize, expectSynced, newPhone, pen, row, test } from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

/** Tab, forwards or backwards, until the focus is there. Nobody presses it a hundred times. */
async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await target.page().keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

test('keyboard only: a bill from its title to its last payment, on two devices', async ({ browser }) => {
  const maya = await newPhone(browser, { size: desktopSize })
  const { page } = maya
  await page.goto(`${relay.url}/settings`)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await tabTo(page.getByLabel('Your name'))
  await page.keyboard.type('Maya')
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('link', { name: 'Bills' }).first(), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('button', { name: 'New bill' }).first())
  await page.keyboard.press('Enter')

  // The cursor is in the title, Enter goes on to the first line, and so on from line to line.
  await expect(page.getByRole('textbox', { name: 'Title of the bill' })).toBeFocused()
  await page.keyboard.type('Osteria')
  await page.keyboard.press('Enter')
  for (const word of ['Pizza', '12.50', 'Wine', '3*4.50']) {
    await page.keyboard.type(word)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(row(page, 'Wine')).toBeVisible()

  await tabTo(page.getByRole('button', { name: 'Add person' }))
  await page.keyboard.press('Enter')
  await page.keyboard.type('Tom')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(pen(page, 'Tom')).toBeVisible()

  await tabTo(page.getByRole('button', { name: 'Who paid?' }))
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('dialog').getByRole('button', { name: 'You' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Maya paid').or(page.getByText('You paid'))).toBeVisible()

  await tabTo(row(page, 'Pizza'), 'Shift+Tab')
  await page.keyboard.press('Space')
  await expect(row(page, 'Pizza')).toHaveAttribute('aria-pressed', 'true')

  await page.keyboard.press('s')
  const link = page.getByRole('textbox', { name: 'Link to this bill' })
  await expect(link).not.toHaveValue('')
  const address = await link.inputValue()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  const tom = await newPhone(browser, { size: desktopSize })
  await tom.page.goto(address)
  await expect(tom.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
  await tabTo(tom.page.getByRole('button', { name: 'Tom', exact: true }))
  await tom.page.keyboard.press('Enter')
  await expect(pen(tom.page, 'You')).toBeChecked()
  await tabTo(row(tom.page, 'Pizza'))
  await tom.page.keyboard.press('ArrowDown')
  await expect(row(tom.page, 'Wine')).toBeFocused()
  await tom.page.keyboard.press('Space')
  await expect(row(page, 'Wine')).toHaveAccessibleName(/taken by Tom/)

  await tabTo(tom.page.getByRole('button', { name: 'Settle up' }))
  await tom.page.keyboard.press('Enter')
  await tabTo(tom.page.getByRole('button', { name: /^Mark paid/ }))
  await tom.page.keyboard.press('Enter')
  await expect(tom.page.getByText('PAID', { exact: true })).toBeVisible()
  await expectSynced(tom.page)
  await tabTo(page.getByRole('link', { name: 'Balances' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('PAID', { exact: true })).toBeVisible()
  await tabTo(page.getByRole('link', { name: 'Receipt' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('SETTLED', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+z')
  // Each undoes one's own steps: the payment was Tom's.
  await expect(row(page, 'Pizza')).toHaveAttribute('aria-pressed', 'false')
  await expect(page.getByText('SETTLED', { exact: true })).toBeHidden()
})
