/** Parts, portions and what else a row can do: by finger, by menu and by keyboard alone. */
import AxeBuilder from '@axe-core/playwright'
import { type CDPSession, expect, type Locator, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addCharge,
  addPeople,
  choosePen,
  desktopSize,
  expectSynced,
  introduce,
  join,
  myShare,
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

async function dinner(page: Page): Promise<void> {
  await introduce(page, relay.url, 'Alex')
  await newBill(page, 'Osteria')
  await typeItems(page, [
    ['Burrata', '13.50'],
    ['Vino rosso', '24'],
    ['3 Espresso', '6'],
    ['Branzino', '21'],
  ])
  await addPeople(page, ['Maya', 'Tom', 'Ines'])
}

const parts = (page: Page, item: string) => page.getByRole('group', { name: `Parts of ${item}` })
const names = (page: Page) => page.locator('.item .nm').allTextContents()

/** A finger on the screen, through the browser's own input, so that scrolling and gestures compete as on a phone. */
class Finger {
  private constructor(private readonly session: CDPSession) {}
  static async on(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page))
  }
  private touch(type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0): Promise<unknown> {
    const touchPoints = type === 'touchEnd' ? [] : [{ x, y }]
    return this.session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  /** Down in the middle of the element, along by `dx`, `dy` in steps, and up. */
  async drag(target: Locator, dx: number, dy: number, { release = true } = {}): Promise<void> {
    const box = await target.boundingBox()
    if (!box) throw new Error('not on the page')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await this.touch('touchStart', x, y)
    for (let step = 1; step <= 8; step++)
      await this.touch('touchMove', x + (dx * step) / 8, y + (dy * step) / 8)
    if (release) await this.touch('touchEnd')
  }
  async hold(target: Locator): Promise<void> {
    const box = await target.boundingBox()
    if (!box) throw new Error('not on the page')
    await this.touch('touchStart', box.x + box.width / 2, box.y + box.height / 2)
    await expect(target.page().locator('.parts')).toBeVisible()
    await this.touch('touchEnd')
  }
}

test('keyboard only: P opens the parts of a row, and Esc gives the focus back to it', async ({ browser }) => {
  const { page } = await newPhone(browser, { size: desktopSize })
  await dinner(page)
  await row(page, 'Burrata').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'Vino rosso')).toBeFocused()
  await page.keyboard.press('p')
  const panel = parts(page, 'Vino rosso')
  await expect(panel.getByRole('button', { name: 'More for you' })).toBeFocused()
  await page.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'More for Tom' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Space')
  await expect(panel.locator('.parts-row', { hasText: 'Tom' })).toContainText('16.00')
  await expect(pen(page, 'You')).toContainText('8.00')
  await expect(row(page, 'Vino rosso')).toContainText('×2')
  // At none the minus only dims: the focus stays on it.
  await panel.getByRole('button', { name: 'Fewer for you' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: 'Fewer for you' })).toBeFocused()
  await expect(pen(page, 'Tom')).toContainText('24.00')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(row(page, 'Vino rosso')).toBeFocused()
  await page.keyboard.press('p')
  await page.keyboard.press('p')
  await expect(panel).toBeHidden()
})

test('everyone equally and nobody yet are one step each', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  await tap(page, ['Vino rosso'])
  await page.getByRole('button', { name: 'More about Vino rosso' }).click()
  await page.getByRole('button', { name: 'Parts' }).click()
  const panel = parts(page, 'Vino rosso')
  await panel.getByRole('button', { name: 'Everyone equally' }).click()
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(
    /shared by you, Maya, Tom and Ines, your part 6\.00/,
  )
  await undo(page)
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(/taken by you, your part 24\.00/)
  await panel.getByRole('button', { name: 'Everyone equally' }).click()
  await panel.getByRole('button', { name: 'Nobody yet' }).click()
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(/nobody yet/)
  await undo(page)
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(/shared by you, Maya, Tom and Ines/)
  await panel.getByRole('button', { name: 'Done' }).click()
  await expect(panel).toBeHidden()
})

