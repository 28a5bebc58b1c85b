/** Paying: by a link, by a SEPA code, in part; reminding; and what is kept apart by currency. Nothing is paid by itself. */
import { type Browser, expect, type Page } from '@playwright/test'
import decode from 'qr/decode.js'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  choosePen,
  desktopSize,
  introduce,
  join,
  newBill,
  newPhone,
  phoneSize,
  share,
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

/** What the pages wrote to their consoles. */
const told: string[][] = []

test.afterEach(() => {
  expect(told.splice(0).flat()).toEqual([])
})

const iban = 'DE89370400440532013000'

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Bill' }).getByRole('link', { name }).click()
const sheet = (page: Page) => page.getByRole('dialog')
const slip = (page: Page, text: string) =>
  page
    .getByRole('list', { name: /^Payments/ })
    .getByRole('listitem')
    .filter({ hasText: text })
const paidSlip = (page: Page) =>
  page
    .getByRole('list', { name: /^Payments/ })
    .getByRole('listitem')
    .filter({ has: page.getByText('PAID', { exact: true }) })
const stamps = (page: Page) => page.getByText('PAID', { exact: true })

/** Fills in ways to be paid, in the sheet that is open, and closes it. */
async function giveHandles(page: Page, handles: Readonly<Record<string, string>>): Promise<void> {
  for (const [method, text] of Object.entries(handles)) {
    await sheet(page).getByRole('textbox', { name: method, exact: true }).fill(text)
    await page.keyboard.press('Enter')
  }
  await sheet(page).getByRole('button', { name: 'Close' }).click()
  await expect(sheet(page)).toBeHidden()
}

/** A bill of Aki, Maya, who paid, Ines and Jonas; on its balances. */
async function lisbon(
  browser: Browser,
  size: { readonly width: number; readonly height: number } = phoneSize,
): Promise<Page> {
  const { page, console } = await newPhone(browser, { size })
  told.push(console)
  await introduce(page, relay.url, 'Aki')
  await newBill(page, 'Lisbon')
  await typeItems(page, [
    ['Hotel', '179.51'],
    ['Boat', '159.11'],
    ['Dinner', '101.86'],
  ])
  await addPeople(page, ['Maya', 'Ines', 'Jonas'])
  await tap(page, ['Hotel'])
  await choosePen(page, 'Ines')
  await tap(page, ['Boat'])
  await choosePen(page, 'Jonas')
  await tap(page, ['Dinner'])
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await sheet(page).getByRole('button', { name: 'Maya' }).click()
  await expect(sheet(page)).toBeHidden()
  await tab(page, 'Balances')
  return page
}

test('whoever says once how they are paid is paid by a link, with the amount, in every bill', async ({
  browser,
}) => {
  const { page: maya } = await newPhone(browser)
  await introduce(maya, relay.url, 'Maya')
  await newBill(maya, 'Lisbon')
  await typeItems(maya, [['Hotel', '179.51']])
  await addPeople(maya, ['Aki'])
  await choosePen(maya, 'Aki')
  await tap(maya, ['Hotel'])
  await maya.getByRole('button', { name: 'Who paid?' }).click()
  await sheet(maya).getByRole('button', { name: 'You' }).click()
  const link = await share(maya)

  const { page: aki, context } = await newPhone(browser, { size: desktopSize })
  await introduce(aki, relay.url, 'Aki')
  await join(aki, link, 'Aki')
  await tab(aki, 'Balances')
  await expect(slip(aki, 'Maya')).toContainText('Add how Maya is paid')
  await expect(aki.getByRole('link', { name: /^Pay / })).toHaveCount(0)

  // After the bill was made: it follows when it is next opened.
  await maya.getByRole('link', { name: 'Back to bills' }).click()
  await maya.getByRole('link', { name: 'Settings' }).first().click()
  await maya.getByRole('button', { name: 'Get paid with' }).click()
  await sheet(maya).getByRole('textbox', { name: 'PayPal' }).fill('https://evil.example/maya')
  await maya.keyboard.press('Enter')
  await expect(sheet(maya).getByRole('alert')).toContainText('paypal.me/maya works')
  await giveHandles(maya, { PayPal: 'https://www.paypal.me/MayaAlmeida/20EUR', IBAN: iban })
  await expect(maya.getByRole('button', { name: 'Get paid with' })).toContainText('PayPal, IBAN')
  await maya.getByRole('link', { name: 'Bills' }).first().click()
  await maya
    .getByRole('link', { name: /Lisbon/ })
    .first()
    .click()

  const pay = aki.getByRole('link', { name: 'Pay €179.51: You to Maya' })
  await expect(pay).toHaveAttribute('href', 'https://paypal.me/MayaAlmeida/179.51EUR')
  await expect(pay).toHaveAttribute('rel', 'noopener noreferrer')
  // The one service outside that a test would reach.
  await context.route('https://paypal.me/**', route => route.fulfill({ body: 'PayPal' }))
  const opened = context.waitForEvent('page')
  await pay.click()
  const outside = await opened
  await expect(outside).toHaveURL('https://paypal.me/MayaAlmeida/179.51EUR')
  expect(await outside.evaluate(() => [window.opener, document.referrer])).toEqual([null, ''])
  await outside.close()

  await expect(stamps(aki)).toHaveCount(0)
  await expect(stamps(maya)).toHaveCount(0)
  await slip(aki, 'Maya').getByRole('button', { name: 'Mark paid: You to Maya, 179.51' }).click()
  await expect(stamps(aki)).toHaveCount(1)
  await tab(maya, 'Balances')
  await expect(stamps(maya)).toHaveCount(1)
  await undo(aki)
  await expect(stamps(aki)).toHaveCount(0)
  await expect(stamps(maya)).toHaveCount(0)
})

