/** The list of bills: what can be done to one by finger, key and menu; months and sums; a thousand of them; old rows. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { aRow, putRows } from './rows.ts'
import {
  addPeople,
  desktopSize,
  introduce,
  newBill,
  newPhone,
  pen,
  phoneSize,
  row,
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

const bills = (page: Page) => page.getByRole('main').locator('[data-row]')
const menuOf = (page: Page, title: string) => page.getByRole('button', { name: `${title}: menu` })

async function goHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Bills' }).first().click()
  await expect(page).toHaveURL(`${relay.url}/`)
}

/** Dinner: pizza for 12.50, of which one had all; Tom paid. */
async function dinner(page: Page): Promise<void> {
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Dinner')
  await typeItems(page, [['Pizza', '12.50']])
  await addPeople(page, ['Tom'])
  await tap(page, ['Pizza'])
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Tom/ }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await goHome(page)
  await expect(bills(page)).toContainText('12.50you owe')
}

test('a bill is archived by its menu, still counts, is found, and comes back', async ({ browser }) => {
  for (const size of [phoneSize, desktopSize]) {
    const { page } = await newPhone(browser, { size })
    await dinner(page)
    await bills(page).focus()
    await page.keyboard.press('m')
    await expect(page.getByRole('dialog', { name: 'Dinner' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.getByText('Dinner is archived.')).toBeVisible()
    await expect(bills(page)).toHaveCount(0)
    await expect(page.locator('dl.sum')).toContainText('12.50')
    await page.keyboard.press('Control+z')
    await expect(bills(page)).toHaveCount(1)
    await menuOf(page, 'Dinner').click()
    await page.getByRole('button', { name: /^Archive/ }).click()
    await expect(bills(page)).toHaveCount(0)

    await page.reload()
    await expect(page.getByRole('button', { name: 'Archived: 1 bill' })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('pizza')
    await expect(bills(page)).toHaveCount(1)
    await expect(bills(page)).toContainText('archived')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Archived: 1 bill' }).click()
    await expect(bills(page)).toHaveCount(1)
    await menuOf(page, 'Dinner').click()
    await page.getByRole('button', { name: 'Back to the list' }).click()
    await expect(page.getByRole('button', { name: /^Archived:/ })).toBeHidden()
    await expect(bills(page)).toHaveCount(1)
  }
})

test('a finger holds a bill for its menu, swipes it to archive, and a tap still opens it', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { touch: true })
  await dinner(page)
  const box = await bills(page).boundingBox()
  if (!box) throw new Error('no row')
  const finger = await page.context().newCDPSession(page)
  const at = (x: number) => ({ touchPoints: [{ x, y: box.y + box.height / 2 }] })
  const touch = (type: string, x?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: x === undefined ? [] : at(x).touchPoints,
    })
  await touch('touchStart', 120)
  await expect(page.getByRole('dialog', { name: 'Dinner' })).toBeVisible()
  await touch('touchEnd')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await touch('touchStart', 300)
  for (const x of [280, 240, 200, 160]) await touch('touchMove', x)
  await touch('touchEnd')
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(page.getByText('Dinner is archived.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(bills(page)).toHaveCount(1)

  await touch('touchStart', 60)
  for (const x of [80, 120, 160, 200]) await touch('touchMove', x)
  await touch('touchEnd')
  await expect(bills(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  // Right after a fling the browser takes a tap for what stops it.
  await expect(async () => {
    await bills(page).tap()
    await expect(pen(page, 'Tom')).toBeVisible({ timeout: 2_000 })
  }).toPass()
})

test('a deleted bill comes back whole by undo, and is gone from the disk when the undo is', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await dinner(page)
  const databases = () =>
    page.evaluate(async () =>
      (await indexedDB.databases())
        .map(({ name }) => name ?? '')
        .filter(name => name.startsWith('billington-bill-')),
    )
  await bills(page).focus()
  await page.keyboard.press('Delete')
  await expect(page.getByText('Dinner is off this device. Nobody else has it.')).toBeVisible()
  expect(await databases()).toHaveLength(1)
  await page.keyboard.press('Control+z')
  await bills(page).click()
  await expect(row(page, 'Pizza')).toHaveAttribute('aria-pressed', 'true')
  await goHome(page)

  await page
    .getByRole('link', { name: /Dinner/ })
    .first()
    .hover()
  await menuOf(page, 'Dinner').click()
  await page.getByRole('button', { name: /^Delete from this device/ }).click()
  await expect(page.getByRole('heading', { name: 'Split a bill. Stay friends.' })).toBeVisible()
  await expect.poll(databases).toEqual([])
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<number>(done => {
          const request = indexedDB.open('billington-keys')
          request.onsuccess = () => {
            const counting = request.result.transaction('bills').objectStore('bills').count()
            counting.onsuccess = () => {
              request.result.close()
              done(counting.result)
            }
          }
        }),
    )
  // The key goes right after the contents.
  await expect.poll(kept).toBe(0)
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('heading', { name: 'Split a bill. Stay friends.' })).toBeVisible()
})

test('a shared bill that is deleted here stays with the others, and the message says so', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  await bills(page).click()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Link to this bill' })).toHaveValue(/#/)
  await page.keyboard.press('Escape')
  await goHome(page)
  await menuOf(page, 'Dinner').click()
  await page.getByRole('button', { name: /^Delete from this phone/ }).click()
  await expect(page.getByText('Dinner is off this phone. The others keep theirs.')).toBeVisible()
})

