/** Rights by key: who has a view link looks and never writes, refused by the relay and by every client. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Browser, expect } from '@playwright/test'
import { Attacker } from '../world/attacker.ts'
import { RelayProcess } from '../world/relay-process.ts'
import {
  addPeople,
  desktopSize,
  expectSynced,
  introduce,
  join,
  newBill,
  newPhone,
  type Phone,
  pen,
  phoneSize,
  row,
  share,
  tap,
  test,
  typeItems,
} from './table.ts'

async function hosted(
  browser: Browser,
  relay: RelayProcess,
): Promise<{ host: Phone; edit: string; view: string }> {
  const host = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [
    ['Pizza', '12.50'],
    ['Beer', '5.00'],
  ])
  await addPeople(host.page, ['Tom'])
  return { host, edit: await share(host.page), view: await share(host.page, 'Can view') }
}

for (const [name, size] of [
  ['phone', phoneSize],
  ['desktop', desktopSize],
] as const) {
  test(`a view link shows everything live and lets nothing be changed (${name})`, async ({ browser }) => {
    const relay = await RelayProcess.start()
    try {
      const { host, view } = await hosted(browser, relay)
      expect(view).not.toBe(await share(host.page))
      const viewer = await newPhone(browser, { size })
      await viewer.page.goto(view)
      await viewer.page.getByRole('button', { name: 'Just look' }).click()
      await expect(viewer.page.getByText('You can look, not change.')).toBeVisible()
      // Nobody can be chosen, and still everybody's amount says how it came about.
      await expect(viewer.page.getByRole('radio')).toHaveCount(0)
      await viewer.page.getByRole('button', { name: 'Tom, 0.00 euros' }).click()
      await expect(viewer.page.getByRole('dialog', { name: 'Tom’s share of Osteria' })).toContainText('€0.00')
      await viewer.page.keyboard.press('Escape')
      await expect(viewer.page.getByText('Tap items for')).toHaveCount(0)
      await tap(host.page, ['Pizza'])
      await expect(row(viewer.page, 'Pizza')).toHaveAccessibleName(/taken by Maya/)
      await row(viewer.page, 'Beer').click()
      await expect(row(viewer.page, 'Beer')).toHaveAttribute('aria-pressed', 'false')
      for (const gone of ['Add item', 'Add person', 'Tax, tip or discount']) {
        await expect(viewer.page.getByRole('button', { name: gone })).toHaveCount(0)
      }
      // Taking a seat changes what this phone shows, and nothing of the bill.
      await viewer.page.getByRole('button', { name: 'This is me' }).click()
      await viewer.page.getByRole('button', { name: 'Tom', exact: true }).click()
      await expect(viewer.page.getByRole('button', { name: /^You,/ })).toBeVisible()
      await viewer.page.keyboard.press('Control+z')
      await expectSynced(viewer.page)
      await expect(row(host.page, 'Beer')).toHaveAccessibleName(/nobody yet/i)
    } finally {
      await relay.stop()
    }
  })
}

test('L5: a view link over an edit membership keeps the right to edit, and an edit link over a view one gains it', async ({
  browser,
}) => {
  const relay = await RelayProcess.start()
  try {
    const { host, edit, view } = await hosted(browser, relay)
    await host.page.goto(view)
    await expect(pen(host.page, 'You')).toBeChecked()
    await tap(host.page, ['Beer'])
    await expectSynced(host.page)
    const guest = await newPhone(browser)
    await guest.page.goto(view)
    await guest.page.getByRole('button', { name: 'Tom', exact: true }).click()
    await expect(guest.page.getByText('You can look, not change.')).toBeVisible()
    await guest.page.goto(edit)
    await expect(pen(guest.page, 'You')).toBeVisible()
    await tap(guest.page, ['Pizza'])
    await expect(row(host.page, 'Pizza')).toHaveAccessibleName(/taken by Tom/)
  } finally {
    await relay.stop()
  }
})

test('"Just look" with an edit link writes nothing, and a seat can be taken later', async ({ browser }) => {
  const relay = await RelayProcess.start()
  try {
    const { edit } = await hosted(browser, relay)
    const guest = await newPhone(browser)
    await guest.page.goto(edit)
    await guest.page.getByRole('button', { name: 'Just look' }).click()
    await row(guest.page, 'Beer').click()
    await expect(row(guest.page, 'Beer')).toHaveAttribute('aria-pressed', 'false')
    // A reload does not ask again.
    await guest.page.reload()
    await expect(row(guest.page, 'Beer')).toBeVisible()
    await guest.page.getByRole('button', { name: 'This is me' }).click()
    await join(guest.page, guest.page.url(), 'Tom')
    await tap(guest.page, ['Beer'])
  } finally {
    await relay.stop()
  }
})

test('a tab that just looks ends that when a seat is taken in another tab, over a reload too', async ({
  browser,
}) => {
  const relay = await RelayProcess.start()
  try {
    const { edit } = await hosted(browser, relay)
    const { page, context } = await newPhone(browser)
    await page.goto(edit)
    await page.getByRole('button', { name: 'Just look' }).click()
    await expect(row(page, 'Beer')).toBeVisible()
    const other = await context.newPage()
    await join(other, page.url(), 'Tom')
    await tap(page, ['Beer'])
    await page.reload()
    await expect(row(page, 'Beer')).toHaveAttribute('aria-pressed', 'true')
    await tap(page, ['Pizza'])
  } finally {
    await relay.stop()
  }
})

test('a raw socket with the view link changes nothing at our relay', async ({ browser }) => {
  const relay = await RelayProcess.start()
  try {
    const { host, view } = await hosted(browser, relay)
    const attacker = await Attacker.connect(relay.url, view)
    attacker.open(1, 'read')
    await expect.poll(() => attacker.heard.some(message => message.type === 'caughtUp')).toBe(true)
    attacker.forge(1, 'Hacked')
    attacker.open(2, 'write')
    await expect.poll(() => attacker.answers(1)).toContain('error 5')
    await expect.poll(() => attacker.answers(2)).toContain('error 4401')
    expect([...attacker.answers(1), ...attacker.answers(2)]).not.toContain('ack')
    attacker.close()
    await tap(host.page, ['Pizza'])
    await expectSynced(host.page)
    const late = await newPhone(browser)
    await join(late.page, await share(host.page), 'Tom')
    await expect(late.page.getByRole('heading', { name: 'Osteria' })).toBeVisible()
  } finally {
    await relay.stop()
  }
})

test('a relay that accepts everything changes nothing on any client either', async ({ browser }) => {
  execFileSync(process.execPath, [fileURLToPath(new URL('./naive-relay-build.mjs', import.meta.url))])
  const relay = await RelayProcess.start({}, 'dist/naive')
  try {
    const { host, edit, view } = await hosted(browser, relay)
    const guest = await newPhone(browser)
    await join(guest.page, edit, 'Tom')
    await tap(guest.page, ['Beer'])
    const attacker = await Attacker.connect(relay.url, view)
    attacker.open(1, 'write')
    await expect.poll(() => attacker.heard.some(message => message.type === 'caughtUp')).toBe(true)
    attacker.forge(1, 'Hacked')
    // This relay takes it all.
    await expect.poll(() => attacker.answers(1)).toContain('ack')
    attacker.close()
    await tap(host.page, ['Pizza'])
    await expect(row(guest.page, 'Pizza')).toHaveAccessibleName(/taken by Maya/)
    const late = await newPhone(browser)
    await join(late.page, edit, 'Maya')
    for (const { page } of [host, guest, late]) {
      await expect(page.getByRole('textbox', { name: 'Title of the bill' })).toHaveValue('Osteria')
      await expect(row(page, 'Beer')).toHaveAccessibleName(/Tom|you/)
    }
  } finally {
    await relay.stop()
  }
})