test('an IBAN is paid by a code that a banking app reads', async ({ browser }) => {
  for (const size of [phoneSize, desktopSize]) {
    const page = await lisbon(browser, size)
    await page.getByRole('button', { name: 'Add how Maya is paid' }).click()
    await giveHandles(page, { IBAN: 'DE89 3704 0044 0532 0130 00', 'Name on the account': 'Maya Almeida' })
    await page.getByRole('button', { name: 'Pay €179.51: You to Maya' }).click()
    const code = sheet(page).getByRole('img', { name: 'Code for a transfer to Maya' })
    await expect(code).toBeVisible()
    expect(await read(page, await code.screenshot())).toBe(
      `BCD\n002\n1\nSCT\n\nMaya Almeida\n${iban}\nEUR179.51\n\n\nLisbon`,
    )
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await sheet(page).getByRole('button', { name: 'Copy IBAN' }).click()
    await expect(sheet(page).getByText('IBAN copied.')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(iban)
    await sheet(page).getByRole('button', { name: 'Copy Amount' }).click()
    await expect(sheet(page).getByText('Amount copied.')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('179.51')
    await sheet(page).getByRole('button', { name: 'Mark paid' }).click()
    await expect(paidSlip(page)).toContainText('179.51')
  }
})

/** What a code in a picture says. */
async function read(page: Page, png: Buffer): Promise<string> {
  const picture = await page.evaluate(async bytes => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const image = context?.getImageData(0, 0, bitmap.width, bitmap.height)
    return { width: bitmap.width, height: bitmap.height, data: Array.from(image?.data ?? []) }
  }, Array.from(png))
  return decode({ ...picture, data: Uint8Array.from(picture.data) })
}

test('the way to pay that was chosen is offered the next time', async ({ browser }) => {
  const page = await lisbon(browser)
  await page.getByRole('button', { name: 'Add how Maya is paid' }).click()
  await giveHandles(page, { PayPal: 'maya', Wise: 'wise.com/pay/me/mayaa12', Swish: '070-123 45 67' })
  await page.getByRole('button', { name: /^with PayPal paypal\.me\/maya/ }).click()
  // Swish moves kronor, and these are euros.
  await expect(sheet(page).getByRole('list', { name: 'Ways to pay' }).getByRole('button')).toHaveCount(2)
  await sheet(page).getByRole('button', { name: /^Wise/ }).click()
  await expect(sheet(page).getByRole('link', { name: 'Open Wise' })).toHaveAttribute(
    'href',
    'https://wise.com/pay/me/mayaa12?amount=179.51&currency=EUR&description=Lisbon',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^with Wise/ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: /^with Wise/ })).toBeVisible()
})

