/** Who is here: seen by everyone at the table, stored nowhere, gone when they go. */
import { expect } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhone,
  pen,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

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

test('whoever opens a link sees who is here before a tap, tells nothing, and may take a taken seat', async ({
  browser,
}) => {
  const relay = await RelayProcess.start()
  try {
    const host = await newPhone(browser)
    const guest = await newPhone(browser)
    await introduce(host.page, relay.url, 'Maya')
    await newBill(host.page, 'Osteria')
    await typeItems(host.page, [['Pizza', '12.50']])
    await addPeople(host.page, ['Tom'])
    const link = await share(host.page)
    const sent: number[] = []
    guest.page.on('websocket', socket =>
      socket.on('framesent', ({ payload }) => sent.push(Buffer.from(payload)[0] ?? -1)),
    )
    await guest.page.goto(link)
    const maya = guest.page.getByRole('button', { name: 'Maya', exact: true })
    const tom = guest.page.getByRole('button', { name: 'Tom', exact: true })
    await expect(tom).toHaveAccessibleDescription('')
    await expect(maya).toHaveAccessibleDescription(/^Here now/, { timeout: 30_000 })
    await expect(maya).toContainText('Here now')
    await expect(tom).not.toContainText('Here now')
    await expect(host.page.getByRole('img', { name: /^Here now/ })).toHaveCount(0)
    // CLIENT_HELLO, OPEN and pings only (PROTOCOL.md 7.1): no entry, no presence.
    expect(sent.filter(type => type === 0x06 || type === 0x08)).toEqual([])
    expect(sent).toContain(0x02)
    // Two devices may be one person.
    await maya.click()
    await expect(pen(guest.page, 'You')).toBeChecked()
    await expectSynced(guest.page)
    await expect(guest.page.getByRole('img', { name: /^Here now/ })).toHaveCount(0)
    await tap(guest.page, ['Pizza'])
    await expect(row(host.page, 'Pizza')).toHaveAccessibleName(/taken by you/)
  } finally {
    await relay.stop()
  }
})

test('home says which bills changed while they were closed', async ({ browser }) => {
  const relay = await RelayProcess.start()
  try {
    const host = await newPhone(browser)
    const guest = await newPhone(browser)
    await introduce(host.page, relay.url, 'Maya')
    await newBill(host.page, 'Osteria')
    await typeItems(host.page, [['Pizza', '12.50']])
    await addPeople(host.page, ['Tom'])
    await join(guest.page, await share(host.page), 'Tom')
    await expectSynced(guest.page)
    // A change while home is open rings at once; one while the app was closed is known at the next start.
    await guest.page.getByRole('link', { name: 'Back to bills' }).click()
    const line = guest.page.getByRole('link', { name: /Osteria/ }).first()
    await expect(line).toBeVisible()
    await expect(line).not.toContainText('changed')
    await guest.page.waitForTimeout(3_000)
    await tap(host.page, ['Pizza'])
    await expect(line).toContainText(/changed (just now|since you looked)/)
    await line.click()
    await expect(row(guest.page, 'Pizza')).toHaveAccessibleName(/taken by Maya/)
    await expectSynced(guest.page)
    await guest.page.getByRole('link', { name: 'Back to bills' }).click()
    await expect(line).toBeVisible()
    await expect(line).not.toContainText('changed')
    await guest.page.close()
    await host.page.getByRole('textbox', { name: 'Title of the bill' }).fill('Osteria da Nino')
    await host.page.keyboard.press('Enter')
    await expectSynced(host.page)
    const again = await guest.context.newPage()
    await again.goto(relay.url)
    await expect(again.getByRole('link', { name: /Osteria/ }).first()).toContainText(
      'changed since you looked',
    )
  } finally {
    await relay.stop()
  }
})
