/** Insights: sums of real bills and of many months, tables, filters, currencies, nothing of Yjs, access at every size. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { aRow, putRows } from './rows.ts'
import { addPeople, desktopSize, introduce, newPhone, phoneSize, tap, test, typeItems } from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

const companions = [
  { name: 'Tom', ink: 2 },
  { name: 'Ines', ink: 3 },
]
/** A flat over a year, a trip in August, a weekend in pounds. */
const rows = [
  aRow('Flat', {
    spending: {
      companions,
      months: ['2025-12', '2026-06', '2026-09', '2026-11'].map(month => ({
        month,
        categories: { groceries: 12_000, home: 3_000 },
        with: [[0, 15_000]],
      })),
    },
  }),
  aRow('Lisbon', {
    spending: {
      companions,
      months: [
        {
          month: '2026-08',
          categories: { stay: 30_000, food: 10_000, transport: 2_000, fun: 1_000 },
          with: [
            [0, 40_000],
            [1, 3_000],
          ],
        },
      ],
    },
  }),
  aRow('London', {
    currency: 'GBP',
    spending: { companions: [], months: [{ month: '2026-10', categories: { food: 2_550 }, with: [] }] },
  }),
]

async function openInsights(page: Page): Promise<void> {
  await putRows(page, relay.url, rows)
  await page.getByRole('link', { name: 'Insights' }).first().click()
  await expect(page.getByRole('heading', { name: 'By month' })).toBeVisible()
}

const total = (page: Page) => page.locator('.insights-head output')
const part = (page: Page, name: string) => page.getByRole('region', { name })

test('what was spent on a bill is there, by month, category and person', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await introduce(page, relay.url, 'Maya')
  await page.goto(`${relay.url}/insights`)
  await expect(page.getByText('Nothing to show yet.')).toBeVisible()
  await page.getByRole('button', { name: 'New bill' }).click()
  await page.getByRole('textbox', { name: 'Title of the bill' }).fill('Dinner')
  await page.keyboard.press('Enter')
  await typeItems(page, [
    ['Pizza', '12.50'],
    ['Wine', '20'],
  ])
  await addPeople(page, ['Tom'])
  await tap(page, ['Pizza'])
  await page.getByRole('button', { name: 'Split the rest' }).click()
  await page.goto(`${relay.url}/insights`)
  await expect(total(page)).toContainText('€22.50')
  await expect(part(page, 'By category')).toContainText('Other')
  await expect(part(page, 'Most often with').getByRole('listitem')).toHaveText(/Tom1 bill22\.50/)
})

test('no document is opened for it, and nothing of Yjs or of sealing is loaded', async ({ browser }) => {
  const { page } = await newPhone(browser)
  const scripts: string[] = []
  page.on('request', request => scripts.push(new URL(request.url()).pathname))
  await openInsights(page)
  await expect(total(page)).toContainText('€880.00')
  expect(scripts.filter(path => /yjs|sodium|write|documents|bill-/.test(path))).toEqual([])
  expect(scripts.some(path => /insights/.test(path))).toBe(true)
})

test('a column filters the rest to its month, by finger and by key; tables say the same', async ({
  browser,
}) => {
  for (const size of [phoneSize, desktopSize]) {
    const { page } = await newPhone(browser, { size })
    await openInsights(page)
    const months = part(page, 'By month')
    await expect(months.getByRole('img')).toHaveAccessibleName(
      /August €430\.00 \(Stay €300\.00, Food €100\.00, Transport €20\.00, Fun €10\.00\); September €150\.00/,
    )
    await months.getByRole('button', { name: /^August/ }).click()
    await expect(total(page)).toContainText('Your share in August')
    await expect(total(page)).toContainText('€430.00')
    await expect(part(page, 'By category').getByRole('listitem')).toHaveText([
      'Stay300.00',
      'Food100.00',
      'Transport20.00',
      'Fun10.00',
    ])
    await expect(part(page, 'Most often with')).toContainText('Tom1 bill400.00')
    await page.keyboard.press('Enter')
    await expect(total(page)).toContainText('Your share, June to November')
    await expect(part(page, 'Most often with')).toContainText('Tom2 bills850.00')
    for (const name of ['By month', 'By category', 'Most often with'])
      await page.getByRole('button', { name: `Show as table: ${name}` }).click()
    await expect(months.getByRole('row', { name: /August/ })).toContainText('430.00')
    await expect(part(page, 'By category').getByRole('row')).toHaveCount(7)
    await expect(part(page, 'Most often with').getByRole('row', { name: /Tom/ })).toContainText('850.00')
    await page.getByRole('button', { name: 'Show as chart: By month' }).click()
    await expect(months.getByRole('button', { name: /^August/ })).toBeVisible()
  }
})

