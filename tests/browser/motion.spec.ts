/** What others change passes over its row once in their ink, and at once where motion is not wanted. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, introduce, join, newBill, newPhone, row, share, tap, test, typeItems } from './table.ts'

/** The wipe over an item's row: whose ink, how strong, and how it moves. */
const wipeOf = (page: Page, item: string) =>
  page
    .locator('.item')
    .filter({ hasText: item })
    .locator('.wipe')
    .evaluate(wipe => {
      const { backgroundColor, animationName, animationDuration, animationTimingFunction } =
        getComputedStyle(wipe)
      return {
        ink: wipe.classList[1],
        strength: / \/ ([\d.]+)\)$/.exec(backgroundColor)?.[1],
        animationName,
        animationDuration,
        animationTimingFunction,
      }
    })

test('a tap or a new price elsewhere wipes over the row in the other’s ink, instantly with reduced motion', async ({
  browser,
}) => {
  const relay = await RelayProcess.start()
  try {
    const maya = await newPhone(browser)
    const tom = await newPhone(browser)
    await introduce(maya.page, relay.url, 'Maya')
    await newBill(maya.page, 'Osteria')
    await typeItems(maya.page, [
      ['Pizza', '12.50'],
      ['Branzino', '21'],
    ])
    await addPeople(maya.page, ['Tom'])
    await join(tom.page, await share(maya.page), 'Tom')
    const ink = await maya.page.getByRole('radio', { name: /^Tom/ }).locator('.who').getAttribute('class')
    await tap(tom.page, ['Pizza'])
    await expect(row(maya.page, 'Pizza')).toHaveAccessibleName(/taken by Tom/)
    const tapped = await wipeOf(maya.page, 'Pizza')
    expect(ink?.split(' ')).toContain(tapped.ink)
    expect(tapped).toMatchObject({ strength: '0.2', animationName: 'mark, fade-out' })
    expect(tapped.animationDuration).toMatch(/^0\.18s,/)
    // One's own tap is the yellow highlighter's.
    await expect(tom.page.locator('.wipe')).toHaveCount(0)

    await maya.page.emulateMedia({ reducedMotion: 'reduce' })
    await row(tom.page, 'Branzino').focus()
    await tom.page.keyboard.press('e')
    await tom.page.getByRole('textbox', { name: 'Price of the line' }).fill('22')
    await tom.page.keyboard.press('Enter')
    await expect(row(maya.page, 'Branzino')).toContainText('22.00')
    const changed = await wipeOf(maya.page, 'Branzino')
    expect(changed.ink).toBe(tapped.ink)
    expect(changed.animationDuration).toMatch(/^0\.001s,/)
  } finally {
    await relay.stop()
  }
})
