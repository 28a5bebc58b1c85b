/**
 * Five days in Lisbon, worked out by hand. Four people, twelve expenses in three currencies, every way to divide, two payers
 * of one, a treat, somebody who leaves, a refund.
 *
 *                                        total      Ada      Ben     Cleo      Dan   paid by
 *  6 Nov  Flat, equally                 620.00   155.00   155.00   155.00   155.00   Ada
 *         Taxi, equally                  24.00     6.00     6.00     6.00     6.00   Ben
 *  7 Nov  Groceries, parts 1 1 2 3       63.00     9.00     9.00    18.00    27.00   Cleo
 *         Museum, 25 25 30 20 %          80.00    20.00    20.00    24.00    16.00   Ada
 *  8 Nov  Surf lesson, exact            120.00    42.50    40.00    37.50     0.00   Dan
 *         Boat, Ada 20.00 more          100.00    40.00    20.00    20.00    20.00   Ben
 *         Dinner, by item                88.00    23.65    23.65     7.15    33.55   Cleo
 *           Fish 30.00 (Ada, Ben), Steak 24.00 (Dan), Wine 26.00 (all), service 10 %
 *  9 Nov  Tiles, USD 40.00 at 0.9        36.00    18.00    18.00                     Ada
 *         Ramen, JPY 8,000 at 0.006      48.00    12.00    12.00    12.00    12.00   Dan
 *         Wine tasting, equally         160.00    40.00    40.00    40.00    40.00   Ada 100.00, Ben 60.00
 * 10 Nov  Cake, Cleo is treated          60.00    20.00    20.00     0.00    20.00   Ben
 *         Dan leaves.
 *         Deposit back                  −45.00   −15.00   −15.00   −15.00            Ben
 *                                      -------  -------  -------  -------  -------
 *  shares                              1354.00   371.15   348.65   304.65   329.55
 *  paid                                1354.00   836.00   199.00   151.00   168.00
 *  balance                                      +464.85  −149.65  −153.65  −161.55
 *
 * Ada is the only one who gets money back: three payments.
 */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { type Hand, keyboard, pointer } from './hand.ts'
import {
  addPeople,
  choosePen,
  desktopSize,
  introduce,
  newBill,
  newPhone,
  phoneSize,
  share,
  tap,
  test,
} from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

const sheet = (page: Page) => page.getByRole('dialog')
const line = (page: Page, title: string) => page.getByRole('link', { name: new RegExp(`${title}`) })
const mode = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })

/** An expense from the first key to the list; `fill` does what is special about it. */
async function add(
  page: Page,
  hand: Hand,
  expense: {
    readonly title: string
    readonly amount?: string
    readonly day: string
    readonly payer?: string
  },
  fill: () => Promise<void> = async () => undefined,
): Promise<void> {
  const title = page.getByRole('textbox', { name: 'Title of the expense' })
  if (!(await title.isVisible())) await hand.press(page.getByRole('button', { name: 'Add', exact: true }))
  await hand.type(title, expense.title)
  if (expense.amount !== undefined) {
    await hand.type(page.getByRole('textbox', { name: 'Amount', exact: true }), expense.amount)
  }
  // A date is filled as a calendar would: how its parts are typed is the browser's and the region's.
  await page.getByLabel('Date').fill(expense.day)
  if (expense.payer !== undefined) {
    await hand.press(page.getByRole('button', { name: /^(Paid by|Received by)/ }))
    await hand.press(sheet(page).getByRole('button', { name: expense.payer, exact: true }))
    await expect(sheet(page)).toBeHidden()
  }
  await fill()
  await hand.press(page.getByRole('button', { name: 'Save', exact: true }))
  // A receipt goes on with its items; any other is a line of the list.
  if (expense.amount === undefined && expense.title === 'Dinner') return
  await expect(line(page, expense.title)).toBeVisible()
}