test('a bill is duplicated with its people alone, or with what was spent', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  await menuOf(page, 'Dinner').click()
  await page.getByRole('button', { name: 'Duplicate The same people, nothing spent yet' }).click()
  await expect(page).toHaveTitle(/Dinner \(copy\)/)
  await expect(pen(page, 'Tom')).toBeVisible()
  await expect(row(page, 'Pizza')).toBeHidden()
  await goHome(page)
  await menuOf(page, 'Dinner').click()
  await page.getByRole('button', { name: 'Duplicate with its expenses' }).click()
  await expect(row(page, 'Pizza')).toHaveAttribute('aria-pressed', 'true')
  await page.goBack()
  await expect(bills(page)).toHaveCount(3)
  // Each is its own bill: what is changed in one is not changed in the other.
  await page.getByRole('link', { name: /^Dinner(?! \()/ }).click()
  await row(page, 'Pizza').click()
  await expect(row(page, 'Pizza')).toHaveAttribute('aria-pressed', 'false')
  await goHome(page)
  const copies = bills(page).filter({ hasText: 'Dinner (copy)' })
  await expect(copies).toHaveCount(2)
  await expect(copies.filter({ hasText: '12.50you owe' })).toHaveCount(1)
  // Whoever copied it wrote what is in it.
  await copies.filter({ hasText: '12.50you owe' }).click()
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText('started the bill')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('Somebody')
})

test('sums in several currencies each have their sign, in the month too', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  const month = { month: '2026-11', with: [] }
  await putRows(page, relay.url, [
    aRow('Lisbon', {
      myBalanceMinor: -2_000,
      spending: { companions: [], months: [{ ...month, categories: { stay: 5_000 } }] },
    }),
    aRow('London', {
      currency: 'GBP',
      myBalanceMinor: -1_000,
      spending: { companions: [], months: [{ ...month, categories: { food: 2_500 } }] },
    }),
  ])
  const owed = page.locator('dl.sum > div').filter({ hasText: 'You owe' })
  await expect(owed).toContainText('€20.00')
  await expect(owed).toContainText('£10.00')
  await expect(page.getByText('your share €50.00 · £25.00')).toBeVisible()
  await expect(bills(page).filter({ hasText: 'London' })).toContainText('£10.00you owe')
  await page.getByRole('button', { name: 'You get back' }).first().click()
  await expect(page.getByText('No bills here.')).toBeVisible()
})

test('a thousand bills are on home and in the rail a page at a time, and all of them are searched', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  const rows = Array.from({ length: 1_000 }, (_, at) =>
    aRow(`Bill ${at}`, {
      id: `bill${String(at).padStart(8, '0')}`,
      day: new Date(Date.UTC(2026, 10, 20) - at * 86_400_000).toISOString().slice(0, 10),
      people: Array.from({ length: 6 }, (_, person) => ({ name: `Guest${at}x${person}`, ink: person + 1 })),
    }),
  )
  await putRows(page, relay.url, rows)
  await expect(page.getByRole('button', { name: 'All bills 1000' })).toBeVisible()
  const drawn = await bills(page).count()
  expect(drawn).toBeLessThan(200)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await expect.poll(() => bills(page).count()).toBeGreaterThan(drawn)
  await page.keyboard.press('/')
  await page.keyboard.type('guest987x5')
  await expect(bills(page)).toHaveCount(1)
  await expect(bills(page)).toContainText('Bill 987')
  await page.goto(`${relay.url}/settings`)
  const rail = page.getByRole('complementary', { name: 'Your bills' })
  await expect(rail.locator('[data-row]').first()).toBeVisible()
  expect(await rail.locator('[data-row]').count()).toBeLessThan(200)
})

test('a row of an older build is made again by itself: it owes what the bill says', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await newBill(page, 'Osteria')
  await typeItems(page, [['Pizza', '12.50']])
  await addPeople(page, ['Tom'])
  await tap(page, ['Pizza'])
  await goHome(page)
  await expect(bills(page)).toContainText('your share 12.50')
  const id = (await bills(page).getAttribute('data-row')) ?? ''
  const {
    spending: _,
    searched: __,
    myUnpaidMinor: ___,
    firstDay: ____,
    ...old
  } = aRow('Osteria', {
    id,
    myBalanceMinor: -1_250,
    myShareMinor: 1_250,
  })
  await putRows(page, relay.url, [old])
  await expect(bills(page)).toContainText('12.50you owe')
  await expect(bills(page)).toContainText('your share 12.50')
  await page.keyboard.press('/')
  await page.keyboard.type('pizza')
  await expect(bills(page)).toHaveCount(1)
})

test('sums in the millions stand whole on a narrow phone and in text of twice the size', async ({
  browser,
}) => {
  const { page } = await newPhone(browser, { size: { width: 320, height: 640 } })
  const spending = {
    companions: [],
    months: [{ month: '2026-11', categories: { other: 617_283_900 }, with: [] }],
  }
  await putRows(page, relay.url, [
    aRow('Bali', { currency: 'IDR', myBalanceMinor: -1_234_567_800, spending }),
    aRow('Villa', { currency: 'IDR', myBalanceMinor: 1_173_695_000, spending }),
  ])
  const cut = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.sum .fig, .spend .h2, .bar.nav .key')]
        .filter(each => {
          const { left, right } = each.getBoundingClientRect()
          return left < 0 || right > document.documentElement.clientWidth
        })
        .map(each => each.textContent),
    )
  await expect(page.locator('.spend .h2')).toBeVisible()
  expect(await cut()).toEqual([])
  await page.setViewportSize(phoneSize)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  expect(await cut()).toEqual([])
})