test('a part is paid by keyboard alone; more than is owed is said; both can be taken back and changed', async ({
  browser,
}) => {
  const page = await lisbon(browser, desktopSize)
  const part = page.getByRole('button', { name: 'Paid in part: Ines to Maya, 159.11' })
  await part.focus()
  await page.keyboard.press('Enter')
  const amount = sheet(page).getByRole('textbox', { name: 'Amount' })
  await expect(amount).toBeFocused()
  await expect(amount).toHaveValue('159.11')
  await page.keyboard.type('100')
  await expect(sheet(page)).toContainText('€59.11 is left after that.')
  await page.keyboard.press('Enter')
  await expect(sheet(page)).toBeHidden()
  await expect(paidSlip(page)).toContainText('100.00')
  await expect(page.getByRole('button', { name: 'Mark paid: Ines to Maya, 59.11' })).toBeVisible()
  // The keyboard goes on from the slip that was paid.
  await expect(page.getByRole('button', { name: 'Edit: Ines to Maya, 100.00' })).toBeFocused()

  await page.keyboard.press('Enter')
  await amount.fill('160')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Payment changed.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Mark paid: \w+ to Ines, 0\.89$/ })).toBeVisible()
  await undo(page)
  await expect(page.getByRole('button', { name: 'Mark paid: Ines to Maya, 59.11' })).toBeVisible()

  await page.getByRole('button', { name: 'Paid in part: Ines to Maya, 59.11' }).click()
  await amount.fill('70')
  await expect(sheet(page)).toContainText('That is €10.89 more than is owed. It counts all the same.')
  await sheet(page).getByRole('button', { name: 'Mark paid' }).click()
  await expect(page.getByRole('button', { name: /^Mark paid: \w+ to Ines, 10\.89$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Edit: Ines to Maya, 70.00' }).click()
  await sheet(page).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: 'Mark paid: Ines to Maya, 59.11' })).toBeVisible()
  await undo(page)
  await expect(page.getByRole('button', { name: /^Mark paid: \w+ to Ines, 10\.89$/ })).toBeVisible()
})

test('a payment that nobody suggested is recorded with its day and a word about it', async ({ browser }) => {
  const page = await lisbon(browser)
  await page.getByRole('button', { name: 'Record a payment' }).click()
  await sheet(page).getByRole('button', { name: 'Mark paid' }).click()
  await expect(sheet(page).getByRole('alert')).toHaveText('Choose who paid and who got it.')
  await sheet(page).getByLabel('From').selectOption('Jonas')
  await sheet(page).getByLabel('To').selectOption('Ines')
  await expect(sheet(page)).toContainText('Jonas has nothing to pay Ines now. It counts all the same.')
  await sheet(page).getByRole('button', { name: 'Mark paid' }).click()
  await expect(sheet(page).getByRole('alert')).toHaveText('An amount is missing.')
  await sheet(page).getByRole('textbox', { name: 'Amount' }).fill('2*10')
  await sheet(page).getByLabel('Date').fill('2025-03-02')
  await sheet(page).getByRole('textbox', { name: 'Note' }).fill('in cash')
  await sheet(page).getByRole('button', { name: 'Mark paid' }).click()
  await expect(paidSlip(page)).toContainText('Sun 2 Mar 2025 · in cash')
  await expect(paidSlip(page)).toContainText('20.00')
})

test('a reminder says what for, how much, to whom, and how', async ({ browser }) => {
  const page = await lisbon(browser)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Add how Maya is paid' }).click()
  await giveHandles(page, { PayPal: 'maya', IBAN: iban })
  await page.getByRole('button', { name: 'Remind Ines' }).click()
  await expect(page.getByText('Copied. Send it to Ines.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'Hi Ines, your part of “Lisbon” is still open: €159.11 to Maya.\n' +
      'PayPal: https://paypal.me/maya/159.11EUR\n' +
      'IBAN: DE89 3704 0044 0532 0130 00, Maya',
  )
})

test('the debts that are netted away can be looked at', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await introduce(page, relay.url, 'Aki')
  await newBill(page, 'Lisbon')
  await typeItems(page, [['Hotel', '400']])
  await addPeople(page, ['Maya', 'Ines', 'Jonas'])
  for (const name of ['You', 'Maya', 'Ines', 'Jonas']) {
    await choosePen(page, name)
    await tap(page, ['Hotel'])
  }
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await sheet(page).getByRole('button', { name: 'Maya' }).click()
  await tab(page, 'Balances')
  await expect(page.getByRole('heading', { name: '3 payments settle it all' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Show all/ })).toHaveCount(0)
  // Ines has paid Aki, who owes Maya: Ines' debt to Maya stands, and one transfer does for both.
  await page.getByRole('button', { name: 'Record a payment' }).click()
  await sheet(page).getByLabel('From').selectOption('You')
  await sheet(page).getByLabel('To').selectOption('Ines')
  await sheet(page).getByRole('textbox', { name: 'Amount' }).fill('100')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '2 payments settle it all' })).toBeVisible()
  await expect(page.getByText('Without this it would take 3.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all 3' }).click()
  await expect(sheet(page).getByRole('listitem')).toHaveCount(3)
  await expect(sheet(page).getByRole('listitem').filter({ hasText: 'You' })).toContainText('100.00')
  // Each comes from its expenses, and each of those says how the share in it came about.
  await sheet(page).getByRole('button', { name: /^Ines/ }).click()
  const debt = page.getByRole('dialog', { name: 'What Ines owes Maya' })
  await expect(debt).toContainText('Owed directly€100.00')
  await debt.getByRole('button', { name: /^Lisbon.*Maya paid.*\+100\.00/ }).click()
  await expect(page.getByRole('dialog', { name: 'Ines’s share of Lisbon' })).toContainText(
    '1 of 4 parts of 400.00',
  )
  for (const back of [debt, page.getByRole('dialog', { name: 'Who owes whom directly' })]) {
    await page.keyboard.press('Escape')
    await expect(back).toBeVisible()
  }
})

