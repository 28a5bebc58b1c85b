/** How somebody uses a page: with a finger or pointer, or with the keyboard alone, by Tab, arrows, Enter and typing. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface Hand {
  /** A button, link or row. */
  press(target: Locator): Promise<void>
  /** One of a radio group. */
  choose(target: Locator): Promise<void>
  /** A field, finished with Enter. */
  type(field: Locator, text: string): Promise<void>
}

export const pointer: Hand = {
  press: target => target.click(),
  choose: target => target.click(),
  async type(field, text) {
    await field.fill(text)
    await field.press('Enter')
  },
}

/** More stops than any page of the app has. */
const mostPresses = 140

/** Tab, forwards or backwards, until the focus is there. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < mostPresses; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await target.page().keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

const keysOf = (page: Page) => page.keyboard

export const keyboard: Hand = {
  async press(target) {
    // A list of rows is one stop: the arrows go on to the row.
    if ((await target.getAttribute('data-row')) !== null) await goToRow(target)
    else await tabTo(target)
    await keysOf(target.page()).press('Enter')
  },
  async choose(target) {
    const group = target.locator('xpath=ancestor::*[@role="radiogroup"][1]')
    await tabTo(group.locator('[aria-checked="true"]'))
    const count = await group.getByRole('radio').count()
    for (let presses = 0; presses < count && !(await target.isChecked()); presses++) {
      await keysOf(target.page()).press('ArrowRight')
    }
    // The last one stays the last: from there the others lie to the left.
    for (let presses = 0; presses < count && !(await target.isChecked()); presses++) {
      await keysOf(target.page()).press('ArrowLeft')
    }
    await expect(target).toBeChecked()
  },
  async type(field, text) {
    await tabTo(field)
    const keys = keysOf(field.page())
    await keys.press('Control+a')
    await keys.type(text)
    await keys.press('Enter')
  },
}

async function goToRow(target: Locator): Promise<void> {
  const page = target.page()
  await tabTo(page.locator('main [data-row][tabindex="0"]').first())
  await page.keyboard.press('Home')
  for (let presses = 0; presses < mostPresses; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('ArrowDown')
  }
  await expect(target).toBeFocused()
}
