/** Links as they arrive in real life: whole, cut, damaged, of another host, to nowhere; each says so in plain words. */
import { expect, type Page } from '@playwright/test'
import { keysFromAdminSeed } from '../../crdt/encryption/keys.ts'
import { encodeLink } from '../../crdt/encryption/link.ts'
import { proofReady } from '../../crdt/encryption/proof.ts'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, introduce, join, newBill, newPhone, pen, share, test, typeItems } from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
  await proofReady
})

test.afterAll(async () => {
  await relay.stop()
})

const someLink = () => encodeLink(keysFromAdminSeed(new Uint8Array(16).fill(5)), 'edit')

const says = async (page: Page, words: RegExp) => {
  await expect(page.getByRole('main')).toContainText(words)
  // Two ways out, and nothing of the link on the page's address.
  await expect(
    page
      .getByRole('link', { name: 'Go to my bills' })
      .or(page.getByRole('button', { name: 'Go to my bills' })),
  ).toBeVisible()
}

for (const [what, fragment, words] of [
  ['cut at the tenth character', () => someLink().slice(0, 10), /end of the link/],
  ['cut at the last character', () => someLink().slice(0, -1), /end of the link|damaged/],
  ['with one letter changed', () => `${someLink().slice(0, 20)}X${someLink().slice(21)}`, /damaged/],
  ['of a newer version', () => `Ag${someLink().slice(2)}`, /newer app/],
  ['with markup in it', () => '<script>alert(1)</script>', /not a link|damaged/],
  ['L2: to a room that the relay does not know', someLink, /nothing here yet/],
] as const) {
  test(`a link ${what}`, async ({ browser }) => {
    const { page, context } = await newPhone(browser)
    const text = fragment()
    await page.goto(`${relay.url}/b#${encodeURI(text)}`)
    await says(page, words)
    expect(page.url()).not.toContain(text.slice(0, 12))
    await context.close()
  })
}

test('L1: a link that lost its secret part', async ({ browser }) => {
  for (const path of ['/b', '/b#', '/b/', '/b?utm_source=chat']) {
    const { page, context } = await newPhone(browser)
    await page.goto(relay.url + path)
    await says(page, /Half the link/)
    await page.getByRole('button', { name: 'Go to my bills' }).click()
    await expect(page.getByRole('button', { name: 'New bill' })).toBeVisible()
    await context.close()
  }
})

test('L6: a page that tells of a broken link still does when it is loaded anew', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await page.goto(`${relay.url}/b#${someLink().slice(0, 10)}`)
  await says(page, /end of the link/)
  await page.reload()
  await says(page, /Half the link/)
})

test('a link pasted on home: of another host, no link at all, and the right one', async ({ browser }) => {
  const host = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await typeItems(host.page, [['Pizza', '12.50']])
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  const guest = await newPhone(browser)
  const paste = async (text: string) => {
    await guest.page.goto(relay.url)
    await guest.page.getByRole('button', { name: 'Paste link' }).click()
    await guest.page.getByRole('dialog').getByRole('textbox').fill(text)
    await guest.page.getByRole('button', { name: 'Open', exact: true }).click()
  }
  await paste(link.replace(/^http:\/\/[^/]+/, 'https://other.example'))
  await says(guest.page, /Open this bill at other\.example/)
  await paste('the bill from yesterday')
  await says(guest.page, /not a link/)
  await paste(`Here it is: ${link}.`)
  await expect(guest.page.getByRole('heading', { name: 'Which one are you?' })).toBeVisible()
})

test('L3: a link that went through a server says so and opens', async ({ browser }) => {
  const host = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  const guest = await newPhone(browser)
  await guest.page.goto(link.replace('#', '%23'))
  await expect(guest.page.getByText('This link passed through a server on its way.')).toBeVisible()
  await guest.page.getByRole('button', { name: 'Tom', exact: true }).click()
  await expect(pen(guest.page, 'You')).toBeVisible()
})

test('L4: a bill that is on this phone already opens as it is, whatever way its link comes again', async ({
  browser,
}) => {
  const host = await newPhone(browser)
  await introduce(host.page, relay.url, 'Maya')
  await newBill(host.page, 'Osteria')
  await addPeople(host.page, ['Tom'])
  const link = await share(host.page)
  await host.page.goto(link)
  await expect(pen(host.page, 'You')).toBeVisible()
  const guest = await newPhone(browser)
  await join(guest.page, link, 'Tom')
  await guest.page.goto(relay.url)
  await guest.page.goto(link)
  await expect(pen(guest.page, 'You')).toBeVisible()
  await guest.page.goto(relay.url)
  await expect(guest.page.getByRole('link', { name: /Osteria/ })).toHaveCount(1)
})

test('L7: nothing but spaces in the field for a link', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await page.goto(relay.url)
  await page.getByRole('button', { name: 'Paste link' }).click()
  const field = page.getByRole('dialog').getByRole('textbox')
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeDisabled()
  await field.fill('  \t ')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeDisabled()
  await expect(field).toBeFocused()
})

test('L8: a link in an address bar that escapes what an app put behind it', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await page.goto(`${relay.url}/b?utm_source=chat#${someLink()}\u200b”&fbclid=1`)
  await says(page, /nothing here yet/)
  expect(new URL(page.url()).search).toBe('')
})

test('L9: a link that is pasted with a line break in it and a word behind it', async ({ browser }) => {
  const { page } = await newPhone(browser)
  await page.goto(relay.url)
  await page.getByRole('button', { name: 'Paste link' }).click()
  const link = `${relay.url}/b#${someLink()}`
  // A field of one line makes spaces of the line breaks.
  await page
    .getByRole('dialog')
    .getByRole('textbox')
    .fill(`${link.slice(0, 40)}\n${link.slice(40)}\nThanks`)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await says(page, /nothing here yet/)
})