test('by portion, what nobody took stays free, on every phone', async ({ browser }) => {
  const host = await newPhone(browser)
  const guest = await newPhone(browser)
  await dinner(host.page)
  await join(guest.page, await share(host.page), 'Tom')
  await guest.page.getByRole('button', { name: 'More about Espresso' }).click()
  await guest.page.getByRole('switch', { name: /By portion/ }).click()
  await guest.page.getByRole('button', { name: 'Parts' }).click()
  await parts(guest.page, 'Espresso').getByRole('button', { name: 'More for you' }).click()
  await parts(guest.page, 'Espresso').getByRole('button', { name: 'More for Maya' }).click()
  await expect(parts(guest.page, 'Espresso')).toContainText('2 of 3 portions taken')
  await expect(myShare(guest.page)).toContainText('2.00')
  await expect(row(host.page, 'Espresso')).toContainText('2 of 3 portions taken')
  await expect(pen(host.page, 'Tom')).toContainText('2.00')
  // Who did it stands in the menu.
  await host.page.getByRole('button', { name: 'More about Espresso' }).click()
  await expect(host.page.getByRole('dialog')).toContainText('Changed by Tom, just now')
  await host.page.getByRole('switch', { name: /By portion/ }).click()
  await host.page.keyboard.press('Escape')
  await expect(pen(guest.page, 'You')).toContainText('3.00')
})

test('a finger that holds a row opens its parts and takes nothing', async ({ browser }) => {
  const { page } = await newPhone(browser, { touch: true })
  await dinner(page)
  const finger = await Finger.on(page)
  await finger.hold(row(page, 'Burrata'))
  await expect(parts(page, 'Burrata')).toBeVisible()
  await expect(row(page, 'Burrata')).toHaveAttribute('aria-pressed', 'false')
  await row(page, 'Vino rosso').tap()
  await expect(row(page, 'Vino rosso')).toHaveAttribute('aria-pressed', 'true')
  await parts(page, 'Burrata').getByRole('button', { name: 'Done' }).tap()
  await expect(parts(page, 'Burrata')).toBeHidden()
})

test('a row that was held is dragged to another place by its grip', async ({ browser }) => {
  const { page } = await newPhone(browser, { touch: true })
  await dinner(page)
  const finger = await Finger.on(page)
  await finger.hold(row(page, 'Burrata'))
  await finger.drag(page.getByRole('button', { name: 'Drag Burrata' }), 0, 130)
  await expect.poll(() => names(page)).toEqual(['Vino rosso', 'Espresso', 'Burrata', 'Branzino'])
  await page.reload()
  await expect.poll(() => names(page)).toEqual(['Vino rosso', 'Espresso', 'Burrata', 'Branzino'])
})

