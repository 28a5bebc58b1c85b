/** Who is here: seen by everyone at the table, stored nowhere, gone when they go. */
import { expect, test } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, introduce, join, newBill, newPhone, share, typeItems } from './table.ts'

test('who has the bill on screen is shown, and gone at once when they leave', async ({ browser }) => {
  const relay = await RelayProcess.start()
  try {
    const host = await newPhone(browser)
    const guest = await newPhone(browser)
    const viewer = await newPhone(browser)
    await introduce(host.page, relay.url, 'Maya')
    await newBill(host.page, 'Osteria')
    await typeItems(host.page, [['Pizza', '12.50']])
    await addPeople(host.page, ['Tom', 'Ines'])
    const edit = await share(host.page)
    const view = await share(host.page, 'Can view')
    await join(guest.page, edit, 'Tom')
    await expect(host.page.getByRole('img', { name: 'Here now: Tom' })).toBeVisible()
    await expect(guest.page.getByRole('img', { name: 'Here now: Maya' })).toBeVisible()
    // Whoever only views is told and tells nothing.
    await viewer.page.goto(view)
    await viewer.page.getByRole('button', { name: 'Ines', exact: true }).click()
    await expect(viewer.page.getByRole('img', { name: /^Here now:/ })).toBeVisible({ timeout: 30_000 })
    await expect(host.page.getByRole('img', { name: 'Here now: Tom' })).toBeVisible()
    await guest.page.getByRole('link', { name: 'Back to bills' }).click()
    await expect(host.page.getByRole('img', { name: /^Here now/ })).toHaveCount(0, { timeout: 4_000 })
  } finally {
    await relay.stop()
  }
})
