/** Letters beyond western Europe have the app's own shapes, and their files come only with the first such letter. */
import { expect, type Page } from '@playwright/test'
import { RelayProcess } from '../world/relay-process.ts'
import { addPeople, introduce, newBill, newPhone, test } from './table.ts'

let relay: RelayProcess

test.beforeAll(async () => {
  relay = await RelayProcess.start()
})

test.afterAll(async () => {
  await relay.stop()
})

/** Files of fonts that the page itself asked for, by what is in them. */
function fontsOf(page: Page): Set<string> {
  const asked = new Set<string>()
  page.on('request', request => {
    const name = /\/assets\/([a-z-]+)-[\w-]{8}\.woff2$/.exec(new URL(request.url()).pathname)?.[1]
    if (name) asked.add(name)
  })
  return asked
}

test('a name like Łukasz brings the letters it needs, a bill without one brings none', async ({
  browser,
}) => {
  const { page } = await newPhone(browser)
  const asked = fontsOf(page)
  await introduce(page, relay.url, 'Zoë')
  await newBill(page, 'Crème brûlée – 3 × €5')
  await addPeople(page, ['Jürgen', 'Søren', 'Iñigo'])
  await page.evaluate(() => document.fonts.ready)
  expect([...asked].sort()).toEqual(['familjen-grotesk-latin', 'sometype-mono-latin'])
  await addPeople(page, ['Łukasz'])
  await expect.poll(() => [...asked]).toContain('familjen-grotesk-latin-ext')
  expect([...asked]).not.toContain('familjen-grotesk-vietnamese')
  await addPeople(page, ['Ngọc'])
  await expect.poll(() => [...asked]).toContain('familjen-grotesk-vietnamese')
  await page.evaluate(() => document.fonts.ready)
  // The shapes are the font's: as wide as it says, not as wide as the system's letters.
  const widths = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return []
    return ['"Familjen Grotesk", monospace', 'monospace'].map(family => {
      context.font = `17px ${family}`
      return context.measureText('Łąźọ').width
    })
  })
  expect(widths[0]).not.toBe(widths[1])
})