/** From the link to the list of expenses. */
async function joinTrip(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name, exact: true }).click()
  await expect(page.getByRole('button', { name: 'Settle up' })).toBeVisible()
}

/** From the empty receipt to the first expense. */
async function startTrip(page: Page, hand: Hand): Promise<void> {
  await hand.press(page.getByRole('link', { name: 'A trip or a flat? Add expenses' }))
  await expect(page.getByRole('textbox', { name: 'Title of the expense' })).toBeVisible()
}

async function chooseCurrency(page: Page, hand: Hand, code: string): Promise<void> {
  await hand.press(page.getByRole('button', { name: /^Currency of the expense/ }))
  await hand.press(
    sheet(page)
      .getByRole('button', { name: new RegExp(`^${code}`) })
      .first(),
  )
  await expect(sheet(page)).toBeHidden()
}

async function lisbon(page: Page, hand: Hand): Promise<void> {
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Lisbon')
  await addPeople(page, ['Ben', 'Cleo', 'Dan'])
  await startTrip(page, hand)

  await add(page, hand, { title: 'Flat in Alfama', amount: '620', day: '2026-11-06' })
  await add(page, hand, { title: 'Taxi', amount: '24', day: '2026-11-06', payer: 'Ben' })
  await add(page, hand, { title: 'Groceries', amount: '63', day: '2026-11-07', payer: 'Cleo' }, async () => {
    await hand.choose(mode(page, 'Parts'))
    const more = (name: string) => page.getByRole('button', { name: `More for ${name}` })
    await hand.press(more('Cleo'))
    await hand.press(more('Dan'))
    await hand.press(more('Dan'))
  })
  await add(page, hand, { title: 'Museum', amount: '80', day: '2026-11-07' }, async () => {
    await hand.choose(mode(page, '%'))
    for (const [name, percent] of [
      ['You', '25'],
      ['Ben', '25'],
      ['Cleo', '30'],
    ] as const) {
      await hand.type(page.getByRole('textbox', { name: `Percent for ${name}` }), percent)
    }
    await expect(page.getByText('20 % still free')).toBeVisible()
    await hand.press(page.getByRole('button', { name: 'Split rest' }))
    await expect(page.getByRole('textbox', { name: 'Percent for Dan' })).toHaveValue(/^20\s%$/)
  })
  await add(
    page,
    hand,
    { title: 'Surf lesson', amount: '120', day: '2026-11-08', payer: 'Dan' },
    async () => {
      await hand.choose(mode(page, 'Exact'))
      for (const [name, amount] of [
        ['You', '42.50'],
        ['Ben', '40'],
        ['Cleo', '40.50'],
      ] as const) {
        await hand.type(page.getByRole('textbox', { name: `Amount for ${name}` }), amount)
      }
      await expect(page.getByText('Too much')).toBeVisible()
      await expect(page.locator('.bar .fig')).toHaveText('€3.00')
      await hand.type(page.getByRole('textbox', { name: 'Amount for Cleo' }), '37.50')
      await expect(page.getByText('Too much')).toBeHidden()
    },
  )
  await add(page, hand, { title: 'Boat', amount: '100', day: '2026-11-08', payer: 'Ben' }, async () => {
    await hand.choose(mode(page, 'Adjust'))
    await hand.type(page.getByRole('textbox', { name: 'More or less for you' }), '20')
  })
  await add(page, hand, { title: 'Dinner', day: '2026-11-08', payer: 'Cleo' }, () =>
    hand.choose(mode(page, 'Items')),
  )
  await dinner(page, hand)
  await add(page, hand, { title: 'Azulejo tiles', amount: '40', day: '2026-11-09' }, async () => {
    await chooseCurrency(page, hand, 'USD')
    await hand.type(page.getByRole('textbox', { name: 'Rate from USD to EUR' }), '0.9')
    await expect(page.getByText('Counts as €36.00.')).toBeVisible()
    await hand.press(page.getByRole('button', { name: /^Cleo, / }))
    await hand.press(page.getByRole('button', { name: /^Dan, / }))
  })
  await add(page, hand, { title: 'Ramen', day: '2026-11-09', payer: 'Dan' }, async () => {
    await chooseCurrency(page, hand, 'JPY')
    await hand.type(page.getByRole('textbox', { name: 'Amount', exact: true }), '8000')
    await expect(page.getByText('Not counted until there is a rate for JPY.')).toBeVisible()
    await hand.type(page.getByRole('textbox', { name: 'Rate from JPY to EUR' }), '0.006')
    await expect(page.getByText('Counts as €48.00.')).toBeVisible()
  })
  await add(page, hand, { title: 'Wine tasting', amount: '160', day: '2026-11-09' }, async () => {
    await hand.press(page.getByRole('button', { name: /^Paid by/ }))
    await hand.press(sheet(page).getByRole('button', { name: 'Several people' }))
    // What the first payer did not pay follows from what the others did.
    await hand.type(sheet(page).getByRole('textbox', { name: 'Paid by Ben' }), '60')
    await expect(sheet(page).getByRole('textbox', { name: 'Paid by you' })).toHaveValue('100.00')
    await expect(sheet(page).getByText('Adds up to the total.')).toBeVisible()
    await hand.press(sheet(page).getByRole('button', { name: 'Done' }))
  })
  await add(
    page,
    hand,
    { title: 'Birthday cake', amount: '60', day: '2026-11-10', payer: 'Ben' },
    async () => {
      await hand.press(page.getByRole('button', { name: /^Treated/ }))
      await hand.press(sheet(page).getByRole('switch', { name: 'Cleo' }))
      await hand.press(sheet(page).getByRole('button', { name: 'Close' }))
    },
  )

  await hand.press(page.getByRole('button', { name: 'More', exact: true }))
  await hand.press(sheet(page).getByRole('button', { name: /^People/ }))
  await hand.press(sheet(page).getByRole('button', { name: 'More about Dan' }))
  await hand.press(sheet(page).getByRole('switch', { name: /Has left/ }))
  await expect(page.getByText('Dan has left. What was stays as it is.')).toBeVisible()

  await add(page, hand, { title: 'Deposit back', amount: '45', day: '2026-11-10' }, async () => {
    await hand.press(page.getByRole('switch', { name: /Refund or income/ }))
    await expect(page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('−45.00')
    await hand.press(page.getByRole('button', { name: /^Received by/ }))
    await hand.press(sheet(page).getByRole('button', { name: 'Ben', exact: true }))
    await expect(page.getByRole('button', { name: /^Dan, / })).toBeHidden()
  })
}

async function dinner(page: Page, hand: Hand): Promise<void> {
  await expect(page.getByText('GUEST CHECK')).toBeVisible()
  const name = page.getByRole('textbox', { name: 'Item', exact: true })
  if (!(await name.isVisible())) await hand.press(page.getByRole('button', { name: 'Add item' }))
  for (const [item, price] of [
    ['Fish', '30'],
    ['Steak', '24'],
    ['Wine', '26'],
  ] as const) {
    await hand.type(name, item)
    await hand.type(page.getByRole('textbox', { name: 'Price', exact: true }), price)
  }
  await hand.press(page.getByRole('button', { name: 'Done' }))
  for (const [who, items] of [
    ['You', ['Fish', 'Wine']],
    ['Ben', ['Fish', 'Wine']],
    ['Cleo', ['Wine']],
    ['Dan', ['Steak', 'Wine']],
  ] as const) {
    if (hand === keyboard) {
      await hand.choose(page.getByRole('radio', { name: new RegExp(`^${who}\\b`) }))
      for (const item of items) await hand.press(page.getByRole('button', { name: new RegExp(`^${item},`) }))
    } else {
      await choosePen(page, who)
      await tap(page, items)
    }
  }
  await hand.press(page.getByRole('button', { name: 'Tax, tip or discount' }))
  await hand.choose(sheet(page).getByRole('radio', { name: 'Service', exact: true }))
  await hand.type(sheet(page).getByRole('textbox', { name: 'How much' }), '10')
  if (await sheet(page).isVisible())
    await hand.press(sheet(page).getByRole('button', { name: 'Add', exact: true }))
  await expect(sheet(page)).toBeHidden()
  await hand.press(page.getByRole('link', { name: 'Expenses' }))
  await expect(line(page, 'Dinner')).toBeVisible()
}

const worked: readonly (readonly [title: string, total: string, ada: string])[] = [
  ['Flat in Alfama', '620.00', '155.00'],
  ['Taxi', '24.00', '6.00'],
  ['Groceries', '63.00', '9.00'],
  ['Museum', '80.00', '20.00'],
  ['Surf lesson', '120.00', '42.50'],
  ['Boat', '100.00', '40.00'],
  ['Dinner', '88.00', '23.65'],
  ['Azulejo tiles', '36.00', '18.00'],
  ['Ramen', '48.00', '12.00'],
  ['Wine tasting', '160.00', '40.00'],
  ['Birthday cake', '60.00', '20.00'],
  ['Deposit back', '−45.00', '−15.00'],
]

/** What everybody owes of each expense, from the sheet that explains it. */
const shares: readonly (readonly [
  title: string,
  ...rest: readonly (readonly [name: string, share: string])[],
])[] = [
  ['Groceries', ['Ben', '€9.00'], ['Cleo', '€18.00'], ['Dan', '€27.00']],
  ['Museum', ['Cleo', '€24.00'], ['Dan', '€16.00']],
  ['Surf lesson', ['Ben', '€40.00'], ['Cleo', '€37.50']],
  ['Boat', ['You', '€40.00'], ['Dan', '€20.00']],
  ['Azulejo tiles', ['You', '$20.00'], ['Ben', '$20.00']],
  ['Birthday cake', ['Ben', '€20.00'], ['Dan', '€20.00']],
  ['Deposit back', ['Ben', '−€15.00'], ['Cleo', '−€15.00']],
]

async function expectWorkedOut(page: Page, hand: Hand): Promise<void> {
  for (const [title, total, ada] of worked) {
    await expect(line(page, title)).toContainText(`${total}you ${ada}`)
  }
  const balances = page.getByRole('list', { name: 'Balances' }).getByRole('listitem')
  await expect(balances).toContainText(['+464.85', '−149.65', '−153.65', '−161.55'])
  await expect(page.locator('.bar .fig')).toHaveText('€464.85')

  // Where Ada's comes from: every line, and their sum.
  await hand.press(page.getByRole('button', { name: 'Your balance' }))
  const rows = sheet(page).getByRole('listitem')
  await expect(rows).toHaveCount(worked.length)
  await expect(sheet(page).getByText('paid 620.00, share 155.00')).toBeVisible()
  await expect(sheet(page).getByText('+€464.85')).toBeVisible()
  await hand.press(sheet(page).getByRole('button', { name: /^Dinner/ }))
  await expect(sheet(page).getByText('1 of 2 parts of 30.00')).toBeVisible()
  await expect(sheet(page).getByText('1 of 4 parts of 26.00')).toBeVisible()
  await expect(sheet(page).getByText('8.00, by what each had: 21.50 of 80.00')).toBeVisible()
  await expect(sheet(page).getByText('€23.65')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toBeHidden()
}

async function expectShares(page: Page): Promise<void> {
  for (const [title, ...all] of shares) {
    await line(page, title).click()
    await page.getByRole('button', { name: 'How it adds up' }).click()
    for (const [name, amount] of all) {
      await sheet(page).getByLabel('Whose share').selectOption({ label: name })
      await expect(sheet(page).locator('.explain .tot .amt')).toHaveText(amount)
    }
    await page.keyboard.press('Escape')
    if (title === 'Surf lesson') {
      // Dan left, and is still the one who paid.
      await page.getByRole('button', { name: /^Paid by/ }).click()
      await expect(sheet(page).getByRole('button', { name: /^Dan/ })).toHaveAttribute('aria-pressed', 'true')
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Close without saving' }).click()
  }
}

/** The receipt among the other expenses, after Dan left: what he had is his, and the figures are those of the list. */
async function expectDinner(page: Page): Promise<void> {
  await line(page, 'Dinner').click()
  await expect(page.locator('.bar .fig')).toHaveText('€23.65')
  await expect(page.getByRole('button', { name: /^Steak,/ })).toHaveAccessibleName(/Dan/)
  await expect(page.getByRole('button', { name: /^Wine,/ })).toHaveAccessibleName(/Dan/)
  await expect(page.getByText('still free')).toBeHidden()
  await page.goBack()
}

// By finger on a phone, by keys alone on a desktop.
for (const [name, size, hand] of [
  ['phone', phoneSize, pointer],
  ['desktop, keyboard only', desktopSize, keyboard],
] as const) {
  test(`five days in Lisbon come to what they do by hand (${name})`, async ({ browser }) => {
    test.setTimeout(420_000)
    const ada = await newPhone(browser, { size })
    const { page } = ada
    await lisbon(page, hand)
    await expectWorkedOut(page, hand)
    if (hand === pointer) await expectShares(page)
    await expectDinner(page)
    await page.reload()
    await expect(line(page, 'Deposit back')).toBeVisible()

    // Settled by three payments, each leaving the others as they are.
    await hand.press(page.getByRole('button', { name: 'Settle up' }))
    await expect(page.getByRole('heading', { name: '3 payments settle it all' })).toBeVisible()
    const slips = page.getByRole('list', { name: 'Payments to make' })
    for (const amount of ['149.65', '153.65', '161.55']) await expect(slips).toContainText(amount)
    await hand.press(slips.getByRole('button', { name: /^Mark paid.*Cleo/ }))
    await expect(page.getByRole('heading', { name: '2 payments settle it all' })).toBeVisible()
    for (const amount of ['149.65', '161.55']) await expect(slips).toContainText(amount)
    expect(ada.console).toEqual([])
  })
}

test('an expense changed on two phones at once keeps what each of them changed', async ({ browser }) => {
  const ada = await newPhone(browser)
  await introduce(ada.page, relay.url, 'Ada')
  await newBill(ada.page, 'Flat')
  await addPeople(ada.page, ['Ben'])
  await startTrip(ada.page, pointer)
  await add(ada.page, pointer, { title: 'Power', amount: '80', day: '2026-11-02' })
  const ben = await newPhone(browser, { size: desktopSize })
  await joinTrip(ben.page, await share(ada.page), 'Ben')
  await expect(line(ben.page, 'Power')).toContainText('you 40.00')

  // Ben has the editor open and changes the title; Ada changes the amount meanwhile, and Ben sees it before he saves.
  await line(ben.page, 'Power').click()
  await ben.page.getByRole('textbox', { name: 'Title of the expense' }).fill('Power, November')
  await line(ada.page, 'Power').click()
  await ada.page.getByRole('textbox', { name: 'Amount', exact: true }).fill('90')
  await ada.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(ben.page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('90.00')
  await ben.page.getByRole('button', { name: 'Save', exact: true }).click()
  for (const { page } of [ada, ben]) await expect(line(page, 'Power, November')).toContainText('you 45.00')

  // Both change the amount: Ben is told, and takes it. How it is divided he does not take, and saving keeps his.
  await line(ben.page, 'Power').click()
  const amountOfBen = ben.page.getByRole('textbox', { name: 'Amount', exact: true })
  await amountOfBen.fill('100')
  await mode(ben.page, 'Parts').click()
  await line(ada.page, 'Power').click()
  await ada.page.getByRole('textbox', { name: 'Amount', exact: true }).fill('120')
  await mode(ada.page, 'Exact').click()
  await ada.page.getByRole('button', { name: 'Save', exact: true }).click()
  const meanwhile = ben.page.locator('.meanwhile')
  await expect(meanwhile.getByText('Ada changed how it is divided meanwhile.')).toBeVisible()
  await expect(amountOfBen).toHaveValue('100.00')
  // It is still said after a reload.
  await ben.page.reload()
  await expect(meanwhile.getByText('Ada changed how it is divided meanwhile.')).toBeVisible()
  await expect(amountOfBen).toHaveValue('100.00')
  await ben.page.getByRole('button', { name: 'Take it: Ada set 120.00 meanwhile.' }).click()
  await expect(amountOfBen).toHaveValue('120.00')
  await expect(ben.page.getByRole('button', { name: /^Take it/ })).toHaveCount(1)
  await expect(mode(ben.page, 'Parts')).toBeChecked()
  await ben.page.getByRole('button', { name: 'Save', exact: true }).click()
  for (const { page } of [ada, ben]) await expect(line(page, 'Power, November')).toContainText('you 60.00')

  // Deleted under Ben's hands: he is told, and it can come back.
  await line(ben.page, 'Power').click()
  await line(ada.page, 'Power').click()
  await ada.page.getByRole('button', { name: 'Delete expense' }).click()
  await expect(ben.page.getByRole('heading', { name: 'This expense is not here.' })).toBeVisible()
  await ada.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(ben.page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('120.00')
})

test('whoever may only look sees an expense and cannot change it', async ({ browser }) => {
  const ada = await newPhone(browser)
  await introduce(ada.page, relay.url, 'Ada')
  await newBill(ada.page, 'Flat')
  await addPeople(ada.page, ['Ben'])
  await startTrip(ada.page, pointer)
  await add(ada.page, pointer, { title: 'Power', amount: '80', day: '2026-11-02' })
  const guest = await newPhone(browser)
  await guest.page.goto(await share(ada.page, 'Can view'))
  await guest.page.getByRole('button', { name: 'Just look' }).click()
  await line(guest.page, 'Power').click()
  await expect(guest.page.locator('.ex-amount').getByText('€80.00')).toBeVisible()
  await expect(guest.page.getByRole('textbox')).toHaveCount(0)
  await expect(guest.page.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await expect(guest.page.getByRole('button', { name: 'Delete expense' })).toHaveCount(0)
})

test('what was typed into an expense is saved from the message that it was not; Esc gives up an amount, never a title', async ({
  browser,
}) => {
  const ada = await newPhone(browser)
  const { page } = ada
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Flat')
  await addPeople(page, ['Ben'])
  await startTrip(page, pointer)
  await add(page, pointer, { title: 'Power', amount: '80', day: '2026-11-02' })
  const amount = page.getByRole('textbox', { name: 'Amount', exact: true })
  const message = page.locator('.message')

  await line(page, 'Power').click()
  await amount.fill('9')
  await expect(page.locator('.bar .fig')).toHaveText('€4.50')
  await page.keyboard.press('Escape')
  await expect(page.locator('.bar .fig')).toHaveText('€40.00')

  // A title is kept: Esc leaves its field, the next one the editor, and the message has the way back.
  const title = page.getByRole('textbox', { name: 'Title of the expense' })
  await title.fill('Powder')
  await page.keyboard.press('Escape')
  await expect(title).not.toBeFocused()
  await expect(title).toHaveValue('Powder')
  await page.keyboard.press('Escape')
  await expect(message).toContainText('Powder is not saved.')
  await message.getByRole('button', { name: 'Keep editing' }).click()
  await expect(title).toHaveValue('Powder')
  await title.fill('Power')

  // By the browser's own key.
  await amount.fill('90')
  await page.goBack()
  await expect(message).toContainText('Power is not saved.')
  await message.getByRole('button', { name: 'Keep editing' }).click()
  await expect(amount).toHaveValue('90.00')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(page, 'Power')).toContainText('you 45.00')

  // A refund whose amount begins with a nought.
  await line(page, 'Power').click()
  await page.getByRole('switch', { name: /Refund or income/ }).click()
  await amount.fill('')
  await amount.pressSequentially('0.50')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(page, 'Power')).toContainText('−0.50')

  // Over a reload, of a new one too.
  await line(page, 'Power').click()
  await amount.fill('7')
  await page.reload()
  await expect(message).toContainText('What you entered is still here, and not saved yet.')
  await expect(amount).toHaveValue('−7.00')
  await page.getByRole('button', { name: 'Close without saving' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('textbox', { name: 'Title of the expense' }).fill('Gas')
  await amount.fill('12')
  await page.reload()
  await expect(amount).toHaveValue('12.00')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(page, 'Gas')).toContainText('you 6.00')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(amount).toHaveValue('')
  await page.goBack()

  const ben = await newPhone(browser)
  await joinTrip(ben.page, await share(page), 'Ben')
  await line(ben.page, 'Power').click()
  await ben.page.getByRole('textbox', { name: 'Title of the expense' }).fill('Water')
  await ben.page.keyboard.press('Enter')
  await line(page, 'Power').click()
  await page.getByRole('button', { name: 'Delete expense' }).click()
  await ben.page.locator('.message').getByRole('button', { name: 'Keep editing' }).click()
  await expect(ben.page.getByRole('textbox', { name: 'Title of the expense' })).toHaveValue('Water')
  await ben.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(page, 'Water')).toContainText('−0.50')
  expect([...ada.console, ...ben.console]).toEqual([])
})

test('the browser’s Back closes the upper sheet, and the page under it stays', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Flat')
  await addPeople(page, ['Ben'])
  await startTrip(page, pointer)
  await add(page, pointer, { title: 'Power', amount: '80', day: '2026-11-02' })
  const address = page.url()

  await page.getByRole('button', { name: 'Your balance' }).click()
  await sheet(page)
    .getByRole('button', { name: /^Power/ })
    .click()
  await expect(sheet(page).getByRole('heading', { name: 'Your share of Power' })).toBeVisible()
  const back = () => page.evaluate(() => window.history.back())
  await back()
  await expect(sheet(page).getByRole('heading', { name: 'Your balance' })).toBeVisible()
  await back()
  await expect(sheet(page)).toHaveCount(0)
  await expect(page).toHaveURL(address)
  await expect(line(page, 'Power')).toBeVisible()

  // In the editor what was entered stays; the next Back leaves it, as ever.
  await line(page, 'Power').click()
  const amount = page.getByRole('textbox', { name: 'Amount', exact: true })
  await amount.fill('90')
  await page.getByRole('button', { name: /^Paid by/ }).click()
  await back()
  await expect(sheet(page)).toHaveCount(0)
  await expect(amount).toHaveValue('90.00')
  await back()
  await expect(line(page, 'Power')).toBeVisible()
  await expect(page.locator('.message')).toContainText('Power is not saved.')
  await back()
  await expect(page.getByRole('button', { name: 'New bill' }).first()).toBeVisible()
})

test('what is shared out beyond an amount is said as that, in the list and in the balances', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Ada')
  await newBill(page, 'Flat')
  await addPeople(page, ['Ben'])
  await startTrip(page, pointer)
  await add(page, pointer, { title: 'Power', amount: '80', day: '2026-11-02' }, async () => {
    await mode(page, 'Exact').click()
    await page.getByRole('textbox', { name: 'Amount for Ben' }).fill('83')
    await page.keyboard.press('Enter')
  })
  await expect(line(page, 'Power')).toContainText('3.00 too much')
  await page.getByRole('button', { name: 'Settle up' }).click()
  await expect(page.getByText('The shares come to €3.00 more than was spent.')).toBeVisible()
  await expect(page.getByText('is still free')).toBeHidden()
})
