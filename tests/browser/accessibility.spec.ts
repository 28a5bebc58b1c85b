/** Every screen, light and dark, phone and desktop: no A or AA violation, targets of 44 px, nothing sideways at 320 px. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
  addPeople,
  desktopSize,
  introduce,
  newBill,
  newPhone,
  phoneSize,
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

/** A bill with everything on it: long names, many people, charges, something free, a payer. */
async function fullBill(page: Page): Promise<string> {
  await introduce(page, relay.url, 'Maximiliane von und zu Hohenstein-Wittgenstein')
  await newBill(page, 'Osteria da Nino with a name that goes on and on for quite a while')
  await typeItems(page, [
    ['2 Tagliatelle al ragù alla bolognese della nonna', '28'],
    ['Tiramisù', '7'],
    ['Water', '3'],
  ])
  await addPeople(page, ['Bartholomew Smith', 'Ines', 'Jonas', 'Tom', 'Đặng Thị Ngọc Hân'])
  await tap(page, ['Tagliatelle al ragù alla bolognese della nonna', 'Water'])
  await addCharge(page, { kind: 'Service', how: 'Percent', value: '10' })
  await page.getByRole('button', { name: 'Who paid?' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Bartholomew/ })
    .click()
  await expect(page.getByRole('dialog')).toBeHidden()
  return share(page)
}

interface Screen {
  readonly name: string
  readonly show: (page: Page) => Promise<unknown>
  readonly leave?: (page: Page) => Promise<unknown>
}

const closeSheet = (page: Page) => page.keyboard.press('Escape')
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Bill' }).getByRole('link', { name }).click()

const billScreens: readonly Screen[] = [
  { name: 'receipt', show: page => tab(page, 'Receipt') },
  {
    name: 'how a share adds up',
    show: page => page.getByRole('button', { name: 'How it adds up' }).click(),
    leave: closeSheet,
  },
  { name: 'add item', show: page => page.getByRole('button', { name: 'Add item' }).click() },
  {
    name: 'share',
    show: async page => {
      await page.getByRole('button', { name: 'Share', exact: true }).click()
      await expect(page.getByRole('img', { name: 'QR code for this bill' })).toBeVisible()
    },
    leave: closeSheet,
  },
  {
    name: 'more',
    show: page => page.getByRole('button', { name: 'More', exact: true }).click(),
    leave: closeSheet,
  },
  {
    name: 'charge',
    show: page => page.getByRole('button', { name: 'Tax, tip or discount' }).click(),
    leave: closeSheet,
  },
  { name: 'balances', show: page => tab(page, 'Balances') },
  {
    name: 'where a balance comes from',
    show: page => page.getByRole('button', { name: 'Your balance' }).click(),
    leave: closeSheet,
  },
  {
    name: 'how somebody is paid',
    show: async page => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('button', { name: /^People/ }).click()
      await page.getByRole('button', { name: 'How Bartholomew Smith is paid', exact: true }).click()
      const sheet = page.getByRole('dialog', { name: 'How Bartholomew Smith is paid' })
      await sheet.getByRole('textbox', { name: 'PayPal' }).fill('paypal.me/bartholomewsmith1234')
      await sheet.getByRole('textbox', { name: 'IBAN' }).fill('MT84MALT011000012345MTLCAST001S')
      await sheet.getByRole('textbox', { name: 'Monzo' }).fill('not a name')
      await page.keyboard.press('Enter')
      await expect(sheet.getByRole('alert')).toBeVisible()
    },
    leave: async page => {
      await page.keyboard.press('Escape')
      for (const name of ['How Bartholomew Smith is paid', 'People']) {
        await page.getByRole('dialog', { name }).getByRole('button', { name: 'Close' }).last().click()
      }
    },
  },
  {
    name: 'pay by link',
    show: async page => {
      await page.getByRole('button', { name: /^with / }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^PayPal/ })
        .click()
    },
    leave: closeSheet,
  },
  {
    name: 'pay by code',
    show: async page => {
      await page.getByRole('button', { name: /^with / }).click()
      await page.getByRole('dialog').getByRole('button', { name: /^IBAN/ }).click()
      await expect(page.getByRole('img', { name: /^Code for a transfer/ })).toBeVisible()
    },
    leave: closeSheet,
  },
  {
    name: 'part of a payment',
    show: page =>
      page
        .getByRole('button', { name: /^Paid in part/ })
        .first()
        .click(),
    leave: closeSheet,
  },
  { name: 'activity', show: page => tab(page, 'Activity') },
]

async function check(page: Page, name: string): Promise<void> {
  // Sheets and lines come in with a motion: look at them when they have arrived.
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
}

