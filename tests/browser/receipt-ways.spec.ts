/** What else a receipt can be: a charge on some items, paid by several, somebody treated, one of several expenses. */
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  choosePen,
  introduce,
  myShare,
  newBill,
  newPhone,
  pen,
  tap,
  test,
  typeItems,
  undo,
} from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

test('a tax on the wine alone, two payers, and a birthday that comes back exactly', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['Wine', '24'],
    ['Fish', '21'],
  ])
  await addPeople(page, ['Tom'])
  await tap(page, ['Wine'])
  await choosePen(page, 'Tom')
  await tap(page, ['Fish'])
  await choosePen(page, 'You')
  const sheet = page.getByRole('dialog')

  // 10 % of the wine's 24.00 is 2.40, all of it with Ada: 26.40 of 47.40.
  await page.getByRole('button', { name: 'Tax, tip or discount' }).click()
  await sheet.getByRole('button', { name: /^Applies to/ }).click()
  await sheet.getByRole('switch', { name: /^Fish/ }).click()
  await expect(sheet.getByRole('button', { name: /^Applies to/ })).toContainText('1 item')
  await sheet.getByRole('textbox', { name: 'How much' }).fill('10')
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(myShare(page)).toContainText('26.40')
  await expect(pen(page, 'Tom')).toHaveAccessibleName('Tom, 21.00 euros')
  await page.getByRole('button', { name: 'How it adds up' }).click()
  await expect(page.getByRole('dialog', { name: 'Your share of Osteria' })).toBeVisible()
  await expect(sheet.getByLabel('Whose share').locator('+ svg')).toBeVisible()
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Tax 10' })).toHaveText(/all of it2\.40$/)
  await page.keyboard.press('Escape')

  // So does a tap on the amount under a pen, which chooses nobody; by keys it is the pen in use, pressed once more.
  await pen(page, 'Tom').getByText('21.00').click()
  await expect(page.getByRole('dialog', { name: 'Tom’s share of Osteria' })).toContainText('Fish')
  await page.keyboard.press('Escape')
  await expect(pen(page, 'You')).toBeChecked()
  await pen(page, 'You').focus()
  await page.keyboard.press('ArrowRight')
  await expect(pen(page, 'Tom')).toBeChecked()
  await page.keyboard.press('End')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Tom’s share of Osteria' })).toBeVisible()
  await page.keyboard.press('Escape')
  // Tapping for Tom, the amount of somebody else in a row is the row.
  await page
    .getByRole('button', { name: /^Wine,/ })
    .getByText('you')
    .click()
  await expect(page.getByRole('button', { name: /^Wine,/ })).toHaveAccessibleName(/shared by you and Tom/)
  await page.getByRole('button', { name: /^Wine,/ }).click()
  await choosePen(page, 'You')
  await expect(sheet).toBeHidden()
  await page
    .getByRole('button', { name: /^Wine,/ })
    .getByText('you')
    .click()
  await expect(page.getByRole('dialog', { name: 'Your share of Osteria' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Wine,/ })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: /^Wine,/ }).focus()
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'Part of Tom, 0.00' }).click()
  await expect(page.getByRole('dialog', { name: 'Tom’s share of Osteria' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Done', exact: true }).click()

  // Paid by two: what is missing is told, and stands with nobody yet.
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await sheet.getByRole('button', { name: 'Several people' }).click()
  await sheet.getByRole('textbox', { name: 'Paid by you' }).fill('30')
  await page.keyboard.press('Enter')
  await expect(sheet.getByText('€17.40 of €47.40 missing')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Paid by Tom' }).fill('17.40')
  await page.keyboard.press('Enter')
  await expect(sheet.getByText('Adds up to the total.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Balances' }).click()
  await expect(page.getByRole('list', { name: 'Balances' }).getByRole('listitem')).toContainText([
    '+3.60',
    '−3.60',
  ])
  await page.getByRole('button', { name: 'Balance of Tom' }).click()
  await sheet.getByRole('button', { name: /^Osteria/ }).click()
  await expect(page.getByRole('dialog', { name: 'Tom’s share of Osteria' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Receipt' }).click()

  // It is Ada's birthday: what she had goes to Tom, and comes back to the cent.
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await sheet.getByRole('link', { name: 'Category, note, who is treated' }).click()
  await page.getByRole('button', { name: /^Treated/ }).click()
  await sheet.getByRole('switch', { name: 'You' }).click()
  await sheet.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(myShare(page)).toContainText('0.00')
  await expect(pen(page, 'Tom')).toHaveAccessibleName('Tom, 47.40 euros')
  await expect(pen(page, 'You')).toHaveAccessibleName('You, treated')
  await page.keyboard.press('Control+z')
  await expect(myShare(page)).toContainText('26.40')
})

test('a dinner becomes one of several expenses, and a copy of it is another one', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Weekend')
  await typeItems(page, [
    ['Pizza', '12'],
    ['Tiramisù', '7'],
  ])
  await addPeople(page, ['Tom'])
  await tap(page, ['Pizza'])
  await page.getByRole('link', { name: 'Add another expense' }).click()
  await page.getByRole('textbox', { name: 'Title of the expense' }).fill('Taxi')
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('20')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: /Taxi/ })).toContainText('20.00you 10.00')
  const receipt = page.getByRole('link', { name: /^Receipt|Other Receipt/ }).last()
  await expect(receipt).toContainText('19.00you 12.00')
  await expect(receipt).toContainText('by item · 7.00 free')

  // One's share opens how it came about, the rest of the line the expense; by keys it comes after the line.
  const sheet = page.getByRole('dialog', { name: 'Your share of Taxi' })
  await page.getByRole('button', { name: 'Your share of Taxi, 10.00' }).click()
  await expect(sheet.getByText('20.00 shared equally by 2')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /Taxi/ }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  await expect(receipt).toBeFocused()
  await page.getByRole('button', { name: 'How it adds up' }).click()
  const balance = page.getByRole('dialog', { name: 'Your balance' })
  await expect(balance.getByRole('listitem').filter({ hasText: 'Taxi' })).toContainText('+10.00')
  await expect(balance).toContainText('Settled by Tom paying you 10.00.')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: /Taxi/ }).click()
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByText('Taxi is there twice now, this one dated today.')).toBeVisible()
  await page.getByRole('button', { name: 'Close without saving' }).click()
  await expect(page.getByRole('link', { name: /Taxi/ })).toHaveCount(2)

  // Deleted from the list by key, and back.
  await page.getByRole('link', { name: /Taxi/ }).first().focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('link', { name: /Taxi/ })).toHaveCount(1)
  await undo(page)
  await expect(page.getByRole('link', { name: /Taxi/ })).toHaveCount(2)

  // What one did not save can be saved after all.
  await page.getByRole('link', { name: /Taxi/ }).first().click()
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('26')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Close without saving' }).click()
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('26.00')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: /Taxi/ }).first()).toContainText('you 13.00')

  // The same when one leaves by the browser's own key; and the number stays what was typed when the currency changes.
  await page.getByRole('link', { name: /Taxi/ }).first().click()
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('900')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Currency of the expense/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^JPY/ }).first().click()
  await expect(page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('900')
  await page.goBack()
  await expect(page.getByText('Taxi is not saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('900')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: /Taxi/ }).filter({ hasText: 'no rate' })).toContainText('¥900')
})

test('a default split and a category of the bill’s own', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Flat')
  await addPeople(page, ['Ben'])
  const sheet = page.getByRole('dialog')
  await page.getByRole('link', { name: 'A trip or a flat? Add expenses' }).click()
  await page.getByRole('textbox', { name: 'Title of the expense' }).fill('Rent')
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('900')
  await page.getByRole('radio', { name: 'Parts' }).click()
  await page.getByRole('button', { name: 'More for Ben' }).click()
  await page.getByRole('button', { name: 'Save as this bill’s default' }).click()
  await page.getByRole('button', { name: /^Category/ }).click()
  await sheet.getByRole('button', { name: 'New category' }).click()
  await sheet.getByRole('textbox', { name: 'Name of the category' }).fill('Bicycles')
  await sheet.getByRole('radio', { name: 'Drawing 6' }).click()
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Category Bicycles/ })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: /Bicycles Rent/ })).toContainText('you 300.00')

  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Parts' })).toBeChecked()
  await expect(page.getByText('New expenses are divided like this one.').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Title of the expense' }).fill('Power')
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('90')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: /Power/ })).toContainText('you 30.00')
})

test('a couple that counts for two, and two people who turn out to be one', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Cabin')
  await addPeople(page, ['Ben', 'Benny'])
  const sheet = page.getByRole('dialog')
  const people = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await sheet.getByRole('button', { name: /^People/ }).click()
  }
  await people()
  await sheet.getByRole('button', { name: 'More about Ben', exact: true }).click()
  await sheet.getByRole('button', { name: 'Ben counts for more' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'A trip or a flat? Add expenses' }).click()
  await page.getByRole('textbox', { name: 'Title of the expense' }).fill('Cabin')
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('400')
  await expect(page.getByRole('radio', { name: 'Parts' })).toBeChecked()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const balances = page.getByRole('list', { name: 'Balances' }).getByRole('listitem')
  await expect(balances).toContainText(['You+300.00', 'Benny−100.00', 'Ben−200.00'])

  await people()
  await sheet.getByRole('button', { name: 'More about Benny' }).click()
  await sheet.getByLabel('Is the same person as').selectOption({ label: 'Ben' })
  await expect(page.getByText('Benny and Ben count as one.')).toBeVisible()
  await expect(balances).toContainText(['You+300.00', 'Ben−300.00'])
  await undo(page)
  await expect(balances).toHaveCount(3)
})