test('range, bill and currency choose what is added up', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await openInsights(page)
  const choose = (what: string, label: string) =>
    page.getByRole('combobox', { name: what }).selectOption({ label })
  await choose('How far back', '3 months')
  await expect(total(page)).toContainText('€300.00')
  await choose('How far back', '12 months')
  await expect(total(page)).toContainText('€1,030.00')
  await expect(total(page)).toContainText('Your share, December 2025 to November')
  await choose('Bills', 'Lisbon')
  await expect(total(page)).toContainText('€430.00')
  await choose('Bills', 'All bills')
  await choose('Currency', 'British Pound')
  await expect(total(page)).toContainText('£25.50')
  await choose('How far back', 'All time')
  await expect(total(page)).toContainText('£25.50')
})

test('many years are told apart by year', async ({ browser }) => {
  const { page } = await newPhone(browser)
  const months = Array.from({ length: 30 }, (_, at) => ({
    month: `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    categories: { home: 1_000 },
    with: [],
  }))
  await putRows(page, relay.url, [aRow('Flat', { spending: { companions: [], months } })])
  await page.goto(`${relay.url}/insights`)
  await page.getByRole('combobox', { name: 'How far back' }).selectOption('all')
  await expect(total(page)).toContainText('Your share, 2024 to 2026')
  await expect(total(page)).toContainText('€300.00')
  await page.getByRole('button', { name: /^2025/ }).click()
  await expect(total(page)).toContainText('€120.00')
})

for (const theme of ['light', 'dark'] as const) {
  test(`home and insights break no rule of access with charts on them (${theme})`, async ({ browser }) => {
    for (const size of [phoneSize, desktopSize, { width: 320, height: 640 }]) {
      const { page } = await newPhone(browser, { size, theme })
      await putRows(page, relay.url, [...rows, aRow('Away', { archived: true })])
      await expect(page.getByRole('img', { name: /^Your share by month/ })).toBeVisible()
      await page.getByRole('button', { name: 'Archived: 1 bill' }).click()
      await check(page, `home ${size.width}`)
      await page.getByRole('button', { name: 'Flat: menu' }).focus()
      await page.keyboard.press('Enter')
      await check(page, `menu ${size.width}`)
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: 'Insights' }).first().click()
      await page.getByRole('combobox', { name: 'How far back' }).selectOption('12')
      await check(page, `insights ${size.width}`)
      await page.getByRole('button', { name: /^August/ }).click()
      await page.getByRole('button', { name: 'Show as table: By month' }).click()
      await check(page, `table ${size.width}`)
    }
  })
}

async function check(page: Page, name: string): Promise<void> {
  await page.clock.runFor(2_000)
  await page.waitForFunction(() =>
    document.getAnimations().every(animation => animation.playState !== 'running'),
  )
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`),
    name,
  ).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways, name).toBe(0)
  const small = await page.evaluate(() => {
    const within = document.querySelector('dialog[open]') ?? document
    return Array.from(within.querySelectorAll<HTMLElement>('button, a[href], input, select'))
      .filter(control => control.checkVisibility() && control.closest('p') === null)
      .map(control => ({
        box: control.getBoundingClientRect(),
        name: control.ariaLabel ?? control.innerText,
      }))
      .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
      .map(({ box, name }) => `${name}: ${box.width} x ${box.height}`)
  })
  expect(small, name).toEqual([])
}