/** Controls that are smaller than 44 px either way; links inside sentences are excepted (WCAG 2.5.8). */
const smallTargets = (page: Page) =>
  page.evaluate(() => {
    const modal = document.querySelector('dialog[open]')
    return [
      ...(modal ?? document).querySelectorAll<HTMLElement>('button, a[href], input, select, [role=radio]'),
    ]
      .filter(
        control =>
          control.checkVisibility() && control.closest('p') === null && !control.matches('[type=hidden]'),
      )
      .map(control => ({
        box: control.getBoundingClientRect(),
        name: control.ariaLabel ?? control.innerText.trim(),
      }))
      .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
      .map(({ box, name }) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)
  })

// Contrast goes by the theme and room by the size: each of both is seen once.
for (const [device, theme, size] of [
  ['phone', 'light', phoneSize],
  ['desktop', 'dark', desktopSize],
] as const) {
  test(`no A or AA violation on any screen (${device}, ${theme})`, async ({ browser }) => {
    test.setTimeout(180_000)
    const { page } = await newPhone(browser, { size, theme })
    await page.goto(relay.url)
    await expect(page.getByRole('heading', { name: /Split a bill/ })).toBeVisible()
    await check(page, 'first run')
    await fullBill(page)
    for (const screen of billScreens) {
      await screen.show(page)
      await check(page, screen.name)
      expect(await smallTargets(page), screen.name).toEqual([])
      await screen.leave?.(page)
    }
    await page.goto(`${relay.url}/settings`)
    await check(page, 'settings')
    expect(await smallTargets(page), 'settings').toEqual([])
    await page.goto(relay.url)
    await expect(page.getByRole('link', { name: /Osteria/ }).first()).toBeVisible()
    await check(page, 'home')
    expect(await smallTargets(page), 'home').toEqual([])
    await page.getByRole('button', { name: 'Scan a code' }).click()
    await expect(page.getByRole('dialog')).toContainText(/There is no camera here|not allowed here/)
    await check(page, 'scan')
    expect(await smallTargets(page), 'scan').toEqual([])
    await closeSheet(page)
    await page.keyboard.press('/')
    await page.keyboard.type('osteria')
    await expect(page.getByRole('status').filter({ hasText: '1 bill found' })).toBeAttached()
    await check(page, 'search')
    expect(await smallTargets(page), 'search').toEqual([])
    await page.keyboard.type('zzz')
    await expect(page.getByText('No bill has “osteriazzz”')).toBeVisible()
    await check(page, 'nothing found')
  })
}

test('joining and a link that is broken: no A or AA violation', async ({ browser }) => {
  const host = await newPhone(browser)
  const link = await fullBill(host.page)
  for (const theme of ['light', 'dark'] as const) {
    const { page } = await newPhone(browser, { theme })
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
    await check(page, 'join')
    await page.goto(link.slice(0, -20))
    await expect(page.getByText(/end of the link/)).toBeVisible()
    await check(page, 'link problem')
  }
})

test('nothing scrolls sideways at 320 px, nor with text of twice the size', async ({ browser }) => {
  test.setTimeout(180_000)
  const { page } = await newPhone(browser, { size: { width: 320, height: 640 } })
  await fullBill(page)
  const wider = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  const walk = async (what: string) => {
    for (const screen of billScreens) {
      await screen.show(page)
      expect(await wider(), `${screen.name}, ${what}`).toBeLessThanOrEqual(0)
      await screen.leave?.(page)
    }
    await tab(page, 'Receipt')
    await page.getByRole('link', { name: 'Back to bills' }).click()
    await expect(page.getByRole('button', { name: 'Search bills' })).toBeVisible()
    expect(await wider(), `home, ${what}`).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Search bills' }).click()
    expect(await wider(), `search, ${what}`).toBeLessThanOrEqual(0)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('navigation', { name: 'Bill' })).toBeVisible()
  }
  await walk('320 px')
  await page.setViewportSize(phoneSize)
  const ordinary = await page.evaluate(() => document.body.getBoundingClientRect().height)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  expect(await page.evaluate(() => document.body.getBoundingClientRect().height)).toBeGreaterThan(ordinary)
  await walk('200 % text')
})

test('text of twice the size on a desktop: the register holds all that stands in it', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await fullBill(page)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  for (const child of await page.locator('.register > *:visible').all()) {
    const box = await child.boundingBox()
    if (box && box.width > 1) expect(box.y + box.height).toBeLessThanOrEqual(desktopSize.height)
  }
})

test('a long name in the balances is broken between words, not letter by letter', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: { width: 320, height: 640 } })
  await fullBill(page)
  await tab(page, 'Balances')
  const lines = await page
    .getByRole('list', { name: 'Balances' })
    .getByText('Bartholomew Smith')
    .evaluate(
      name => name.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(name).lineHeight),
    )
  expect(Math.round(lines)).toBeLessThanOrEqual(2)
})