test('what has no rate is said, and each currency can be settled by itself', async ({ browser }) => {
  const page = await lisbon(browser)
  await expect(page.getByRole('radiogroup', { name: 'How to reckon' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Record a payment' }).click()
  await sheet(page).getByLabel('To').selectOption('Jonas')
  await sheet(page)
    .getByRole('button', { name: /^Currency/ })
    .click()
  await page.getByRole('textbox', { name: 'Find a currency' }).fill('USD')
  await page.keyboard.press('Enter')
  await sheet(page).getByRole('textbox', { name: 'Amount' }).fill('42')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not counted: no rate for USD.')).toBeVisible()
  await expect(paidSlip(page)).toContainText('$42.00')
  await expect(page.getByRole('heading', { name: '3 payments settle it all' })).toBeVisible()

  await page.getByRole('radio', { name: 'By currency' }).click()
  await expect(page.getByText('Not counted: no rate for USD.')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: '4 payments settle it all' })).toBeVisible()
  const dollars = page.getByRole('list', { name: 'Balances in US Dollar' })
  await expect(dollars.getByRole('listitem').filter({ hasText: 'You' })).toContainText('+42.00')
  // Each says where it comes from, in its own currency: the payment alone, none of the euros.
  await dollars.getByRole('button', { name: 'Your balance' }).click()
  const own = page.getByRole('dialog', { name: 'Your balance in US Dollar' })
  await expect(own.getByRole('listitem')).toHaveText(['Paid Jonas+42.00'])
  await expect(own).toContainText('Balance+$42.00')
  await expect(own).toContainText('Settled by Jonas paying you 42.00.')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '42.00, why Jonas pays it' }).click()
  await expect(page.getByRole('dialog', { name: 'Balance of Jonas in US Dollar' })).toContainText('−$42.00')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Mark paid: Jonas to you, 42.00' }).click()
  const paid = page.getByRole('list', { name: 'Payments in US Dollar' }).getByRole('listitem')
  await expect(paid).toHaveCount(2)
  await expect(dollars.getByRole('listitem').filter({ hasText: 'You' })).toContainText('0.00')
  // The euros are as they were, and the view is kept while the bill is open.
  await expect(page.getByRole('button', { name: 'Mark paid: Ines to Maya, 159.11' })).toBeVisible()
  await tab(page, 'Receipt')
  await tab(page, 'Balances')
  await expect(page.getByRole('radio', { name: 'By currency' })).toBeChecked()
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBe(0)
})

test('whoever may only look can pay and remind, and mark nothing', async ({ browser }) => {
  const page = await lisbon(browser)
  await page.getByRole('button', { name: 'Add how Maya is paid' }).click()
  await giveHandles(page, { PayPal: 'maya' })
  const link = await share(page, 'Can view')
  const { page: jonas } = await newPhone(browser)
  await jonas.goto(link)
  await jonas.getByRole('button', { name: 'Jonas', exact: true }).click()
  await tab(jonas, 'Balances')
  await expect(jonas.getByRole('link', { name: 'Pay €101.86: You to Maya' })).toBeVisible()
  await expect(jonas.getByRole('button', { name: 'Remind Ines' })).toBeVisible()
  await expect(jonas.getByRole('button', { name: /Mark paid|Paid in part|Record|Undo/ })).toHaveCount(0)
})
