/** Beside the check on a desktop: who is on which row and what was done just now, line by line as it comes. */
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  desktopSize,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhone,
  phoneSize,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

test('a desktop shows what happens just now, draws new lines only, and undoes one’s own last step', async ({
  browser,
}) => {
  const relay = await RelayProcess.start()
  try {
    const maya = await newPhone(browser, { size: desktopSize })
    const tom = await newPhone(browser)
    await introduce(maya.page, relay.url, 'Maya')
    await newBill(maya.page, 'Osteria')
    await typeItems(maya.page, [
      ['Espresso', '6'],
      ['Branzino', '21'],
    ])
    await addPeople(maya.page, ['Tom'])
    await join(tom.page, await share(maya.page), 'Tom')
    await expectSynced(tom.page)
    const feed = maya.page.getByRole('region', { name: 'Just now' })
    const lines = feed.getByRole('listitem')
    await expect(lines.first()).toContainText('Tom joined')
    await tap(maya.page, ['Espresso'])
    await expect(lines.first()).toHaveText(/You took Espresso\s*Undo/)

    // A line that was there is not drawn again when another comes.
    const drawn = await lines.first().elementHandle()
    await tap(tom.page, ['Branzino'])
    const took = lines.filter({ hasText: 'Tom took Branzino' })
    await expect(took).toHaveText(/now$/)
    await expect(took).toHaveClass(/is-new/)
    expect(await drawn?.evaluate(line => line.isConnected)).toBe(true)

    // The row that somebody holds stands first while they do, and 2 s longer.
    const box = await row(tom.page, 'Espresso').boundingBox()
    if (!box) throw new Error('no row')
    await tom.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await tom.page.mouse.down()
    await expect(lines.first()).toHaveText(/Tom is on Espresso\s*now/)
    await tom.page.keyboard.press('Escape')
    await tom.page.mouse.move(box.x, 0)
    await tom.page.mouse.up()
    await expect(lines.filter({ hasText: 'is on' })).toHaveCount(0)

    await feed.getByRole('button', { name: 'Undo your last step' }).click()
    await expect(row(maya.page, 'Espresso')).toHaveAttribute('aria-pressed', 'false')
    await expect(lines.filter({ hasText: 'You undid a step' })).toHaveCount(1)
    await expect(feed.getByRole('button')).toHaveCount(0)

    // Nothing of it is made on a phone.
    await maya.page.setViewportSize(phoneSize)
    await expect(maya.page.locator('.feed')).toHaveCount(0)
  } finally {
    await relay.stop()
  }
})
