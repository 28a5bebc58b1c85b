/** STORE=none: the relay passes on what people who are online together say, keeps nothing, and nobody is told otherwise. */
import { readdirSync } from 'node:fs'
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, introduce, join, newBill, newPhone, row, share, tap, test, typeItems } from './table.ts'

test('people who are online together converge, nothing touches the disk, and the status says Forwarded', async ({
  browser,
}) => {
  const relay = await RelayProcess.start({ STORE: 'none' })
  try {
    const host = await newPhone(browser)
    const guest = await newPhone(browser)
    await introduce(host.page, relay.url, 'Maya')
    await newBill(host.page, 'Osteria')
    await typeItems(host.page, [
      ['Pizza', '12.50'],
      ['Beer', '5.00'],
    ])
    await addPeople(host.page, ['Tom', 'Ines'])
    const link = await share(host.page)
    await join(guest.page, link, 'Tom')
    await Promise.all([tap(host.page, ['Pizza']), tap(guest.page, ['Beer'])])
    await expect(row(guest.page, 'Pizza')).toHaveAccessibleName(/taken by Maya/)
    await expect(row(host.page, 'Beer')).toHaveAccessibleName(/taken by Tom/)
    for (const { page } of [host, guest])
      await expect(page.locator('[data-true=true]')).toHaveText('Forwarded')
    // A third one comes while they are here, and gets everything from them.
    const third = await newPhone(browser)
    await join(third.page, link, 'Ines')
    await expect(row(third.page, 'Pizza')).toHaveAccessibleName(/taken by Maya/)
    expect(readdirSync(relay.dataDir).filter(name => !name.startsWith('relay.lock'))).toEqual([])
    // When everybody is away there is nothing to get.
    for (const { context } of [host, guest, third]) await context.close()
    const late = await newPhone(browser)
    await late.page.goto(link)
    await expect(late.page.getByText('There is nothing here yet.')).toBeVisible()
  } finally {
    await relay.stop()
  }
})
