/** The guest check in the hands of a newcomer: nothing typed is lost, the focus never falls, everything fits. */
import { expect, type Locator, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
  addPeople,
  choosePen,
  desktopSize,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhone,
  pen,
  row,
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

const small = { width: 320, height: 640 }

const sums = (page: Page) => page.locator('.sums')
const charge = (page: Page, name: RegExp) => page.getByRole('button', { name })
const nameField = (page: Page) => page.getByRole('textbox', { name: 'Item', exact: true })
const priceField = (page: Page) => page.getByRole('textbox', { name: 'Price', exact: true })

/** What has the focus, as a screen reader would say it; "nothing" for the page itself. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    if (!active || active === document.body) return 'nothing'
    return active.getAttribute('aria-label') ?? active.textContent?.trim() ?? active.tagName
  })

async function box(locator: Locator) {
  const found = await locator.boundingBox()
  if (!found) throw new Error('not on the page')
  return { ...found, right: found.x + found.width, bottom: found.y + found.height }
}

/** Nothing scrolls sideways, and nothing inside the main column is wider than it. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const found = [...document.querySelectorAll('main *')]
      .filter(
        element => !element.closest('.pens-row, .tabs, .vh, svg') && element.getClientRects().length > 0,
      )
      .filter(element => element.getBoundingClientRect().right > width + 0.5)
      .map(element => `${element.tagName}.${element.getAttribute('class') ?? ''}`)
    return { scrolls: document.documentElement.scrollWidth > width, found }
  })
  expect(wide).toEqual({ scrolls: false, found: [] })
}

async function dinner(page: Page): Promise<void> {
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['2 Tagliatelle', '28'],
    ['Vino rosso', '24'],
    ['Acqua', '9'],
  ])
}

test('a tip is deleted, and Undo brings it back', async ({ browser }) => {
  const phone = await newPhone(browser)
  const { page } = phone
  await dinner(page)
  await addCharge(page, { kind: 'Tip', how: 'Percent', value: '10' })
  await expect(sums(page)).toContainText('€67.10')
  await charge(page, /^Edit Tip 10.%, 6\.10$/).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(charge(page, /Tip 10/)).toBeHidden()
  await expect(sums(page)).toContainText('€61.00')
  await undo(page)
  await expect(sums(page)).toContainText('€67.10')
  expect(phone.console).toEqual([])
})

test('Done prints a line that is complete, and keeps one that is not', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await nameField(page).fill('Beer')
  await priceField(page).fill('4.50')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'Beer')).toHaveAccessibleName(/4\.50/)

  await page.getByRole('button', { name: 'Add item' }).click()
  await nameField(page).fill('Vino ros')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'Add item' })).toContainText('Vino ros')
  await page.getByRole('link', { name: 'Balances' }).click()
  await page.getByRole('link', { name: 'Receipt' }).click()
  await page.getByRole('button', { name: 'Add item' }).click()
  await expect(nameField(page)).toHaveValue('Vino ros')
  await priceField(page).fill('x')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('alert')).toContainText('not an amount')
  await expect(priceField(page)).toBeFocused()
})

test('leaving the bill with a complete line prints it', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await nameField(page).fill('Beer')
  await priceField(page).fill('4.50')
  await page.getByRole('link', { name: 'Back to bills' }).click()
  await page.getByRole('link', { name: /Osteria/ }).click()
  await expect(row(page, 'Beer')).toBeVisible()
  await page.getByRole('button', { name: 'Add item' }).click()
  await nameField(page).fill('2 Wine 9.00')
  await page.getByRole('link', { name: 'Balances' }).click()
  // Until the other tab is there the line is still open, and one has left nothing.
  await expect(page.getByRole('heading', { name: 'Nothing to settle yet.' })).toBeVisible()
  await page.getByRole('link', { name: 'Receipt' }).click()
  await expect(row(page, 'Wine')).toHaveAccessibleName(/9\.00/)
})

test('a complete line is there after a reload', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await nameField(page).fill('Beer')
  await priceField(page).fill('4.50')
  await page.reload()
  await expect(row(page, 'Beer')).toHaveAccessibleName(/4\.50/)
})

test('a wrong price keeps the sheet open, whichever way one leaves it', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  await row(page, 'Acqua').focus()
  await page.keyboard.press('e')
  const sheet = page.getByRole('dialog')
  const price = sheet.getByRole('textbox', { name: 'Price of the line' })
  for (const leave of ['Done', 'Close']) {
    await price.fill('nine')
    await sheet.getByRole('button', { name: leave }).click()
    await expect(sheet.getByRole('alert')).toContainText('not an amount')
    await expect(price).toBeFocused()
  }
  await price.fill('9.50')
  await sheet.getByRole('button', { name: 'Done' }).click()
  await expect(sheet).toBeHidden()
  await expect(row(page, 'Acqua')).toHaveAccessibleName(/9\.50/)

  await addCharge(page, { kind: 'Tip', how: 'Percent', value: '10' })
  await charge(page, /^Edit Tip/).click()
  await sheet.getByRole('textbox', { name: 'How much' }).fill('ten')
  await sheet.getByRole('button', { name: 'Done' }).click()
  await expect(sheet.getByRole('alert')).toContainText('not a percentage')
  // Whoever insists leaves without it.
  await sheet.getByRole('button', { name: 'Close' }).click()
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(sheet).toBeHidden()
  await expect(charge(page, /^Edit Tip 10/)).toBeVisible()
})

test('the printed total answers while one types', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  await page.getByRole('button', { name: 'Compare with the receipt' }).click()
  const field = page.getByRole('textbox', { name: 'Total on the receipt' })
  await field.pressSequentially('70')
  await expect(sums(page)).toContainText('printed 70.00, yours 61.00: 9.00 missing')
  await field.fill('61.00')
  await expect(sums(page)).toContainText('Adds up to the cent.')
  await field.fill('')
  await expect(sums(page)).not.toContainText('Adds up')
  await field.fill('60')
  await page.keyboard.press('Enter')
  await expect(sums(page)).toContainText('1.00 too much')
  await page.reload()
  await expect(sums(page)).toContainText('printed 60.00, yours 61.00: 1.00 too much')
})

test('the focus never falls from the page', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await dinner(page)
  await page.getByRole('button', { name: 'Compare with the receipt' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('61')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('Split the rest')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Split the rest', exact: true })).toBeHidden()
  expect(await focused(page)).toBe('Who paid?')

  await page.getByRole('button', { name: 'Add person' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name of the person to add' })).toBeFocused()
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('Add person')

  await row(page, 'Acqua').focus()
  await page.keyboard.press('Delete')
  await expect(row(page, 'Acqua')).toBeHidden()
  expect(await focused(page)).toMatch(/^Vino rosso/)
  await page.getByRole('button', { name: 'Undo', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(row(page, 'Acqua')).toBeVisible()
  await expect(row(page, 'Vino rosso')).toBeFocused()

  await addCharge(page, { kind: 'Tip', how: 'Percent', value: '10' })
  await charge(page, /^Edit Tip/).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  expect(await focused(page)).toContain('Tax, tip or discount')
})

test('twelve people on a phone: nobody is drawn over, and the pen in use is in sight', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana', 'Ivo', 'Jill', 'Karl']
  await addPeople(page, names)
  const chosen = await box(pen(page, 'You'))
  expect(chosen.x).toBeGreaterThanOrEqual(0)
  expect(chosen.right).toBeLessThanOrEqual(390)
  const seat = page.getByRole('button', { name: 'Add person' })
  await seat.scrollIntoViewIfNeeded()
  const last = await box(pen(page, 'Karl'))
  expect((await box(seat)).x).toBeGreaterThanOrEqual(last.right)
  await choosePen(page, 'Karl')
  await choosePen(page, 'Ada')
  expect((await box(pen(page, 'Ada'))).x).toBeGreaterThanOrEqual(0)
  // Eleven inks on twelve people: whoever shares an ink has other initials.
  const looks = await page
    .locator('.pens .who')
    .evaluateAll(faces => faces.map(face => `${face.className} ${face.textContent}`))
  expect(new Set(looks).size).toBe(12)
})

test('two of the same ink and the same first letters are told apart', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Alexandra')
  await newBill(page, 'Osteria')
  await addPeople(page, ['Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana', 'Ivo', 'Jill', 'Alex'])
  const looks = await page
    .locator('.pens .who')
    .evaluateAll(faces => faces.map(face => `${face.className} ${face.textContent}`))
  expect(new Set(looks).size).toBe(11)
})

test('a name of sixty letters leaves the item its room at 320 px', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: small })
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Burrata e pomodori', '1234.50']])
  const long = 'Wolfeschlegelsteinhausenbergerdorff'.padEnd(60, 'x')
  await addPeople(page, [long])
  await choosePen(page, long)
  await tap(page, ['Burrata e pomodori'])
  await expectNoSidewaysScroll(page)
  const name = await box(page.locator('.item .what'))
  expect(name.width).toBeGreaterThan(110)
  const amount = page.locator('.item .amt small > :last-child')
  await expect(amount).toHaveText('1,234.50')
  expect((await box(amount)).right).toBeLessThanOrEqual(320 - 12)
})

test('all amounts of the check end in one line', async ({ browser }) => {
  for (const size of [{ width: 390, height: 844 }, desktopSize]) {
    const { page } = await newPhone(browser, { size })
    await dinner(page)
    await addCharge(page, { kind: 'Tip', how: 'Percent', value: '10' })
    await page.getByRole('button', { name: 'Who paid?' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'You' }).click()
    await page.getByRole('button', { name: 'Add item' }).click()
    const ends = [
      page.locator('.item .amt').first(),
      page.locator('.sum-row .amt').first(),
      page.getByRole('button', { name: /^Edit Tip/ }).locator('.amt'),
      page.locator('.tot .amt'),
      page.locator('.pay-row .v'),
      page.locator('.serial'),
    ]
    const rights = await Promise.all(ends.map(async end => Math.round((await box(end)).right)))
    expect(new Set(rights)).toEqual(new Set([rights[0]]))
    // The words of a quiet key end there too.
    const done = await page.getByRole('button', { name: 'Done' }).evaluate(key => {
      const range = document.createRange()
      range.selectNodeContents(key)
      return Math.round(range.getBoundingClientRect().right)
    })
    expect(done).toBe(rights[0])
    await page.context().close()
  }
})

test('320 px and text of 200 %: the bar stacks, nothing is cut, nothing scrolls sideways', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: small })
  await dinner(page)
  await addCharge(page, { kind: 'Service', how: 'Percent', value: '10' })
  await page.getByRole('button', { name: 'Compare with the receipt' }).click()
  await page.keyboard.type('70')
  await page.keyboard.press('Enter')
  await expectNoSidewaysScroll(page)
  for (const size of ['100%', '200%']) {
    await page.evaluate(text => {
      document.documentElement.style.fontSize = text
    }, size)
    await expectNoSidewaysScroll(page)
    await charge(page, /^Edit Service/).click()
    const cut = await page
      .getByRole('dialog')
      .getByRole('radio')
      .evaluateAll(radios =>
        radios.filter(radio => radio.scrollWidth > radio.clientWidth).map(radio => radio.textContent),
      )
    expect(cut).toEqual([])
    await page.keyboard.press('Escape')
  }
  const key = await box(page.getByRole('button', { name: 'Settle up' }))
  const share = await box(page.locator('.bar .fig'))
  expect(key.y).toBeGreaterThanOrEqual(share.bottom)
  expect(key.right).toBeLessThanOrEqual(320)
  // What is last on the page can be scrolled out from behind the bar.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  const last = await box(page.getByRole('button', { name: 'Who paid?' }))
  expect(last.bottom).toBeLessThanOrEqual((await box(page.locator('.bar'))).y)
})

test('the ring of the title is whole and lies over nothing', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await page.getByRole('button', { name: 'New bill' }).first().click()
  const title = page.getByRole('textbox', { name: 'Title of the bill' })
  await title.focus()
  const offset = await title.evaluate(field => Number.parseFloat(getComputedStyle(field).outlineOffset))
  const field = await box(title)
  const header = await box(page.locator('.top'))
  const caption = await box(page.locator('.titles .cap'))
  // The ring is 3 px wide and drawn from the offset outwards.
  expect(field.y - offset - 3).toBeGreaterThanOrEqual(header.bottom)
  expect(field.bottom + offset + 3).toBeLessThanOrEqual(caption.y)
})

test('a sheet whose item was deleted elsewhere stays closed when the item comes back', async ({
  browser,
}) => {
  const host = await newPhone(browser)
  const guest = await newPhone(browser)
  await dinner(host.page)
  await addPeople(host.page, ['Tom'])
  await join(guest.page, await share(host.page), 'Tom')
  await expectSynced(guest.page)
  await row(host.page, 'Acqua').focus()
  await host.page.keyboard.press('e')
  await expect(host.page.getByRole('dialog')).toBeVisible()
  await row(guest.page, 'Acqua').focus()
  await guest.page.keyboard.press('Delete')
  await expect(host.page.getByRole('dialog')).toBeHidden()
  await undo(guest.page)
  await expect(row(host.page, 'Acqua')).toBeVisible()
  await expect(host.page.getByRole('dialog')).toBeHidden()
  expect(host.console).toEqual([])
})

test('a pasted receipt becomes items, charges and a printed total, in one step', async ({ browser }) => {
  const phone = await newPhone(browser)
  const { page } = phone
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await nameField(page).focus()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData(
      'text/plain',
      [
        'OSTERIA',
        'Espresso x3 6.00',
        '3 x Grissini 2.50 7.50',
        'Subtotal 13.50',
        'Service 10% 1.35',
        'Discount −5.00',
        'Total 9.85',
      ].join('\n'),
    )
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  const sheet = page.getByRole('dialog', { name: 'Pasted lines' })
  await expect(sheet).toContainText('Discount')
  await sheet.getByRole('button', { name: 'Add 5 lines' }).click()
  await expect(row(page, 'Espresso')).toHaveAccessibleName('Espresso, 3, 6.00 euros, nobody yet')
  await expect(row(page, 'Grissini')).toHaveAccessibleName('Grissini, 3, 7.50 euros, nobody yet')
  await expect(charge(page, /^Edit Service 10.%, 1\.35$/)).toBeVisible()
  await expect(charge(page, /^Edit Discount, −5\.00$/)).toBeVisible()
  await expect(sums(page)).toContainText('Adds up to the cent.')
  await undo(page)
  await expect(row(page, 'Espresso')).toBeHidden()
  await expect(sums(page)).toContainText('€0.00')
  expect(phone.console).toEqual([])
})
