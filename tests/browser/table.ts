/**
 * A table in a test: phones are browser contexts of one Chromium, the relay is the built one in a process of its own. Steps are
 * those of a person: by label and role, never by selector or by reaching into the app.
 */
import { test as anyTest, type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

/**
 * A test after which every phone is put away. Phones that stay open go on working: fifty of them were most of what two
 * cores had to do.
 */
export const test = anyTest.extend<{ phonesPutAway: undefined }>({
  phonesPutAway: [
    async ({ browser }, use) => {
      await use(undefined)
      await Promise.all(browser.contexts().map(context => context.close()))
    },
    { auto: true },
  ],
})

export interface Phone {
  readonly context: BrowserContext
  readonly page: Page
  /** Lines that the page wrote to its console, and errors nobody caught. */
  readonly console: string[]
}

export const phoneSize = { width: 390, height: 844 }
export const desktopSize = { width: 1280, height: 800 }

export interface PhoneOptions {
  readonly size?: { readonly width: number; readonly height: number }
  readonly theme?: 'light' | 'dark'
  /** A phone for fingers: touch, and no pointer that hovers. */
  readonly touch?: boolean
  /** Where the phone is from. */
  readonly locale?: string
  /**
   * The service worker keeps the app's files, as it does wherever there is https. To fill its cache is more work than the page
   * itself: only the tests that load a page without a network, speak of versions, or walk through a whole evening have it.
   */
  readonly worker?: boolean
}

/**
 * Lines that are not the app's: the browser's own when a relay has too much to do for one more socket (relay/server.ts; the
 * phone tries again), and the test's own when it allows no service worker.
 */
const notOurs =
  /^(WebSocket connection to .* Unexpected response code: 503|Service Worker registration blocked by Playwright)$/

/** A new phone: nothing of Billington has ever been on it. */
export async function newPhone(
  browser: Browser,
  {
    size = phoneSize,
    theme = 'light',
    touch = false,
    worker = false,
    // Written as in Britain, paid in euros.
    locale = 'en-IE',
  }: PhoneOptions = {},
): Promise<Phone> {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    hasTouch: touch,
    isMobile: touch,
    serviceWorkers: worker ? 'allow' : 'block',
    locale,
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  const lines: string[] = []
  page.on('console', message => {
    if (!notOurs.test(message.text())) lines.push(message.text())
  })
  page.on('pageerror', error => lines.push(`uncaught: ${error.message}`))
  return { context, page, console: lines }
}

/** A phone that keeps the app itself too, and starts it without a network. */
export const newPhoneWithApp = (browser: Browser, options: PhoneOptions = {}): Promise<Phone> =>
  newPhone(browser, { ...options, worker: true })

/** Says who one is in the settings, as a first thing. */
export async function introduce(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/settings`)
  await page.getByLabel('Your name').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Bills' }).first().click()
}

export async function newBill(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New bill' }).first().click()
  await page.getByRole('textbox', { name: 'Title of the bill' }).fill(title)
  await page.keyboard.press('Enter')
}

/** Types lines into the open line of the check, Enter after each field. */
export async function typeItems(
  page: Page,
  items: readonly (readonly [name: string, price: string])[],
): Promise<void> {
  const name = page.getByRole('textbox', { name: 'Item', exact: true })
  if (!(await name.isVisible())) await page.getByRole('button', { name: 'Add item' }).click()
  for (const [item, price] of items) {
    await name.fill(item)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Price', exact: true }).fill(price)
    await page.keyboard.press('Enter')
    await expect(row(page, item.replace(/^\d+ /, ''))).toBeVisible()
  }
  await page.getByRole('button', { name: 'Done' }).click()
}

export async function addPeople(page: Page, names: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Add person' }).click()
  for (const name of names) {
    await page.getByRole('textbox', { name: 'Name of the person to add' }).fill(name)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  for (const name of names) await expect(pen(page, name)).toBeVisible()
}

/** The line of an item, by the start of its name. */
export const row = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${literally(name)},`) })

/** A person's pen, by their name. */
export const pen = (page: Page, name: string) =>
  page.getByRole('radio', { name: new RegExp(`^${literally(name)}\\b`) })

export async function choosePen(page: Page, name: string): Promise<void> {
  await pen(page, name).click()
  await expect(pen(page, name)).toBeChecked()
}

export async function tap(page: Page, items: readonly string[]): Promise<void> {
  for (const item of items) {
    await row(page, item).click()
    await expect(row(page, item)).toHaveAttribute('aria-pressed', 'true')
  }
}

/** Takes back what the message row tells of. The focus stops its clock, so that a slow machine is in time. */
export async function undo(page: Page): Promise<void> {
  const key = page.getByRole('button', { name: 'Undo', exact: true })
  await key.focus()
  await key.click()
}

export async function addCharge(
  page: Page,
  charge: { readonly kind: string; readonly how: 'Percent' | 'Amount'; readonly value: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Tax, tip or discount' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: charge.kind, exact: true }).click()
  await sheet.getByRole('radio', { name: charge.how, exact: true }).click()
  await sheet.getByRole('textbox', { name: 'How much' }).fill(charge.value)
  await page.keyboard.press('Enter')
  if (await sheet.isVisible()) await sheet.getByRole('button', { name: /^(Add|Done)$/ }).click()
  await expect(sheet).toBeHidden()
}

/** Opens the share sheet, gives the link with this right and closes the sheet. */
export async function share(page: Page, right: 'Can edit' | 'Can view' = 'Can edit'): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('radio', { name: right }).click()
  const link = await page.getByRole('textbox', { name: 'Link to this bill' }).inputValue()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  return link
}

/** Opens a link and takes the seat of `name`. */
export async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name, exact: true }).click()
  await expect(pen(page, 'You')).toBeChecked()
}

/** What the register bar shows as one's own share, without the currency. */
export const myShare = (page: Page) => page.locator('.bar .fig').first()

export async function expectSynced(page: Page): Promise<void> {
  await expect(page.locator('[data-true=true]')).toHaveText('Synced')
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Every message that the page shows from now on. */
export async function collectMessages(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    new MutationObserver(records => {
      for (const added of records.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (added instanceof HTMLElement && added.matches('.message')) {
          seen.push(added.querySelector('.grow')?.textContent ?? '')
        }
      }
    }).observe(document.body, { subtree: true, childList: true })
  })
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}