test('a swipe to the right takes all of it, one to the left shows Edit and Delete', async ({ browser }) => {
  const { page } = await newPhone(browser, { touch: true })
  await dinner(page)
  const finger = await Finger.on(page)
  await choosePen(page, 'Maya')
  await tap(page, ['Vino rosso'])
  await choosePen(page, 'You')
  // Not far enough: the row springs back.
  await finger.drag(row(page, 'Vino rosso'), 50, 0)
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(/taken by Maya/)
  await finger.drag(row(page, 'Vino rosso'), 110, 4)
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(/taken by you, your part 24\.00/)
  await expect(page.getByText('You took all of Vino rosso.')).toBeVisible()
  await undo(page)
  await expect(row(page, 'Vino rosso')).toHaveAccessibleName(/taken by Maya/)

  // A finger that a slow machine moves late may be taken for one that rests: it tries again, as a person's would.
  const reveal = async (item: string, key: string) => {
    const button = page.getByRole('button', { name: key, exact: true })
    await expect(async () => {
      await finger.drag(row(page, item), -110, 0)
      await expect(button).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await button.click()
  }
  await reveal('Vino rosso', 'Edit')
  await expect(page.getByRole('dialog', { name: 'Edit item' })).toBeVisible()
  await page.keyboard.press('Escape')
  await finger.drag(row(page, 'Branzino'), -110, 0)
  // A touch of the row itself only puts it back.
  await row(page, 'Branzino').tap({ position: { x: 200, y: 30 } })
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeHidden()
  await expect(row(page, 'Branzino')).toHaveAttribute('aria-pressed', 'false')
  await reveal('Branzino', 'Delete')
  await expect(row(page, 'Branzino')).toBeHidden()
  await undo(page)
  await expect(row(page, 'Branzino')).toBeVisible()
})

test('a finger that goes up or down scrolls, whatever else it does', async ({ browser }) => {
  const { page } = await newPhone(browser, { touch: true, size: { width: 390, height: 600 } })
  await dinner(page)
  const finger = await Finger.on(page)
  await page.evaluate(() => window.scrollTo(0, 0))
  await finger.drag(row(page, 'Burrata'), 30, -200)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(60)
  await expect(page.locator('.is-slid')).toHaveCount(0)
  await expect(row(page, 'Burrata')).toHaveAttribute('aria-pressed', 'false')
})

test('everything a finger can do is in the menu of the row', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  const menu = async (item: string, entry: string) => {
    await page.getByRole('button', { name: `More about ${item}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: entry }).click()
  }
  await menu('Burrata', 'Take all of it')
  await expect(row(page, 'Burrata')).toHaveAccessibleName(/taken by you/)
  await menu('Burrata', 'Move down')
  expect(await names(page)).toEqual(['Vino rosso', 'Burrata', 'Espresso', 'Branzino'])
  await menu('Branzino', 'Move up')
  expect(await names(page)).toEqual(['Vino rosso', 'Burrata', 'Branzino', 'Espresso'])
  await menu('Espresso', 'Edit')
  await page.getByRole('textbox', { name: 'Item', exact: true }).fill('Ristretto')
  await page.keyboard.press('Enter')
  await menu('Ristretto', 'Delete')
  await expect(row(page, 'Ristretto')).toBeHidden()
  await undo(page)
  await expect(row(page, 'Ristretto')).toBeVisible()
})

test('keyboard only: move, reorder, take, choose for whom, delete, undo, all keys, a new bill', async ({
  browser,
}) => {
  const phone = await newPhone(browser, { size: desktopSize })
  const { page } = phone
  await dinner(page)
  await row(page, 'Burrata').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  expect(await names(page)).toEqual(['Vino rosso', 'Espresso', 'Burrata', 'Branzino'])
  await expect(row(page, 'Burrata')).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  expect(await names(page)).toEqual(['Vino rosso', 'Burrata', 'Espresso', 'Branzino'])
  await page.keyboard.press('3')
  await expect(pen(page, 'Tom')).toBeChecked()
  await page.keyboard.press('Space')
  await expect(row(page, 'Burrata')).toHaveAccessibleName(/taken by Tom/)
  await page.keyboard.press('Control+z')
  await expect(row(page, 'Burrata')).toHaveAccessibleName(/nobody yet/)
  await page.keyboard.press('Control+Shift+Z')
  await expect(row(page, 'Burrata')).toHaveAccessibleName(/taken by Tom/)
  await page.keyboard.press('e')
  await expect(page.getByRole('dialog', { name: 'Edit item' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row(page, 'Burrata')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(row(page, 'Burrata')).toBeHidden()
  await expect(row(page, 'Espresso')).toBeFocused()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'All keys' })
  await expect(keys).toContainText('Parts of the row')
  await page.keyboard.press('n')
  await expect(keys).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('s')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await expect(page.getByRole('textbox', { name: 'Item', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Add item' })).toBeFocused()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Title of the bill' })).toHaveValue('')
  expect(phone.console).toEqual([])
})

test('a tip by one tap, and one that makes the total round', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await dinner(page)
  await addCharge(page, { kind: 'Service', how: 'Percent', value: '10' })
  await page.getByRole('button', { name: 'Tax, tip or discount' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: 'Tip', exact: true }).click()
  // 64.50 and 10 % service: 70.95; a tenth more is 78.05.
  await expect(sheet).toContainText('Total €70.95')
  await sheet.getByRole('button', { name: '15' }).click()
  await expect(sheet).toContainText('Total €80.63')
  await expect(sheet.getByRole('button', { name: '15' })).toHaveAttribute('aria-pressed', 'true')
  await sheet.getByRole('button', { name: 'Round up to €85.00' }).click()
  await expect(sheet).toContainText('Total €85.00')
  await expect(sheet.getByRole('textbox', { name: 'How much' })).toHaveValue('14.05')
  await sheet.getByRole('button', { name: 'Add' }).click()
  await expect(page.locator('.tot')).toContainText('€85.00')
  await page.getByRole('button', { name: 'Edit Tip, 14.05' }).click()
  await sheet.getByRole('button', { name: '10' }).click()
  await sheet.getByRole('button', { name: 'Done' }).click()
  await expect(page.locator('.tot')).toContainText('€77.40')
})

test('a tap wipes the highlighter, and motion that is not wanted is none', async ({ browser }) => {
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const { page } = await newPhone(browser)
    await page.emulateMedia({ reducedMotion })
    await dinner(page)
    await tap(page, ['Burrata'])
    const mark = await page.locator('.item.mine .item-btn').evaluate(element => {
      const { animationName, animationDuration } = getComputedStyle(element, '::before')
      return { animationName, seconds: Number.parseFloat(animationDuration) }
    })
    expect(mark).toEqual({ animationName: 'mark', seconds: reducedMotion === 'reduce' ? 0.001 : 0.18 })
    await choosePen(page, 'Tom')
    await tap(page, ['Vino rosso'])
    const wipe = page.locator('.item', { hasText: 'Vino rosso' }).locator('.wipe')
    await expect(wipe).toHaveCSS('animation-name', 'mark, fade-out')
    await expect(wipe).toHaveCSS('opacity', '0')
    await page.context().close()
  }
})

test('parts, menus and tips pass the audit, fit 320 px and text of 200 %', async ({ browser }) => {
  for (const theme of ['light', 'dark'] as const) {
    const { page } = await newPhone(browser, { theme, size: { width: 320, height: 640 } })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await dinner(page)
    await tap(page, ['Espresso'])
    await addCharge(page, { kind: 'Tip', how: 'Percent', value: '10' })
    const audit = async (name: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      const found = violations.map(
        ({ id, nodes }) => `${name} ${id}: ${nodes.map(node => node.html).join(' ')}`,
      )
      expect(found).toEqual([])
      const wide = await page.evaluate(() => {
        const root = document.querySelector('dialog[open]') ?? document.querySelector('main')
        const width = document.documentElement.clientWidth
        return [...(root?.querySelectorAll('*') ?? [])]
          .filter(element => !element.closest('.pens-row, .tabs, .vh, svg'))
          .filter(element => element.getBoundingClientRect().right > width + 0.5)
          .map(element => element.outerHTML.slice(0, 80))
      })
      expect(wide).toEqual([])
    }
    for (const size of ['100%', '200%']) {
      await page.evaluate(text => {
        document.documentElement.style.fontSize = text
      }, size)
      await audit('bill')
      await row(page, 'Espresso').focus()
      await page.keyboard.press('p')
      await page.getByRole('switch').click()
      await audit('parts')
      const small = await page.locator('.parts button').evaluateAll(keys =>
        keys
          .map(key => key.getBoundingClientRect())
          .filter(box => box.width < 44 || box.height < 44)
          .map(box => `${box.width} x ${box.height}`),
      )
      expect(small).toEqual([])
      await page.screenshot({ path: `test-results/parts-${theme}-${size}.png` })
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'More about Espresso' }).click()
      await audit('menu')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^Edit Tip/ }).click()
      await audit('tip')
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await audit('keys')
      await page.keyboard.press('Escape')
    }
    await page.context().close()
  }
})

test('the row that one is on has their frame and name on the other phone, and loses it again', async ({
  browser,
}) => {
  const host = await newPhone(browser)
  const guest = await newPhone(browser, { size: desktopSize })
  await dinner(host.page)
  await join(guest.page, await share(host.page), 'Maya')
  await expectSynced(guest.page)
  const flags = host.page.locator('.item .flag')
  await expect(flags).toHaveCount(0)
  await row(guest.page, 'Branzino').focus()
  await guest.page.keyboard.press('p')
  await expect(host.page.locator('.item', { hasText: 'Branzino' }).locator('.flag')).toHaveText('Maya')
  await expect(pen(host.page, 'Maya').locator('.with-live')).toBeVisible()
  await guest.page.keyboard.press('Escape')
  await expect(flags).toHaveCount(0)
  await row(guest.page, 'Burrata').click()
  await expect(host.page.locator('.item', { hasText: 'Burrata' }).locator('.flag')).toHaveText('Maya')
  await expect(flags).toHaveCount(0)
})

test('two phones: what one does to the parts is on the other', async ({ browser }) => {
  const host = await newPhone(browser, { size: desktopSize })
  const guest = await newPhone(browser)
  await dinner(host.page)
  await join(guest.page, await share(host.page), 'Maya')
  await expectSynced(guest.page)
  await row(host.page, 'Vino rosso').focus()
  await host.page.keyboard.press('p')
  await parts(host.page, 'Vino rosso').getByRole('button', { name: 'More for Maya' }).click()
  await parts(host.page, 'Vino rosso').getByRole('button', { name: 'More for Maya' }).click()
  await parts(host.page, 'Vino rosso').getByRole('button', { name: 'More for Tom' }).click()
  await expect(myShare(guest.page)).toContainText('16.00')
  await host.page.keyboard.press('Escape')
  await row(host.page, 'Branzino').focus()
  await host.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => names(guest.page)).toEqual(['Burrata', 'Vino rosso', 'Branzino', 'Espresso'])
})
